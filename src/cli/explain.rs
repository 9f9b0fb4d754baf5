//! `explain` and `rules`: what the rulebook says.

use std::collections::BTreeSet;

use super::args::{ExplainArgs, ListFormat, PageFormat, RulesArgs, When};
use super::setup::{self, Stop};
use super::terminal::{hand_over, style};
use super::{Error, Outcome, settings};
use crate::config::{Mode, Unusable};
use crate::report::page::{self, Page};
use crate::rules::{Profile, RuleInfo, Rulebook};
use crate::words;

pub fn page(args: &ExplainArgs) -> Result<Outcome, Error> {
    if let Some(file) = &args.file {
        return settings::explain(args, file);
    }
    let book = match rulebook(setup::mode(&args.rules))? {
        Ok(book) => book,
        Err(unusable) => return Ok(settings::refused(unusable)),
    };
    let rule = book.find(&args.rule).ok_or_else(|| no_rule(&args.rule, false, &[book]))?;
    let text = match args.output_format {
        PageFormat::Human => page::plain(&Page::of(rule), &style(When::Auto, None)),
        PageFormat::Markdown => page::markdown(&Page::of(rule)),
        PageFormat::Json => format!("{:#}\n", page::json(rule)),
    };
    hand_over(&text, None)?;
    Ok(Outcome::Passed)
}

pub fn rules(args: &RulesArgs) -> Result<Outcome, Error> {
    let book = match rulebook(Mode::Upwards)? {
        Ok(book) => book,
        Err(unusable) => return Ok(settings::refused(unusable)),
    };
    let rules = chosen(args, book)?;
    let text = match args.output_format {
        ListFormat::Human => page::list(&rules),
        ListFormat::Json => format!("{:#}\n", page::catalogue(&rules)),
    };
    hand_over(&text, None)?;
    Ok(Outcome::Passed)
}

/// The rules of the current folder: those built in, and those that its configuration names.
fn rulebook(mode: Mode) -> Result<Result<&'static Rulebook, Unusable>, Error> {
    match setup::in_current_folder(mode) {
        Ok(config) => Ok(Ok(config.map_or_else(Rulebook::built_in, |config| config.rulebook))),
        Err(Stop::Config(unusable)) => Ok(Err(unusable)),
        Err(Stop::Usage(error)) => Err(error),
    }
}

/// Those of a family, and those that a run under a profile asks.
fn chosen(args: &RulesArgs, book: &Rulebook) -> Result<Vec<&'static RuleInfo>, Error> {
    if let Some(family) = &args.family
        && !book.families().any(|known| known == family)
    {
        let families: Vec<&str> = book.families().collect();
        return Err(Error(format!("there is no family `{family}`; there are {}", families.join(", "))));
    }
    let most = args.profile.map_or(Profile::Quality, Profile::from);
    let is_of = |rule: &&RuleInfo| args.family.as_ref().is_none_or(|family| rule.family == family);
    Ok(book.rules().iter().copied().filter(is_of).filter(|rule| rule.profile() <= most).collect())
}

/// There is no such rule, or family where one may be named: the nearest name, or how to see all.
pub fn no_rule(name: &str, or_family: bool, books: &[&Rulebook]) -> Error {
    let families: Vec<&str> =
        books.iter().flat_map(|book| book.families()).collect::<BTreeSet<_>>().into_iter().collect();
    let kind = if or_family { "rule or family" } else { "rule" };
    if !or_family && families.contains(&name) {
        return Error(format!("`{name}` is a family; `edgarlint rules --family {name}` lists its rules"));
    }
    let names = books.iter().flat_map(|book| book.rules()).map(|rule| rule.name());
    let nearest = words::nearest(name, names.chain(families.iter().copied().filter(|_| or_family)));
    let help = match nearest {
        Some(nearest) => format!("the nearest name is `{nearest}`"),
        None if or_family => {
            format!("the families are {}, and `edgarlint rules` lists all rules", families.join(", "))
        }
        None => "`edgarlint rules` lists all".to_owned(),
    };
    Error(format!("there is no {kind} `{name}`; {help}"))
}
