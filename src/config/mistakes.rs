//! What is wrong in the files of a configuration, all of it, each at its place.

use super::CONFIG_UNUSABLE;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::filing::Certainty;
use crate::source::Span;
use crate::syntax::toml::Mistake;

/// What was said so far.
#[derive(Default)]
pub(super) struct Mistakes(Vec<Diagnostic>);

impl Mistakes {
    /// Something that cannot be used.
    pub(super) fn say(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        self.0.push(said(span, Severity::Error, message.into(), help));
    }

    /// Something that is understood, and should be written otherwise.
    pub(super) fn warn(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        self.0.push(said(span, Severity::Warning, message.into(), help));
    }

    pub(super) fn add(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(diagnostics);
    }

    pub(super) fn add_of_toml(&mut self, mistakes: Vec<Mistake>) {
        mistakes.into_iter().for_each(|Mistake { span, message, help }| self.say(span, message, help));
    }

    /// By file and place.
    pub(super) fn in_order(mut self) -> Vec<Diagnostic> {
        self.0.sort_by_key(|said| said.primary.span);
        self.0
    }
}

fn said(span: Span, severity: Severity, message: String, help: Option<String>) -> Diagnostic {
    Diagnostic {
        rule: CONFIG_UNUSABLE,
        severity,
        certainty: Certainty::Written,
        message,
        primary: Label { span, message: String::new() },
        related: Vec::new(),
        help,
    }
}
