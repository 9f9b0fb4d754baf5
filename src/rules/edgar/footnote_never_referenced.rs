//! See rules/edgar/footnote_never_referenced.toml.

use std::collections::HashSet;

use super::broken;
use crate::fault::Broken;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        if !filing.by_machine || form.footnotes.is_empty() {
            return;
        }
        // An element that is not known, or whose tags are broken, may hold the reference.
        if filing.is_torn() || broken::each(filing).any(|(_, _, broken)| matches!(broken, Broken::Stranger(_))) {
            return;
        }
        let referred: HashSet<&str> = form.marks().flatten().map(|mark| mark.id.as_ref()).collect();
        for note in form.footnotes.iter().filter(|note| !note.id.is_empty() && !referred.contains(note.id.as_ref())) {
            cx.report(&note.id_span, format!("no value refers to footnote {}", note.id));
        }
    }
}
