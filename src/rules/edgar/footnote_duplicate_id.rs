//! See rules/edgar/footnote_duplicate_id.toml.

use std::collections::BTreeMap;

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        if !cx.filing.by_machine {
            return;
        }
        let mut first: BTreeMap<&str, &FootnoteText> = BTreeMap::new();
        for note in form.footnotes.iter().filter(|note| !note.id.is_empty()) {
            match first.get(note.id.as_ref()) {
                Some(other) => {
                    cx.report(&note.id_span, format!("footnote {} is there already", note.id))
                        .also(&other.id_span, "the first of this id");
                }
                None => {
                    first.insert(&note.id, note);
                }
            }
        }
    }
}
