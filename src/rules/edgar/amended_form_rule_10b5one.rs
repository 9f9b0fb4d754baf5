//! See rules/edgar/amended_form_rule_10b5one.toml.

use super::broken::missing;
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
        if let Some(place) = missing(filing, "aff10b5One") {
            cx.report(&place, format!("this Form {name} does not answer the Rule 10b5-1 box"));
        }
    }
}

const LEAVE_OUT: &str = "leave aff10b5One out";
