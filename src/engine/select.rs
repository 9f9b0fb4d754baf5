//! Which rules meet which filing.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::diagnostic::Severity;
use crate::filing::{Certainty, Filing, Form};
use crate::rules::{Answer, Profile, RuleInfo, Rulebook};

/// What a run is asked to do. Plain data.
#[derive(Clone, Debug)]
pub struct Settings {
    pub profile: Profile,
    /// Rules or families asked for beside the profile; when not empty, these alone.
    pub select: Vec<String>,
    /// Rules or families left out.
    pub ignore: Vec<String>,
    /// Severities that replace the rule files'; `None` turns a rule off.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// Findings less sure than this are left out.
    pub min_certainty: Certainty,
    /// Today, for 'in the future' alone.
    pub as_of: NaiveDate,
    /// Compare the filings of a run with each other.
    pub across: bool,
}

/// The rules of a run with the most each may say, by form.
pub struct Plan {
    by_form: BTreeMap<Form, Vec<(&'static RuleInfo, Severity)>>,
    /// Asked of a Form 3, 4 or 5 that does not say which: what EDGAR asks of all of them.
    of_no_form: Vec<(&'static RuleInfo, Severity)>,
    across: Vec<(&'static RuleInfo, Severity)>,
    chosen: Vec<(&'static RuleInfo, Severity)>,
}

impl Plan {
    #[must_use]
    pub fn of(settings: &Settings) -> Plan {
        let chosen: Vec<_> = Rulebook::built_in()
            .rules()
            .iter()
            .filter(|rule| asked_for(rule, settings))
            .filter_map(|rule| Some((rule, severity(rule, settings)?)))
            .collect();
        let across = chosen.iter().filter(|(rule, _)| matches!(rule.answer, Answer::Across(_))).copied().collect();
        let of_form = |form: Form| chosen.iter().filter(|(rule, _)| rule.covers(form)).copied().collect();
        let by_form = Form::all().map(|form| (form, of_form(form))).collect();
        let is_of_any = |rule: &RuleInfo| {
            use crate::filing::FormKind::{Five, Four, Three};
            let mut forms = Form::all().filter(|form| matches!(form.kind, Three | Four | Five));
            rule.edgar().is_some() && forms.all(|form| rule.covers(form))
        };
        let of_no_form = chosen.iter().filter(|(rule, _)| is_of_any(rule)).copied().collect();
        Plan { by_form, of_no_form, across, chosen }
    }

    /// The rules asked of one filing, with the most each may say.
    pub fn within(&self, filing: &Filing) -> impl Iterator<Item = (&'static RuleInfo, Severity)> {
        let rules = match filing.form.present() {
            Some(form) => self.by_form.get(form),
            None => filing.ownership().map(|_| &self.of_no_form),
        };
        rules.into_iter().flatten().copied().filter(|(rule, _)| matches!(rule.answer, Answer::Within(_)))
    }

    /// The rules asked of all filings together.
    pub fn across(&self) -> impl Iterator<Item = (&'static RuleInfo, Severity)> {
        self.across.iter().copied()
    }

    /// The severity of a rule that the run itself answers, when it was asked for.
    #[must_use]
    pub fn run_rule(&self, name: &str) -> Option<Severity> {
        self.chosen.iter().find(|(rule, _)| rule.name() == name).map(|(_, severity)| *severity)
    }
}

fn asked_for(rule: &'static RuleInfo, settings: &Settings) -> bool {
    let named = |list: &[String]| list.iter().any(|name| name == rule.name() || name == rule.family);
    let chosen = if settings.select.is_empty() { rule.profile() <= settings.profile } else { named(&settings.select) };
    chosen && !named(&settings.ignore)
}

fn severity(rule: &'static RuleInfo, settings: &Settings) -> Option<Severity> {
    settings.severities.get(rule.name()).copied().unwrap_or(Some(rule.severity()))
}
