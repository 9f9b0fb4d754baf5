//! Findings that somebody accepts, with a reason.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::conditions::{cik_of, issuer, owners};
use super::globs::Globs;
use super::mistakes::Mistakes;
use super::names;
use super::written::Suppress;
use crate::expr::{Condition, Names, Params, Scope, subjects};
use crate::filing::{Filing, Part};
use crate::rules::Rulebook;
use crate::source::Span;
use crate::syntax::toml::Word;

/// One entry of `[[suppress]]`.
pub struct Suppression {
    pub rule: &'static str,
    path: Option<Globs>,
    /// Digits only.
    accession: Option<String>,
    cik: Option<u64>,
    narrowed: Option<Condition>,
    /// What must stand at the place of the finding.
    pub value: Option<String>,
    pub reason: String,
    /// The last day on which it holds.
    pub expires: Option<NaiveDate>,
    pub by: Option<String>,
    /// Its header, in the sources of the configuration.
    pub header: Span,
    /// The day on which it expires, or else its header.
    pub expires_at: Span,
    /// The file, as people are told it, and the line of the header.
    pub file: Arc<str>,
    pub line: usize,
}

impl Suppression {
    /// Whether it speaks of a filing in the file at a path, which is absolute.
    #[must_use]
    pub fn is_of(&self, path: &Path, filing: &Filing) -> bool {
        let accession = || filing.accession.present().map(|accession| digits(accession));
        let is_of = |condition: &Condition| condition.holds(&Scope::new(filing, Part::Filing(filing), None));
        self.path.as_ref().is_none_or(|globs| globs.cover(path))
            && self.accession.as_ref().is_none_or(|digits| accession().as_ref() == Some(digits))
            && self.cik.is_none_or(|cik| issuer(filing).chain(owners(filing)).any(|other| other == cik))
            && self.narrowed.as_ref().is_none_or(|condition| is_of(condition) == Some(true))
    }
}

/// Where the entries of a file stand: its folder, its name as people are told it, and the lines of spans in it.
pub(super) struct In<'i> {
    pub folder: &'i Path,
    pub path: &'i Arc<str>,
    pub line: &'i dyn Fn(Span) -> usize,
}

impl Suppression {
    /// What an entry means; none where something in it is wrong, or was said to be.
    pub(super) fn of(
        written: Suppress,
        within: &In<'_>,
        rulebook: &Rulebook,
        said: &mut Mistakes,
    ) -> Option<Suppression> {
        let Suppress { header, rule, path, accession, cik, narrowed, value, reason, expires, by } = written;
        if path.is_none() && accession.is_none() && cik.is_none() {
            let help = "name the filing by `path`, `accession` or `cik`".to_owned();
            said.say(header, "this suppression does not say of which filing", Some(help));
        }
        let rule = rule.and_then(|rule| names::rule(&rule, rulebook, said));
        let path = path.map(|path| Globs::of([&path], within.folder, said));
        let accession = accession.and_then(|word| accession_of(&word, said));
        let cik = cik.and_then(|cik| cik_of(&cik, said));
        let narrowed = narrowed.and_then(|word| condition_of(&word, said));
        let text = |word: &Word| word.as_str().to_owned();
        Some(Suppression {
            rule: rule?.name(),
            path,
            accession,
            cik,
            narrowed,
            value: value.as_ref().map(text),
            reason: reason.as_ref().map(text)?,
            expires: expires.map(|day| day.value),
            by: by.as_ref().map(text),
            header,
            expires_at: expires.map_or(header, |day| day.span),
            file: Arc::clone(within.path),
            line: (within.line)(header),
        })
    }
}

fn accession_of(word: &Word, said: &mut Mistakes) -> Option<String> {
    let digits = digits(word.as_str());
    let plain = word.as_str().bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if digits.len() != 18 || !plain {
        let help = "write its eighteen digits, as \"0001234567-24-000001\"".to_owned();
        said.say(word.span, format!("`{}` is no accession number", word.as_str()), Some(help));
        return None;
    }
    Some(digits)
}

fn digits(accession: &str) -> String {
    accession.chars().filter(char::is_ascii_digit).collect()
}

fn condition_of(word: &Word, said: &mut Mistakes) -> Option<Condition> {
    let on = subjects().iter().find(|subject| subject.name == "filing").expect("expr: one may ask of a filing");
    let condition = Condition::of(word.as_str(), &Names { on, params: &Params::new() });
    condition.map_err(|mistake| said.say(word.text.span(mistake.at), mistake.message, mistake.help)).ok()
}
