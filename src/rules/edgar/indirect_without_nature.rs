//! See rules/edgar/indirect_without_nature.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        if !cx.filing.by_machine || row.ownership.sure().map(AsRef::as_ref) != Some("I") || !row.nature.is_missing() {
            return;
        }
        let place = format!("{}, row {}", row.table.name(), row.number);
        let draft = cx.report(&row.nature, format!("{place}: the ownership is indirect, and its nature is not told"));
        draft.also(&row.ownership, "indirect");
        if !row.nature.marks().is_empty() {
            draft.help("write `See footnote` beside the footnote");
        }
    }
}
