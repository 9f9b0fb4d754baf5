//! What holds for a filing, and who said so.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use crate::config::{Given, Origin, Ruling, Standing, Step, What};
use crate::diagnostic::Severity;
use crate::filing::Form;
use crate::rules::RuleInfo;

/// A filing, or a file that is none, and what holds for it.
pub struct Held<'p> {
    pub path: String,
    pub member: Option<String>,
    pub form: Option<Form>,
    pub ruling: Ruling<'p>,
}

/// How many paths are named that the same holds for.
const NAMED: usize = 5;

/// What is said of a rule for each filing of a file, and what holds in the end.
#[must_use]
pub fn of_rule(rule: &RuleInfo, held: &[Held<'_>]) -> String {
    let told: Vec<String> = held.iter().map(|held| rule_for(rule, held)).collect();
    told.join("\n")
}

fn rule_for(rule: &RuleInfo, held: &Held<'_>) -> String {
    let (steps, standing) = held.ruling.of_rule(rule);
    let (severity, profile) = (rule.severity(), rule.profile().name());
    let built_in = (Origin::BuiltIn.to_string(), format!("{severity}, in the profile {profile}"));
    let said = steps.iter().map(|step| (step.origin.to_string(), words_of(&step.value, rule)));
    let rows: Vec<(String, String)> = std::iter::once(built_in).chain(said).collect();
    let longest = rows.iter().map(|(origin, _)| origin.chars().count()).max().unwrap_or(0);
    let mut text = format!("{} for {}\n\n", rule.name(), name_of(held));
    for (origin, said) in rows {
        let _ = writeln!(text, "  {origin:longest$}  {said}");
    }
    let _ = writeln!(text, "\n{}", outcome(rule, held.form, &standing));
    for (name, Given { value, origin }) in &standing.thresholds {
        let _ = writeln!(text, "{name} = {value} ({origin})");
    }
    text
}

fn words_of(said: &What, rule: &RuleInfo) -> String {
    match said {
        What::Profile(profile) if rule.profile() <= *profile => format!("the profile {}, which has it", profile.name()),
        What::Profile(profile) => format!("the profile {}, which does not have it", profile.name()),
        What::Selected => "selected".to_owned(),
        What::NotSelected => "others are selected".to_owned(),
        What::Added => "selected as well".to_owned(),
        What::Ignored => "ignored".to_owned(),
        What::Severity(severity) => severity.to_string(),
        What::Off => "off".to_owned(),
        What::Threshold(name, value) => format!("{name} = {value}"),
    }
}

fn outcome(rule: &RuleInfo, form: Option<Form>, standing: &Standing) -> String {
    match form {
        Some(form) if !rule.covers(form) => format!("it is not asked: it is not about Form {form}"),
        _ if !standing.asked.value => format!("it is not asked ({})", standing.asked.origin),
        _ => format!("it is asked, and says at most: {} ({})", standing.severity.value, standing.severity.origin),
    }
}

/// The same for programs.
#[must_use]
pub fn of_rule_json(rule: &RuleInfo, held: &[Held<'_>]) -> Json {
    let filings = held.iter().map(|held| {
        let (steps, standing) = held.ruling.of_rule(rule);
        let is_asked = standing.asked.value && held.form.is_none_or(|form| rule.covers(form));
        json!({
            "path": held.path,
            "member": held.member,
            "form": held.form.map(Form::name),
            "config": held.ruling.config().map(|config| &*config.path),
            "steps": steps.iter().map(|step| step_json(step, rule)).collect::<Vec<_>>(),
            "asked": is_asked,
            "severity": { "value": standing.severity.value.name(), "by": by(&standing.severity.origin) },
            "thresholds": thresholds(&standing),
        })
    });
    json!({
        "schema": "edgarlint/explanation/1",
        "rule": rule.name(),
        "built_in": { "severity": rule.severity().name(), "profile": rule.profile().name() },
        "filings": filings.collect::<Vec<_>>(),
    })
}

fn step_json(step: &Step, rule: &RuleInfo) -> Json {
    json!({ "by": by(&step.origin), "says": words_of(&step.value, rule) })
}

fn thresholds(standing: &Standing) -> Json {
    let given = |given: &Given<_>| json!({ "value": given.value, "by": by(&given.origin) });
    standing.thresholds.iter().map(|(name, value)| (name.clone(), given(value))).collect::<Map<String, Json>>().into()
}

fn by(origin: &Origin) -> Json {
    match origin {
        Origin::BuiltIn => json!({ "layer": "built-in" }),
        Origin::CommandLine => json!({ "layer": "command-line" }),
        Origin::File { path, line, within: None } => json!({ "layer": "file", "path": &**path, "line": line }),
        Origin::File { path, line, within: Some(header) } => {
            json!({ "layer": "override", "path": &**path, "line": line, "override_line": header })
        }
    }
}

/// Filings for which the same holds.
struct Group<'h, 'p> {
    ruling: &'h Ruling<'p>,
    of: Vec<&'h Held<'p>>,
}

fn groups<'h, 'p>(held: &'h [Held<'p>]) -> Vec<Group<'h, 'p>> {
    let mut groups: Vec<Group<'h, 'p>> = Vec::new();
    for held in held {
        match groups.iter_mut().find(|group| group.ruling.is_same(&held.ruling)) {
            Some(group) => group.of.push(held),
            None => groups.push(Group { ruling: &held.ruling, of: vec![held] }),
        }
    }
    groups
}

/// What holds for each filing, those together for which the same does.
#[must_use]
pub fn all(held: &[Held<'_>]) -> String {
    let told: Vec<String> = groups(held).iter().map(group).collect();
    told.join("\n")
}

fn group(Group { ruling, of }: &Group<'_, '_>) -> String {
    let mut names: Vec<String> = of.iter().take(NAMED).map(|held| name_of(held)).collect();
    if of.len() > NAMED {
        names.push(format!("and {} more", of.len() - NAMED));
    }
    let (profile, fail_on) = (ruling.profile(), ruling.fail_on());
    let rules = ruling.rulebook().rules();
    let standings: Vec<(&RuleInfo, Vec<Step>, Standing)> = rules
        .iter()
        .map(|rule| {
            let (steps, standing) = ruling.of_rule(rule);
            (*rule, steps, standing)
        })
        .collect();
    let asked = standings.iter().filter(|(_, _, standing)| standing.asked.value).count();
    let mut text = format!("{}\n\n", names.join(", "));
    let mut fact = |name: &str, value: &str, origin: &str| {
        let line = format!("  {name:13}  {value:12}  {origin}");
        let _ = writeln!(text, "{}", line.trim_end());
    };
    fact("configuration", ruling.config().map_or("none", |config| &config.path), "");
    fact("profile", profile.value.name(), &profile.origin.to_string());
    fact("fail on", fail_on.value.map_or("never", Severity::name), &fail_on.origin.to_string());
    if let Some(count) = ruling.config().map(|config| config.suppressions.len()).filter(|count| *count > 0) {
        fact("suppressions", &count.to_string(), "");
    }
    fact("rules asked", &format!("{asked} of {}", rules.len()), "");
    let named: Vec<_> = standings.iter().filter(|(_, steps, _)| is_named(steps)).collect();
    let longest = named.iter().map(|(rule, _, _)| rule.name().len()).max().unwrap_or(0);
    if !named.is_empty() {
        text.push('\n');
    }
    for (rule, _, Standing { asked, severity, thresholds }) in named {
        let (value, origin) = match asked.value {
            true if severity.value != rule.severity() => (severity.value.name(), &severity.origin),
            true => (severity.value.name(), &asked.origin),
            false => ("off", &asked.origin),
        };
        let _ = writeln!(text, "  {:longest$}  {value:12}  {origin}", rule.name());
        for (name, Given { value, origin }) in thresholds {
            let _ = writeln!(text, "  {:longest$}  {:12}  {origin}", "", format!("{name} = {value}"));
        }
    }
    text
}

/// Whether any layer speaks of the rule itself.
fn is_named(steps: &[Step]) -> bool {
    steps.iter().any(|step| !matches!(step.value, What::Profile(_) | What::NotSelected))
}

/// The same for programs, with every rule.
#[must_use]
pub fn all_json(held: &[Held<'_>]) -> Json {
    let settings: Vec<Json> = groups(held).iter().map(group_json).collect();
    json!({ "schema": "edgarlint/settings/1", "settings": settings })
}

fn group_json(Group { ruling, of }: &Group<'_, '_>) -> Json {
    let input =
        |held: &&Held<'_>| json!({ "path": held.path, "member": held.member, "form": held.form.map(Form::name) });
    let (profile, fail_on) = (ruling.profile(), ruling.fail_on());
    let rule = |rule: &&RuleInfo| {
        let (_, standing) = ruling.of_rule(rule);
        json!({
            "rule": rule.name(),
            "asked": { "value": standing.asked.value, "by": by(&standing.asked.origin) },
            "severity": { "value": standing.severity.value.name(), "by": by(&standing.severity.origin) },
            "thresholds": thresholds(&standing),
        })
    };
    json!({
        "inputs": of.iter().map(input).collect::<Vec<_>>(),
        "config": ruling.config().map(|config| &*config.path),
        "profile": { "value": profile.value.name(), "by": by(&profile.origin) },
        "fail_on": { "value": fail_on.value.map_or("never", Severity::name), "by": by(&fail_on.origin) },
        "suppressions": ruling.config().map_or(0, |config| config.suppressions.len()),
        "rules": ruling.rulebook().rules().iter().map(rule).collect::<Vec<_>>(),
    })
}

/// `feed.txt!form4.xml (Form 4)`.
fn name_of(held: &Held<'_>) -> String {
    let member = held.member.as_ref().map(|member| format!("!{member}")).unwrap_or_default();
    let form = held.form.map(|form| format!(" (Form {form})")).unwrap_or_default();
    format!("{}{member}{form}", held.path)
}
