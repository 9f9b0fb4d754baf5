//! What of its schema a document breaks, as the rules about it need it.

use crate::fault::{Broken, Fault};
use crate::filing::Filing;
use crate::source::Span;

/// What of its schema a rule of its own speaks of: value-or-footnote, ticker-field, owner-state-code.
pub(super) const NOTES: &str = "footnoteId";
pub(super) const SYMBOL: &str = "issuerTradingSymbol";
pub(super) const STATE: &str = "rptOwnerState";

/// Each fault with the element it is about and what is broken.
pub(super) fn each(filing: &Filing) -> impl Iterator<Item = (&Fault, &'static str, Broken)> {
    filing.faults.iter().filter_map(|fault| {
        let schema = fault.schema()?;
        Some((fault, schema.element, schema.broken))
    })
}

/// How often something may stand, in words.
pub(super) fn times(most: u32) -> String {
    match most {
        1 => "once".to_owned(),
        most => format!("{most} times"),
    }
}

/// Elements that are missed, given too often or given where they do not belong in the words of a rule of their own.
const ANSWERED: [&str; 6] =
    ["aff10b5One", "dateOfOriginalSubmission", SYMBOL, "ownerSignature", "periodOfReport", "reportingOwner"];

/// Whether a rule of its own speaks of an element that is missing or repeated.
pub(super) fn is_answered(element: &str) -> bool {
    ANSWERED.contains(&element)
}

/// Where an element is missing that must be there.
pub(super) fn missing(filing: &Filing, wanted: &str) -> Option<Span> {
    let is_missing = |element: &str, broken| element == wanted && matches!(broken, Broken::Missing { .. });
    each(filing).find(|(_, element, broken)| is_missing(element, *broken)).map(|(fault, ..)| fault.span)
}
