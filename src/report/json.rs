//! Findings for programs: `edgarlint/findings/1`.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::{Counts, Run};
use crate::engine::{Finding, FindingLabel};
use crate::filing::{Fidelity, Filing, Row, Stage};
use crate::ledger;
use crate::rules::{Rulebook, Verdict};

/// The name of the shape. It changes when a key is renamed or removed, never when one is added.
pub const SCHEMA: &str = "edgarlint/findings/1";

/// The whole run as one object.
#[must_use]
pub fn object(run: &Run) -> String {
    let report = Report {
        schema: SCHEMA,
        tool: tool(),
        as_of: run.as_of.to_string(),
        findings: Some(run.findings.iter().map(Said::of).collect()),
        filings: entries(run),
        summary: Summary::of(run),
    };
    let mut text = serde_json::to_string_pretty(&report).expect("json: plain structs with text keys");
    text.push('\n');
    text
}

/// Each finding on a line, and last the rest of the run's object.
#[must_use]
pub fn lines(run: &Run) -> String {
    let mut text = String::new();
    for finding in run.findings {
        text.push_str(&serde_json::to_string(&Said::of(finding)).expect("json: plain structs with text keys"));
        text.push('\n');
    }
    let last = Report {
        schema: SCHEMA,
        tool: tool(),
        as_of: run.as_of.to_string(),
        findings: None,
        filings: entries(run),
        summary: Summary::of(run),
    };
    text.push_str(&serde_json::to_string(&last).expect("json: plain structs with text keys"));
    text.push('\n');
    text
}

/// SHA-256 of all rule files, in the order of the rulebook.
#[must_use]
pub fn rules_hash() -> String {
    let mut digest = Sha256::new();
    for rule in Rulebook::built_in().rules() {
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
    filings: Vec<Entry<'r>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
    rules_hash: String,
}

fn tool() -> Tool {
    Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), rules_hash: rules_hash() }
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
    authority: &'static [&'static str],
    /// Null: the rules have no pages of their own on the web; `explain` prints them.
    url: Option<&'r str>,
    /// Null: no rule offers a fix.
    fix: Option<&'r str>,
    fingerprint: &'r str,
    /// Null: nothing suppresses a finding.
    suppressed: Option<&'r str>,
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
            suppressed: None,
        }
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

#[derive(Serialize)]
struct Entry<'r> {
    path: &'r str,
    member: Option<&'r str>,
    form: Option<&'static str>,
    stage: &'static str,
    fidelity: &'static str,
    /// What EDGAR answers to the document as it stands; null where it does not check by machine.
    verdict: Option<&'static str>,
    due: Option<Due>,
    findings: Found,
}

fn entries<'r>(run: &'r Run) -> Vec<Entry<'r>> {
    let mut counts = vec![Counts::default(); run.filings.len()];
    for finding in run.findings {
        if let Some(counts) = finding.filing.and_then(|at| counts.get_mut(at)) {
            counts.add(finding.severity);
        }
    }
    let verdicts = run.verdicts.iter().copied().chain(std::iter::repeat(None));
    let filings = run.filings.iter().zip(counts).zip(verdicts);
    filings.map(|((filing, counts), verdict)| Entry::of(filing, counts, verdict, run)).collect()
}

impl<'r> Entry<'r> {
    fn of(filing: &'r Filing, counts: Counts, verdict: Option<Verdict>, run: &'r Run) -> Entry<'r> {
        let source = run.sources.get(filing.source);
        Entry {
            path: &source.path,
            member: source.member.as_deref(),
            form: filing.form.present().map(|form| form.name()),
            stage: stage(filing.stage),
            fidelity: fidelity(filing.fidelity),
            verdict: verdict.map(Verdict::name),
            due: due(filing),
            findings: Found::of(counts),
        }
    }
}

pub(super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Submission => "submission",
        Stage::Disseminated => "disseminated",
    }
}

pub(super) fn fidelity(fidelity: Fidelity) -> &'static str {
    match fidelity {
        Fidelity::Native => "native",
        Fidelity::Rendered => "rendered",
    }
}

/// The date by which a form must be filed.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
struct Due {
    #[serde(serialize_with = "day")]
    date: NaiveDate,
    /// Differs where a day is uncertain.
    #[serde(serialize_with = "day")]
    latest: NaiveDate,
    /// Index of the row that sets it, Table I's rows before Table II's; null where no row does.
    row: Option<usize>,
}

fn day<S: Serializer>(date: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(date)
}

fn due(filing: &Filing) -> Option<Due> {
    let due = ledger::due(filing)?;
    let at = |row: &Row| filing.ownership()?.rows().position(|other| std::ptr::eq(other, row));
    Some(Due { date: due.date, latest: due.latest, row: due.row.and_then(at) })
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
    seconds: f64,
}

impl Summary {
    fn of(run: &Run) -> Summary {
        Summary {
            inputs: run.inputs,
            filings: run.filings.len(),
            unrecognised: run.unrecognised,
            unreadable: run.unreadable,
            found: Found::of(Counts::of(run.findings)),
            suppressed: 0,
            seconds: (run.seconds * 1000.0).round() / 1000.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::diagnostic::Severity;
    use crate::report::sample::Sample;

    fn run(sample: &Sample) -> Run<'_> {
        let as_of = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        Run {
            findings: &sample.findings,
            filings: &[],
            verdicts: &[],
            sources: &sample.sources,
            as_of,
            inputs: 1,
            unrecognised: 0,
            unreadable: 0,
            seconds: 0.0041,
        }
    }

    #[test]
    fn a_finding_has_the_promised_keys() {
        let sample = Sample::new()
            .text("a.txt", "Form 4\n10,000\tD\n")
            .finding("code-missing", Severity::Error, "no code")
            .label("10,000", "");
        let json: Value = serde_json::from_str(&object(&run(&sample))).expect("JSON");
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
    fn lines_end_with_the_summary() {
        let sample = Sample::new()
            .text("a.txt", "Form 4\n10,000\tD\n")
            .finding("code-missing", Severity::Error, "no code")
            .label("10,000", "");
        let text = lines(&run(&sample));
        let parsed: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(parsed.len(), 2);
        assert!(parsed.first().is_some_and(|finding| finding.get("rule").is_some()));
        assert!(parsed.last().is_some_and(|last| last.get("summary").is_some() && last.get("findings").is_none()));
    }
}
