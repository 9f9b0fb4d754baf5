//! See rules/beneficial/event_date_coherence.toml.

use chrono::{Datelike, Days, Weekday};

use crate::rules::prelude::*;
use crate::rules::stated;
use crate::tables::calendar::{self, EdgarDay};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        stated_before_its_trades(schedule, cx);
        let filing = cx.filing;
        let event = schedule.event_date.sure().copied();
        let trade = stated::last_trade(schedule);
        let traded = trade.and_then(|trade| trade.date.sure()).copied();
        let Some(floor) = event.max(traded) else { return };
        let filed = filing.filed_as_of.sure().copied();

        let early =
            || filing.signatures.iter().filter(|signature| signature.date.sure().is_some_and(|day| *day < floor));
        let Some(signature) = early().next() else {
            signed_after_filing(cx);
            return;
        };
        let Some(signed) = signature.date.sure().copied() else { return };

        // Trades that agree with the signature leave the event date alone.
        let event_is_odd = traded.is_some_and(|traded| traded <= signed);
        if let (Some(event), true) = (event, event_is_odd) {
            let message = format!(
                "the event is dated {}, after the signature of {} and every trade",
                words_of_date(event),
                words_of_date(signed)
            );
            let draft = cx.report(&schedule.event_date, message);
            draft.also(&signature.date, "signed");
            if let Some(trade) = trade {
                draft.also(&trade.date, "last trade");
            }
            return;
        }

        let what = match (event.filter(|event| *event > signed), traded.filter(|traded| *traded > signed)) {
            (Some(event), Some(traded)) => {
                format!("the event of {} and the last trade of {}", words_of_date(event), words_of_date(traded))
            }
            (Some(event), None) => format!("the event of {}", words_of_date(event)),
            (None, _) => format!("the last trade of {}", words_of_date(floor)),
        };
        let message = format!("the schedule is signed {}, before {what}", words_of_date(signed));
        let draft = cx.report(&signature.date, message);
        if event.is_some_and(|event| event > signed) {
            draft.also(&schedule.event_date, "the event");
        }
        if let Some(trade) = trade.filter(|_| traded.is_some_and(|traded| traded > signed)) {
            draft.also(&trade.date, "last trade");
        }
        for other in early().skip(1).take(8) {
            draft.also(&other.date, "signed before it too");
        }
        if let Some(meant) = stated::meant(signed, floor, filed) {
            draft.help(hint(signed, meant));
        }
    }
}

/// A holding after the trades is stated for the day of the last of them, or a later one.
fn stated_before_its_trades<'f>(schedule: &'f Beneficial, cx: &mut Cx<'f>) {
    let Some(last) = stated::last_trade(schedule) else { return };
    let is_before = |position: &&StatedPosition| position.after_trades && position.as_of.sure() < last.date.sure();
    let mut stated = schedule.stated_positions.iter().filter(|position| position.as_of.sure().is_some());
    let Some(position) = stated.find(is_before) else { return };
    let Some((day, traded)) = position.as_of.sure().zip(last.date.sure()) else { return };
    let message = format!(
        "the holding after the trades is stated for {}, the last trade is dated {}",
        words_of_date(*day),
        words_of_date(*traded)
    );
    cx.report(&position.as_of, message).also(&last.date, "last trade");
}

/// A signature cannot follow the filing it signs; a day is left for time zones.
fn signed_after_filing(cx: &mut Cx<'_>) {
    let filing = cx.filing;
    let Some(filed) = filing.filed_as_of.sure().copied() else { return };
    let late = |day: &NaiveDate| *day > filed;
    let Some(signature) = filing.signatures.iter().find(|signature| signature.date.sure().is_some_and(late)) else {
        return;
    };
    let Some(signed) = signature.date.sure().copied() else { return };
    let message =
        format!("the schedule is signed {}, after it was filed on {}", words_of_date(signed), words_of_date(filed));
    let draft = cx.report(&signature.date, message);
    draft.also(&filing.filed_as_of, "filed");
    if filed.checked_add_days(Days::new(1)) == Some(signed) {
        draft.at_most(Severity::Note);
    }
}

/// The day that may be meant, and what kind of day each of the two was.
fn hint(signed: NaiveDate, meant: NaiveDate) -> String {
    let mut hint = format!("write {} if that year is meant", words_of_date(meant));
    let mut joint = ": ";
    if let Some(kind) = kind_of_day(signed) {
        hint = format!("{hint}{joint}{} was {kind}", words_of_date(signed));
        joint = "; ";
    }
    if let (Some(kind), EdgarDay::Closed) = (kind_of_day(meant), calendar::edgar_day(meant)) {
        hint = format!("{hint}{joint}{} was {kind}, on which one may sign but not file", words_of_date(meant));
    }
    hint
}

/// `a Sunday`, or the name of the holiday.
fn kind_of_day(date: NaiveDate) -> Option<String> {
    match date.weekday() {
        Weekday::Sat => Some("a Saturday".to_owned()),
        Weekday::Sun => Some("a Sunday".to_owned()),
        _ => calendar::closure(date).map(str::to_owned),
    }
}
