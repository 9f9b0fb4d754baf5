//! Which rules meet which filing.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;

use crate::diagnostic::Severity;
use crate::filing::{Certainty, Filing, Form};
use crate::rules::{Answer, Profile, RuleInfo, Rulebook, Threshold};

/// What is asked of a filing. Plain data.
#[derive(Clone)]
pub struct Settings {
    /// The rules there are.
    pub rulebook: &'static Rulebook,
    pub profile: Profile,
    /// Rules or families asked for in the place of the profile's; when empty, the profile's are.
    pub select: Vec<String>,
    /// Rules or families asked for as well.
    pub extend_select: Vec<String>,
    /// Rules or families left out.
    pub ignore: Vec<String>,
    /// Severities that replace the rule files'; `None` turns a rule off. A rule that is given one here is asked for.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// By rule, thresholds that replace those of its file, on every day.
    pub thresholds: BTreeMap<String, BTreeMap<String, Threshold>>,
    /// Findings less sure than this are left out.
    pub min_certainty: Certainty,
    /// Today, for 'in the future' alone.
    pub as_of: NaiveDate,
    /// Compare the filings of a run with each other.
    pub across: bool,
}

impl Settings {
    /// The built-in rules of the default profile, as they are.
    #[must_use]
    pub fn of_day(as_of: NaiveDate) -> Settings {
        Settings {
            rulebook: Rulebook::built_in(),
            profile: Profile::Compliance,
            select: Vec::new(),
            extend_select: Vec::new(),
            ignore: Vec::new(),
            severities: BTreeMap::new(),
            thresholds: BTreeMap::new(),
            min_certainty: Certainty::Guessed,
            as_of,
            across: true,
        }
    }
}

/// A rule that is asked, with the most it may say; none where only EDGAR's answer is wanted.
type Asked = (&'static RuleInfo, Option<Severity>);

/// The rules that settings ask, with the most each may say, by form.
pub struct Plan {
    pub(super) rulebook: &'static Rulebook,
    pub(super) min_certainty: Certainty,
    pub(super) as_of: NaiveDate,
    pub(super) across_filings: bool,
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
        let changed = |rule: &'static RuleInfo| match settings.thresholds.get(rule.name()) {
            Some(values) => rule.with_thresholds(values),
            None => rule,
        };
        let rules = settings.rulebook.rules().iter();
        let rules: Vec<Asked> = rules.map(|rule| (changed(rule), most(rule))).collect();
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
        Plan {
            rulebook: settings.rulebook,
            min_certainty: settings.min_certainty,
            as_of: settings.as_of,
            across_filings: settings.across,
            within,
            by_form,
            of_no_form: OnceLock::new(),
            across,
            by_run,
        }
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

    /// Whether a rule may speak.
    #[must_use]
    pub fn asks(&self, name: &str) -> bool {
        let within = || self.within.iter().any(|(rule, most)| rule.name() == name && most.is_some());
        within() || self.across_rule(name).is_some() || self.run_rule(name).is_some()
    }

    /// The rules that were asked of filings so far, with the most each may say.
    pub fn ran(&self) -> impl Iterator<Item = (&'static RuleInfo, Severity)> {
        let of_forms = self.by_form.values().chain([&self.of_no_form]).filter_map(OnceLock::get).flatten();
        let asked = of_forms.filter_map(|(rule, most)| Some((*rule, (*most)?)));
        let asked: BTreeMap<_, _> = asked.chain(self.across()).map(|(rule, most)| (rule.name(), most)).collect();
        let known = |rule: &&'static RuleInfo| Some((*rule, *asked.get(rule.name())?));
        self.rulebook.rules().iter().filter_map(known).collect::<Vec<_>>().into_iter()
    }

    /// The rules asked of all filings together.
    pub fn across(&self) -> impl Iterator<Item = (&'static RuleInfo, Severity)> {
        self.across.iter().copied()
    }

    /// The most that a rule about several filings may say; none where it is not asked.
    pub(super) fn across_rule(&self, name: &str) -> Option<Severity> {
        self.across.iter().find(|(rule, _)| rule.name() == name).map(|(_, severity)| *severity)
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
    let given = || settings.severities.contains_key(rule.name());
    let chosen = if select.is_empty() { rule.profile() <= settings.profile || given() } else { named(select) };
    (chosen || named(&settings.extend_select)) && !named(&settings.ignore)
}

fn severity(rule: &'static RuleInfo, settings: &Settings) -> Option<Severity> {
    settings.severities.get(rule.name()).copied().unwrap_or(Some(rule.severity()))
}
