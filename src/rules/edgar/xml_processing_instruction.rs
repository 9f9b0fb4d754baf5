//! See rules/edgar/xml_processing_instruction.toml.

use crate::fault::FaultKind;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for fault in filing.faults.iter().filter(|fault| fault.kind == FaultKind::Instruction) {
            let written = excerpt(cx.written(&fault.span));
            cx.report(&fault.span, format!("`{written}` is a processing instruction"));
        }
    }
}
