//! See rules/ownership/exempt_transaction_reported.toml.

use crate::rules::prelude::*;
use crate::words::fold::letters;

pub(in crate::rules) struct Check;

/// The rules that exempt, without what stands between their letters.
const RULES: [(&str, &str); 4] = [("16a9", "16a-9"), ("16a11", "16a-11"), ("16a12", "16a-12"), ("16a13", "16a-13")];

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some(form) = filing.ownership() else { return };
        // Other codes say what happened; J leaves it to the footnote.
        if !row.is_transaction() || row.code.sure().is_none_or(|code| code.as_ref() != "J") {
            return;
        }
        for note in row.marks().flatten().filter_map(|mark| form.footnote(&mark.id)) {
            let Some(text) = note.text.sure().map(|text| letters(text)) else { continue };
            let Some((_, rule)) = RULES.iter().find(|(key, _)| text.contains(key)) else { continue };
            let place = format!("{}, row {}", row.table.name(), row.number);
            cx.report(&row.code, format!("{place}: reported, though exempt by its footnote under Rule {rule}"))
                .also(&note.text, "names the exemption");
            return;
        }
    }
}
