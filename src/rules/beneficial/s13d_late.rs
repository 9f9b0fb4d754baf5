//! See rules/beneficial/s13d_late.toml.

use chrono::Days;

use crate::rules::prelude::*;
use crate::rules::stated;
use crate::tables::calendar::{self, Deadline};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let Some(event) = schedule.event_date.sure().copied() else { return };
        let filing = cx.filing;
        // It is not filed before it is signed.
        let filed = Some(&filing.filed_as_of).filter(|filed| filed.sure().is_some());
        let Some(field) = filed.or_else(|| stated::signed(filing)) else { return };
        let Some(day) = field.sure().copied() else { return };
        let Some((due, lenient)) = due(event, cx) else { return };
        if day <= due.date {
            return;
        }
        let word = if filed.is_some() { "filed" } else { "signed" };
        let message = format!(
            "the event of {} was to be reported by {}, the schedule is {word} {}",
            words_of_date(event),
            words_of_date(due.date),
            words_of_date(day)
        );
        let draft = cx.report(field, message);
        draft.also(&schedule.event_date, "the event");
        if day <= due.latest.max(lenient) {
            draft.at_most(Severity::Note);
        }
    }
}

/// When it is due, and until when courts have not agreed that it is late.
fn due(event: NaiveDate, cx: &Cx<'_>) -> Option<(Deadline, NaiveDate)> {
    if let Some(days) = cx.whole("business-days", Some(event)) {
        let due = calendar::business_days_after(event, u32::try_from(days).ok()?);
        let latest = due.latest;
        return Some((due, latest));
    }
    let days = u32::try_from(cx.whole("calendar-days", Some(event))?).ok()?;
    let due = calendar::on_or_after(event.checked_add_days(Days::new(days.into()))?);
    Some((due, calendar::business_days_after(event, days).latest))
}
