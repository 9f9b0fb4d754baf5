//! See rules/edgar/xml_declaration_misplaced.toml.

use crate::fault::FaultKind;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for fault in &filing.faults {
            match fault.kind {
                FaultKind::MisplacedDeclaration => {
                    let draft = cx.report(&fault.span, "the XML declaration does not begin the file");
                    for before in &fault.also {
                        draft.also(before, "what stands before it");
                    }
                }
                FaultKind::DeclaredVersion => {
                    let written = excerpt(cx.written(&fault.span));
                    cx.report(&fault.span, format!("`{written}` does not declare version 1.0 of XML"));
                }
                _ => {}
            }
        }
    }
}
