//! What a schedule states once and surely: its holding, its class outstanding, its day.

use crate::filing::{Beneficial, Filing, Form, FormKind, Item, OutstandingShares, StatedPosition};
use crate::ledger::trades;
use crate::rules::prelude::*;

/// The numbers of the rows of a cover page.
pub(in crate::rules) struct Rows {
    /// Sole and shared voting power, sole and shared dispositive power.
    pub powers: [u8; 4],
    pub aggregate: u8,
    pub percent: u8,
    /// How many rows there are.
    pub last: u8,
    /// The item of the text that says the same.
    pub item: &'static str,
}

/// The rows of the schedule in hand: 13D has fourteen, 13G has twelve.
pub(in crate::rules) fn rows(filing: &Filing) -> Option<Rows> {
    match filing.form.present()?.kind {
        FormKind::Schedule13D => {
            Some(Rows { powers: [7, 8, 9, 10], aggregate: 11, percent: 13, last: 14, item: "Item 5" })
        }
        FormKind::Schedule13G => {
            Some(Rows { powers: [5, 6, 7, 8], aggregate: 9, percent: 11, last: 12, item: "Item 4" })
        }
        FormKind::Three | FormKind::Four | FormKind::Five => None,
    }
}

pub(in crate::rules) fn is_amendment(filing: &Filing) -> bool {
    filing.form.present().is_some_and(|Form { amendment, .. }| *amendment)
}

/// The shares outstanding, when the schedule states one number of them, however often.
pub(in crate::rules) fn outstanding(schedule: &Beneficial) -> Option<&OutstandingShares> {
    let first = schedule.shares_outstanding.first()?;
    let shares = first.shares.sure().filter(|shares| shares.is_sign_positive() && !shares.is_zero())?;
    schedule.shares_outstanding.iter().all(|stated| stated.shares.sure() == Some(shares)).then_some(first)
}

/// The holding that the text states for the one reporting person, after the reported trades.
pub(in crate::rules) fn holding(schedule: &Beneficial) -> Option<&StatedPosition> {
    let [_] = schedule.persons.as_slice() else { return None };
    let before = |position: &StatedPosition| {
        let first = trades::first(schedule).and_then(|trade| trade.date.sure());
        first.is_some_and(|first| position.as_of.present().is_some_and(|as_of| as_of < first))
    };
    let all = || schedule.stated_positions.iter().filter(|position| position.shares.sure().is_some());
    let after: Vec<&StatedPosition> = all().filter(|position| position.after_trades).collect();
    let stated = if after.is_empty() { all().filter(|position| !before(position)).collect() } else { after };
    let first = *stated.first()?;
    stated.iter().all(|other| other.shares.sure() == first.shares.sure()).then_some(first)
}

/// The holding that the text states for a day before the first trade.
pub(in crate::rules) fn previous(schedule: &Beneficial) -> Option<&StatedPosition> {
    let first = trades::first(schedule)?.date.sure()?;
    let is_before = |position: &&StatedPosition| {
        !position.after_trades
            && position.shares.sure().is_some()
            && position.as_of.sure().is_some_and(|as_of| as_of <= first)
    };
    let mut before = schedule.stated_positions.iter().filter(is_before);
    let found = before.next()?;
    before.next().is_none().then_some(found)
}

/// The latest day on which the schedule was surely signed.
pub(in crate::rules) fn signed(filing: &Filing) -> Option<&Field<NaiveDate>> {
    let dates = filing.signatures.iter().map(|signature| &signature.date);
    dates.filter(|date| date.sure().is_some()).max_by_key(|date| date.sure())
}

/// The day that a signature may have meant when it stands before `floor`, what it must follow: the same day in
/// one of the next two years, soon after.
pub(in crate::rules) fn meant(signed: NaiveDate, floor: NaiveDate, filed: Option<NaiveDate>) -> Option<NaiveDate> {
    use chrono::{Datelike, Days};
    let soon = floor.checked_add_days(Days::new(120))?;
    let fits = |day: &NaiveDate| floor <= *day && *day <= soon && filed.is_none_or(|filed| *day <= filed);
    [1, 2].into_iter().filter_map(|years| signed.with_year(signed.year() + years)).find(fits)
}

/// The days that a signature must follow: the event, and the last trade that lies in the stated window.
pub(in crate::rules) fn floor(schedule: &Beneficial) -> Option<NaiveDate> {
    let event = schedule.event_date.sure().copied();
    event.max(last_trade(schedule).and_then(|trade| trade.date.sure()).copied())
}

/// The last trade, but for those that stand after the window the text states.
pub(in crate::rules) fn last_trade(schedule: &Beneficial) -> Option<&Trade> {
    let dated = schedule.trades.iter().filter(|trade| trade.date.sure().is_some());
    dated.filter(|trade| !stands_after(schedule, trade)).max_by_key(|trade| trade.date.sure())
}

/// Whether every trade lies in the window that the text states; true when it states none.
pub(in crate::rules) fn trades_keep_to_window(schedule: &Beneficial) -> bool {
    let from = schedule.stated_totals.iter().filter_map(|total| total.from.sure()).min();
    let stands_before = |trade: &Trade| from.is_some_and(|from| trade.date.sure().is_some_and(|day| day < from));
    !schedule.trades.iter().any(|trade| stands_before(trade) || stands_after(schedule, trade))
}

fn stands_after(schedule: &Beneficial, trade: &Trade) -> bool {
    let through = schedule.stated_totals.iter().filter_map(|total| total.through.sure()).max();
    through.is_some_and(|through| trade.date.sure().is_some_and(|day| day > through))
}

/// One number as a percentage of another.
pub(in crate::rules) fn percentage(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// Whether the trades add up to the total the text states; true when it states none.
pub(in crate::rules) fn table_adds_up(schedule: &Beneficial) -> bool {
    let Some(traded) = trades::sum(&schedule.trades) else { return false };
    schedule.stated_totals.iter().filter_map(|total| total.shares.present()).all(|total| *total == traded)
}

/// The numbers that a caption names: `5`, `3 and 4`, `2(a)`.
pub(in crate::rules) fn item_numbers(item: &Item) -> Vec<u8> {
    let written = item.number.present().map_or("", AsRef::as_ref);
    written.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// Small numbers as a list: `1, 2 and 4`.
pub(in crate::rules) fn list(numbers: &[u8]) -> String {
    let words: Vec<String> = numbers.iter().map(u8::to_string).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
