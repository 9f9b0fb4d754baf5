//! Forms 3, 4 and 5: see rules/ownership/.

use crate::rules::{Entry, entry};

mod amount_missing_recoverable;
mod balance_damaged_recoverable;
mod code_missing;
mod entity_signature_capacity;
mod footnote_marker_unresolved;
mod relationship_none_true;

pub(super) const RULES: &[Entry] = &[
    entry!(within ownership / amount_missing_recoverable),
    entry!(within ownership / balance_damaged_recoverable),
    entry!(within ownership / code_missing),
    entry!(within ownership / entity_signature_capacity),
    entry!(within ownership / footnote_marker_unresolved),
    entry!(within ownership / relationship_none_true),
];
