//! Findings that somebody accepts, and suppressions that accept nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use super::inputs::Input;
use super::setup::Setup;
use crate::config::Suppression;
use crate::diagnostic::{Diagnostic, Label};
use crate::engine::{Finding, Plan, RULE_PANICKED, Suppressed};
use crate::filing::{Certainty, Filing};
use crate::report::audit;
use crate::rules::Answer;
use crate::source::{Sources, Span};

/// The rule about suppressions whose day is over.
const EXPIRED: &str = "suppression-expired";
/// The rule about suppressions that cover nothing.
const UNUSED: &str = "suppression-unused";

/// The suppressions of a run, and what became of each.
pub struct Accepted<'s> {
    setup: &'s Setup,
    as_of: NaiveDate,
    /// By number of the configuration, one for each of its suppressions.
    fates: BTreeMap<usize, Vec<Fate>>,
}

/// Filings that were checked, each with its plan.
pub struct Filings<'f> {
    pub filings: &'f [Filing],
    pub plans: &'f [&'f Plan],
    pub sources: &'f Sources,
}

struct Fate {
    said: Arc<Suppressed>,
    has_expired: bool,
    /// Whether its rule was asked of its filing.
    is_seen: AtomicBool,
    covered: AtomicUsize,
    /// What its rule found in its filing where it expects another value.
    found_instead: Mutex<Option<String>>,
}

impl<'s> Accepted<'s> {
    /// None of them holds where the run is to ignore them.
    pub fn of(setup: &'s Setup, as_of: NaiveDate, are_ignored: bool) -> Accepted<'s> {
        let mut fates = BTreeMap::new();
        for (number, config) in setup.configs().filter(|_| !are_ignored) {
            if !config.suppressions.is_empty() {
                fates.insert(number, config.suppressions.iter().map(|entry| Fate::of(entry, as_of)).collect());
            }
        }
        Accepted { setup, as_of, fates }
    }

    /// Marks those findings that are accepted. `input` tells of which input a filing is; `asks` whether rules about
    /// several filings, or those about one, were asked.
    pub fn mark<'i>(
        &self,
        checked: &Filings<'_>,
        input: impl Fn(usize) -> (usize, &'i Input),
        asks: impl Fn(bool) -> bool,
        findings: &mut [Finding],
    ) {
        if self.fates.is_empty() {
            return;
        }
        let mut of_filing: BTreeMap<usize, Vec<&mut Finding>> = BTreeMap::new();
        // That a rule failed cannot be accepted: nobody knows what it would have said.
        for finding in findings.iter_mut().filter(|finding| finding.rule != RULE_PANICKED) {
            of_filing.entry(finding.filing.unwrap_or(usize::MAX)).or_default().push(finding);
        }
        for (at, (filing, plan)) in checked.filings.iter().zip(checked.plans).enumerate() {
            let about = self.about(input(at), filing, plan, &asks);
            for finding in of_filing.get_mut(&at).into_iter().flatten() {
                let covers = |(entry, fate): &&(&Suppression, &Fate)| fate.covers(entry, finding, checked.sources);
                if let Some((_, fate)) = about.iter().find(covers) {
                    fate.covered.fetch_add(1, Ordering::Relaxed);
                    finding.suppressed = Some(Arc::clone(&fate.said));
                }
            }
        }
    }

    /// The suppressions that speak of a filing, and of a rule that was asked of it.
    fn about(
        &self,
        (number, input): (usize, &Input),
        filing: &Filing,
        plan: &Plan,
        asks: impl Fn(bool) -> bool,
    ) -> Vec<(&Suppression, &Fate)> {
        let config =
            self.setup.config(number).and_then(|number| self.setup.plans.config(number).zip(self.fates.get(&number)));
        let Some((config, fates)) = config else { return Vec::new() };
        let path = self.setup.path_of(input);
        let mut about = Vec::new();
        for (entry, fate) in config.suppressions.iter().zip(fates).filter(|(_, fate)| !fate.has_expired) {
            let rule = config.rulebook.find(entry.rule);
            let is_across = rule.is_some_and(|rule| matches!(rule.answer, Answer::Across(_)));
            if asks(is_across) && plan.asks(entry.rule) && entry.is_of(&path, filing) {
                fate.is_seen.store(true, Ordering::Relaxed);
                about.push((entry, fate));
            }
        }
        about
    }

    /// What is to be said of the suppressions themselves.
    pub fn end(&self) -> Vec<Diagnostic> {
        let mut said = Vec::new();
        for (number, entry, fate) in self.all() {
            let plan = self.setup.plans.plan(Some(number), Path::new(""), None);
            let found = if fate.has_expired {
                let day = entry.expires.unwrap_or(self.as_of);
                Some((EXPIRED, entry.expires_at, format!("this suppression of {} expired on {day}", entry.rule)))
            } else if fate.is_seen.load(Ordering::Relaxed) && fate.covered.load(Ordering::Relaxed) == 0 {
                Some((UNUSED, entry.header, fate.unused_words(entry)))
            } else {
                None
            };
            said.extend(found.and_then(|(rule, span, message)| self.diagnostic(rule, span, message, &plan)));
        }
        said
    }

    /// For an audit: every suppression of the run, and how many findings it covers.
    pub fn account(&self) -> Vec<audit::Accepted> {
        let covered = |fate: &Fate| fate.covered.load(Ordering::Relaxed);
        let account = self
            .all()
            .map(|(_, entry, fate)| audit::Accepted::of(entry.rule, &fate.said, fate.has_expired, covered(fate)));
        account.collect()
    }

    fn all(&self) -> impl Iterator<Item = (usize, &Suppression, &Fate)> {
        self.fates.iter().flat_map(|(number, fates)| {
            let entries = self.setup.plans.config(*number).into_iter().flat_map(|config| &config.suppressions);
            entries.zip(fates).map(|(entry, fate)| (*number, entry, fate))
        })
    }

    fn diagnostic(&self, name: &str, span: Span, message: String, plan: &Plan) -> Option<Diagnostic> {
        let severity = plan.run_rule(name)?;
        let rule = self.setup.rulebook().find(name)?;
        Some(Diagnostic {
            rule: rule.name(),
            severity,
            certainty: Certainty::Written,
            message,
            primary: Label { span, message: String::new() },
            related: Vec::new(),
            help: rule.instead().map(str::to_owned),
        })
    }
}

impl Fate {
    fn of(entry: &Suppression, as_of: NaiveDate) -> Fate {
        let said = Suppressed {
            reason: entry.reason.clone(),
            expires: entry.expires,
            by: entry.by.clone(),
            path: entry.file.to_string(),
            line: entry.line,
        };
        Fate {
            said: Arc::new(said),
            has_expired: entry.expires.is_some_and(|day| day < as_of),
            is_seen: AtomicBool::new(false),
            covered: AtomicUsize::new(0),
            found_instead: Mutex::default(),
        }
    }

    /// Whether it speaks of a finding in its filing: of its rule and, where it names a value, at a place where that
    /// stands.
    fn covers(&self, entry: &Suppression, finding: &Finding, sources: &Sources) -> bool {
        if entry.rule != finding.rule {
            return false;
        }
        let Some(value) = &entry.value else { return true };
        let written = |span: Span| folded(sources.slice(span));
        let covers = finding.labels.iter().any(|label| written(label.span) == folded(value));
        if let Some(label) = finding.labels.first().filter(|_| !covers) {
            let mut instead = self.found_instead.lock().unwrap_or_else(PoisonError::into_inner);
            // The least of them, so that the words do not depend on which thread came first.
            let words = written(label.span);
            if instead.as_ref().is_none_or(|known| words < *known) {
                *instead = Some(words);
            }
        }
        covers
    }

    fn unused_words(&self, entry: &Suppression) -> String {
        let instead = self.found_instead.lock().unwrap_or_else(PoisonError::into_inner);
        match (&entry.value, &*instead) {
            (Some(value), Some(now)) => {
                format!("this suppression accepts `{value}`; {} now speaks of `{now}`", entry.rule)
            }
            _ => format!("this suppression covers nothing: {} found nothing of it", entry.rule),
        }
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
