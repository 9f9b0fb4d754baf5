//! `rules test` and `rules check`: rule files of users, put to the proof.

use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use serde_json::Value as Json;

use super::args::{ListFormat, RuleFilesArgs, When};
use super::terminal::{hand_over, say, style};
use super::{Error, Outcome};
use crate::config;
use crate::diagnostic::Diagnostic;
use crate::engine::{Finding, input};
use crate::proof::Bench;
use crate::report::{counted, human, proof};
use crate::rules::Rulebook;
use crate::rules::house::{House, Whose, doubts};
use crate::source::{SourceId, Sources};

/// Runs the tests of rule files.
pub fn test(args: &RuleFilesArgs) -> Result<Outcome, Error> {
    let (sources, texts) = texts(&args.paths)?;
    let house = House::read(&sources, &texts);
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
    let (sources, texts) = texts(&args.paths)?;
    let house = House::read(&sources, &texts);
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

fn settled(said: impl Iterator<Item = Diagnostic>, sources: &Sources) -> Vec<Finding> {
    said.map(|said| input::in_rule_file(said, sources)).collect()
}

fn report(args: &RuleFilesArgs, findings: &[Finding], sources: &Sources, json: &dyn Fn() -> Json) -> Result<(), Error> {
    let text = match args.output_format {
        ListFormat::Human => human::render(findings, sources, &style(When::Auto, None)),
        ListFormat::Json => format!("{:#}\n", json()),
    };
    hand_over(&text, None)
}

/// The texts of the rule files at these paths.
fn texts(paths: &[PathBuf]) -> Result<(Sources, Vec<SourceId>), Error> {
    if paths.is_empty() {
        return Err(Error("no rule file was named; name files or folders of them".to_owned()));
    }
    let mut sources = Sources::new();
    let mut texts = Vec::new();
    for file in files(paths)? {
        texts.push(text(&file, &mut sources)?);
    }
    if texts.is_empty() {
        return Err(Error("no rule file was found; a rule file is named *.toml".to_owned()));
    }
    Ok((sources, texts))
}

/// The rule files at paths: what is named is one, in folders those named `*.toml` are, by name. Each once.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths {
        let mut found = if path.is_dir() { walked(path)? } else { vec![path.clone()] };
        found.retain(|file| !files.contains(file));
        files.append(&mut found);
    }
    Ok(files)
}

fn walked(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for entry in WalkBuilder::new(folder).standard_filters(false).build() {
        let path = entry.map_err(|error| Error(error.to_string()))?.into_path();
        let is_rule = path.extension().is_some_and(|extension| extension == "toml") && !path.ends_with(config::FILE);
        if is_rule && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn text(file: &Path, sources: &mut Sources) -> Result<SourceId, Error> {
    let name = file.display().to_string();
    let bytes = fs::read(file).map_err(|error| Error(format!("{name}: {error}")))?;
    sources.add(name.as_str(), bytes).map_err(|what| Error(format!("{name}: {}", input::words(what).0)))
}
