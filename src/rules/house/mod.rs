//! Rules of users: their files become rules like those built in, or mistakes at their places.
//!
//! A built-in file is JSON when the program runs, one of a user is TOML with places. Both become the same [`Written`] and
//! the same checks, by the same code from there on; a test reads every built-in file both ways.

mod checks;
mod doubt;
mod file;
mod keys;
mod names;
mod silence;
mod test;

use std::path::Path;

use super::check::Check;
use super::load::Written;
use super::params::Params;
use super::{RuleInfo, Rulebook};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::filing::Certainty;
use crate::source::{SourceId, Sources, Span, Text};
use crate::syntax::toml::{Document, Mistake};
pub use doubt::{RULE_DOUBTFUL, doubts};
use file::File;
pub use silence::why_silent;
pub use test::{RuleTest, Snippet};

/// What is said of a rule file that cannot be used.
pub const RULE_UNUSABLE: &str = "rule-unusable";

/// The family of a rule of a user that names none.
pub const HOUSE: &str = "house";

/// Whose a rule file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// Part of the program: it says what EDGAR itself does, and its question may stand in Rust.
    BuiltIn,
    User,
}

/// Rule files of users, read.
#[derive(Default)]
pub struct House {
    /// Those that can be used, in the order of their files. They live as long as the program, as built-in rules do: a
    /// run reads its rule files once.
    pub rules: Vec<&'static RuleInfo>,
    /// The tests of these rules.
    pub tests: Vec<RuleTest>,
    /// What is wrong with the others.
    pub mistakes: Vec<Diagnostic>,
}

impl House {
    /// Reads these texts as rule files.
    #[must_use]
    pub fn read(sources: &Sources, texts: &[SourceId]) -> House {
        let mut files: Vec<File> = texts.iter().map(|id| File::read(sources.text(*id), Whose::User)).collect();
        names::settle(&mut files, Rulebook::built_in());
        let mut house = House::default();
        for (file, id) in files.into_iter().zip(texts) {
            match file.whole.filter(|_| file.mistakes.is_empty()) {
                Some(whole) => house.add(whole, &sources.get(*id).path, sources.text(*id)),
                None => house.mistakes.extend(in_order(file.mistakes)),
            }
        }
        house
    }

    fn add(&mut self, whole: file::Whole, path: &str, text: &Text) {
        let word = Path::new(path).file_stem().map_or_else(|| path.into(), |stem| stem.to_string_lossy());
        let source = (kept(path), kept(text.as_str()));
        let rule = RuleInfo::of_user(whole.family, kept(&word), source, whole.written, whole.checks);
        let rule: &'static RuleInfo = Box::leak(Box::new(rule));
        self.rules.push(rule);
        self.tests.extend(whole.tests.into_iter().map(|test| test.of(rule)));
    }
}

/// What is wrong with a rule file by itself, whatever others there are.
#[must_use]
pub fn mistakes(file: &Text, whose: Whose) -> Vec<Diagnostic> {
    in_order(File::read(file, whose).mistakes)
}

/// The checks of a rule file that can be used, with other thresholds where some are given.
pub(super) fn checks_of(toml: &str, params: Option<&[Params]>) -> Result<Vec<Check>, String> {
    let mut sources = Sources::new();
    let id = sources.add_text("", toml);
    let file = File::read_with(sources.text(id), Whose::User, params);
    let said = || file.mistakes.iter().map(|mistake| mistake.message.as_str()).collect::<Vec<_>>().join("; ");
    file.whole.map(|whole| whole.checks).ok_or_else(said)
}

/// A text that lives as long as the program, as the texts of built-in rules do.
fn kept(text: &str) -> &'static str {
    Box::leak(text.into())
}

fn in_order(mut mistakes: Vec<Diagnostic>) -> Vec<Diagnostic> {
    mistakes.sort_by_key(|mistake| mistake.primary.span);
    mistakes
}

/// A rule file that cannot be read, as it is reported.
#[must_use]
pub fn unreadable(span: Span, message: String) -> Diagnostic {
    unusable(Mistake { span, message, help: None })
}

/// A mistake, as it is reported.
fn unusable(Mistake { span, message, help }: Mistake) -> Diagnostic {
    Diagnostic {
        rule: RULE_UNUSABLE,
        severity: Severity::Error,
        certainty: Certainty::Written,
        message,
        primary: Label { span, message: String::new() },
        related: Vec::new(),
        help,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::entries;

    #[test]
    fn a_built_in_file_is_read_alike_with_places_and_without() {
        for entry in entries() {
            let mut sources = Sources::new();
            let id = sources.add_text(entry.word, entry.toml);
            let file = File::read(sources.text(id), Whose::BuiltIn);
            let said: Vec<&str> = file.mistakes.iter().map(|mistake| mistake.message.as_str()).collect();
            assert!(said.is_empty(), "{}: {said:?}", entry.word);
            let whole = file.whole.expect("a file without a mistake is whole");
            let written: Written = serde_json::from_str(entry.json).expect("a built-in file reads");
            assert_eq!(whole.written, written, "{}", entry.word);
            let in_rust = written.check.is_none();
            let checks = if in_rust { Ok(Vec::new()) } else { Check::all_of_json(entry.word, entry.json, None) };
            assert_eq!(Ok(whole.checks.len()), checks.map(|checks| checks.len()), "{}", entry.word);
        }
    }

    #[test]
    fn thresholds_are_numbers_dates_texts_and_lists() {
        let head = "name = 'limit'\nsummary = 's'\nseverity = 'note'\n";
        let check = "[check]\non = 'row'\nat = 'price'\nmessage = 'm'\nrequire = '''\n\
            shares < param('most') and price < param('exact') and transaction_date in param('closed') and code in param('codes')\n\
            and security_title == param('title') and transaction_date > param('day')\n'''\n";
        let params = "[[params]]\nfrom = 2024-02-05\nmost = 5\nexact = '0.01'\nclosed = [2024-03-01, 2024-03-02]\n\
            codes = ['P', 'S']\ntitle = 'Units'\nday = 2024-02-05\n";
        let mut sources = Sources::new();
        let id = sources.add_text("limit.toml", format!("{head}{check}{params}"));
        let House { rules, mistakes, .. } = House::read(&sources, &[id]);
        assert!(mistakes.is_empty(), "{mistakes:?}");
        let [rule] = rules.as_slice() else { panic!("one rule") };
        assert!(rule.is_declared() && rule.family == HOUSE && rule.word == "limit");
        assert_eq!(rule.params().first().map(|params| params.values.len()), Some(6));
        // With other thresholds its file is read anew.
        assert_eq!(checks_of(rule.toml, Some(rule.params())).map(|checks| checks.len()), Ok(1));
    }

    #[test]
    fn no_built_in_file_is_doubtful() {
        for entry in entries() {
            let mut sources = Sources::new();
            let id = sources.add_text(entry.word, entry.toml);
            let found = doubts(sources.text(id), Whose::BuiltIn);
            let said: Vec<_> = found.iter().map(|doubt| (sources.slice(doubt.primary.span), &doubt.message)).collect();
            assert!(said.is_empty(), "{}: {said:?}", entry.word);
        }
    }
}
