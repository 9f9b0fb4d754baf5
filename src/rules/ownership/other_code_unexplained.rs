//! See rules/ownership/other_code_unexplained.toml.

use std::collections::HashSet;

use super::notes::is_marked;
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

fn has_loose_footnote(form: &Ownership) -> bool {
    let marks = form.rows().flat_map(Row::marks).flatten();
    let pointed_to: HashSet<_> = marks.filter_map(|mark| Some(form.footnote(&mark.id)?.id_span)).collect();
    form.footnotes.iter().any(|note| !pointed_to.contains(&note.id_span))
}
