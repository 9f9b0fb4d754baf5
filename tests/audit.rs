//! The account of a run for an auditor: the same inputs give the same bytes.

mod program;

use predicates::prelude::*;
use program::{edgarlint, folder, json};
use serde_json::Value;
use sha2::{Digest, Sha256};

const BAD: &[u8] = include_bytes!("../fixtures/ownership/code_missing/bad.txt");
const GOOD: &[u8] = include_bytes!("../fixtures/ownership/code_missing/good.txt");

#[test]
fn an_audit_tells_inputs_and_rules() {
    let folder = folder("audit", &[("desk/b.txt", BAD), ("desk/a.txt", GOOD)]);
    let args = ["check", "desk", "--audit", "--as-of", "2026-11-21", "--output-format", "json"];
    let run = |jobs: &str| {
        let output = edgarlint().current_dir(&folder).args(args).args(["--jobs", jobs]).output();
        output.expect("the program runs").stdout
    };
    let first = run("1");
    assert_eq!(first, run("4"), "the same inputs give the same bytes");

    let report = json(&first);
    let inputs = report.pointer("/audit/inputs").and_then(Value::as_array).expect("inputs");
    let told = |at: usize, key: &str| inputs.get(at).and_then(|input| input.get(key)).cloned().expect("a key");
    assert_eq!(inputs.len(), 2);
    assert_eq!(told(0, "path"), "desk/a.txt");
    assert_eq!(told(1, "sha256"), format!("{:x}", Sha256::digest(BAD)));
    assert_eq!(told(1, "bytes"), BAD.len());
    assert_eq!(report.pointer("/summary/seconds"), Some(&Value::Null));

    let rules = report.pointer("/audit/rules").and_then(Value::as_array).expect("rules");
    let rule = |name: &str| rules.iter().find(|rule| rule.get("rule") == Some(&Value::from(name)));
    let missing = rule("code-missing").expect("it was asked");
    assert!(missing.get("findings").and_then(Value::as_u64) > Some(0) && missing.get("passed") == Some(&false.into()));
    assert_eq!(rule("form4-late").and_then(|rule| rule.get("passed")), Some(&Value::Bool(true)));
    assert!(rule("cusip-cross-page").is_none(), "no schedule was among the filings, so nothing passed");
}

#[test]
fn without_an_audit_nothing_is_hashed() {
    let folder = folder("no-audit", &[("a.txt", GOOD)]);
    let said = edgarlint().current_dir(&folder).args(["check", "a.txt", "--output-format", "json"]).assert();
    said.stdout(predicate::str::contains("\"audit\"").not().and(predicate::str::contains("sha256").not()));
}
