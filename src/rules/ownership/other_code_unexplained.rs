//! See rules/ownership/other_code_unexplained.toml.

use std::collections::HashSet;

use super::notes::is_marked;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        // Remarks, or a footnote that no row points to, may be the explanation.
        if !form.remarks.is_missing() || has_loose_footnote(form) {
            return;
        }
        for row in form.rows().filter(|row| row.is_transaction() && !is_marked(row)) {
            let Some("J") = row.code.sure().map(AsRef::as_ref) else { continue };
            let place = format!("{}, row {}", row.table.name(), row.number);
            cx.report(&row.code, format!("{place}: code J names no kind of transaction, and nothing explains it"));
        }
    }
}

fn has_loose_footnote(form: &Ownership) -> bool {
    let mut pointed_to = HashSet::new();
    for row in form.rows() {
        row.fields(&mut |_, field| {
            let notes = field.marks().iter().filter_map(|mark| form.footnote(&mark.id));
            pointed_to.extend(notes.map(|note| note.id_span));
        });
    }
    form.footnotes.iter().any(|note| !pointed_to.contains(&note.id_span))
}
