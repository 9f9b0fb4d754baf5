//! Real filings, where they are at hand: `EDGARLINT_CORPUS` names the folder that holds `corpus/` and `seeds/`.
//!
//! Every one was accepted by EDGAR, so an error on a clean rendering is a mistake of ours until someone has
//! read the filing. Without the variable there is nothing to ask, and these tests pass.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use edgarlint::diagnostic::Severity;
use edgarlint::engine::{Finding, RULE_PANICKED, Settings, run};
use edgarlint::filing::{Certainty, Filing};
use edgarlint::lower;
use edgarlint::rules::Profile;
use edgarlint::source::Sources;

/// Renderings that lost nothing on the way.
const CLEAN: [&str; 10] = [
    "corpus/ownership-truth/layout",
    "corpus/ownership-truth/raw",
    "corpus/ownership-truth/tabs",
    "corpus/ownership-text/raw",
    "corpus/ownership-text/tabs",
    "corpus/schedule13-truth/raw",
    "corpus/schedule13-truth/tabs",
    "corpus/schedule13-text/raw",
    "corpus/schedule13-text/tabs",
    "corpus/schedule13-text/rendered",
];

/// Errors that were read in the filing itself and found true, by accession number and rule.
const OWN_ERRORS: [(&str, &str); 1] = [
    // The date of earliest transaction is 15 December 2020, and a row reports one of 11 December.
    ("0000899243-20-034355", "earliest-transaction-date"),
];

#[test]
fn nothing_panics() {
    let Some(shared) = shared() else { return };
    let files: Vec<PathBuf> = ["corpus", "seeds"].iter().flat_map(|folder| files(&shared.join(folder))).collect();
    assert!(!files.is_empty(), "{} holds no filing", shared.display());
    let mut failed = Vec::new();
    for path in files {
        let (_, findings) = check(&path, Profile::Quality);
        failed
            .extend(findings.into_iter().filter(|finding| finding.rule == RULE_PANICKED).map(|finding| said(&finding)));
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn accepted_filings_bear_no_error_but_their_own() {
    let Some(shared) = shared() else { return };
    let mut wrong = Vec::new();
    let mut own = BTreeSet::new();
    for folder in CLEAN {
        let mut read = 0;
        for path in files(&shared.join(folder)) {
            let (filings, findings) = check(&path, Profile::Compliance);
            read += filings.len();
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
                match OWN_ERRORS.iter().find(|(accession, rule)| *accession == stem && *rule == finding.rule) {
                    Some(known) => drop(own.insert(*known)),
                    None => wrong.push(said(finding)),
                }
            }
        }
        assert!(read > 0, "no filing was read in {folder}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(own, OWN_ERRORS.into_iter().collect(), "errors that filers made, by accession number and rule");
}

#[test]
fn other_forms_are_none_of_ours() {
    let Some(shared) = shared() else { return };
    let taken: Vec<String> = files(&shared.join("corpus/not-ours"))
        .into_iter()
        .filter(|path| !check(path, Profile::Edgar).0.is_empty())
        .map(|path| path.display().to_string())
        .collect();
    assert!(taken.is_empty(), "read as a filing:\n{}", taken.join("\n"));
}

fn check(path: &Path, profile: Profile) -> (Vec<Filing>, Vec<Finding>) {
    let mut sources = Sources::new();
    let bytes = fs::read(path).expect("a file of the corpus can be read");
    // What is no text is told by the command line.
    let Ok(id) = sources.add(path.display().to_string(), bytes) else { return (Vec::new(), Vec::new()) };
    let filings = lower::read(&sources, id).filings;
    let settings = Settings {
        profile,
        select: Vec::new(),
        ignore: Vec::new(),
        severities: BTreeMap::new(),
        min_certainty: Certainty::Guessed,
        as_of: NaiveDate::from_ymd_opt(2026, 12, 31).expect("a day"),
        across: false,
    };
    let findings = run(&filings, &sources, &settings);
    (filings, findings)
}

fn said(finding: &Finding) -> String {
    let line = finding.labels.first().map_or(0, |label| label.place.line);
    format!("{}:{line}: {} {}: {}", finding.path, finding.severity, finding.rule, finding.message)
}

fn shared() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("EDGARLINT_CORPUS")?);
    assert!(folder.is_dir(), "EDGARLINT_CORPUS names {}, which is no folder", folder.display());
    Some(folder)
}

/// Every text and markup file below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort_unstable();
    let is_filing = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| ["txt", "md", "xml", "htm", "html"].iter().any(|known| extension == *known))
    };
    paths.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).filter(is_filing).collect()
}
