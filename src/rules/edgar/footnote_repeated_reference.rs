//! See rules/edgar/footnote_repeated_reference.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        if !cx.filing.by_machine {
            return;
        }
        for marks in form.marks().filter(|marks| marks.len() > 1) {
            // In the order of their ids those of one footnote stand side by side.
            let mut marks: Vec<&Mark> = marks.iter().collect();
            marks.sort_by_key(|mark| (&mark.id, mark.span));
            for pair in marks.windows(2) {
                if let [first, again] = pair
                    && first.id == again.id
                {
                    cx.report(*again, format!("this value refers to footnote {} already", again.id))
                        .also(*first, "here");
                }
            }
        }
    }
}
