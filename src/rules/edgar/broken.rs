//! What of its schema a document breaks, as the rules about it need it.

use crate::fault::{Broken, Fault};
use crate::filing::Filing;

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
