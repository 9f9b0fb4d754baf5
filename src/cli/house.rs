//! `rules test` and `rules check`: rule files of users, put to the proof.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use serde_json::Value as Json;

use super::args::{ListFormat, RuleFilesArgs, When};
use super::setup::{self, Stop};
use super::terminal::{hand_over, say, style};
use super::{Error, Outcome};
use crate::config::{FILE, Mode};
use crate::diagnostic::Diagnostic;
use crate::engine::{Finding, input};
use crate::proof::Bench;
use crate::report::{counted, human, proof};
use crate::rules::Rulebook;
use crate::rules::house::{House, Whose, doubts, unreadable};
use crate::source::{SourceId, Sources};

/// Runs the tests of rule files.
pub fn test(args: &RuleFilesArgs) -> Result<Outcome, Error> {
    let mut sources = Sources::new();
    let Files { house, .. } = named(args, &mut sources)?;
    let bench = Bench {
        rulebook: Rulebook::built_in().and(&house.rules),
        as_of: chrono::Local::now().date_naive(),
        open: &|path: &Path| fs::read(path),
    };
    let failures: Vec<_> = house.tests.iter().map(|test| bench.run(test)).collect();
    let came: Vec<bool> = failures.iter().map(Option::is_none).collect();
    let failed = came.iter().filter(|passed| !**passed).count();
    let findings = settled(house.mistakes.iter().cloned().chain(failures.into_iter().flatten()), &sources);
    report(args, &findings, &sources, &|| proof::tests(&house, &came, &findings, &sources))?;
    let (tests, rules) = (counted(came.len(), "test"), counted(house.rules.len(), "rule"));
    if args.output_format == ListFormat::Human {
        say(&match failed {
            0 => format!("{tests} of {rules}, all as expected"),
            _ => format!("{tests} of {rules}, {failed} not as expected"),
        });
    }
    if came.is_empty() {
        say("error: there is no test in these files; a test is a table [[test]]");
    }
    Ok(Outcome::of(failed > 0, !house.mistakes.is_empty() || came.is_empty()))
}

/// Finds what is doubtful in rule files.
pub fn check(args: &RuleFilesArgs) -> Result<Outcome, Error> {
    let mut sources = Sources::new();
    let Files { texts, house } = named(args, &mut sources)?;
    let doubtful: Vec<_> = texts.iter().flat_map(|id| doubts(sources.text(*id), Whose::User)).collect();
    let is_doubtful = !doubtful.is_empty();
    let findings = settled(house.mistakes.iter().cloned().chain(doubtful), &sources);
    report(args, &findings, &sources, &|| proof::doubts(&house, &findings))?;
    if args.output_format == ListFormat::Human {
        let (found, files) = (counted(findings.len(), "finding"), counted(texts.len(), "rule file"));
        say(&if findings.is_empty() { format!("nothing found in {files}") } else { format!("{found} in {files}") });
    }
    Ok(Outcome::of(is_doubtful, !house.mistakes.is_empty()))
}

/// The rule files that are named, or those of the configuration of the current folder.
fn named(args: &RuleFilesArgs, sources: &mut Sources) -> Result<Files, Error> {
    let mut paths = args.paths.clone();
    if paths.is_empty() {
        match setup::in_current_folder(Mode::Upwards) {
            Ok(config) => paths = config.map(|config| config.rules_from).unwrap_or_default(),
            Err(Stop::Usage(error)) => return Err(error),
            Err(Stop::Config(unusable)) => {
                *sources = unusable.sources;
                let house = House { mistakes: unusable.mistakes, ..House::default() };
                return Ok(Files { texts: Vec::new(), house });
            }
        }
    }
    if paths.is_empty() {
        let help = "name files or folders of them, or write them to `rules-from` in edgarlint.toml";
        return Err(Error(format!("no rule file was named; {help}")));
    }
    let here = std::env::current_dir().map_err(|error| Error(format!("the current folder: {error}")))?;
    let files = read(&paths, &here, sources);
    if files.texts.is_empty() && files.house.mistakes.is_empty() {
        return Err(Error("no rule file was found; in a folder a rule file is named *.toml".to_owned()));
    }
    Ok(files)
}

fn settled(said: impl Iterator<Item = Diagnostic>, sources: &Sources) -> Vec<Finding> {
    said.map(|said| input::of_file(said, sources)).collect()
}

fn report(args: &RuleFilesArgs, findings: &[Finding], sources: &Sources, json: &dyn Fn() -> Json) -> Result<(), Error> {
    let text = match args.output_format {
        ListFormat::Human => human::render(findings, sources, &style(When::Auto, None)),
        ListFormat::Json => format!("{:#}\n", json()),
    };
    hand_over(&text, None)
}

/// The rules of a run: those built in, and those of these files and folders. Texts are added to the sources, and what is
/// wrong with them to the mistakes.
pub fn rulebook(
    paths: &[PathBuf],
    here: &Path,
    sources: &mut Sources,
    mistakes: &mut Vec<Diagnostic>,
) -> &'static Rulebook {
    if paths.is_empty() {
        return Rulebook::built_in();
    }
    let mut house = read(paths, here, sources).house;
    mistakes.append(&mut house.mistakes);
    Rulebook::built_in().and(&house.rules)
}

/// Rule files as they were read.
struct Files {
    texts: Vec<SourceId>,
    house: House,
}

/// Reads what is named, and what folders hold under the name `*.toml`; by name, each once. People are told a path from the
/// current folder on, where it lies below.
fn read(paths: &[PathBuf], here: &Path, sources: &mut Sources) -> Files {
    let shown = |path: &PathBuf| match path.strip_prefix(here) {
        Ok(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Ok(below) => below.to_path_buf(),
        Err(_) => path.clone(),
    };
    let mut files = BTreeSet::new();
    let mut unread = Vec::new();
    for path in paths.iter().map(shown) {
        if path.is_dir() {
            walk(&path, &mut files, &mut |place, why| unread.push((place.to_owned(), why)));
        } else {
            files.insert(path);
        }
    }
    let mut texts = Vec::new();
    for file in &files {
        match text(file, sources) {
            Ok(id) => texts.push(id),
            Err(why) => unread.push((file.clone(), why)),
        }
    }
    let mut house = House::read(sources, &texts);
    for (place, message) in unread {
        let id = sources.add_text(place.display().to_string(), "");
        house.mistakes.push(unreadable(sources.text(id).span(0..0), message));
    }
    Files { texts, house }
}

/// A configuration among them is no rule file.
fn walk(folder: &Path, files: &mut BTreeSet<PathBuf>, fail: &mut dyn FnMut(&Path, String)) {
    for entry in WalkBuilder::new(folder).standard_filters(false).build() {
        let path = match entry {
            Ok(entry) => entry.into_path(),
            Err(error) => {
                fail(folder, error.to_string());
                continue;
            }
        };
        let is_rule = path.extension().is_some_and(|extension| extension == "toml") && !path.ends_with(FILE);
        if is_rule && path.is_file() {
            files.insert(path);
        }
    }
}

fn text(file: &Path, sources: &mut Sources) -> Result<SourceId, String> {
    let bytes = fs::read(file).map_err(|error| format!("this file cannot be read: {error}"))?;
    sources.add(file.display().to_string(), bytes).map_err(|what| input::words(what).0)
}
