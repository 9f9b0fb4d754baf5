//! See rules/edgar/period_missing_or_future.toml.

use super::broken::missing;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some(kind) = filing.form.sure().map(|form| form.kind) else { return };
        let period = &form.period_of_report;
        let what = match kind {
            FormKind::Three => "date of event",
            FormKind::Five => "end of the fiscal year",
            _ => "date of earliest transaction",
        };
        if let Some(place) = missing(filing, "periodOfReport") {
            cx.report(&place, format!("the {what} is not there (periodOfReport)"));
        }
        let Some(date) = period.sure().copied() else { return };
        let filed = filing.filed_as_of.sure().copied();
        let made = filed.unwrap_or_else(|| cx.as_of());
        if date <= made {
            return;
        }
        let when = if filed.is_some() { "the form was filed" } else { "today is" };
        let message = format!("the {what} is {}, but {when} {}", words_of_date(date), words_of_date(made));
        let ahead = (date - made).num_days();
        let most = match (kind, cx.whole("days-ahead", Some(made))) {
            (FormKind::Three, Some(usual)) if ahead <= usual => Severity::Note,
            (FormKind::Three, _) => Severity::Warning,
            _ => Severity::Error,
        };
        let draft = cx.report(period, message).at_most(most).edgar(None);
        draft.help("check the date, its year first");
        if filed.is_some() {
            draft.also(&filing.filed_as_of, "filed");
        }
    }
}
