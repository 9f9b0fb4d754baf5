//! `check`: from paths to findings.

use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use super::args::CheckArgs;
use super::batches::in_batches;
use super::inputs::{Found, Input};
use super::intake::{Fate, Gathered, Taken, Why};
use super::printer::Printer;
use super::setup::{self, Setup, Stop};
use super::shown::{Pen, Shown};
use super::terminal::say;
use super::{Error, Outcome, settings};
use crate::config::Unusable;
use crate::diagnostic::Diagnostic;
use crate::engine::{self, Checked, Finding, Plan, input};
use crate::report::Entry;
use crate::source::{SourceId, Sources};

pub fn run(args: &CheckArgs) -> Result<Outcome, Error> {
    let begun = Instant::now();
    if args.inputs.paths.is_empty() && args.inputs.files_from.is_none() {
        return Err(Error("no path was given; name files or folders, or - for standard input".to_owned()));
    }
    let mut found = Found::of(&args.inputs);
    let setup = match Setup::of(&args.rules, args.fail_on, setup::start(args), &mut found, args.inputs.quiet) {
        Ok(setup) => setup,
        Err(Stop::Config(unusable)) => return refuse(args, unusable, begun),
        Err(Stop::Usage(error)) => {
            // A program that reads the report must find one, also where nothing was run.
            if args.output_format.is_json() {
                Printer::open(args, &Found::default(), &|_| None, begun)?.end_empty()?;
            }
            return Err(error);
        }
    };
    if args.show_settings {
        return settings::show(args, &setup, &found);
    }
    super::on_threads(args.inputs.jobs, found.inputs.len(), || {
        let checker = Checker { args, setup: &setup };
        let fail_on = |input: Option<usize>| setup.fail_on(input);
        let mut printer = Printer::open(args, &found, &fail_on, begun)?;
        let printed = match warn(&setup, &checker, &mut printer) {
            Ok(()) if setup.plans.compare() => together(&checker, &found.inputs, &mut printer)?,
            Ok(()) => apart(&checker, &found.inputs, &mut printer),
            broken => broken,
        };
        if printed.is_ok() {
            printer.close();
        }
        printer.end(printed)
    })
}

/// Reports what is wrong in the configuration; nothing is run.
fn refuse(args: &CheckArgs, unusable: Unusable, begun: Instant) -> Result<Outcome, Error> {
    let Unusable { sources, mistakes } = unusable;
    let nothing = Found { failed: true, ..Found::default() };
    let mut printer = Printer::open(args, &nothing, &|_| None, begun)?;
    let printed = printer.put_aside(settled(mistakes, &sources), &sources, &Pen::of(args));
    let outcome = printer.end(printed);
    say("error: nothing was checked, because the configuration cannot be used");
    outcome
}

/// Reports what should be written otherwise in the configuration.
fn warn(setup: &Setup, checker: &Checker, printer: &mut Printer) -> std::io::Result<()> {
    let warnings = settled(setup.warnings.clone(), &setup.sources);
    printer.put_aside(warnings, &setup.sources, &Pen::of(checker.args))
}

fn settled(said: Vec<Diagnostic>, sources: &Sources) -> Vec<Finding> {
    said.into_iter().map(|diagnostic| input::of_file(diagnostic, sources)).collect()
}

/// Checks each input by itself and lets go of it, so that no more is kept than what is at hand and what the end of
/// the report needs.
fn apart(checker: &Checker, inputs: &[Input], printer: &mut Printer) -> std::io::Result<()> {
    let pen = Pen::of(checker.args);
    let check = |number: usize, input: &Input| {
        let mut one = checker.check(input, number, 0);
        let shown = pen.draw(&one.findings, &one.taken.sources);
        one.taken.let_go();
        (one, shown)
    };
    in_batches(inputs, check, |first, batch| {
        for (at, (One { taken, entries, mut findings, .. }, shown)) in batch.into_iter().enumerate() {
            printer.enter(first + at, &taken.fate, entries, &mut findings);
            printer.put(first + at, findings, shown)?;
        }
        printer.flush()
    })
}

/// Checks each input by itself and then all of them together, which needs them all.
fn together(checker: &Checker, inputs: &[Input], printer: &mut Printer) -> Result<std::io::Result<()>, Error> {
    let mut all = Gathered::room_for(inputs)?;
    let mut found = Vec::new();
    let mut plans = Vec::new();
    let read = in_batches(
        inputs,
        |number, input| checker.check(input, number, number),
        |first, batch| {
            for (at, One { taken, entries, mut findings, plans: own }) in batch.into_iter().enumerate() {
                printer.enter(first + at, &taken.fate, entries, &mut findings);
                found.append(&mut findings);
                plans.extend(own);
                all.add(taken);
            }
            printer.flush()
        },
    );
    if read.is_err() {
        return Ok(read);
    }
    let Gathered { sources, filings } = all;
    let plans: Vec<&Plan> = plans.iter().map(Arc::as_ref).collect();
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
    setup: &'a Setup,
}

/// One input, checked by itself.
struct One {
    taken: Taken,
    entries: Vec<Entry>,
    /// By the numbers of its own filings.
    findings: Vec<Finding>,
    /// Of each of its filings.
    plans: Vec<Arc<Plan>>,
}

impl Checker<'_> {
    /// Checks the input of a number; `first` is the number that tells its texts from those of others.
    fn check(&self, input: &Input, number: usize, first: usize) -> One {
        let mut taken = Taken::of(input, first);
        if let (Some(stage), Fate::Read(filings)) = (self.args.stage.forced(), &mut taken.fate) {
            filings.iter_mut().for_each(|filing| filing.stage = stage);
        }
        let Taken { sources, fate } = &taken;
        let mut plans = Vec::new();
        let (filings, Checked { findings, verdicts }) = match fate {
            Fate::Read(filings) => {
                plans.extend(filings.iter().map(|filing| self.setup.plan(number, input, Some(filing))));
                let plans: Vec<&Plan> = plans.iter().map(Arc::as_ref).collect();
                (filings.as_slice(), engine::check_each(filings, sources, &plans))
            }
            Fate::Refused(source, why) => {
                let plan = self.setup.plan(number, input, None);
                let findings = refused(*source, why, sources, &plan).into_iter().collect();
                (&[][..], Checked { findings, verdicts: Vec::new() })
            }
            Fate::PassedOver | Fate::Failed(_) => (&[][..], Checked::default()),
        };
        let entries = filings.iter().zip(verdicts);
        let entries = entries.map(|(filing, verdict)| Entry::of(filing, verdict, &input.name, sources)).collect();
        One { taken, entries, findings, plans }
    }
}

fn refused(source: SourceId, why: &Why, sources: &Sources, plan: &Plan) -> Option<Finding> {
    match why {
        Why::Unreadable(what) => input::unreadable(*what, source, plan, sources),
        Why::Undecoded(place, what) => input::unreadable_at(*what, *place, plan, sources),
        Why::Unrecognised(what) => input::unrecognised(what, source, plan, sources),
        Why::ReadingFailed => Some(input::reading_failed(source, sources)),
    }
}
