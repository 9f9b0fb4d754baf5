//! What of its schema a document breaks, as the rules about it need it.

use crate::fault::{Broken, Fault};
use crate::filing::Filing;
use crate::source::Span;

/// Of its codes a rule of its own speaks: owner-state-code.
pub(super) const STATE: &str = "rptOwnerState";

/// Each fault with the element it is about and what is broken.
pub(super) fn each(filing: &Filing) -> impl Iterator<Item = (&Fault, &'static str, Broken)> {
    filing.faults.iter().filter_map(|fault| {
        let schema = fault.schema()?;
        Some((fault, schema.element, schema.broken))
    })
}

/// Where an element is missing that must be there.
pub(super) fn missing(filing: &Filing, wanted: &str) -> Option<Span> {
    let is_missing = |element: &str, broken| element == wanted && matches!(broken, Broken::Missing { .. });
    each(filing).find(|(_, element, broken)| is_missing(element, *broken)).map(|(fault, ..)| fault.span)
}
