//! See rules/text/checkbox_unreadable.toml.

use crate::fault::FaultKind;
use crate::rules::damage::{excerpt, together};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let Some(form) = filing.ownership() else { return };
        let unreadable = filing.faults.iter().filter(|fault| fault.kind == FaultKind::UnreadableBoxes);
        for fault in unreadable {
            // Where no caption of the boxes stands at all, the fault lies at the owner.
            if form.owners.iter().any(|owner| owner.span == fault.span) {
                cx.report(&fault.span, "no box for the relationship to the issuer was found");
                continue;
            }
            let spans = std::iter::once(&fault.span).chain(&fault.also);
            let shown = excerpt(cx.written(&fault.span));
            let message = format!("no mark can be read in the boxes for the relationship to the issuer: `{shown}`");
            together(cx, spans.map(|span| (span.witness(), String::new())).collect(), message);
        }
    }
}
