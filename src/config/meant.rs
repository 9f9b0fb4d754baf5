//! From what is written to what is meant: names are those of rules, thresholds those that rules have, paths are there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::conditions::Conditions;
use super::globs::Globs;
use super::layer::{Change, Given, Layer, Origin};
use super::mistakes::Mistakes;
use super::names;
use super::suppression::{In, Suppression};
use super::written::{Override, Suppress, Written, WrittenChange};
use crate::rules::{RuleInfo, Rulebook, Threshold};
use crate::source::Span;
use crate::syntax::toml::{Placed, Word};
use crate::words::nearest_and_all;

/// What one file means.
pub(super) struct Meant {
    pub layers: Vec<Layer>,
    pub exclude: Option<Globs>,
    pub suppressions: Vec<Suppression>,
}

/// What is asked of the words of one file.
pub(super) struct Meaning<'m> {
    /// Absolute.
    pub folder: &'m Path,
    pub path: &'m Arc<str>,
    pub rulebook: &'static Rulebook,
    pub line: &'m dyn Fn(Span) -> usize,
    pub said: &'m mut Mistakes,
}

impl Meaning<'_> {
    pub(super) fn of(&mut self, written: Written) -> Meant {
        let mut layers = vec![self.base(&written)];
        layers.extend(written.overrides.iter().map(|written| self.overriding(written)));
        let exclude = (!written.exclude.is_empty()).then(|| Globs::of(&written.exclude, self.folder, self.said));
        Meant { layers, exclude, suppressions: self.suppressions(written.suppress) }
    }

    pub(super) fn suppressions(&mut self, written: Vec<Suppress>) -> Vec<Suppression> {
        let within = In { folder: self.folder, path: self.path, line: self.line };
        let meant =
            written.into_iter().filter_map(|written| Suppression::of(written, &within, self.rulebook, self.said));
        meant.collect()
    }

    fn base(&mut self, written: &Written) -> Layer {
        Layer {
            when: None,
            profile: written.profile.map(|Placed { value, span }| self.given(value, span)),
            fail_on: written.fail_on.map(|Placed { value, span }| self.given(value, span)),
            select: self.rules(&written.select),
            extend_select: self.rules(&written.extend_select),
            ignore: self.rules(&written.ignore),
            rules: self.changes(&written.rules, None),
        }
    }

    fn overriding(&mut self, written: &Override) -> Layer {
        let when = Some(Conditions::of(written, self.folder, self.said));
        Layer { when, rules: self.changes(&written.rules, Some(written.header)), ..Layer::default() }
    }

    fn given<T>(&self, value: T, span: Span) -> Given<T> {
        Given { value, origin: self.origin(span, None) }
    }

    fn origin(&self, span: Span, within: Option<Span>) -> Origin {
        Origin::File { path: Arc::clone(self.path), line: (self.line)(span), within: within.map(self.line) }
    }

    fn rules(&mut self, words: &[Word]) -> Vec<Given<&'static str>> {
        let mut named = Vec::new();
        for word in words {
            let origin = self.origin(word.span, None);
            let rules = names::rules(word, self.rulebook, self.said);
            named.extend(rules.into_iter().map(|value| Given { value, origin: origin.clone() }));
        }
        named
    }

    fn changes(&mut self, written: &[WrittenChange], within: Option<Span>) -> Vec<Given<Change>> {
        let mut changes = Vec::new();
        for change in written {
            let Some(rule) = names::rule(&change.rule, self.rulebook, self.said) else { continue };
            let thresholds = self.thresholds(&change.thresholds, rule);
            let value = Change { rule: rule.name(), severity: change.severity, thresholds };
            changes.push(Given { value, origin: self.origin(change.rule.span, within) });
        }
        changes
    }

    fn thresholds(&mut self, written: &[(Word, Placed<Threshold>)], rule: &RuleInfo) -> BTreeMap<String, Threshold> {
        let mut thresholds = BTreeMap::new();
        for (name, Placed { value, span }) in written {
            let Some(own) = rule.params().iter().find_map(|params| params.values.get(name.as_str())) else {
                let message = format!("{} has no threshold `{}`", rule.name(), name.as_str());
                self.said.say(name.span, message, Some(there_are(name, rule)));
                continue;
            };
            if !value.is_like(own) {
                let message =
                    format!("the threshold `{}` of {} is {}, as {own}", name.as_str(), rule.name(), own.kind());
                self.said.say(*span, message, None);
                continue;
            }
            thresholds.insert(name.as_str().to_owned(), value.clone());
        }
        thresholds
    }
}

/// What one may write of a rule, for one who wrote something else.
fn there_are(name: &Word, rule: &RuleInfo) -> String {
    let own: BTreeSet<&str> =
        rule.params().iter().flat_map(|params| params.values.keys()).map(String::as_str).collect();
    if own.is_empty() {
        return "it has none; of this rule only its severity can be changed".to_owned();
    }
    let names: Vec<&str> = own.into_iter().chain(["severity"]).collect();
    nearest_and_all(name.as_str(), &names, "one may write")
}
