//! See rules/edgar/direct_with_nature.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        if !cx.filing.by_machine || row.ownership.sure().map(AsRef::as_ref) != Some("D") {
            return;
        }
        let Some(nature) = row.nature.sure() else { return };
        let place = format!("{}, row {}", row.table.name(), row.number);
        cx.report(
            &row.nature,
            format!("{place}: the nature of indirect ownership is `{nature}`, and the ownership direct"),
        )
        .also(&row.ownership, "direct");
    }
}
