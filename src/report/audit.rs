//! What an auditor asks of a run beside its findings: what was looked at, by which rules, and what was accepted.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::diagnostic::Severity;
use crate::engine::{Finding, Suppressed};
use crate::rules::RuleInfo;

/// The account of a run: the same inputs, rules and day give the same account.
#[derive(Default, Serialize)]
pub struct Audit {
    /// By path.
    pub inputs: Vec<Input>,
    /// The configuration and the rule files of users, by path.
    pub files: Vec<Input>,
    /// The rules that were asked, in the order of the rulebook.
    pub rules: Vec<Ran>,
    /// What was accepted, in the order of its files.
    pub suppressions: Vec<Accepted>,
}

/// A suppression, and how many findings it covered.
#[derive(Serialize)]
pub struct Accepted {
    pub rule: &'static str,
    pub reason: String,
    /// The last day on which it holds.
    pub expires: Option<String>,
    pub by: Option<String>,
    /// The file that says so, and the line.
    pub path: String,
    pub line: usize,
    #[serde(rename = "expired")]
    pub has_expired: bool,
    pub findings: usize,
}

impl Accepted {
    #[must_use]
    pub fn of(rule: &'static str, said: &Suppressed, has_expired: bool, findings: usize) -> Accepted {
        let Suppressed { reason, expires, by, path, line } = said.clone();
        let expires = expires.map(|day| day.to_string());
        Accepted { rule, reason, expires, by, path, line, has_expired, findings }
    }
}

/// A file that was looked at, or standard input.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Input {
    pub path: String,
    pub bytes: usize,
    /// SHA-256 of the bytes as they are on disk.
    pub sha256: String,
}

impl Input {
    #[must_use]
    pub fn of(path: &str, text: &str) -> Input {
        Input { path: path.to_owned(), bytes: text.len(), sha256: format!("{:x}", Sha256::digest(text)) }
    }
}

/// A rule that was asked of at least one filing.
#[derive(Serialize)]
pub struct Ran {
    pub rule: &'static str,
    /// The most it may say; where settings differ from file to file, the most of them.
    #[serde(serialize_with = "name")]
    pub severity: Severity,
    #[serde(flatten)]
    pub found: Found,
    /// Whether it had nothing to say: neither accepted nor known before.
    pub passed: bool,
}

/// How many findings of a rule there are.
#[derive(Clone, Copy, Default, Serialize)]
pub struct Found {
    pub findings: usize,
    pub suppressed: usize,
    pub baseline: usize,
}

impl Found {
    pub fn add(&mut self, finding: &Finding) {
        match finding {
            Finding { suppressed: Some(_), .. } => self.suppressed += 1,
            Finding { baseline: true, .. } => self.baseline += 1,
            _ => self.findings += 1,
        }
    }
}

impl Audit {
    /// Takes the rules that were asked, and what each found.
    pub fn close(&mut self, ran: Vec<(&'static RuleInfo, Severity)>, found: &BTreeMap<&str, Found>) {
        self.inputs.sort_unstable();
        self.rules.extend(ran.into_iter().map(|(rule, severity)| {
            let found = found.get(rule.name()).copied().unwrap_or_default();
            let passed = found.findings + found.suppressed + found.baseline == 0;
            Ran { rule: rule.name(), severity, found, passed }
        }));
    }
}

fn name<S: serde::Serializer>(severity: &Severity, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(severity.name())
}
