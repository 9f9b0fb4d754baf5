//! See rules/ownership/duplicate_footnote_text.toml.

use std::collections::HashMap;

use crate::rules::damage::together;
use crate::rules::prelude::*;
use crate::words::fold::fold;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let mut first: HashMap<String, &str> = HashMap::new();
        let mut copies: Vec<(Witness, String)> = Vec::new();
        for note in &form.footnotes {
            let Some(text) = note.text.sure().map(|text| fold(text)).filter(|text| !text.is_empty()) else { continue };
            let number = note.id.trim_start_matches(['F', 'f']);
            match first.get(&text) {
                Some(other) => copies.push((note.text.witness(), format!("footnote {number} says what {other} says"))),
                None => drop(first.insert(text, number)),
            }
        }
        let message = match copies.as_slice() {
            [(_, only)] => only.clone(),
            copies => format!("{} footnotes say what others say", copies.len()),
        };
        together(cx, copies, message);
    }
}
