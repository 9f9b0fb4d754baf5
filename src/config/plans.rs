//! The plan of each filing: one for each configuration and each set of its overrides that hold together.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::layer::{Given, Layer, Origin};
use super::standing::{fail_on, profile, settings};
use super::{Config, Standing, Step, history, standing};
use crate::diagnostic::Severity;
use crate::engine::{Plan, Settings};
use crate::filing::Filing;
use crate::rules::{Answer, Profile, RuleInfo, Rulebook};

/// What holds for the filings of a run.
pub struct Plans {
    configs: Vec<Config>,
    command_line: Layer,
    /// What no layer speaks of.
    start: Settings,
    /// By number of the configuration and of the layers that hold.
    made: Mutex<HashMap<Key, Arc<Plan>>>,
    /// Where there is no configuration; made when a filing asks for it.
    plain: OnceLock<Arc<Plan>>,
}

type Key = (Option<usize>, Vec<usize>);

/// The layers that hold for one filing.
pub struct Ruling<'p> {
    plans: &'p Plans,
    /// That of the configuration.
    number: Option<usize>,
    /// Those of its layers.
    holding: Vec<usize>,
}

impl Plans {
    #[must_use]
    pub fn of(configs: Vec<Config>, command_line: Layer, start: Settings) -> Plans {
        Plans { configs, command_line, start, made: Mutex::default(), plain: OnceLock::new() }
    }

    #[must_use]
    pub fn config(&self, number: usize) -> Option<&Config> {
        self.configs.get(number)
    }

    /// What holds for a filing, or for a file that is none, at an absolute path, under the configuration of a number.
    #[must_use]
    pub fn ruling(&self, config: Option<usize>, path: &Path, filing: Option<&Filing>) -> Ruling<'_> {
        let layers = config.and_then(|number| self.configs.get(number)).map_or(&[][..], |config| &config.layers);
        let holds = |layer: &Layer| layer.when.as_ref().is_none_or(|when| when.hold(path, filing));
        let holding = layers.iter().enumerate().filter(|(_, layer)| holds(layer)).map(|(number, _)| number).collect();
        Ruling { plans: self, number: config, holding }
    }

    /// The plan of a filing, or of a file that is none.
    #[must_use]
    pub fn plan(&self, config: Option<usize>, path: &Path, filing: Option<&Filing>) -> Arc<Plan> {
        if config.is_none() {
            let plain = || Arc::new(Plan::of(&settings(&[&self.command_line], &self.start)));
            return Arc::clone(self.plain.get_or_init(plain));
        }
        self.ruling(config, path, filing).plan()
    }

    /// What fails the run under the configuration of a number.
    #[must_use]
    pub fn fail_on(&self, config: Option<usize>) -> Option<Severity> {
        // Overrides do not speak of it, so that no filing need be at hand.
        let layers = config.and_then(|number| self.configs.get(number)).map_or(&[][..], |config| &config.layers);
        let layers: Vec<&Layer> = layers.iter().chain([&self.command_line]).collect();
        fail_on(&layers).map_or(Some(Severity::Error), |given| given.value)
    }

    /// Whether a rule may be asked, under the configuration of a number, that holds the filings of the run against each
    /// other.
    #[must_use]
    pub fn compare(&self, config: Option<usize>) -> bool {
        let asked = || self.plan(config, Path::new(""), None).across().next().is_some();
        self.start.across && (asked() || config.and_then(|number| self.configs.get(number)).is_some_and(may_compare))
    }

    /// Whether a rule was asked of any filing so far.
    #[must_use]
    pub fn asked(&self, rule: &str) -> bool {
        self.all_made().iter().any(|plan| plan.asks(rule))
    }

    /// The rules that were asked so far, in the order of the rulebook, with the most that each may say.
    #[must_use]
    pub fn ran(&self) -> Vec<(&'static RuleInfo, Severity)> {
        let mut ran: Vec<(&'static RuleInfo, Severity)> = Vec::new();
        for (rule, most) in self.all_made().iter().flat_map(|plan| plan.ran().collect::<Vec<_>>()) {
            match ran.iter_mut().find(|(known, _)| known.name() == rule.name()) {
                Some((_, known)) => *known = most.max(*known),
                None => ran.push((rule, most)),
            }
        }
        let place = |name: &str| self.start.rulebook.rules().iter().position(|rule| rule.name() == name);
        // Rules of one's own stand after those built in.
        ran.sort_by_cached_key(|(rule, _)| (place(rule.name()).unwrap_or(usize::MAX), rule.name()));
        ran
    }

    fn all_made(&self) -> Vec<Arc<Plan>> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.values().chain(self.plain.get()).map(Arc::clone).collect()
    }
}

/// Whether an override turns on a rule about several filings.
fn may_compare(config: &Config) -> bool {
    let of_overrides = config.layers.iter().filter(|layer| layer.when.is_some()).flat_map(|layer| &layer.rules);
    let mut turned_on = of_overrides.filter(|given| matches!(given.value.severity, Some(Some(_))));
    let is_across =
        |name: &str| config.rulebook.find(name).is_some_and(|rule| matches!(rule.answer, Answer::Across(_)));
    turned_on.any(|given| is_across(given.value.rule))
}

impl Ruling<'_> {
    /// The configuration that holds; none where no file was found.
    #[must_use]
    pub fn config(&self) -> Option<&Config> {
        self.plans.configs.get(self.number?)
    }

    #[must_use]
    pub fn rulebook(&self) -> &'static Rulebook {
        self.config().map_or(self.plans.start.rulebook, |config| config.rulebook)
    }

    /// Whether the same holds for another.
    #[must_use]
    pub fn is_same(&self, other: &Ruling<'_>) -> bool {
        (self.number, &self.holding) == (other.number, &other.holding)
    }

    fn layers(&self) -> Vec<&Layer> {
        let of_files = self.config().map_or(&[][..], |config| &config.layers);
        let holding = self.holding.iter().filter_map(|number| of_files.get(*number));
        holding.chain([&self.plans.command_line]).collect()
    }

    #[must_use]
    pub fn settings(&self) -> Settings {
        settings(&self.layers(), &Settings { rulebook: self.rulebook(), ..self.plans.start.clone() })
    }

    #[must_use]
    pub fn plan(&self) -> Arc<Plan> {
        let mut made = self.plans.made.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (self.number, self.holding.clone());
        Arc::clone(made.entry(key).or_insert_with(|| Arc::new(Plan::of(&self.settings()))))
    }

    #[must_use]
    pub fn profile(&self) -> Given<Profile> {
        let built_in = Given { value: self.plans.start.profile, origin: Origin::BuiltIn };
        profile(&self.layers()).cloned().unwrap_or(built_in)
    }

    #[must_use]
    pub fn fail_on(&self) -> Given<Option<Severity>> {
        let built_in = Given { value: Some(Severity::Error), origin: Origin::BuiltIn };
        fail_on(&self.layers()).cloned().unwrap_or(built_in)
    }

    /// Everything that was said of a rule, and what holds in the end.
    #[must_use]
    pub fn of_rule(&self, rule: &RuleInfo) -> (Vec<Step>, Standing) {
        let steps = history(rule, self.layers());
        let standing = standing(rule, &steps);
        (steps, standing)
    }
}
