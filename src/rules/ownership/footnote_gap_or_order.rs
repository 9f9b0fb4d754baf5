//! See rules/ownership/footnote_gap_or_order.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        // A rendering loses explanations at the ends of pages and columns.
        if cx.filing.is_rendered() {
            return;
        }
        let number = |note: &FootnoteText| note.id.trim_start_matches(['F', 'f']).parse::<usize>();
        for (expected, note) in (1..).zip(&form.footnotes) {
            // An id that is no number is told elsewhere.
            let Ok(number) = number(note) else { return };
            if number == expected {
                continue;
            }
            let message = match expected {
                1 => format!("the first footnote is number {number}"),
                _ => format!("footnote {number} follows footnote {}", expected - 1),
            };
            cx.report(&note.id_span, message);
            return;
        }
    }
}
