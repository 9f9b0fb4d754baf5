//! What came of rule files that were put to the proof, for programs.

use serde_json::{Value as Json, json};

use super::json::values;
use crate::engine::Finding;
use crate::rules::house::{House, RuleTest};
use crate::source::Sources;

/// What came of the tests: `edgarlint/rule-tests/1`.
#[must_use]
pub fn tests(house: &House, came: &[bool], findings: &[Finding], sources: &Sources) -> Json {
    let test = |(test, passed): (&RuleTest, &bool)| {
        let place = sources.place(test.span);
        let expect = if test.speaks { vec![test.rule.name()] } else { Vec::new() };
        json!({
            "rule": test.rule.name(),
            "name": test.name,
            "path": place.path,
            "line": place.line,
            "expect": expect,
            "passed": passed,
        })
    };
    let passed = came.iter().filter(|passed| **passed).count();
    json!({
        "schema": "edgarlint/rule-tests/1",
        "tests": house.tests.iter().zip(came).map(test).collect::<Vec<_>>(),
        "findings": values(findings),
        "summary": {
            "rules": house.rules.len(),
            "tests": came.len(),
            "passed": passed,
            "failed": came.len() - passed,
        },
    })
}

/// What is doubtful: `edgarlint/rule-doubts/1`.
#[must_use]
pub fn doubts(house: &House, findings: &[Finding]) -> Json {
    json!({
        "schema": "edgarlint/rule-doubts/1",
        "findings": values(findings),
        "summary": { "rules": house.rules.len(), "findings": findings.len() },
    })
}
