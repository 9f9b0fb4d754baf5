//! What EDGAR answers to a document, by what the rules that are its own say.

use super::load::Edgar;

/// What EDGAR answers to a document that is sent to it as it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Verdict {
    #[default]
    Accepted,
    /// Accepted, with warnings to the filer.
    Warned,
    Suspended,
}

impl Verdict {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Warned => "warned",
            Verdict::Suspended => "suspended",
        }
    }
}

impl From<Edgar> for Verdict {
    fn from(severity: Edgar) -> Verdict {
        match severity {
            Edgar::Warning => Verdict::Warned,
            Edgar::Suspense => Verdict::Suspended,
        }
    }
}
