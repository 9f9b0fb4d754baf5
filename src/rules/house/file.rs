//! One rule file, read with its places.

use super::checks::{self, Asked};
use super::keys::Keys;
use super::test::{self, WrittenTest};
use super::{Document, Params, Whose, Written, unusable};
use crate::diagnostic::Diagnostic;
use crate::rules::check::Check;
use crate::source::Text;
use crate::syntax::toml::Word;

/// A rule file and what is wrong with it.
#[derive(Default)]
pub(super) struct File {
    /// What it is called, also where much else is wrong.
    pub name: Option<Word>,
    pub formerly: Vec<Word>,
    /// Each with its place in the list that is written.
    pub yields_to: Vec<Word>,
    /// All of it; none where something is missing or malformed.
    pub whole: Option<Whole>,
    pub mistakes: Vec<Diagnostic>,
}

/// A rule file that can be used.
pub(super) struct Whole {
    pub written: Written,
    pub family: &'static str,
    pub checks: Vec<Check>,
    pub tests: Vec<WrittenTest>,
}

impl File {
    pub fn read(file: &Text, whose: Whose) -> File {
        File::read_with(file, whose, None)
    }

    /// Thresholds may be others than those of the file.
    pub fn read_with(file: &Text, whose: Whose, params: Option<&[Params]>) -> File {
        match Document::of(file) {
            Ok(document) => File::of(document, whose, params),
            Err(mistakes) => File { mistakes: mistakes.into_iter().map(unusable).collect(), ..File::default() },
        }
    }

    fn of(document: Document<'_>, whose: Whose, params: Option<&[Params]>) -> File {
        let mut root = document.root();
        let Keys { name, family, formerly, yields_to, written, thresholds } = Keys::read(&mut root, whose);
        let asked = checks::read(&mut root, whose);
        let tests = test::read(&mut root, name.as_ref());
        root.close();
        // Where a threshold is malformed, what names it would be told as a second mistake.
        let checks = thresholds.and_then(|own| match &asked {
            Asked::Here(checks) => checks::meant(checks, params.unwrap_or(&own), &document),
            Asked::InRust => Some(Vec::new()),
            Asked::Nowhere => None,
        });
        let whole = written.zip(checks).zip(family);
        let whole = whole.map(|((written, checks), family)| Whole { written, family, checks, tests });
        let mistakes = document.mistakes().into_iter().map(unusable).collect();
        File { name, formerly, yields_to, whole, mistakes }
    }
}
