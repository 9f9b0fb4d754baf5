//! Rules for programs, and on one line each.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use crate::rules::{Asked, Edgar, Params, RuleInfo, asked};

/// A rule for programs. `rules/README.md` says what each key means.
#[must_use]
pub fn json(rule: &RuleInfo) -> Json {
    let params: Vec<Json> = rule
        .params()
        .iter()
        .map(|Params { from, until, values }| json!({ "from": day(*from), "until": day(*until), "values": values }))
        .collect();
    let interval = rule.interval();
    json!({
        "name": rule.name(),
        "family": rule.family,
        "summary": rule.summary(),
        "severity": rule.severity().name(),
        "edgar": rule.edgar().map(Edgar::name),
        "profile": rule.profile().name(),
        "forms": rule.forms(),
        "in_force": {
            "by": interval.map(|interval| interval.by),
            "from": day(interval.and_then(|interval| interval.from)),
            "until": day(interval.and_then(|interval| interval.until)),
        },
        "params": params,
        "declared": rule.is_declared(),
        "checks": asked(rule.toml).iter().map(check).collect::<Vec<_>>(),
        "added": rule.added(),
        "authority": rule.authority(),
        "why": rule.why(),
        "instead": rule.instead(),
        "yields_to": rule.yields_to(),
        "formerly": rule.formerly(),
        "example": rule.example().map(|example| json!({ "bad": example.bad, "good": example.good })),
        "file": rule.file,
    })
}

/// These rules for programs.
#[must_use]
pub fn catalogue(rules: &[&RuleInfo]) -> Json {
    let rules: Vec<Json> = rules.iter().map(|rule| json(rule)).collect();
    json!({ "schema": "edgarlint/rules/1", "rules": rules })
}

/// These rules on one line each.
#[must_use]
pub fn list(rules: &[&RuleInfo]) -> String {
    let longest = rules.iter().map(|rule| rule.name().len()).max().unwrap_or(0);
    let mut lines = String::new();
    for rule in rules {
        let (name, severity, profile) = (rule.name(), rule.severity(), rule.profile().name());
        let _ = writeln!(lines, "{name:longest$}  {severity:7}  {profile:10}  {}", rule.summary());
    }
    lines
}

fn check(check: &Asked) -> Json {
    json!({
        "on": check.on,
        "when": check.when,
        "require": check.require,
        "at": check.at,
        "message": check.message,
        "severity": check.severity.map(|severity| severity.name()),
    })
}

fn day(date: Option<NaiveDate>) -> Option<String> {
    date.map(|date| date.to_string())
}
