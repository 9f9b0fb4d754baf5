//! See rules/edgar/amended_form_rule_10b5one.toml.

use super::is_published;
use crate::rules::Edgar;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some(name) = filing.form.sure().filter(|_| filing.by_machine) else { return };
        let answer = &form.aff10b5one;
        if name.kind == FormKind::Three {
            if answer.present().is_some() {
                let message = format!("a Form {name} has no Rule 10b5-1 box, but aff10b5One is given");
                let draft = cx.report(answer, message).at_most(Severity::Warning).edgar(Some(Edgar::Warning));
                draft.help(LEAVE_OUT);
            }
            return;
        }
        let made = filing.filed_as_of.sure().copied();
        let signed = || filing.signatures.iter().filter_map(|signature| signature.date.sure().copied()).max();
        let demands = |date: NaiveDate| cx.whole("demanded", Some(date)) == Some(1);
        match made.or_else(signed) {
            Some(date) if demands(date) && answer.is_missing() && !is_of_before(form, filing) => {
                let message =
                    format!("this Form {name} of {} does not answer the Rule 10b5-1 box", words_of_date(date));
                cx.report(answer, message);
            }
            // A form may be signed before the box came and filed after.
            Some(date) if made.is_some() && !demands(date) && answer.present().is_some() => {
                let message = format!(
                    "this Form {name} of {} is older than the Rule 10b5-1 box, but aff10b5One is given",
                    words_of_date(date)
                );
                let draft = cx.report(answer, message).at_most(Severity::Warning).edgar(None);
                draft.also(&filing.filed_as_of, "filed").help("check the filing date");
            }
            _ => {}
        }
    }
}

const LEAVE_OUT: &str = "leave aff10b5One out";

/// Whether EDGAR published it against a schema that did not have the box; then a later date in it is wrong.
fn is_of_before(form: &Ownership, filing: &Filing) -> bool {
    const FIRST: &str = "X0407";
    is_published(filing) && form.inserted.schema_version.present().is_some_and(|version| version.as_ref() < FIRST)
}
