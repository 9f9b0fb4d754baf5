//! See rules/text/unread_table.toml.

use crate::fault::FaultKind;
use crate::rules::prelude::*;
use crate::words::excerpt;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for fault in filing.faults.iter().filter(|fault| fault.kind == FaultKind::UnreadTable) {
            // `Table I - Non-Derivative Securities …` is called by what stands before the dash.
            let heading = excerpt(cx.written(&fault.span).split(['-', '–', '—']).next().unwrap_or(""));
            // Where no table is found at all, there is no heading to point at.
            if heading.is_empty() {
                cx.report(&filing.form.span, "neither Table I nor Table II was found below this title");
                continue;
            }
            let lines = match fault.also.len() {
                0 => String::new(),
                1 => ", where a line holds values".to_owned(),
                count => format!(", where {count} lines hold values"),
            };
            let draft = cx.report(&fault.span, format!("no row was read under `{heading}`{lines}"));
            if let Some(first) = fault.also.first() {
                draft.also(first, "not read");
            }
        }
    }
}
