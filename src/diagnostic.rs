//! What is said: a message, its labels, its severity. Ours, and plain; no renderer is named here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::filing::Certainty;
use crate::source::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Unusual, cosmetic, or in need of a human.
    Note,
    /// Very likely wrong, but a lawful explanation exists that the document may not show.
    Warning,
    /// EDGAR refuses it, two surely read values cannot both be right, or a value cannot be.
    Error,
}

impl Severity {
    pub const ALL: [Severity; 3] = [Severity::Note, Severity::Warning, Severity::Error];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// One step down; a note stays a note.
    #[must_use]
    pub fn lower(self) -> Severity {
        match self {
            Severity::Error => Severity::Warning,
            Severity::Warning | Severity::Note => Severity::Note,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(word: &str) -> Result<Severity, String> {
        let all = Severity::ALL.into_iter().find(|severity| severity.name() == word);
        all.ok_or_else(|| format!("`{word}` is no severity; note, warning and error are"))
    }
}

/// A place and what is said of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    pub span: Span,
    pub message: String,
}

/// One finding, its places still spans.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    pub severity: Severity,
    /// The least sure of its witnesses.
    pub certainty: Certainty,
    /// Lower case, no full stop; says what is written.
    pub message: String,
    pub primary: Label,
    pub related: Vec<Label>,
    /// A command.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Its labels, the primary first.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        std::iter::once(&self.primary).chain(&self.related)
    }
}
