//! See rules/ownership/other_code_unexplained.toml.

use super::notes::{has_loose_footnote, is_marked};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let is_other = |row: &&Row| row.is_transaction() && row.code.sure().is_some_and(|code| code.as_ref() == "J");
        // Remarks, or a footnote that no row points to, may be the explanation.
        if !form.rows().any(|row| is_other(&row)) || !form.remarks.is_missing() || has_loose_footnote(form) {
            return;
        }
        for row in form.rows().filter(is_other).filter(|row| !is_marked(row)) {
            let place = format!("{}, row {}", row.table.name(), row.number);
            cx.report(&row.code, format!("{place}: code J names no kind of transaction, and nothing explains it"));
        }
    }
}
