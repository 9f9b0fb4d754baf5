//! `explain` and `rules`: what the rulebook says.

use super::args::{ExplainArgs, ListFormat, PageFormat, RulesArgs};
use super::terminal::hand_over;
use super::{Error, Outcome};
use crate::report::page;
use crate::rules::Rulebook;
use crate::words;

pub fn page(args: &ExplainArgs) -> Result<Outcome, Error> {
    let rule = Rulebook::built_in().find(&args.rule).ok_or_else(|| no_rule(&args.rule, false))?;
    let text = match args.output_format {
        PageFormat::Markdown => page::markdown(rule),
        PageFormat::Json => format!("{:#}\n", page::json(rule)),
    };
    hand_over(&text, None)?;
    Ok(Outcome::Passed)
}

pub fn rules(args: &RulesArgs) -> Result<Outcome, Error> {
    let text = match args.output_format {
        ListFormat::Human => page::list(Rulebook::built_in()),
        ListFormat::Json => format!("{:#}\n", page::catalogue(Rulebook::built_in())),
    };
    hand_over(&text, None)?;
    Ok(Outcome::Passed)
}

/// There is no such rule, or family where one may be named; the nearest name is told.
pub fn no_rule(name: &str, or_family: bool) -> Error {
    let rules = Rulebook::built_in().rules();
    let families = rules.iter().map(|rule| rule.family).filter(|_| or_family);
    let names = rules.iter().map(|rule| rule.name()).chain(families);
    let nearest = words::nearest(name, names);
    let kind = if or_family { "rule or family" } else { "rule" };
    let nearest = nearest.map(|nearest| format!("; the nearest name is `{nearest}`")).unwrap_or_default();
    Error(format!("there is no {kind} `{name}`{nearest}"))
}
