//! Words on a screen, and shapes for programs.

pub mod audit;
pub mod checkstyle;
pub mod concise;
mod entry;
mod excerpt;
mod flat;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod markdown;
mod markup;
pub mod page;
pub mod proof;
pub mod reading;
#[cfg(test)]
mod sample;
pub mod sarif;
pub mod settings;
mod uri;
pub mod verdict;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::diagnostic::Severity;
use crate::rules::Rulebook;
pub use audit::Audit;
pub use entry::{Due, Entry};

/// What a run came to, without its findings.
pub struct Run<'r> {
    pub filings: &'r [Entry],
    /// Of findings that are to be dealt with.
    pub counts: Counts,
    pub suppressed: usize,
    /// Findings that the baseline has; none where the run was not held against one.
    pub baseline: Option<usize>,
    /// The rules that findings name.
    pub rulebook: &'static Rulebook,
    /// Findings from this severity on fail the run.
    pub fail_on: Option<Severity>,
    pub as_of: NaiveDate,
    /// Inputs that were looked at, filings or not.
    pub inputs: usize,
    /// Texts without a filing, and what a walk met that is no text.
    pub unrecognised: usize,
    /// Inputs that were asked for and could not be read.
    pub unreadable: usize,
    /// Why the run cannot be trusted.
    pub troubles: &'r [Trouble],
    pub exit_code: u8,
    pub seconds: f64,
    /// What an auditor asks for; none where it was not asked for.
    pub audit: Option<&'r Audit>,
}

/// What kept a run from checking all that it was asked to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// The input that could not be read; none where it is not about one.
    pub path: Option<Arc<str>>,
    pub words: String,
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub error: usize,
    pub warning: usize,
    pub note: usize,
}

impl Counts {
    /// Counts so many more of a severity.
    pub fn add(&mut self, severity: Severity, more: usize) {
        match severity {
            Severity::Error => self.error += more,
            Severity::Warning => self.warning += more,
            Severity::Note => self.note += more,
        }
    }

    /// How many there are at this severity or above.
    #[must_use]
    pub fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.error + self.warning,
            Severity::Note => self.error + self.warning + self.note,
        }
    }
}

/// `1 error`, `2 errors`.
#[must_use]
pub fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// `2 errors, 1 warning, 3 notes in 5 filings`.
#[must_use]
pub fn summary(counts: Counts, filings: usize) -> String {
    let of_each = [(counts.error, "error"), (counts.warning, "warning"), (counts.note, "note")]
        .map(|(count, word)| (count > 0).then(|| counted(count, word)));
    let said: Vec<String> = of_each.into_iter().flatten().collect();
    let said = if said.is_empty() { "nothing found".to_owned() } else { said.join(", ") };
    format!("{said} in {}", counted(filings, "filing"))
}
