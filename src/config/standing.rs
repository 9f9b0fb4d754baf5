//! What becomes of each rule when one layer after the other has spoken.

use std::collections::BTreeMap;

use super::layer::{Given, Layer, Origin};
use crate::diagnostic::Severity;
use crate::engine::Settings;
use crate::rules::{Answer, Profile, RuleInfo, Threshold};

/// One thing that was said of a rule, or of all of them.
pub type Step = Given<What>;

#[derive(Clone, Debug)]
pub enum What {
    /// The rules of a profile are asked.
    Profile(Profile),
    /// Rules are asked for alone, and it is one of them.
    Selected,
    /// Rules are asked for alone, and it is none of them.
    NotSelected,
    /// It is asked for as well.
    Added,
    /// It is left out.
    Ignored,
    Severity(Severity),
    Off,
    Threshold(String, Threshold),
}

/// What holds for a rule in the end.
#[derive(Clone, Debug)]
pub struct Standing {
    pub asked: Given<bool>,
    /// The most it may say.
    pub severity: Given<Severity>,
    /// Those that are not as in its file.
    pub thresholds: BTreeMap<String, Given<Threshold>>,
}

/// Everything that the layers say of a rule, in their order.
pub fn history<'l>(rule: &RuleInfo, layers: impl IntoIterator<Item = &'l Layer>) -> Vec<Step> {
    let mut steps = Vec::new();
    for layer in layers {
        if let Some(Given { value, origin }) = &layer.profile {
            steps.push(Given { value: What::Profile(*value), origin: origin.clone() });
        }
        let of_rule = |list: &[Given<&'static str>], what: What| {
            let named = list.iter().find(|given| given.value == rule.name())?;
            Some(Given { value: what, origin: named.origin.clone() })
        };
        // That an input was not checked is said also where other rules were asked for.
        if let Some(first) = layer.select.first().filter(|_| !matches!(rule.answer, Answer::Run)) {
            let not = || Given { value: What::NotSelected, origin: first.origin.clone() };
            steps.push(of_rule(&layer.select, What::Selected).unwrap_or_else(not));
        }
        steps.extend(of_rule(&layer.extend_select, What::Added));
        for Given { value: change, origin } in layer.rules.iter().filter(|given| given.value.rule == rule.name()) {
            let severity = change.severity.map(|severity| severity.map_or(What::Off, What::Severity));
            let thresholds = change.thresholds.iter().map(|(name, value)| What::Threshold(name.clone(), value.clone()));
            let said = severity.into_iter().chain(thresholds);
            steps.extend(said.map(|value| Given { value, origin: origin.clone() }));
        }
        steps.extend(of_rule(&layer.ignore, What::Ignored));
    }
    steps
}

/// What follows from everything that was said.
#[must_use]
pub fn standing(rule: &RuleInfo, steps: &[Step]) -> Standing {
    let is_of = |profile| rule.profile() <= profile;
    // Whether the profile or the selection has it; and what was said of the rule itself, which a profile leaves as it
    // is and a selection does not.
    let mut base = Given { value: is_of(Profile::Compliance), origin: Origin::BuiltIn };
    let mut own: Option<Given<bool>> = None;
    let mut severity = Given { value: rule.severity(), origin: Origin::BuiltIn };
    let mut thresholds = BTreeMap::new();
    for Given { value, origin } in steps {
        let said = |value| Given { value, origin: origin.clone() };
        match value {
            What::Profile(profile) => base = said(is_of(*profile)),
            What::Selected => (base, own) = (said(true), None),
            What::NotSelected => (base, own) = (said(false), None),
            What::Added => own = Some(said(true)),
            What::Ignored | What::Off => own = Some(said(false)),
            What::Severity(level) => {
                severity = Given { value: *level, origin: origin.clone() };
                own = Some(said(true));
            }
            What::Threshold(name, value) => {
                thresholds.insert(name.clone(), Given { value: value.clone(), origin: origin.clone() });
            }
        }
    }
    Standing { asked: own.unwrap_or(base), severity, thresholds }
}

/// The settings that layers come to; what they do not speak of is as in `start`.
#[must_use]
pub fn settings(layers: &[&Layer], start: &Settings) -> Settings {
    let mut settings = start.clone();
    settings.profile = profile(layers).map_or(start.profile, |given| given.value);
    for rule in settings.rulebook.rules() {
        let Standing { asked, severity, thresholds } = standing(rule, &history(rule, layers.iter().copied()));
        let name = || rule.name().to_owned();
        match (asked.value, rule.profile() <= settings.profile) {
            (true, false) => settings.extend_select.push(name()),
            (false, true) => settings.ignore.push(name()),
            _ => {}
        }
        if asked.value && severity.value != rule.severity() {
            settings.severities.insert(name(), Some(severity.value));
        }
        if !thresholds.is_empty() {
            let values = thresholds.into_iter().map(|(name, given)| (name, given.value)).collect();
            settings.thresholds.insert(name(), values);
        }
    }
    settings
}

/// The profile that holds.
pub(super) fn profile<'l>(layers: &[&'l Layer]) -> Option<&'l Given<Profile>> {
    layers.iter().rev().find_map(|layer| layer.profile.as_ref())
}

/// What fails the run.
pub(super) fn fail_on<'l>(layers: &[&'l Layer]) -> Option<&'l Given<Option<Severity>>> {
    layers.iter().rev().find_map(|layer| layer.fail_on.as_ref())
}
