//! See rules/edgar/xml_not_well_formed.toml.

use crate::fault::FaultKind;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for fault in &filing.faults {
            let written = excerpt(cx.written(&fault.span));
            let message = match fault.kind {
                FaultKind::BrokenTag => "`<` opens no tag".to_owned(),
                FaultKind::UnclosedElement => format!("`{written}` has no end tag"),
                FaultKind::StrayEndTag => format!("`{written}` ends no element"),
                FaultKind::MismatchedTags => format!("`{written}` ends an element of another name"),
                FaultKind::UnknownReference => format!("`{written}` is no reference that XML knows"),
                FaultKind::DocumentType => "a document type declaration stands before the document".to_owned(),
                FaultKind::OutsideRoot => format!("`{written}` stands outside the one element of the document"),
                _ => continue,
            };
            let draft = cx.report(&fault.span, message);
            for other in &fault.also {
                draft.also(other, "the element it must end");
            }
        }
    }
}
