//! See rules/edgar/no_transactions_and_not_exit.toml.

use crate::rules::damage::is_torn;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some(name) = filing.form.sure() else { return };
        let exit = &form.not_subject_to_section16;
        let has_left = exit.is_malformed() || exit.present() == Some(&true);
        if !filing.by_machine || has_left || is_torn(filing) || form.rows().any(Row::is_transaction) {
            return;
        }
        let held = form.rows().next();
        let what = if held.is_some() { "holdings but no transaction" } else { "no transaction and no holding" };
        let message = format!("this Form {name} has {what}, and does not say that the person has left Section 16");
        let draft = cx.report(exit, message);
        if let Some(row) = held {
            draft.also(&row.security_title, "a holding").at_most(Severity::Warning);
        }
    }
}
