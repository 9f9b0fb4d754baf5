//! See rules/submission/omb_number.toml.

use crate::rules::prelude::*;
use crate::tables::forms;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let (Some(form), Some(body)) = (filing.form.present(), filing.ownership()) else { return };
        let Some(expected) = forms::omb_number(form.name()) else { return };
        let field = &body.boilerplate.omb_number;
        if field.is_missing() && body.boilerplate.omb_caption {
            cx.report(field, format!("the OMB number is blank; that of Form {form} is {expected}"))
                .at_most(Severity::Note);
            return;
        }
        let Some(written) = field.present().filter(|written| written.as_ref() != expected) else { return };
        let message = match forms::form_of_omb(written) {
            Some(other) => format!("the OMB number {written} is that of {other}; that of Form {form} is {expected}"),
            None => format!("the OMB number {written} is no number of these forms; that of Form {form} is {expected}"),
        };
        let known = forms::form_of_omb(written).is_some();
        let draft = cx.report(field, message).also(&filing.form, "the form");
        // A number of no form is a digit misread.
        if !known {
            draft.at_most(Severity::Note);
        }
    }
}
