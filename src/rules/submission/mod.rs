//! The family `submission`: see rules/submission/.

use crate::rules::Entry;

pub(super) const RULES: &[Entry] = &[];
