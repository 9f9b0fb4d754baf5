//! What holds for each input: its edgarlint.toml, and the command line after it.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{CheckArgs, FailOn, RuleArgs};
use super::explain::no_rule;
use super::inputs::{Found, Input, Origin};
use super::terminal::say;
use super::{Error, house};
use crate::config::Origin::CommandLine;
use crate::config::{Change, Config, Configs, FILE, Given, Layer, Loader, Mode, Plans, Ruling, Unusable, absolute};
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::{Plan, Settings};
use crate::filing::Filing;
use crate::report::counted;
use crate::rules::{RuleInfo, Rulebook};
use crate::source::Sources;

/// What holds for the inputs of a run.
pub struct Setup {
    pub plans: Plans,
    /// The texts of the configurations.
    pub sources: Sources,
    /// What should be written otherwise in them.
    pub warnings: Vec<Diagnostic>,
    /// The number of the configuration of each input; empty where no input has one.
    of_input: Vec<Option<usize>>,
    /// The current folder.
    here: PathBuf,
}

/// Why nothing is run.
pub enum Stop {
    Usage(Error),
    Config(Unusable),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Usage(error)
    }
}

impl Setup {
    /// Finds the configuration of each input, and drops the inputs that it leaves out.
    pub fn of(
        rules: &RuleArgs,
        fail_on: Option<FailOn>,
        start: Settings,
        found: &mut Found,
        quiet: bool,
    ) -> Result<Setup, Stop> {
        let here = std::env::current_dir().map_err(|error| Error(format!("the current folder: {error}")))?;
        let (configs, mut of_input) = configs(mode(rules), &here, &found.inputs).map_err(Stop::Config)?;
        if !configs.all.is_empty() {
            leave_out(&configs, &here, found, &mut of_input, quiet);
        }
        let Configs { sources, all, warnings, .. } = configs;
        let fail_on = fail_on.map(|level| given(level.severity()));
        let command_line = Layer { fail_on, ..command_line(rules, &all)? };
        Ok(Setup { plans: Plans::of(all, command_line, start), sources, warnings, of_input, here })
    }

    /// The rules there are in the run: those built in, and those of every configuration.
    pub fn rulebook(&self) -> &'static Rulebook {
        let configs = (0..).map_while(|number| self.plans.config(number));
        let mut of_users: Vec<&'static RuleInfo> = Vec::new();
        for rule in configs.flat_map(|config| config.rulebook.rules()).filter(|rule| rule.file.is_some()) {
            if !of_users.iter().any(|known| std::ptr::eq(*known, *rule)) {
                of_users.push(rule);
            }
        }
        if of_users.is_empty() { Rulebook::built_in() } else { Rulebook::built_in().and(&of_users) }
    }

    /// The plan of a filing of an input, or of an input that is no filing.
    pub fn plan(&self, number: usize, input: &Input, filing: Option<&Filing>) -> Arc<Plan> {
        match self.config(number) {
            None => self.plans.plan(None, Path::new(""), None),
            config => self.plans.plan(config, &path_of(input, &self.here), filing),
        }
    }

    /// What holds for a filing of an input, or for an input that is no filing.
    pub fn ruling(&self, number: usize, input: &Input, filing: Option<&Filing>) -> Ruling<'_> {
        self.plans.ruling(self.config(number), &path_of(input, &self.here), filing)
    }

    /// What fails the run, of the findings of an input, or of any.
    pub fn fail_on(&self, number: Option<usize>) -> Option<Severity> {
        match number {
            Some(number) => self.plans.fail_on(self.config(number)),
            None => self.each().into_iter().filter_map(|config| self.plans.fail_on(config)).min(),
        }
    }

    /// Whether a rule may be asked that holds the filings of the run against each other.
    pub fn compares(&self) -> bool {
        self.each().into_iter().any(|config| self.plans.compare(config))
    }

    /// The numbers of the configurations that inputs have; none for inputs without one.
    fn each(&self) -> BTreeSet<Option<usize>> {
        if self.of_input.is_empty() {
            return BTreeSet::from([None]);
        }
        self.of_input.iter().copied().collect()
    }

    /// The configurations that inputs have, by number.
    pub fn configs(&self) -> impl Iterator<Item = (usize, &Config)> {
        self.each().into_iter().flatten().filter_map(|number| Some((number, self.plans.config(number)?)))
    }

    /// The path of an input, from the root.
    pub fn path_of(&self, input: &Input) -> PathBuf {
        path_of(input, &self.here)
    }

    /// The number of the configuration of an input.
    pub fn config(&self, number: usize) -> Option<usize> {
        self.of_input.get(number).copied().flatten()
    }
}

/// What holds before any file or option has spoken of the rules.
pub fn start(args: &CheckArgs) -> Settings {
    Settings {
        min_certainty: args.min_certainty.into(),
        across: args.across || !args.no_across,
        ..Settings::of_day(args.as_of())
    }
}

/// The configuration that holds in the current folder, where there is one.
pub fn in_current_folder(mode: Mode) -> Result<Option<Config>, Stop> {
    let here = std::env::current_dir().map_err(|error| Error(format!("the current folder: {error}")))?;
    let folder = Input { name: "".into(), from: Origin::Stdin, met: false };
    let (configs, _) = configs(mode, &here, &[folder]).map_err(Stop::Config)?;
    Ok(configs.all.into_iter().next())
}

/// Where the options say that configurations are looked for.
pub fn mode(rules: &RuleArgs) -> Mode {
    match &rules.config {
        _ if rules.no_config => Mode::Never,
        Some(file) => Mode::Given(file.clone()),
        None => Mode::Upwards,
    }
}

/// The configurations of the inputs, and of each input the number of its own.
fn configs(mode: Mode, here: &Path, inputs: &[Input]) -> Result<(Configs, Vec<Option<usize>>), Unusable> {
    // Configurations that name the same rule files have the same rules.
    let mut known: HashMap<Vec<PathBuf>, &'static Rulebook> = HashMap::new();
    let mut rules_of = |paths: &[PathBuf], sources: &mut Sources, mistakes: &mut Vec<Diagnostic>| {
        *known.entry(paths.to_vec()).or_insert_with(|| house::rulebook(paths, here, sources, mistakes))
    };
    let mut loader = Loader::new(mode, here.to_path_buf(), &mut rules_of);
    let mut of_input = Vec::with_capacity(inputs.len());
    // The files of a folder follow each other.
    let mut last: Option<(&Path, Option<usize>)> = None;
    for input in inputs {
        let folder = folder_of(input);
        let config = last.filter(|(known, _)| *known == folder).map_or_else(|| loader.of_folder(folder), |last| last.1);
        last = Some((folder, config));
        of_input.push(config);
    }
    let configs = loader.end()?;
    if configs.all.is_empty() {
        of_input.clear();
    }
    Ok((configs, of_input))
}

/// Standard input has no folder; that of the run is its own.
fn folder_of(input: &Input) -> &Path {
    let file = match &input.from {
        Origin::Stdin => return Path::new(""),
        Origin::Name => Path::new(&*input.name),
        Origin::Path(path) => path,
    };
    file.parent().unwrap_or(file)
}

fn path_of(input: &Input, here: &Path) -> PathBuf {
    match &input.from {
        Origin::Path(path) => absolute(path, here),
        Origin::Stdin | Origin::Name => absolute(Path::new(&*input.name), here),
    }
}

/// Drops what was met while walking and is excluded, or is part of a configuration itself.
fn leave_out(configs: &Configs, here: &Path, found: &mut Found, of_input: &mut Vec<Option<usize>>, quiet: bool) {
    let mut excluded = 0;
    let inputs = std::mem::take(&mut found.inputs);
    for (input, config) in inputs.into_iter().zip(std::mem::take(of_input)) {
        if input.met {
            let path = path_of(&input, here);
            let is_excluded = config.and_then(|number| configs.all.get(number)).is_some_and(|all| all.excludes(&path));
            excluded += usize::from(is_excluded);
            if is_excluded || configs.have_read(&path) {
                continue;
            }
        }
        found.inputs.push(input);
        of_input.push(config);
    }
    if excluded > 0 && !quiet {
        say(&format!("not checked: {} that {FILE} excludes", counted(excluded, "file")));
    }
}

/// What the command line says of the rules, which may be those of any of the configurations.
fn command_line(args: &RuleArgs, configs: &[Config]) -> Result<Layer, Error> {
    let books: Vec<&Rulebook> = match configs {
        [] => vec![Rulebook::built_in()],
        configs => configs.iter().map(|config| config.rulebook).collect(),
    };
    let all = |names: &[String]| -> Result<Vec<_>, Error> {
        let named: Vec<Vec<&str>> = names.iter().map(|name| rules_named(name, &books)).collect::<Result<_, _>>()?;
        Ok(named.into_iter().flatten().map(given).collect())
    };
    let change = |word: &String| -> Result<Given<Change>, Error> {
        let (name, level) = word.split_once('=').ok_or_else(|| Error(format!("`{word}` is not RULE=LEVEL")))?;
        let severity = match level {
            "off" => None,
            _ => Some(level.parse().map_err(|why| Error(format!("--severity {word}: {why}, and off")))?),
        };
        let rule = rule_named(name, &books).ok_or_else(|| no_rule(name, false, &books))?;
        Ok(given(Change { rule, severity: Some(severity), thresholds: Default::default() }))
    };
    Ok(Layer {
        profile: args.profile.map(|profile| given(profile.into())),
        rules: args.severity.iter().map(change).collect::<Result<_, _>>()?,
        select: all(&args.select)?,
        extend_select: all(&args.extend_select)?,
        ignore: all(&args.ignore)?,
        ..Layer::default()
    })
}

fn given<T>(value: T) -> Given<T> {
    Given { value, origin: CommandLine }
}

/// The present name of a rule; a former name is understood.
fn rule_named(name: &str, books: &[&Rulebook]) -> Option<&'static str> {
    books.iter().find_map(|book| book.find(name)).map(|rule| rule.name())
}

/// The rules of a name, which may be that of a family.
fn rules_named(name: &str, books: &[&Rulebook]) -> Result<Vec<&'static str>, Error> {
    let rules = books.iter().flat_map(|book| book.rules());
    let of_family: Vec<&str> = rules.filter(|rule| rule.family == name).map(|rule| rule.name()).collect();
    if !of_family.is_empty() {
        return Ok(of_family);
    }
    rule_named(name, books).map(|rule| vec![rule]).ok_or_else(|| no_rule(name, true, books))
}
