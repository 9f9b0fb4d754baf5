//! The family `beneficial`: see rules/beneficial/.

use crate::rules::Entry;

pub(super) const RULES: &[Entry] = &[];
