//! See rules/beneficial/s13da_late.toml.

use crate::ledger::trades;
use crate::rules::prelude::*;
use crate::rules::stated;
use crate::tables::calendar;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let Some(event) = schedule.event_date.sure().copied() else { return };
        let Some(day) = Day::of(schedule, cx.filing) else { return };
        match cx.whole("business-days", Some(event)) {
            Some(days) => counted(schedule, event, &day, days, cx),
            None => promptly(schedule, event, &day, cx),
        }
    }
}

/// The day to hold against the event, its place and its words.
struct Day<'f> {
    date: NaiveDate,
    field: &'f Field<NaiveDate>,
    words: String,
    /// Another year than the one written is meant.
    is_meant: bool,
}

impl<'f> Day<'f> {
    fn of(schedule: &Beneficial, filing: &'f Filing) -> Option<Day<'f>> {
        if let Some(date) = filing.filed_as_of.sure().copied() {
            return Some(Day { date, field: &filing.filed_as_of, words: "filed".to_owned(), is_meant: false });
        }
        let field = stated::signed(filing)?;
        let date = *field.sure()?;
        let floor = stated::floor(schedule)?;
        if floor <= date {
            return Some(Day { date, field, words: "signed".to_owned(), is_meant: false });
        }
        let meant = stated::meant(date, floor, None)?;
        Some(Day { date: meant, field, words: "signed".to_owned(), is_meant: true })
    }

    fn if_meant(&self) -> String {
        if self.is_meant { format!(" if {} is meant", self.date.format("%Y")) } else { String::new() }
    }
}

/// Two business days, since February 2024.
fn counted<'f>(schedule: &'f Beneficial, event: NaiveDate, day: &Day<'f>, days: i64, cx: &mut Cx<'f>) {
    let Ok(days) = u32::try_from(days) else { return };
    let due = calendar::business_days_after(event, days);
    if day.date <= due.date {
        return;
    }
    let message = format!(
        "the event of {} was to be reported by {}, the amendment is {} {}{}",
        words_of_date(event),
        words_of_date(due.date),
        day.words,
        words_of_date(day.date),
        day.if_meant()
    );
    let draft = cx.report(day.field, message);
    draft.also(&schedule.event_date, "the event");
    if day.date <= due.latest || day.is_meant {
        draft.at_most(Severity::Note);
    }
}

/// Promptly, before: a change of one percent is material, and nobody said how many days are prompt.
fn promptly<'f>(schedule: &'f Beneficial, event: NaiveDate, day: &Day<'f>, cx: &mut Cx<'f>) {
    let (Some(most), Some(material)) = (cx.whole("calendar-days", Some(event)), cx.decimal("percent", Some(event)))
    else {
        return;
    };
    let taken = (day.date - event).num_days();
    let Some(outstanding) = stated::outstanding(schedule).filter(|_| taken > most) else { return };
    let Some(class) = outstanding.shares.sure().copied() else { return };
    let Some(traded) = trades::sum(schedule.trades.iter().filter(|trade| trade.date.sure() == Some(&event))) else {
        return;
    };
    let Some(percent) = stated::percentage(traded, class).filter(|percent| *percent >= material) else { return };
    let message = format!(
        "{} shares ({}%) were traded on {}, the amendment is {} {taken} days later{}",
        number(traded),
        percent.round_dp(2),
        words_of_date(event),
        day.words,
        day.if_meant()
    );
    cx.report(day.field, message)
        .at_most(Severity::Note)
        .also(&schedule.event_date, "the event")
        .also(&outstanding.shares, "outstanding");
}
