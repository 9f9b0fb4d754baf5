//! See rules/ownership/see_footnote_without_footnote.toml.

use super::notes::{has_loose_footnote, has_word, is_marked};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

const POINTERS: [&str; 7] = [
    "see footnote",
    "see foot note",
    "see the footnote",
    "see note",
    "see the note",
    "see explanation",
    "see the explanation",
];

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let points = |field: &&Field<Box<str>>| field.sure().is_some_and(|text| has_word(text, &POINTERS));
        let answers = |row: &'f Row| [&row.nature, &row.security_title, &row.underlying_title].into_iter().find(points);
        let unmarked = form.rows().filter(|row| !is_marked(row));
        let mut pointing = unmarked.filter_map(|row| Some((row, answers(row)?))).peekable();
        // Remarks, or a footnote that no row points to, may be what is meant.
        if pointing.peek().is_none() || !form.remarks.is_missing() || has_loose_footnote(form) {
            return;
        }
        for (row, answer) in pointing {
            let Some(written) = answer.present() else { continue };
            let place = format!("{}, row {}", row.table.name(), row.number);
            // A scan loses marks, which are small.
            let most = if cx.filing.is_rendered() { Severity::Note } else { Severity::Warning };
            cx.report(answer, format!("{place}: `{written}`, but the row bears no footnote mark")).at_most(most);
        }
    }
}
