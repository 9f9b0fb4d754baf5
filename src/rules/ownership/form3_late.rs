//! See rules/ownership/form3_late.toml.

use super::dates::due_after;
use crate::rules::made::made;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let Some(event) = form.period_of_report.sure() else { return };
        let Some((spot, made, verb)) = made(cx.filing) else { return };
        let Some(due) = cx.whole("days", Some(*event)).and_then(|days| due_after(*event, days)) else { return };
        if made <= due.latest {
            return;
        }
        let message = format!(
            "{verb} {}, but for the event of {} the form was due {}",
            words_of_date(made),
            words_of_date(*event),
            words_of_date(due.date),
        );
        cx.report(spot, message).saying(verb).also(&form.period_of_report, "the event");
    }
}
