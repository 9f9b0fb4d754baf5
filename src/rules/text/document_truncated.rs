//! See rules/text/document_truncated.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        // What a schema asks for is missed by its name.
        if filing.by_machine || !filing.signatures.is_empty() || form.rows().next().is_none() {
            return;
        }
        cx.report(&filing.form, "the form has rows, and no signature below them");
    }
}
