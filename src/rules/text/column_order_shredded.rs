//! See rules/text/column_order_shredded.toml.

use crate::fault::{Fault, FaultKind};
use crate::rules::damage::together;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for fault in filing.faults.iter().filter(|fault| fault.kind == FaultKind::ShreddedColumns) {
            let message = format!("the columns of {} do not line up from row to row", table(filing, fault));
            let spans = std::iter::once(&fault.span).chain(&fault.also);
            together(cx, spans.map(|span| (span.witness(), String::new())).collect(), message);
        }
    }
}

/// The table that a fault is about: the one whose rows follow next.
fn table(filing: &Filing, fault: &Fault) -> &'static str {
    match &filing.body {
        Body::Ownership(form) => {
            let below = form.rows().filter(|row| row.span.start >= fault.span.start);
            below.min_by_key(|row| row.span.start).map_or("a table", |row| row.table.name())
        }
        Body::Beneficial(form) if form.annex_span.is_some_and(|annex| annex.covers(fault.span)) => "the annex",
        Body::Beneficial(_) => "a table",
    }
}
