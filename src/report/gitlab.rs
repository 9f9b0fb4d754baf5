//! Code Quality of GitLab, which shows findings at the lines of a merge request.

use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::flat::{self, Flat};
use crate::diagnostic::Severity;
use crate::engine::{Finding, short_hex};

/// All findings as one list.
///
/// # Errors
/// What the writer refuses.
pub fn list(findings: &[Finding], mut to: impl Write) -> io::Result<()> {
    let issues: Vec<Issue> = findings.iter().map(Issue::of).collect();
    serde_json::to_writer_pretty(&mut to, &issues)?;
    to.write_all(b"\n")
}

#[derive(Serialize)]
struct Issue<'f> {
    description: String,
    check_name: &'f str,
    /// Unlike those of all other issues of the list: GitLab shows only one of each.
    fingerprint: String,
    severity: &'static str,
    location: Location<'f>,
}

impl<'f> Issue<'f> {
    fn of(finding: &'f Finding) -> Issue<'f> {
        let flat = Flat::of(finding);
        Issue {
            check_name: finding.rule,
            fingerprint: fingerprint(finding),
            severity: match flat.severity {
                Severity::Error => "critical",
                Severity::Warning => "minor",
                Severity::Note => "info",
            },
            location: Location { path: flat::path(&finding.path), lines: Lines { begin: flat.line() } },
            description: flat.message,
        }
    }
}

#[derive(Serialize)]
struct Location<'f> {
    path: &'f str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Like findings of two files have one fingerprint.
fn fingerprint(finding: &Finding) -> String {
    let mut digest = Sha256::new();
    for part in [flat::path(&finding.path), finding.member.as_deref().unwrap_or(""), &finding.fingerprint] {
        digest.update(part);
        digest.update([0]);
    }
    short_hex(&digest.finalize())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::*;
    use crate::report::sample::Sample;

    fn list_of(sample: &Sample) -> Value {
        let mut text = Vec::new();
        list(&sample.findings, &mut text).expect("writing to memory cannot fail");
        serde_json::from_slice(&text).expect("JSON")
    }

    #[test]
    fn an_issue_has_the_keys_that_are_asked_for() {
        let sample = Sample::new()
            .text("./filings/a.txt", "Form 4\n10,000\tD\n")
            .finding("code-missing", Severity::Error, "no code")
            .label("10,000", "");
        let fingerprint = fingerprint(&sample.findings[0]);
        assert_eq!(
            list_of(&sample),
            json!([{
                "description": "no code", "check_name": "code-missing", "fingerprint": fingerprint,
                "severity": "critical", "location": { "path": "filings/a.txt", "lines": { "begin": 2 } }
            }])
        );
    }

    #[test]
    fn what_is_not_to_be_dealt_with_is_information() {
        let sample = Sample::new()
            .text("a.xml", "UEs=")
            .member("form4.xml", "Form 4\n10,000\tD\n")
            .finding("code-missing", Severity::Error, "no code")
            .label("D", "")
            .suppressed("so on paper");
        let list = list_of(&sample);
        assert_eq!(list.pointer("/0/severity"), Some(&json!("info")));
        assert_eq!(list.pointer("/0/description"), Some(&json!("form4.xml:2:8: no code (suppressed: so on paper)")));
        assert_eq!(list.pointer("/0/location/lines/begin"), Some(&json!(1)));
    }

    #[test]
    fn like_findings_of_two_files_are_two_issues() {
        let sample = Sample::new()
            .text("a.txt", "Form 4")
            .finding("code-missing", Severity::Error, "no code")
            .text("b.txt", "Form 4")
            .finding("code-missing", Severity::Error, "no code")
            .member("form4.xml", "Form 4")
            .finding("code-missing", Severity::Error, "no code");
        let fingerprints: BTreeSet<String> = sample.findings.iter().map(fingerprint).collect();
        assert_eq!(fingerprints.len(), 3);
    }
}
