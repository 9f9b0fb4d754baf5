//! See rules/edgar/original_date_not_before_amendment.toml.

use crate::rules::made::made;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some(original) = form.date_of_original.sure().copied() else { return };
        let Some((spot, made, verb)) = made(filing) else { return };
        let words = words_of_date(original);
        if original > made {
            let message =
                format!("the original was filed {words}, after its amendment was {verb} {}", words_of_date(made));
            let draft = cx.report(&form.date_of_original, message);
            draft.also(spot, verb);
            // A form may be signed long before it is sent.
            if verb == "signed" {
                draft.at_most(Severity::Warning);
            }
        } else if original == made && verb == "filed" {
            let message = format!("the original was filed {words}, on the same day as its amendment");
            cx.report(&form.date_of_original, message).also(spot, verb).at_most(Severity::Note);
        } else if let Some(period) = earliest(form, filing).filter(|period| original < *period) {
            let message =
                format!("the original was filed {words}, before its earliest transaction of {}", words_of_date(period));
            let draft = cx.report(&form.date_of_original, message);
            draft.also(&form.period_of_report, "the earliest transaction").at_most(Severity::Note);
        }
    }
}

/// The date of earliest transaction. The period of other forms is an event or a year, and may lie ahead.
fn earliest(form: &Ownership, filing: &Filing) -> Option<NaiveDate> {
    let is_four = filing.form.sure().is_some_and(|form| form.kind == FormKind::Four);
    form.period_of_report.sure().copied().filter(|_| is_four)
}
