//! See rules/ownership/footnote_marker_unresolved.toml.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::prelude::*;
use crate::tables::confusables;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let Some(form) = filing.ownership() else { return };
        // A rendering that shows no explanations and no heading of theirs has lost a part of the page.
        if filing.is_rendered() && form.explanations.is_none() && form.footnotes.is_empty() {
            return;
        }
        let signed = filing.signatures.iter().flat_map(Signature::marks);
        let all = filing.issuer.marks().chain(form.marks()).chain(signed).flatten();
        let is_unresolved = |id: &str| form.footnote(id).is_none();
        if !all.clone().any(|mark| is_unresolved(&mark.id)) {
            return;
        }
        let mut marks: BTreeMap<&str, Vec<&Mark>> = BTreeMap::new();
        let mut guessed: BTreeSet<&str> = BTreeSet::new();
        let mut gather = |field: &'f dyn AnyField| {
            for mark in field.marks() {
                marks.entry(&mark.id).or_default().push(mark);
                if field.certainty() == Certainty::Guessed {
                    guessed.insert(&mark.id);
                }
            }
        };
        filing.issuer.fields(&mut |_, field| gather(field));
        form.fields(&mut gather);
        filing.signatures.iter().for_each(|signature| signature.fields(&mut |_, field| gather(field)));
        let is_guess = |note: &FootnoteText| note.text.certainty() == Certainty::Guessed;
        let may_be_misread = form.footnotes.iter().any(is_guess);
        let unresolved = marks.iter().filter(|(id, _)| form.footnote(id).is_none());
        for (id, at) in unresolved {
            let Some((first, others)) = at.split_first() else { continue };
            let draft = match meant(id) {
                Meant::Number => cx.report(*first, format!("the mark ({id}) has no explanation")),
                Meant::Letter(number) => {
                    // A letter is taken for a number only where that explanation waits for its mark.
                    let Some(note) = form.footnote(&number).filter(|_| !marks.contains_key(number.as_str())) else {
                        continue;
                    };
                    let message = format!("the mark ({id}) has no explanation; explanation {number} has no mark");
                    cx.report(*first, message)
                        .also(&note.id_span, "nothing points to this one")
                        .help(format!("write ({number})"))
                }
            };
            for other in others {
                draft.also(*other, "here too");
            }
            // An explanation may have been lost on the way to a rendering, and a letter misread there.
            if filing.is_rendered() {
                draft.at_most(Severity::Warning);
            }
            // As of a scan: the number may have been misread, at the mark or at its explanation. Of a document that is
            // torn the explanation may be what was torn off.
            if may_be_misread || guessed.contains(id) || filing.is_torn() {
                draft.at_most(Severity::Note);
            }
        }
    }
}

/// What a mark says.
enum Meant {
    /// The number of an explanation.
    Number,
    /// A letter that looks like this number.
    Letter(String),
}

fn meant(id: &str) -> Meant {
    let number = id.trim_start_matches(['F', 'f']);
    match confusables::as_digits(id) {
        Some(digits) if digits != id && !number.bytes().all(|byte| byte.is_ascii_digit()) => Meant::Letter(digits),
        _ => Meant::Number,
    }
}
