//! A finding that outlives its text: places settled, fingerprint taken.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::PlaceNames;
use crate::filing::{Certainty, Filing};
use crate::rules::Rulebook;
use crate::source::{Place, Sources, Span};

/// A diagnostic with its places.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static str,
    pub family: &'static str,
    pub severity: Severity,
    pub certainty: Certainty,
    pub message: String,
    pub path: String,
    pub member: Option<String>,
    /// Index of its filing in the run; none for an input that is no filing.
    pub filing: Option<usize>,
    /// The form's name, `SC 13D/A`.
    pub form: Option<&'static str>,
    /// The place as the form names it.
    pub place: Option<String>,
    /// The element it stands in, when the filing is XML.
    pub xpath: Option<String>,
    /// The primary label first.
    pub labels: Vec<FindingLabel>,
    pub help: Option<String>,
    pub authority: &'static [String],
    /// Does not change when lines move.
    pub fingerprint: String,
    /// Who accepted it, and why; such a finding counts for nothing.
    pub suppressed: Option<Arc<Suppressed>>,
    /// Whether the baseline of the run has it; such a finding counts for nothing.
    pub baseline: bool,
}

/// A finding was accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppressed {
    pub reason: String,
    /// The last day on which it is.
    pub expires: Option<NaiveDate>,
    pub by: Option<String>,
    /// The file that says so, and the line.
    pub path: String,
    pub line: usize,
}

/// A label with its place.
#[derive(Clone, Debug)]
pub struct FindingLabel {
    pub span: Span,
    pub place: Place,
    pub message: String,
    pub primary: bool,
    /// What stands there, where a report wants it.
    pub quote: Option<Box<str>>,
}

/// A label over more bytes than this is not quoted.
const LONGEST_QUOTE: usize = 400;

impl Finding {
    /// Keeps what stands at its labels, for reports that are written when the texts are gone.
    pub fn quote(&mut self, sources: &Sources) {
        for label in &mut self.labels {
            let text = sources.slice(label.span);
            label.quote = (1..=LONGEST_QUOTE).contains(&text.len()).then(|| text.into());
        }
    }

    /// Whether it is to be dealt with: neither accepted nor known before.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.suppressed.is_none() && !self.baseline
    }

    /// Path, member, start and rule: the order of every report.
    pub(crate) fn order(&self) -> (&str, Option<&str>, usize, &str, &str) {
        let start = self.labels.first().map_or(0, |label| label.place.start);
        (&self.path, self.member.as_deref(), start, self.rule, &self.message)
    }
}

/// Settles a diagnostic on one filing of a run.
#[must_use]
pub fn settle(
    diagnostic: Diagnostic,
    at: usize,
    filing: &Filing,
    names: &PlaceNames<'_>,
    sources: &Sources,
    rulebook: &Rulebook,
) -> Finding {
    let place = names.of(diagnostic.primary.span);
    let form = filing.form.present().map(|form| form.name());
    let xpath = names.xpath(diagnostic.primary.span);
    Finding { filing: Some(at), xpath, ..settle_at(diagnostic, form, place, sources, rulebook) }
}

/// Settles a diagnostic on an input that is no filing.
#[must_use]
pub(super) fn settle_input(diagnostic: Diagnostic, sources: &Sources) -> Finding {
    settle_at(diagnostic, None, None, sources, Rulebook::built_in())
}

fn settle_at(
    diagnostic: Diagnostic,
    form: Option<&'static str>,
    place: Option<String>,
    sources: &Sources,
    rulebook: &Rulebook,
) -> Finding {
    // What is said of the submission around a filing stands outside of it.
    let source = sources.get(diagnostic.primary.span.source);
    let info = rulebook.find(diagnostic.rule);
    let mut digest = Sha256::new();
    for part in [diagnostic.rule, form.unwrap_or(""), place.as_deref().unwrap_or("")] {
        digest.update(part);
        digest.update([0]);
    }
    for label in diagnostic.labels() {
        digest.update(sources.slice(label.span).split_whitespace().collect::<Vec<_>>().join(" "));
        digest.update([0]);
    }
    let labels = diagnostic.labels().enumerate().map(|(index, label)| FindingLabel {
        span: label.span,
        place: sources.place(label.span),
        message: label.message.clone(),
        primary: index == 0,
        quote: None,
    });
    Finding {
        labels: labels.collect(),
        rule: diagnostic.rule,
        family: info.map_or("text", |rule| rule.family),
        severity: diagnostic.severity,
        certainty: diagnostic.certainty,
        message: diagnostic.message,
        path: source.path.clone(),
        member: source.member.clone(),
        filing: None,
        form,
        place,
        xpath: None,
        help: diagnostic.help,
        authority: info.map_or(&[], |rule| rule.authority()),
        fingerprint: short_hex(&digest.finalize()),
        suppressed: None,
        baseline: false,
    }
}

/// Gives findings of one filing that say the same of like places fingerprints of their own, so that a new one is not
/// taken for one that is known.
pub(super) fn tell_apart(findings: &mut [Finding]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        let count = seen.entry(finding.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let digest = Sha256::digest(format!("{} {count}", finding.fingerprint));
            finding.fingerprint = short_hex(&digest);
        }
    }
}

/// The first sixteen digits of a digest.
pub(crate) fn short_hex(digest: &[u8]) -> String {
    digest.iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
