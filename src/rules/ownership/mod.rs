//! Forms 3, 4 and 5: see rules/ownership/.

use crate::rules::{Entry, entry};

mod code_missing;

pub(super) const RULES: &[Entry] = &[entry!(within ownership / code_missing)];
