//! The family `batch`: see rules/batch/.

use crate::rules::Entry;

pub(super) const RULES: &[Entry] = &[];
