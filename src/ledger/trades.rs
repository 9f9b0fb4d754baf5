//! What the trades of a schedule add up to: Item 5(c) of Schedule 13D.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::filing::{Beneficial, Trade};
use crate::source::Span;

/// The shares of these trades; unknown when one of them was not surely read, or there is none.
#[must_use]
pub fn sum<'b>(trades: impl IntoIterator<Item = &'b Trade>) -> Option<Decimal> {
    let mut trades = trades.into_iter().peekable();
    trades.peek()?;
    trades.try_fold(Decimal::ZERO, |sum, trade| sum.checked_add(*trade.shares.sure()?))
}

/// Whether the trades are sales; unknown when the text states no total, or totals of both kinds.
#[must_use]
pub fn are_sales(schedule: &Beneficial) -> Option<bool> {
    let sold = schedule.stated_totals.first()?.sold;
    schedule.stated_totals.iter().all(|total| total.sold == sold).then_some(sold)
}

/// The shares traded on each day; unknown when a date or a number was not surely read.
#[must_use]
pub fn by_day(schedule: &Beneficial) -> Option<BTreeMap<NaiveDate, Decimal>> {
    let mut days = BTreeMap::new();
    for trade in &schedule.trades {
        let day: &mut Decimal = days.entry(*trade.date.sure()?).or_default();
        *day = day.checked_add(*trade.shares.sure()?)?;
    }
    Some(days)
}

/// The holding at the end of each day of trading, walked backwards from the holding at the end of the last.
#[must_use]
pub fn closings(schedule: &Beneficial, last: Decimal) -> Option<Vec<(NaiveDate, Decimal)>> {
    let sales = are_sales(schedule)?;
    let mut holding = last;
    let mut closings = Vec::new();
    for (day, shares) in by_day(schedule)?.into_iter().rev() {
        closings.push((day, holding));
        holding = if sales { holding.checked_add(shares)? } else { holding.checked_sub(shares)? };
    }
    closings.reverse();
    Some(closings)
}

/// The holding before the trades, from the holding after them.
#[must_use]
pub fn opening(schedule: &Beneficial, last: Decimal) -> Option<Decimal> {
    let traded = sum(&schedule.trades)?;
    if are_sales(schedule)? { last.checked_add(traded) } else { last.checked_sub(traded) }
}

/// The last trade whose date was surely read, and the first.
#[must_use]
pub fn last(schedule: &Beneficial) -> Option<&Trade> {
    dated(schedule).max_by_key(|trade| trade.date.sure())
}

#[must_use]
pub fn first(schedule: &Beneficial) -> Option<&Trade> {
    dated(schedule).min_by_key(|trade| trade.date.sure())
}

fn dated(schedule: &Beneficial) -> impl Iterator<Item = &Trade> {
    schedule.trades.iter().filter(|trade| trade.date.sure().is_some())
}

/// Where the table stands: from its heading to its last line.
#[must_use]
pub fn table(schedule: &Beneficial) -> Option<Span> {
    let (first, last) = (schedule.trades.first()?, schedule.trades.last()?);
    let whole = first.span.to(last.span);
    Some(schedule.trades_heading.map_or(whole, |heading| heading.to(whole)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::{Certainty, Field, StatedTotal};

    fn schedule(sold: bool) -> Beneficial {
        let day = |day| NaiveDate::from_ymd_opt(2006, 5, day).expect("a date");
        let trade = |date, shares: i64| Trade {
            date: Field::new(date, Span::default(), Certainty::Laid),
            shares: Field::new(Decimal::from(shares), Span::default(), Certainty::Laid),
            ..Trade::default()
        };
        Beneficial {
            trades: vec![trade(day(2), 300), trade(day(2), 200), trade(day(4), 1000)],
            stated_totals: vec![StatedTotal { sold, ..StatedTotal::default() }],
            ..Beneficial::default()
        }
    }

    #[test]
    fn holdings_are_walked_backwards() {
        let closings = |sold| {
            let closings = closings(&schedule(sold), Decimal::from(5000)).expect("every row is sure");
            closings.into_iter().map(|(_, shares)| shares.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(closings(true), ["6000", "5000"]);
        assert_eq!(closings(false), ["4000", "5000"]);
        assert_eq!(opening(&schedule(true), Decimal::from(5000)), Some(Decimal::from(6500)));
    }

    #[test]
    fn a_row_that_was_not_read_leaves_no_sum() {
        let mut schedule = schedule(true);
        schedule.trades[1].shares = Field::malformed(Span::default(), Certainty::Laid);
        assert_eq!(sum(&schedule.trades), None);
        assert_eq!(opening(&schedule, Decimal::ZERO), None);
    }
}
