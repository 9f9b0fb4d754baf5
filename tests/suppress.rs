//! Findings that somebody accepts: by whom, why, until when, and only as long as they are what was accepted.

mod program;

use std::path::{Path, PathBuf};

use predicates::prelude::*;
use program::{edgarlint, folder, json, rules_of};
use serde_json::Value;

const DEMO: &[u8] = include_bytes!("../fixtures/demo/form4.txt");

/// The demonstration of the README, whose ZIP code is of another state, and a configuration.
fn desk(test: &str, config: &str) -> PathBuf {
    folder(test, &[("desk/form4.txt", DEMO), ("edgarlint.toml", config.as_bytes())])
}

fn check(folder: &Path, more: &[&str]) -> (Value, i32) {
    let what = ["check", "desk", "--select", "zip-state-mismatch", "--fail-on", "warning", "--as-of", "2026-11-21"];
    let output = edgarlint().current_dir(folder).args(what).args(["--output-format", "json"]).args(more).output();
    let output = output.expect("the program runs");
    (json(&output.stdout), output.status.code().expect("it ends by itself"))
}

const ACCEPTED: &str = "\
[[suppress]]
rule    = \"zip-state-mismatch\"
path    = \"desk/form4.txt\"
value   = \"65131\"
reason  = \"typed so on the paper original; counsel, 2026-11-02\"
expires = 2027-01-01
by      = \"compliance desk\"
";

#[test]
fn what_is_accepted_fails_no_run_and_stays_in_the_report() {
    let folder = desk("accepted", ACCEPTED);
    let (report, code) = check(&folder, &[]);
    assert_eq!((code, rules_of(&report)), (0, vec!["zip-state-mismatch"]));
    let said = report.pointer("/findings/0/suppressed").expect("who accepts it");
    assert_eq!(said.get("reason"), Some(&"typed so on the paper original; counsel, 2026-11-02".into()));
    assert_eq!(said.get("expires"), Some(&"2027-01-01".into()));
    assert_eq!((said.get("by"), said.get("line")), (Some(&"compliance desk".into()), Some(&1.into())));
    assert_eq!(report.pointer("/summary/suppressed"), Some(&1.into()));
    assert_eq!(report.pointer("/filings/0/findings/warning"), Some(&0.into()));

    let shown = edgarlint().current_dir(&folder).args(["check", "desk", "--select", "zip-state-mismatch"]).assert();
    shown.stdout(predicate::str::is_empty()).stderr(predicate::str::contains("1 finding suppressed"));

    let (report, code) = check(&folder, &["--ignore-suppressions"]);
    assert_eq!((code, report.pointer("/findings/0/suppressed")), (1, Some(&Value::Null)));
}

#[test]
fn another_value_was_not_accepted() {
    let folder = desk("another-value", &ACCEPTED.replace("65131", "65054"));
    let (report, code) = check(&folder, &[]);
    assert_eq!((code, rules_of(&report)), (1, vec!["zip-state-mismatch", "suppression-unused"]));
    let unused = report.pointer("/findings/1").expect("a finding");
    assert_eq!(unused.get("path"), Some(&"edgarlint.toml".into()));
    assert_eq!(unused.pointer("/labels/0/line"), Some(&1.into()));
    let message = unused.get("message").and_then(Value::as_str).expect("a message");
    assert!(message.contains("accepts `65054`") && message.contains("now speaks of `65131`"), "{message}");
}

#[test]
fn what_has_expired_is_said_and_found_again() {
    let folder = desk("expired", &ACCEPTED.replace("2027-01-01", "2026-11-20"));
    let (report, code) = check(&folder, &[]);
    assert_eq!((code, rules_of(&report)), (1, vec!["zip-state-mismatch", "suppression-expired"]));
    assert_eq!(report.pointer("/findings/1/labels/0/line"), Some(&6.into()));
    // Its last day is still its own.
    let folder = desk("last-day", &ACCEPTED.replace("2027-01-01", "2026-11-21"));
    assert_eq!(check(&folder, &[]).1, 0);
}

#[test]
fn a_suppression_is_unused_where_its_filing_was_seen_by_its_rule() {
    let elsewhere = ACCEPTED.replace("desk/form4.txt", "desk/other.txt");
    assert_eq!(rules_of(&check(&desk("not-seen", &elsewhere), &[]).0), ["zip-state-mismatch"]);

    let folder = desk("not-asked", ACCEPTED);
    let args = ["check", "desk", "--select", "code-missing", "--output-format", "json"];
    let output = edgarlint().current_dir(&folder).args(args).output().expect("the program runs");
    assert!(rules_of(&json(&output.stdout)).is_empty(), "the rule was not asked");

    let mended = ACCEPTED.replace("zip-state-mismatch", "code-missing");
    let args = ["check", "desk", "--select", "code-missing", "--output-format", "json"];
    let output = edgarlint().current_dir(desk("mended", &mended)).args(args).output().expect("the program runs");
    assert_eq!(rules_of(&json(&output.stdout)), ["suppression-unused"]);
}

#[test]
fn a_filing_is_named_by_what_is_in_it_and_narrowed_by_a_condition() {
    let by = |key: &str| format!("[[suppress]]\nrule = 'zip-state-mismatch'\n{key}\nreason = 'so on paper'\n");
    for (key, code) in [
        ("path = 'desk/*.txt'", 0),
        ("path = 'desk'\nwhere = \"filing.form == '4'\"", 0),
        ("path = 'desk'\nwhere = \"filing.form == '5'\"", 1),
        ("cik = '0000990001'", 1),
    ] {
        assert_eq!(check(&desk("named", &by(key)), &[]).1, code, "{key}");
    }
}

#[test]
fn suppressions_may_stand_in_a_file_of_their_own() {
    let files: &[(&str, &[u8])] = &[
        ("desk/form4.txt", DEMO),
        ("edgarlint.toml", b"suppress-from = ['accepted/2026.toml']\n"),
        (
            "accepted/2026.toml",
            b"[[suppress]]\nrule = 'zip-state-mismatch'\npath = '../desk/form4.txt'\nreason = 'x'\n",
        ),
    ];
    let (report, code) = check(&folder("side-file", files), &[]);
    assert_eq!((code, report.pointer("/findings/0/suppressed/line")), (0, Some(&1.into())));
}

#[test]
fn an_audit_lists_what_was_accepted_and_where() {
    let folder = desk("audit-accepted", ACCEPTED);
    let (report, _) = check(&folder, &["--audit"]);
    let accepted = report.pointer("/audit/suppressions/0").expect("a suppression");
    assert_eq!((accepted.get("findings"), accepted.get("expired")), (Some(&1.into()), Some(&false.into())));
    assert_eq!(report.pointer("/audit/files/0/path"), Some(&"edgarlint.toml".into()));
    let asked = report.pointer("/audit/rules").and_then(Value::as_array).expect("rules");
    let zip = asked.iter().find(|rule| rule.get("rule") == Some(&"zip-state-mismatch".into())).expect("it was asked");
    assert_eq!((zip.get("suppressed"), zip.get("passed")), (Some(&1.into()), Some(&false.into())));
}
