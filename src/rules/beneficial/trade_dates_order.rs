//! See rules/beneficial/trade_dates_order.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let dates: Option<Vec<NaiveDate>> = schedule.trades.iter().map(|trade| trade.date.sure().copied()).collect();
        let Some(dates) = dates else { return };
        let Some(at) = odd_one(&dates) else { return };
        let Some(trade) = schedule.trades.get(at) else { return };
        let beside = at.checked_sub(1).and_then(|before| schedule.trades.get(before)).or(schedule.trades.get(at + 1));
        let Some((beside, day)) = beside.zip(trade.date.sure()) else { return };
        let other = beside.date.sure().copied().map_or_else(String::new, words_of_date);
        let message =
            format!("trade {} is dated {}, out of the order of the others", trade.number, words_of_date(*day));
        cx.report(&trade.date, message).also(&beside.date, format!("beside {other}"));
    }
}

/// The one date without which the others run in one direction; none when they do already, or when two would do.
fn odd_one(dates: &[NaiveDate]) -> Option<usize> {
    let falls = breaks(dates, |one, other| one > other);
    let rises = breaks(dates, |one, other| one < other);
    let ascending = match (falls.as_slice(), rises.as_slice()) {
        ([_], [_, _, ..]) => true,
        ([_, _, ..], [_]) => false,
        _ => return None,
    };
    let at = *if ascending { falls.first() } else { rises.first() }?;
    let follows = |before: Option<&NaiveDate>, after: Option<&NaiveDate>| match (before, after) {
        (Some(before), Some(after)) => {
            if ascending {
                before <= after
            } else {
                before >= after
            }
        }
        _ => true,
    };
    let before = at.checked_sub(1).and_then(|before| dates.get(before));
    let left = follows(before, dates.get(at + 1));
    let right = follows(dates.get(at), dates.get(at + 2));
    match (left, right) {
        (true, false) => Some(at),
        (false, true) => Some(at + 1),
        _ => None,
    }
}

fn breaks(dates: &[NaiveDate], is_break: impl Fn(NaiveDate, NaiveDate) -> bool) -> Vec<usize> {
    let pairs = dates.windows(2).enumerate();
    pairs.filter_map(|(at, pair)| matches!(pair, [one, other] if is_break(*one, *other)).then_some(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_date_is_odd_or_none() {
        let odd = |days: &[u32]| {
            let date = |day: &u32| NaiveDate::from_ymd_opt(2004, 1, *day).expect("a date");
            odd_one(&days.iter().map(date).collect::<Vec<_>>())
        };
        assert_eq!(odd(&[12, 12, 13, 14, 16]), None);
        assert_eq!(odd(&[12, 13, 19, 13, 14, 16]), Some(2));
        assert_eq!(odd(&[16, 14, 13, 15, 12, 11]), Some(3));
        assert_eq!(odd(&[12, 13, 14, 12, 13, 14]), None, "two tables, one after the other");
        assert_eq!(odd(&[12, 13, 12, 13]), None, "either of two");
    }
}
