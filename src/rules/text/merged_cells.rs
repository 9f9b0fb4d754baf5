//! See rules/text/merged_cells.toml.

use crate::fault::FaultKind;
use crate::rules::damage::together;
use crate::rules::prelude::*;
use crate::words::excerpt;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for fault in filing.faults.iter().filter(|fault| fault.kind == FaultKind::MergedCells) {
            let spans: Vec<_> = std::iter::once(&fault.span).chain(&fault.also).collect();
            let shown = excerpt(cx.written(&fault.span));
            let row = filing.ownership().and_then(|form| form.rows().find(|row| row.span.covers(fault.span)));
            let table = row.map_or("the table", |row| row.table.name());
            let message = match spans.len() {
                1 => format!("a cell of {table} holds two values, `{shown}`"),
                count => format!("{count} cells of {table} hold two values each, as `{shown}`"),
            };
            together(cx, spans.iter().map(|span| (span.witness(), String::new())).collect(), message);
        }
    }
}
