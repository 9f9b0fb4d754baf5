//! A rule's page, from its file: what, why, instead, on whose authority.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use crate::rules::{By, Edgar, Params, RuleInfo, Rulebook};

/// The page as Markdown, which reads well on a screen too.
#[must_use]
pub fn markdown(rule: &RuleInfo) -> String {
    let mut page = format!("# {}\n\n{}\n\n", rule.name(), sentence(rule.summary()));
    let mut fact = |name: &str, value: &str| {
        let _ = writeln!(page, "- {name}: {value}");
    };
    fact("family", rule.family);
    fact("severity", rule.severity().name());
    if let Some(edgar) = rule.edgar() {
        fact("EDGAR's own answer", edgar.name());
    }
    fact("profile", rule.profile().name());
    fact("forms", &rule.forms().join(", "));
    if let Some(interval) = interval(rule) {
        fact("in force", &interval);
    }
    for Params { from, until, values } in rule.params() {
        let written: Vec<String> = values.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let dates = match (from, until) {
            (None, None) => String::new(),
            (Some(from), None) => format!(" (from {from})"),
            (None, Some(until)) => format!(" (until {until})"),
            (Some(from), Some(until)) => format!(" ({from} to {until})"),
        };
        fact("parameters", &format!("{}{dates}", written.join(", ")));
    }
    if !rule.yields_to().is_empty() {
        fact("silent where these speak", &rule.yields_to().join(", "));
    }
    if !rule.formerly().is_empty() {
        fact("formerly", &rule.formerly().join(", "));
    }
    if let Some(file) = rule.file {
        fact("file", file);
    }
    if let Some(added) = rule.added() {
        fact(if rule.file.is_some() { "since" } else { "since version" }, added);
    }

    if !rule.why().is_empty() {
        let _ = write!(page, "\n## Why\n\n{}\n", rule.why());
    }
    if let Some(instead) = rule.instead() {
        let _ = write!(page, "\n## Instead\n\n{}\n", sentence(instead));
    }
    if !rule.authority().is_empty() {
        page.push_str("\n## Authority\n\n");
        rule.authority().iter().for_each(|source| {
            let _ = writeln!(page, "- {source}");
        });
    }
    if let Some(example) = rule.example() {
        let _ = write!(page, "\n## Fails\n\n{}\n## Passes\n\n{}", block(&example.bad), block(&example.good));
    }
    page
}

/// The page for programs.
#[must_use]
pub fn json(rule: &RuleInfo) -> Json {
    let params: Vec<Json> = rule
        .params()
        .iter()
        .map(|Params { from, until, values }| {
            let day = |date: &Option<chrono::NaiveDate>| date.map(|date| date.to_string());
            json!({ "from": day(from), "until": day(until), "values": values })
        })
        .collect();
    let interval = rule.interval().map(|interval| {
        let day = |date: Option<chrono::NaiveDate>| date.map(|date| date.to_string());
        json!({ "by": interval.by, "from": day(interval.from), "until": day(interval.until) })
    });
    json!({
        "name": rule.name(),
        "family": rule.family,
        "summary": rule.summary(),
        "severity": rule.severity().name(),
        "edgar": rule.edgar().map(Edgar::name),
        "profile": rule.profile().name(),
        "forms": rule.forms(),
        "in_force": interval,
        "params": params,
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

/// Every rule on one line.
#[must_use]
pub fn list(rulebook: &Rulebook) -> String {
    let rules = rulebook.rules();
    let longest = rules.iter().map(|rule| rule.name().len()).max().unwrap_or(0);
    let mut lines = String::new();
    for rule in rules {
        let (name, severity, profile) = (rule.name(), rule.severity(), rule.profile().name());
        let _ = writeln!(lines, "{name:longest$}  {severity:7}  {profile:10}  {}", rule.summary());
    }
    lines
}

/// Every rule for programs.
#[must_use]
pub fn catalogue(rulebook: &Rulebook) -> Json {
    let rules: Vec<Json> = rulebook.rules().iter().map(|rule| json(rule)).collect();
    json!({ "schema": "edgarlint/rules/1", "rules": rules })
}

/// When a rule is in force, in words.
fn interval(rule: &RuleInfo) -> Option<String> {
    let interval = rule.interval()?;
    let by = match interval.by {
        By::Event => "the date of the event",
        By::Transaction => "the transaction date",
        By::Signature => "the date of the signature",
        By::Filing => "the filing date",
    };
    Some(match (interval.from, interval.until) {
        (None, None) => format!("always, by {by}"),
        (Some(from), None) => format!("from {from}, by {by}"),
        (None, Some(until)) => format!("until {until}, by {by}"),
        (Some(from), Some(until)) => format!("{from} to {until}, by {by}"),
    })
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).chain(['.']).collect()
}

fn block(example: &str) -> String {
    format!("```text\n{}\n```\n", example.trim_matches('\n'))
}
