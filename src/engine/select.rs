//! Which rules meet which filing.

use std::collections::BTreeMap;
use std::sync::OnceLock;

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

/// A rule that is asked, with the most it may say; none where only EDGAR's answer is wanted.
type Asked = (&'static RuleInfo, Option<Severity>);

/// The rules of a run with the most each may say, by form.
pub struct Plan {
    /// Those that are asked of one filing.
    within: Vec<Asked>,
    /// By form, each made for the first filing of its form.
    by_form: BTreeMap<Form, OnceLock<Vec<Asked>>>,
    /// Asked of a Form 3, 4 or 5 that does not say which: what EDGAR asks of all of them.
    of_no_form: OnceLock<Vec<Asked>>,
    across: Vec<(&'static RuleInfo, Severity)>,
    /// Answered by the run itself.
    by_run: Vec<(&'static RuleInfo, Severity)>,
}

impl Plan {
    #[must_use]
    pub fn of(settings: &Settings) -> Plan {
        let most = |rule: &'static RuleInfo| {
            // That an input was not checked is said also where other rules were asked for.
            let select = if matches!(rule.answer, Answer::Run) { &[][..] } else { &settings.select };
            severity(rule, settings).filter(|_| asked_for(rule, select, settings))
        };
        let rules: Vec<Asked> = Rulebook::built_in().rules().iter().map(|rule| (rule, most(rule))).collect();
        let chosen = |is_asked: fn(&Answer) -> bool| {
            let asked = rules.iter().filter(|(rule, _)| is_asked(&rule.answer));
            asked.filter_map(|(rule, most)| Some((*rule, (*most)?))).collect()
        };
        let across = chosen(|answer| matches!(answer, Answer::Across(_)));
        let by_run = chosen(|answer| matches!(answer, Answer::Run));
        let is_asked = |(rule, most): &&Asked| {
            matches!(rule.answer, Answer::Within(_)) && (most.is_some() || rule.edgar().is_some())
        };
        let within = rules.iter().filter(is_asked).copied().collect();
        let by_form = Form::all().map(|form| (form, OnceLock::new())).collect();
        Plan { within, by_form, of_no_form: OnceLock::new(), across, by_run }
    }

    /// The rules asked of one filing, with the most each may say; none for a rule of EDGAR's own that was not
    /// chosen, and is asked for EDGAR's answer alone.
    pub fn within(&self, filing: &Filing) -> impl Iterator<Item = (&'static RuleInfo, Option<Severity>)> {
        let rules = match filing.form.present() {
            Some(form) => {
                self.by_form.get(form).map(|rules| rules.get_or_init(|| self.which(|rule| rule.covers(*form))))
            }
            None => filing.ownership().map(|_| self.of_no_form.get_or_init(|| self.which(is_of_any))),
        };
        let by_machine = filing.by_machine;
        rules.into_iter().flatten().copied().filter(move |(_, most)| by_machine || most.is_some())
    }

    fn which(&self, is_asked: impl Fn(&RuleInfo) -> bool) -> Vec<Asked> {
        self.within.iter().filter(|(rule, _)| is_asked(rule)).copied().collect()
    }

    /// The rules asked of all filings together.
    pub fn across(&self) -> impl Iterator<Item = (&'static RuleInfo, Severity)> {
        self.across.iter().copied()
    }

    /// The severity of a rule that the run itself answers, when it was asked for.
    #[must_use]
    pub fn run_rule(&self, name: &str) -> Option<Severity> {
        self.by_run.iter().find(|(rule, _)| rule.name() == name).map(|(_, severity)| *severity)
    }
}

/// Whether EDGAR asks it of every Form 3, 4 and 5.
fn is_of_any(rule: &RuleInfo) -> bool {
    use crate::filing::FormKind::{Five, Four, Three};
    let mut forms = Form::all().filter(|form| matches!(form.kind, Three | Four | Five));
    rule.edgar().is_some() && forms.all(|form| rule.covers(form))
}

fn asked_for(rule: &'static RuleInfo, select: &[String], settings: &Settings) -> bool {
    let named = |list: &[String]| list.iter().any(|name| name == rule.name() || name == rule.family);
    let chosen = if select.is_empty() { rule.profile() <= settings.profile } else { named(select) };
    chosen && !named(&settings.ignore)
}

fn severity(rule: &'static RuleInfo, settings: &Settings) -> Option<Severity> {
    settings.severities.get(rule.name()).copied().unwrap_or(Some(rule.severity()))
}
