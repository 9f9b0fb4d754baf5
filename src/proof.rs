//! Rule files put to the proof: what their tests expect, held against what the rules answer.

use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::engine::{self, Finding, RULE_PANICKED, Settings, input};
use crate::filing::{Certainty, Filing};
use crate::lower::{self, Reading};
use crate::rules::house::{RuleTest, Snippet, why_silent};
use crate::rules::{Profile, Rulebook};
use crate::source::{Sources, Span, Text};

/// The rule that reports a test that did not come out as expected.
pub const RULE_TEST_FAILED: &str = "rule-test-failed";

/// What tests are asked with.
pub struct Bench<'b> {
    /// The rules that a rule may yield to.
    pub rulebook: &'static Rulebook,
    /// Today, for a test that names no day.
    pub as_of: NaiveDate,
    /// Reads a file that holds the filing of a test.
    pub open: &'b dyn Fn(&Path) -> io::Result<Vec<u8>>,
}

impl Bench<'_> {
    /// Asks the rule of a test, as a run would that asks it alone, with those that it yields to. What is wrong is said in
    /// the rule file; nothing where the rule answers as expected.
    #[must_use]
    pub fn run(&self, test: &RuleTest) -> Option<Diagnostic> {
        let mut sources = Sources::new();
        let filings = match self.filings(&test.filing, test, &mut sources) {
            Ok(filings) => filings,
            Err(failure) => return Some(*failure),
        };
        let name = test.rule.name();
        let select = std::iter::once(name).chain(test.rule.yields_to().iter().copied()).map(str::to_owned).collect();
        let as_of = test.as_of.unwrap_or(self.as_of);
        let settings = Settings {
            rulebook: self.rulebook,
            profile: Profile::Quality,
            select,
            across: false,
            ..Settings::of_day(as_of)
        };
        let found = engine::run(&filings, &sources, &settings);
        let said: Vec<&Finding> =
            found.iter().filter(|finding| [name, RULE_PANICKED].contains(&finding.rule)).collect();
        match (test.speaks, said.first()) {
            (_, Some(broken)) if broken.rule == RULE_PANICKED => Some(failed(test.span, broken.message.clone(), None)),
            (true, None) => Some(silent(test, &filings, &sources)),
            (false, Some(_)) => Some(spoke(test, &said)),
            (true, Some(_)) | (false, None) => None,
        }
    }

    fn filings(
        &self,
        snippet: &Snippet,
        test: &RuleTest,
        sources: &mut Sources,
    ) -> Result<Vec<Filing>, Box<Diagnostic>> {
        let (span, id) = match snippet {
            Snippet::Here(text) => (text.span(0..0), sources.add_text("filing", text.as_str())),
            Snippet::File(path, span) => {
                let file = beside(test.rule.file, path);
                let bytes = (self.open)(&file)
                    .map_err(|error| Box::new(failed(*span, format!("{}: {error}", file.display()), None)))?;
                let added = sources.add(file.display().to_string(), bytes);
                let id = added.map_err(|what| {
                    let (message, help) = input::words(what);
                    Box::new(failed(*span, message, Some(help.to_owned())))
                })?;
                (*span, id)
            }
        };
        let Reading { filings, not_ours, unread_format, .. } = lower::read_all(sources, id);
        if !filings.is_empty() {
            return Ok(filings);
        }
        let what = input::Unrecognised { not_ours, unread_format }.words();
        let help =
            "as little as <ownershipDocument><documentType>4</documentType></ownershipDocument> is read as a Form 4";
        Err(Box::new(failed(span, what, Some(help.to_owned()))))
    }
}

/// A path that starts at the folder of the rule file.
fn beside(rule_file: Option<&str>, path: &str) -> PathBuf {
    let folder = rule_file.and_then(|file| Path::new(file).parent());
    folder.map_or_else(|| PathBuf::from(path), |folder| folder.join(path))
}

fn silent(test: &RuleTest, filings: &[Filing], sources: &Sources) -> Diagnostic {
    let name = test.rule.name();
    let why = filings.iter().find_map(|filing| why_silent(test.rule, filing, sources));
    let why = why.or_else(|| {
        let others = test.rule.yields_to();
        (!others.is_empty()).then(|| format!("{} may have said it at the same place", others.join(" or ")))
    });
    failed(test.expect, format!("{name} is silent in the test `{}`, and it is expected to speak", test.name), why)
}

/// What was said stands beside the place in the rule file where it was said of.
fn spoke(test: &RuleTest, said: &[&Finding]) -> Diagnostic {
    let name = test.rule.name();
    let first = said.first().map(|finding| finding.message.clone());
    let message = format!("{name} speaks in the test `{}`, and it is expected to be silent", test.name);
    let mut failure = failed(test.expect, message, first.map(|message| format!("it says: {message}")));
    if let Snippet::Here(text) = &test.filing {
        failure.related.extend(said.iter().filter_map(|finding| here(text, finding)));
    }
    failure
}

fn here(text: &Text, finding: &Finding) -> Option<Label> {
    let label = finding.labels.first().filter(|label| label.place.member.is_none())?;
    let place = label.span;
    let span = text.span(place.start as usize..place.end as usize);
    Some(Label { span, message: "of this".to_owned() })
}

fn failed(span: Span, message: String, help: Option<String>) -> Diagnostic {
    Diagnostic {
        rule: RULE_TEST_FAILED,
        severity: Severity::Error,
        certainty: Certainty::Written,
        message,
        primary: Label { span, message: String::new() },
        related: Vec::new(),
        help,
    }
}
