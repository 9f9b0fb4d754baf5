//! The family `text`: see rules/text/.

use crate::rules::{Entry, entry};

pub(super) const RULES: &[Entry] = &[
    entry!(run text / input_too_large),
    entry!(run text / rule_panicked),
    entry!(run text / unreadable_input),
    entry!(run text / unrecognised_document),
];
