//! See rules/edgar/footnote_never_referenced.toml.

use std::collections::BTreeSet;

use super::{broken, is_torn};
use crate::fault::Broken;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        // An element that is not known, or whose tags are broken, may hold the reference.
        let is_hidden =
            is_torn(filing) || broken::each(filing).any(|(_, _, broken)| matches!(broken, Broken::Stranger(_)));
        if !filing.by_machine || form.footnotes.is_empty() || is_hidden {
            return;
        }
        let mut referred: BTreeSet<&str> = BTreeSet::new();
        form.fields(&mut |field| referred.extend(field.marks().iter().map(|mark| mark.id.as_ref())));
        for note in form.footnotes.iter().filter(|note| !note.id.is_empty() && !referred.contains(note.id.as_ref())) {
            cx.report(&note.id_span, format!("no value refers to footnote {}", note.id));
        }
    }
}
