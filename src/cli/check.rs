//! `check`: from paths to findings.

use std::collections::BTreeMap;
use std::time::Instant;

use rayon::prelude::*;

use super::args::CheckArgs;
use super::batches::in_batches;
use super::inputs::{Found, Input};
use super::intake::{Fate, Gathered, Taken, Why};
use super::printer::Printer;
use super::shown::{Pen, Shown};
use super::{Error, Outcome};
use crate::engine::{self, Checked, Finding, Plan, Settings, input};
use crate::report::Entry;
use crate::rules::Rulebook;
use crate::source::{SourceId, Sources};

pub fn run(args: &CheckArgs) -> Result<Outcome, Error> {
    let begun = Instant::now();
    if args.inputs.paths.is_empty() && args.inputs.files_from.is_none() {
        return Err(Error("no path was given; name files or folders, or - for standard input".to_owned()));
    }
    let settings = match settings(args) {
        Ok(settings) => settings,
        Err(error) => {
            // A program that reads the report must find one, also where nothing was run.
            if args.output_format.is_json() {
                Printer::open(args, &Found::default(), begun)?.end_empty()?;
            }
            return Err(error);
        }
    };
    let found = Found::of(&args.inputs);
    super::on_threads(args.inputs.jobs, found.inputs.len(), || {
        let checker = Checker::of(args, settings);
        let mut printer = Printer::open(args, &found, begun)?;
        let printed = match checker.compares() {
            true => together(&checker, &found.inputs, &mut printer)?,
            false => apart(&checker, &found.inputs, &mut printer),
        };
        if printed.is_ok() {
            printer.close();
        }
        printer.end(printed)
    })
}

/// Checks each input by itself and lets go of it, so that no more is kept than what is at hand and what the end of
/// the report needs.
fn apart(checker: &Checker, inputs: &[Input], printer: &mut Printer) -> std::io::Result<()> {
    let pen = Pen::of(checker.args);
    let check = |input: &Input| {
        let mut one = checker.check(input, 0);
        let shown = pen.draw(&one.findings, &one.taken.sources);
        one.taken.let_go();
        (one, shown)
    };
    in_batches(
        inputs,
        |_, input| check(input),
        |first, batch| {
            for (at, (One { taken, entries, mut findings }, shown)) in batch.into_iter().enumerate() {
                printer.enter(first + at, &taken.fate, entries, &mut findings);
                printer.put(first + at, findings, shown)?;
            }
            printer.flush()
        },
    )
}

/// Checks each input by itself and then all of them together, which needs them all.
fn together(checker: &Checker, inputs: &[Input], printer: &mut Printer) -> Result<std::io::Result<()>, Error> {
    let mut all = Gathered::room_for(inputs)?;
    let mut found = Vec::new();
    let read = in_batches(
        inputs,
        |number, input| checker.check(input, number),
        |first, batch| {
            for (at, One { taken, entries, mut findings }) in batch.into_iter().enumerate() {
                printer.enter(first + at, &taken.fate, entries, &mut findings);
                found.append(&mut findings);
                all.add(taken);
            }
            printer.flush()
        },
    );
    if read.is_err() {
        return Ok(read);
    }
    let Gathered { sources, filings } = all;
    let plans = vec![&checker.plan; filings.len()];
    found.extend(engine::check_together(&filings, &sources, &plans));
    engine::in_order(&mut found);
    let pen = Pen::of(checker.args);
    let of_path = |a: &Finding, b: &Finding| a.path == b.path;
    let shown: Vec<Shown> = found.par_chunk_by(of_path).map(|findings| pen.draw(findings, &sources)).collect();
    Ok(printer.put_all(found, shown))
}

/// What is asked of every input.
struct Checker<'a> {
    args: &'a CheckArgs,
    across: bool,
    plan: Plan,
}

/// One input, checked by itself.
struct One {
    taken: Taken,
    entries: Vec<Entry>,
    /// By the numbers of its own filings.
    findings: Vec<Finding>,
}

impl<'a> Checker<'a> {
    fn of(args: &'a CheckArgs, settings: Settings) -> Checker<'a> {
        Checker { args, plan: Plan::of(&settings), across: settings.across }
    }

    /// Whether a rule that was asked for holds the filings of a run against each other.
    fn compares(&self) -> bool {
        self.across && self.plan.across().next().is_some()
    }

    fn check(&self, input: &Input, number: usize) -> One {
        let mut taken = Taken::of(input, number);
        if let (Some(stage), Fate::Read(filings)) = (self.args.stage.forced(), &mut taken.fate) {
            filings.iter_mut().for_each(|filing| filing.stage = stage);
        }
        let Taken { sources, fate } = &taken;
        let (filings, Checked { findings, verdicts }) = match fate {
            Fate::Read(filings) => {
                let plans = vec![&self.plan; filings.len()];
                (filings.as_slice(), engine::check_each(filings, sources, &plans))
            }
            Fate::Refused(source, why) => {
                let findings = self.refused(*source, why, sources).into_iter().collect();
                (&[][..], Checked { findings, verdicts: Vec::new() })
            }
            Fate::PassedOver | Fate::Failed(_) => (&[][..], Checked::default()),
        };
        let entries = filings.iter().zip(verdicts);
        let entries = entries.map(|(filing, verdict)| Entry::of(filing, verdict, &input.name, sources)).collect();
        One { taken, entries, findings }
    }

    fn refused(&self, source: SourceId, why: &Why, sources: &Sources) -> Option<Finding> {
        match why {
            Why::Unreadable(what) => input::unreadable(*what, source, &self.plan, sources),
            Why::Undecoded(place, what) => input::unreadable_at(*what, *place, &self.plan, sources),
            Why::Unrecognised(what) => input::unrecognised(what, source, &self.plan, sources),
            Why::ReadingFailed => Some(input::reading_failed(source, sources)),
        }
    }
}

fn settings(args: &CheckArgs) -> Result<Settings, Error> {
    let mut severities = BTreeMap::new();
    for word in &args.severity {
        let (name, level) = word.split_once('=').ok_or_else(|| Error(format!("`{word}` is not RULE=LEVEL")))?;
        let level = match level {
            "off" => None,
            _ => Some(level.parse().map_err(|why| Error(format!("--severity {word}: {why}, and off")))?),
        };
        severities.insert(rule_named(name)?, level);
    }
    Ok(Settings {
        rulebook: Rulebook::built_in(),
        extend_select: Vec::new(),
        thresholds: BTreeMap::new(),
        profile: args.profile.into(),
        select: args.select.iter().map(|name| rule_or_family(name)).collect::<Result<_, _>>()?,
        ignore: args.ignore.iter().map(|name| rule_or_family(name)).collect::<Result<_, _>>()?,
        severities,
        min_certainty: args.min_certainty.into(),
        as_of: args.as_of(),
        across: args.across || !args.no_across,
    })
}

/// The present name of a rule; a former name is understood.
fn rule_named(name: &str) -> Result<String, Error> {
    let found = Rulebook::built_in().find(name).map(|rule| rule.name().to_owned());
    found.ok_or_else(|| super::explain::no_rule(name, false))
}

fn rule_or_family(name: &str) -> Result<String, Error> {
    if Rulebook::built_in().rules().iter().any(|rule| rule.family == name) {
        return Ok(name.to_owned());
    }
    let found = Rulebook::built_in().find(name).map(|rule| rule.name().to_owned());
    found.ok_or_else(|| super::explain::no_rule(name, true))
}
