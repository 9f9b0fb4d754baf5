//! See rules/values/signature_date_vs_filing_date.toml.

use chrono::Datelike;

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Signature;

    fn check<'f>(&self, signature: &'f Signature, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let (Some(signed), Some(filed)) = (signature.date.sure(), filing.filed_as_of.sure()) else { return };
        let days = (*filed - *signed).num_days();
        let words = format!("signed {}", words_of_date(*signed));
        let message = if days < 0 {
            format!("{words}, after the form was filed on {}", words_of_date(*filed))
        } else if is_year_too_low(days, cx) {
            format!("{words}, about a year before the form was filed on {}", words_of_date(*filed))
        } else if is_other_month(*signed, *filed) {
            format!("{words}, on the same day of another month than the form was filed on, {}", words_of_date(*filed))
        } else {
            return;
        };
        let close = cx.whole("days-after", Some(*filed)).is_some_and(|close| -days <= close);
        let draft = cx.report(&signature.date, message);
        draft.also(&filing.filed_as_of, "filed");
        match days {
            0.. => draft.at_most(Severity::Warning).help("check the month and the year of the signature"),
            // Over a weekend, and where the day begins earlier.
            _ if close => draft.at_most(Severity::Note),
            _ => draft,
        };
    }
}

fn is_year_too_low(days: i64, cx: &Cx<'_>) -> bool {
    let bound = |name| cx.whole(name, None);
    bound("a-year-from").zip(bound("a-year-to")).is_some_and(|(from, to)| (from..=to).contains(&days))
}

/// A whole number of months earlier: the month was mistyped.
fn is_other_month(signed: NaiveDate, filed: NaiveDate) -> bool {
    signed < filed && signed.day() == filed.day()
}
