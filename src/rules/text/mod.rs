//! The family `text`: see rules/text/.

use crate::rules::Entry;

pub(super) const RULES: &[Entry] = &[];
