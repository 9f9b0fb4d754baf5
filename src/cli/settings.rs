//! `check --show-settings` and `explain --for`: what holds for an input, and who said so.

use chrono::Local;
use rayon::prelude::*;

use super::args::{CheckArgs, CheckFormat, ExplainArgs, PageFormat};
use super::explain::no_rule;
use super::inputs::{Found, Input};
use super::intake::{Fate, Taken};
use super::setup::{Setup, Stop};
use super::terminal::{hand_over, say};
use super::{Error, Outcome};
use crate::config::Unusable;
use crate::engine::{Finding, Settings, input};
use crate::filing::Filing;
use crate::report::human::{self, Style};
use crate::report::settings::{self, Held};
use crate::rules::Rulebook;

/// Columns of what is drawn on standard error.
const WIDTH: usize = 100;

/// Prints what holds for every input.
pub fn show(args: &CheckArgs, setup: &Setup, found: &Found) -> Result<Outcome, Error> {
    let inputs = &found.inputs;
    let all: Vec<Held> = super::on_threads(args.inputs.jobs, inputs.len(), || {
        let each = inputs.par_iter().enumerate().flat_map_iter(|(number, input)| held(setup, number, input));
        Ok(each.collect())
    })?;
    let text = match args.output_format {
        CheckFormat::Json | CheckFormat::Jsonl => format!("{:#}\n", settings::all_json(&all)),
        _ => settings::all(&all),
    };
    hand_over(&text, args.output.as_deref())?;
    Ok(Outcome::of(false, !found.failures.is_empty()))
}

/// Draws what is wrong in a configuration, where a page was asked for.
pub fn refused(unusable: Unusable) -> Outcome {
    let Unusable { sources, mistakes } = unusable;
    let findings: Vec<Finding> = mistakes.into_iter().map(|mistake| input::of_file(mistake, &sources)).collect();
    say(human::render(&findings, &sources, &Style::plain(WIDTH)).trim_end());
    Outcome::Untrusted
}

/// Prints what is said of a rule for a file.
pub fn explain(args: &ExplainArgs, file: &str) -> Result<Outcome, Error> {
    let mut found = Found::named(file)?;
    let start = Settings::of_day(Local::now().date_naive());
    let setup = match Setup::of(&args.rules, None, start, &mut found, true) {
        Ok(setup) => setup,
        Err(Stop::Usage(error)) => return Err(error),
        Err(Stop::Config(unusable)) => return Ok(refused(unusable)),
    };
    let held: Vec<Held> =
        found.inputs.iter().enumerate().flat_map(|(number, input)| held(&setup, number, input)).collect();
    let rulebook = held.first().map(|held| held.ruling.rulebook());
    let rulebook = rulebook.unwrap_or_else(Rulebook::built_in);
    let rule = rulebook.find(&args.rule).ok_or_else(|| no_rule(&args.rule, false, &[rulebook]))?;
    let text = match args.output_format {
        PageFormat::Human | PageFormat::Markdown => settings::of_rule(rule, &held),
        PageFormat::Json => format!("{:#}\n", settings::of_rule_json(rule, &held)),
    };
    hand_over(&text, None)?;
    Ok(Outcome::Passed)
}

/// What holds for each filing of an input; for the input itself where it has none.
fn held<'s>(setup: &'s Setup, number: usize, input: &Input) -> Vec<Held<'s>> {
    let Taken { sources, fate, .. } = Taken::of(input, 0);
    let of = |filing: Option<&Filing>| Held {
        path: input.name.to_string(),
        member: filing.and_then(|filing| sources.get(filing.source).member.clone()),
        form: filing.and_then(|filing| filing.form.present().copied()),
        ruling: setup.ruling(number, input, filing),
    };
    match &fate {
        Fate::Read(filings) => filings.iter().map(|filing| of(Some(filing))).collect(),
        _ => vec![of(None)],
    }
}
