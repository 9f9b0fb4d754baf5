//! Findings for programs: `edgarlint/findings/1`.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::{Audit, Counts, Due, Entry, Run};
use crate::engine::{Finding, FindingLabel, Suppressed};
use crate::filing::Form;
use crate::rules::{Rulebook, Verdict};

/// The name of the shape. It changes when a key is renamed or removed, never when one is added.
pub const SCHEMA: &str = "edgarlint/findings/1";

/// The whole run as one object.
///
/// # Errors
/// What the writer refuses.
pub fn object(findings: &[Finding], run: &Run, mut to: impl Write) -> io::Result<()> {
    let findings = findings.iter().map(Said::of).collect();
    serde_json::to_writer_pretty(&mut to, &Report::of(Some(findings), run))?;
    to.write_all(b"\n")
}

/// Findings as values, for a report that holds them.
#[must_use]
pub fn values(findings: &[Finding]) -> Vec<serde_json::Value> {
    let value = |finding| serde_json::to_value(Said::of(finding)).expect("a finding has only keys that are texts");
    findings.iter().map(value).collect()
}

/// One finding on a line.
///
/// # Errors
/// What the writer refuses.
pub fn line(finding: &Finding, mut to: impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut to, &Said::of(finding))?;
    to.write_all(b"\n")
}

/// The line after those of the findings: the rest of the run's object.
///
/// # Errors
/// What the writer refuses.
pub fn last_line(run: &Run, mut to: impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut to, &Report::of(None, run))?;
    to.write_all(b"\n")
}

/// SHA-256 of the built-in rule files, worked out by the build; where users have added rules, of that and of their files
/// in the order of the rulebook.
#[must_use]
pub fn rules_hash(rulebook: &Rulebook) -> String {
    let built_in = include_str!(concat!(env!("OUT_DIR"), "/rules.sha256"));
    let mut of_users = rulebook.rules().iter().filter(|rule| rule.file.is_some()).peekable();
    if of_users.peek().is_none() {
        return built_in.to_owned();
    }
    let mut digest = Sha256::new_with_prefix(built_in);
    for rule in of_users {
        digest.update(rule.toml);
        digest.update([0]);
    }
    format!("{:x}", digest.finalize())
}

#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    tool: Tool,
    as_of: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<Said<'r>>>,
    #[serde(serialize_with = "filings")]
    filings: &'r [Entry],
    #[serde(skip_serializing_if = "Option::is_none")]
    audit: Option<&'r Audit>,
    summary: Summary,
}

impl<'r> Report<'r> {
    fn of(findings: Option<Vec<Said<'r>>>, run: &Run<'r>) -> Report<'r> {
        Report {
            schema: SCHEMA,
            tool: tool(run.rulebook),
            as_of: run.as_of.to_string(),
            findings,
            filings: run.filings,
            audit: run.audit,
            summary: Summary::of(run),
        }
    }
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
    rules_hash: String,
}

fn tool(rulebook: &Rulebook) -> Tool {
    Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), rules_hash: rules_hash(rulebook) }
}

#[derive(Serialize)]
struct Said<'r> {
    rule: &'static str,
    family: &'static str,
    severity: &'static str,
    certainty: &'static str,
    message: &'r str,
    path: &'r str,
    member: Option<&'r str>,
    filing: Option<usize>,
    form: Option<&'static str>,
    place: PlaceName<'r>,
    labels: Vec<Label<'r>>,
    help: Option<&'r str>,
    authority: &'static [String],
    /// Null: the rules have no pages of their own on the web; `explain` prints them.
    url: Option<&'r str>,
    /// Null: no rule offers a fix.
    fix: Option<&'r str>,
    fingerprint: &'r str,
    suppressed: Option<Accepted<'r>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    baseline: bool,
}

impl<'r> Said<'r> {
    fn of(finding: &'r Finding) -> Said<'r> {
        Said {
            rule: finding.rule,
            family: finding.family,
            severity: finding.severity.name(),
            certainty: finding.certainty.name(),
            message: &finding.message,
            path: &finding.path,
            member: finding.member.as_deref(),
            filing: finding.filing,
            form: finding.form,
            place: PlaceName { name: finding.place.as_deref(), xpath: finding.xpath.as_deref() },
            labels: finding.labels.iter().map(Label::of).collect(),
            help: finding.help.as_deref(),
            authority: finding.authority,
            url: None,
            fix: None,
            fingerprint: &finding.fingerprint,
            suppressed: finding.suppressed.as_deref().map(Accepted::of),
            baseline: finding.baseline,
        }
    }
}

#[derive(Serialize)]
struct Accepted<'r> {
    reason: &'r str,
    expires: Option<String>,
    by: Option<&'r str>,
    path: &'r str,
    line: usize,
}

impl<'r> Accepted<'r> {
    fn of(Suppressed { reason, expires, by, path, line }: &'r Suppressed) -> Accepted<'r> {
        let expires = expires.map(|day| day.to_string());
        Accepted { reason, expires, by: by.as_deref(), path, line: *line }
    }
}

#[derive(Serialize)]
struct PlaceName<'r> {
    name: Option<&'r str>,
    xpath: Option<&'r str>,
}

#[derive(Serialize)]
struct Label<'r> {
    path: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'r str>,
    /// Bytes on disk.
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'r str,
    primary: bool,
}

impl<'r> Label<'r> {
    fn of(label: &'r FindingLabel) -> Label<'r> {
        let place = &label.place;
        Label {
            path: &place.path,
            member: place.member.as_deref(),
            start: place.start,
            end: place.end,
            line: place.line,
            column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
            message: &label.message,
            primary: label.primary,
        }
    }
}

/// A filing at a time: there may be very many.
pub(super) fn filings<S: Serializer>(entries: &[Entry], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(entries.iter().map(OfFiling::of))
}

#[derive(Serialize)]
struct OfFiling<'r> {
    path: &'r str,
    member: Option<&'r str>,
    form: Option<&'static str>,
    stage: &'static str,
    fidelity: &'static str,
    /// What EDGAR answers to the document as it stands; null where it does not check by machine.
    verdict: Option<&'static str>,
    due: Option<OfDue>,
    findings: Found,
}

impl<'r> OfFiling<'r> {
    fn of(entry: &'r Entry) -> OfFiling<'r> {
        OfFiling {
            path: &entry.path,
            member: entry.member.as_deref(),
            form: entry.form.map(Form::name),
            stage: entry.stage.name(),
            fidelity: entry.fidelity.name(),
            verdict: entry.verdict.map(Verdict::name),
            due: entry.due.map(OfDue::of),
            findings: Found::of(entry.found),
        }
    }
}

#[derive(Serialize)]
struct OfDue {
    #[serde(serialize_with = "day")]
    date: NaiveDate,
    #[serde(serialize_with = "day")]
    latest: NaiveDate,
    row: Option<usize>,
}

impl OfDue {
    fn of(Due { date, latest, row }: Due) -> OfDue {
        OfDue { date, latest, row }
    }
}

fn day<S: Serializer>(date: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(date)
}

#[derive(Serialize)]
struct Found {
    error: usize,
    warning: usize,
    note: usize,
}

impl Found {
    fn of(Counts { error, warning, note }: Counts) -> Found {
        Found { error, warning, note }
    }
}

#[derive(Serialize)]
struct Summary {
    inputs: usize,
    filings: usize,
    unrecognised: usize,
    unreadable: usize,
    #[serde(flatten)]
    found: Found,
    suppressed: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<usize>,
    /// Null in an audit: the same inputs give the same bytes.
    seconds: Option<f64>,
}

impl Summary {
    fn of(run: &Run) -> Summary {
        Summary {
            inputs: run.inputs,
            filings: run.filings.len(),
            unrecognised: run.unrecognised,
            unreadable: run.unreadable,
            found: Found::of(run.counts),
            suppressed: run.suppressed,
            baseline: run.baseline,
            seconds: run.audit.is_none().then(|| (run.seconds * 1000.0).round() / 1000.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::diagnostic::Severity;
    use crate::report::sample::Sample;

    #[test]
    fn a_finding_has_the_promised_keys() {
        let sample = Sample::new()
            .text("a.txt", "Form 4\n10,000\tD\n")
            .finding("code-missing", Severity::Error, "no code")
            .label("10,000", "");
        let mut text = Vec::new();
        object(&sample.findings, &sample.run(), &mut text).expect("writing to memory cannot fail");
        let json: Value = serde_json::from_slice(&text).expect("JSON");
        let finding = json.pointer("/findings/0").and_then(Value::as_object).expect("a finding");
        let keys: Vec<&str> = finding.keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            [
                "rule",
                "family",
                "severity",
                "certainty",
                "message",
                "path",
                "member",
                "filing",
                "form",
                "place",
                "labels",
                "help",
                "authority",
                "url",
                "fix",
                "fingerprint",
                "suppressed"
            ]
        );
        let label = json.pointer("/findings/0/labels/0").expect("a label");
        assert_eq!(
            label,
            &serde_json::json!({
                "path": "a.txt", "start": 7, "end": 13, "line": 2, "column": 1, "end_line": 2, "end_column": 7,
                "message": "", "primary": true
            })
        );
        assert_eq!(json.pointer("/summary/error"), Some(&Value::from(1)));
        assert_eq!(json.pointer("/tool/rules_hash").and_then(Value::as_str).map(str::len), Some(64));
    }

    #[test]
    fn the_hash_is_of_every_rule_file() {
        let mut rules: Vec<_> =
            Rulebook::built_in().rules().iter().map(|rule| (rule.family, rule.word, rule.toml)).collect();
        rules.sort_unstable();
        let mut digest = Sha256::new();
        for (_, _, toml) in rules {
            digest.update(toml);
            digest.update([0]);
        }
        assert_eq!(rules_hash(Rulebook::built_in()), format!("{:x}", digest.finalize()));
    }

    #[test]
    fn lines_end_with_the_summary() {
        let sample = Sample::new()
            .text("a.txt", "Form 4\n10,000\tD\n")
            .finding("code-missing", Severity::Error, "no code")
            .label("10,000", "");
        let mut text = Vec::new();
        sample.findings.iter().for_each(|finding| line(finding, &mut text).expect("writing to memory cannot fail"));
        last_line(&sample.run(), &mut text).expect("writing to memory cannot fail");
        let lines = text.split_inclusive(|byte| *byte == b'\n');
        let parsed: Vec<Value> = lines.map(|line| serde_json::from_slice(line).expect("JSON")).collect();
        assert_eq!(parsed.len(), 2);
        assert!(parsed.first().is_some_and(|finding| finding.get("rule").is_some()));
        assert!(parsed.last().is_some_and(|last| last.get("summary").is_some() && last.get("findings").is_none()));
    }
}
