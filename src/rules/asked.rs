//! What a rule file asks, in its own words: for pages, never for checking.

use super::written::{File, Written};
use crate::diagnostic::Severity;

/// A check as its file writes it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub on: String,
    pub when: Option<String>,
    pub require: String,
    pub at: String,
    pub message: String,
    /// Less than the rule's own, for this check.
    pub severity: Option<Severity>,
}

/// The checks of a rule file; none where it asks nothing.
#[must_use]
pub fn asked(file: &str) -> Vec<Asked> {
    let Ok(file) = toml::from_str::<File<String>>(file) else { return Vec::new() };
    let checks = file.check.0.into_iter();
    checks
        .map(|Written { on, when, require, at, message, severity, .. }| Asked {
            on,
            when,
            require,
            at,
            message,
            severity,
        })
        .collect()
}
