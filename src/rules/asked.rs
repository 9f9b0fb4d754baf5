//! What a rule file asks, in its own words: for pages, never for checking.

use super::check::{File, Written};
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
    let Ok(File { check, .. }) = toml::from_str(file) else { return Vec::new() };
    check.all().into_iter().filter_map(of).collect()
}

fn of(check: Written<String>) -> Option<Asked> {
    let Written { on, when, require, at, message, severity, .. } = check;
    Some(Asked { on: on?, when, require: require?, at: at?, message: message?, severity })
}
