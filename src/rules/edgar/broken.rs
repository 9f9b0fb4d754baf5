//! What of its schema a document breaks, as the rules about it need it.

use crate::fault::{Broken, Fault, FaultKind};
use crate::filing::Filing;

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

/// Whether tags are broken, so that it is not known what stands in what.
pub(super) fn tears(filing: &Filing) -> bool {
    use FaultKind::{BrokenTag, MismatchedTags, OutsideRoot, StrayEndTag, UnclosedElement};
    let tears = [BrokenTag, MismatchedTags, OutsideRoot, StrayEndTag, UnclosedElement];
    filing.faults.iter().any(|fault| tears.contains(&fault.kind))
}
