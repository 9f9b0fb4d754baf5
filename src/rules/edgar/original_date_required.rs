//! See rules/edgar/original_date_required.toml.

use super::broken::missing;
use crate::rules::Edgar;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some(name) = filing.form.sure().filter(|_| filing.by_machine) else { return };
        let original = &form.date_of_original;
        if let Some(place) = missing(filing, "dateOfOriginalSubmission") {
            cx.report(&place, format!("this Form {name} does not say when the original was filed"));
        } else if let Some(date) = original.present().filter(|_| !name.amendment) {
            let message =
                format!("this Form {name} is no amendment, but has an original filed {}", words_of_date(*date));
            let draft = cx.report(original, message).at_most(Severity::Warning).edgar(Some(Edgar::Warning));
            draft
                .also(&filing.form, "no amendment")
                .help(format!("leave dateOfOriginalSubmission out, or submit the form as a {name}/A"));
        }
    }
}
