//! See rules/text/unread_text.toml.

use crate::fault::{Fault, FaultKind};
use crate::rules::damage::together;
use crate::rules::prelude::*;
use crate::words::excerpt;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for fault in filing.faults.iter().filter(|fault| fault.kind == FaultKind::UnreadText) {
            let (table, shown) = (table(filing, fault), excerpt(cx.written(&fault.span)));
            let spans: Vec<_> = std::iter::once(&fault.span).chain(&fault.also).collect();
            let message = match spans.len() {
                1 => format!("a line of {table} was not read, `{shown}`"),
                count => format!("{count} lines of {table} were not read, as `{shown}`"),
            };
            together(cx, spans.iter().map(|span| (span.witness(), String::new())).collect(), message);
        }
    }
}

/// The table that a line stands in: that of the nearest row above, or else of the first below.
fn table(filing: &Filing, fault: &Fault) -> &'static str {
    let Some(form) = filing.ownership() else { return "a table" };
    let above = form.rows().filter(|row| row.span.start <= fault.span.start).max_by_key(|row| row.span.start);
    let nearest = above.or_else(|| form.rows().min_by_key(|row| row.span.start));
    nearest.map_or("a table", |row| row.table.name())
}
