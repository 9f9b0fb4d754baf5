//! What a page says of a rule in a few words each.

use chrono::NaiveDate;

use crate::diagnostic::Severity;
use crate::rules::{Answer, By, Edgar, Params, RuleInfo};

/// Each fact under its name, in the order of a page.
pub(super) fn of(rule: &RuleInfo) -> Vec<(&'static str, String)> {
    let mut facts = vec![("family", rule.family.to_owned()), ("severity", rule.severity().name().to_owned())];
    facts.extend(lowered(rule).map(|words| ("lowered", words)));
    facts.extend(rule.edgar().map(|edgar| ("EDGAR itself", by_edgar(edgar).to_owned())));
    facts.push(("profile", rule.profile().name().to_owned()));
    facts.push(("forms", rule.forms().join(", ")));
    facts.push(("in force", in_force(rule)));
    facts.extend(thresholds(rule).into_iter().map(|words| ("threshold", words)));
    if !rule.yields_to().is_empty() {
        facts.push(("silent where", format!("{} says it", rule.yields_to().join(" or "))));
    }
    if !rule.formerly().is_empty() {
        facts.push(("formerly", rule.formerly().join(", ")));
    }
    let version = if rule.file.is_none() { "version " } else { "" };
    facts.extend(rule.added().map(|added| ("since", format!("{version}{added}"))));
    facts.extend(rule.file.map(|file| ("file", file.to_owned())));
    facts
}

/// When the rule says less than its severity: see `Draft::settle`.
fn lowered(rule: &RuleInfo) -> Option<String> {
    if matches!(rule.answer, Answer::Run) {
        return None;
    }
    let words = match rule.severity() {
        Severity::Error => {
            "to a warning where a value it rests on is a guess, where a rendering (HTML, PDF, OCR) surely shows fewer than two"
        }
        Severity::Warning => "to a note where what is missing may have been lost from a rendering (HTML, PDF, OCR)",
        Severity::Note => return None,
    };
    let published = rule.edgar().is_some() && rule.severity() == Severity::Error;
    let published = if published { ", or where EDGAR has published the document" } else { "" };
    Some(format!("{words}{published}"))
}

/// What EDGAR does with such a submission.
fn by_edgar(edgar: Edgar) -> &'static str {
    match edgar {
        Edgar::Suspense => "suspends the submission",
        Edgar::Warning => "takes the submission, with a warning",
    }
}

/// When the rule is in force.
fn in_force(rule: &RuleInfo) -> String {
    let Some(interval) = rule.interval() else { return "always".to_owned() };
    let by = match interval.by {
        By::Event => "the date of the event",
        By::Transaction => "the transaction date",
        By::Signature => "the date of the signature",
        By::Filing => "the filing date",
    };
    match dates(interval.from, interval.until) {
        Some(dates) => format!("{dates}, by {by}"),
        None => format!("always, by {by}"),
    }
}

/// Each threshold with the days on which it holds.
fn thresholds(rule: &RuleInfo) -> Vec<String> {
    let mut thresholds = Vec::new();
    for Params { from, until, values } in rule.params() {
        let dates = dates(*from, *until).map(|dates| format!(", {dates}")).unwrap_or_default();
        thresholds.extend(values.iter().map(|(name, value)| format!("{name} = {value}{dates}")));
    }
    thresholds
}

/// None where there is no bound.
fn dates(from: Option<NaiveDate>, until: Option<NaiveDate>) -> Option<String> {
    match (from, until) {
        (None, None) => None,
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(until)) => Some(format!("until {until}")),
        (Some(from), Some(until)) => Some(format!("from {from} until {until}")),
    }
}
