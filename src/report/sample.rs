//! Findings made by hand, for the tests of reports.

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::human::{Style, render};
use super::{Counts, Entry, Run};
use crate::diagnostic::Severity;
use crate::engine::{Finding, FindingLabel, Suppressed};
use crate::filing::{Certainty, Fidelity, Form, FormKind, Stage};
use crate::rules::{Rulebook, Verdict};
use crate::source::{SourceId, Sources};

/// Texts and one finding in the last of them.
#[derive(Default)]
pub(super) struct Sample {
    pub sources: Sources,
    pub findings: Vec<Finding>,
    last: SourceId,
}

impl Sample {
    pub fn new() -> Sample {
        Sample::default()
    }

    pub fn text(mut self, path: &str, text: &str) -> Sample {
        self.last = self.sources.add_text(path, text);
        self
    }

    /// A file that stood encoded in the last text.
    pub fn member(mut self, name: &str, text: &str) -> Sample {
        self.last = self.sources.add_member(self.last, name.to_owned(), text.into()).expect("a text");
        self
    }

    pub fn finding(mut self, rule: &'static str, severity: Severity, message: &str) -> Sample {
        self.findings.push(Finding {
            rule,
            family: "ownership",
            severity,
            certainty: Certainty::Written,
            message: message.to_owned(),
            path: self.sources.get(self.last).path.clone(),
            member: self.sources.get(self.last).member.clone(),
            filing: Some(0),
            form: Some("4"),
            place: None,
            xpath: None,
            labels: Vec::new(),
            help: None,
            authority: &[],
            fingerprint: "0123456789abcdef".to_owned(),
            suppressed: None,
            baseline: false,
        });
        self
    }

    /// Labels the first place where `needle` stands.
    pub fn label(self, needle: &str, message: &str) -> Sample {
        let source = self.last;
        self.mark(source, needle, message)
    }

    pub fn label_in(self, path: &str, needle: &str, message: &str) -> Sample {
        let source = self.sources.iter().find(|(_, source)| source.path == path).expect("a text of that path").0;
        self.mark(source, needle, message)
    }

    /// Labels an empty place.
    pub fn label_at(self, at: usize, message: &str) -> Sample {
        let source = self.last;
        self.mark_range(source, at..at, message)
    }

    pub fn help(mut self, help: &str) -> Sample {
        self.findings.last_mut().expect("a finding").help = Some(help.to_owned());
        self
    }

    /// The last finding was accepted.
    pub fn suppressed(mut self, reason: &str) -> Sample {
        self.findings.last_mut().expect("a finding").suppressed = Some(Arc::new(Suppressed {
            reason: reason.to_owned(),
            expires: NaiveDate::from_ymd_opt(2027, 1, 1),
            by: Some("compliance desk".to_owned()),
            path: "edgarlint.toml".to_owned(),
            line: 12,
        }));
        self
    }

    /// A filing of a run, nothing found in it.
    pub fn entry(path: &str, member: Option<&str>) -> Entry {
        Entry {
            path: path.into(),
            member: member.map(Box::from),
            form: Some(Form { kind: FormKind::Four, amendment: false }),
            stage: Stage::Submission,
            fidelity: Fidelity::Native,
            verdict: Some(Verdict::Accepted),
            due: None,
            found: Counts::default(),
        }
    }

    /// A run that these findings are of.
    pub fn run(&self) -> Run<'_> {
        let mut counts = Counts::default();
        let to_deal_with = self.findings.iter().filter(|finding| finding.counts());
        to_deal_with.for_each(|finding| counts.add(finding.severity, 1));
        Run {
            filings: &[],
            counts,
            suppressed: self.findings.iter().filter(|finding| finding.suppressed.is_some()).count(),
            baseline: None,
            rulebook: Rulebook::built_in(),
            fail_on: Some(Severity::Error),
            as_of: NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day"),
            inputs: 1,
            unrecognised: 0,
            unreadable: 0,
            troubles: &[],
            exit_code: 1,
            audit: None,
            seconds: 0.0041,
        }
    }

    pub fn draw(&self, style: &Style) -> String {
        render(&self.findings, &self.sources, style)
    }

    fn mark(self, source: SourceId, needle: &str, message: &str) -> Sample {
        let at = self.sources.text(source).as_str().find(needle).expect("the needle stands in the text");
        self.mark_range(source, at..at + needle.len(), message)
    }

    fn mark_range(mut self, source: SourceId, range: Range<usize>, message: &str) -> Sample {
        let span = self.sources.text(source).span(range);
        let place = self.sources.place(span);
        let labels = &mut self.findings.last_mut().expect("a finding").labels;
        labels.push(FindingLabel { span, place, message: message.to_owned(), primary: labels.is_empty(), quote: None });
        self
    }
}

/// A text with one labelled range, which may cut characters.
pub(super) fn one_label(text: &str, range: Range<usize>) -> Sample {
    let sample = Sample::new().text("a.txt", text).finding("rule", Severity::Error, "message");
    let source = sample.last;
    sample.mark_range(source, range, "label")
}
