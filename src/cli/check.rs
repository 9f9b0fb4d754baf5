//! `check`: from paths to findings.

use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use super::accepted::{Accepted, Filings};
use super::args::CheckArgs;
use super::baseline::Baseline;
use super::batches::in_batches;
use super::inputs::{Found, Input};
use super::intake::{Fate, Gathered, Taken, Why};
use super::printer::{Ended, Printer};
use super::setup::{self, Setup, Stop};
use super::shown::{Pens, Shown};
use super::{Error, Outcome, settings, sink};
use crate::config::Unusable;
use crate::engine::{self, Checked, Finding, Plan, input};
use crate::report::Entry;
use crate::source::{SourceId, Sources};

pub fn run(args: &CheckArgs) -> Result<Outcome, Error> {
    let begun = Instant::now();
    if args.inputs.paths.is_empty() && args.inputs.files_from.is_none() {
        return Err(Error("no path was given; name files or folders, or - for standard input".to_owned()));
    }
    let mut found = Found::of(&args.inputs);
    found.leave_out(&sink::places(args)?)?;
    let setup = match Setup::of(&args.rules, args.fail_on, setup::start(args), &mut found, args.inputs.quiet) {
        Ok(setup) => setup,
        Err(Stop::Config(unusable)) => return refuse(args, unusable, begun),
        Err(Stop::Usage(error)) => return begin_not(args, error, begun),
    };
    if args.show_settings {
        return settings::show(args, &setup, &found);
    }
    let known = args.baseline.as_deref().map(|file| Baseline::open(file, args.update_baseline));
    let baseline = match known.transpose() {
        Ok(baseline) => baseline,
        Err(error) => return begin_not(args, error, begun),
    };
    super::on_threads(args.inputs.jobs, found.inputs.len(), || {
        let accepted = Accepted::of(&setup, args.as_of(), args.ignore_suppressions);
        let checker = Checker { args, setup: &setup, across: args.across || !args.no_across, accepted, baseline };
        let fail_on = |input: Option<usize>| setup.fail_on(input);
        let mut printer = Printer::open(args, &found, &fail_on, begun)?;
        printer.by(setup.rulebook());
        let mut printed = printer.put_aside(&setup.warnings, &setup.sources).and_then(|()| match setup.compares() {
            true => together(&checker, &found.inputs, &mut printer),
            false => apart(&checker, &found.inputs, &mut printer),
        });
        if printed.is_ok() {
            printer.close();
            printed = printer.put_aside(&checker.accepted.end(), &setup.sources);
            printer.accepted(checker.accepted.account(), &setup.sources);
            printer.remark(checker.end()?);
            printer.ran(setup.plans.ran());
        }
        printer.end(printed)
    })
}

/// Leaves reports of a run that could not begin, so that none of a run before is taken for its own.
fn begin_not(args: &CheckArgs, error: Error, begun: Instant) -> Result<Outcome, Error> {
    Printer::open(args, &Found::default(), &|_| None, begun)?.end_empty(&error)?;
    Err(error)
}

/// Reports what is wrong in the configuration; nothing is run.
fn refuse(args: &CheckArgs, unusable: Unusable, begun: Instant) -> Result<Outcome, Error> {
    let error = Error("nothing was checked, because the configuration cannot be used".to_owned());
    let nothing = Found::default();
    let mut printer = Printer::open(args, &nothing, &|_| None, begun)?;
    match printer.put_aside(&unusable.mistakes, &unusable.sources) {
        Err(Ended::Failed(error)) => return Err(error),
        Ok(()) | Err(Ended::Unread) => printer.end_empty(&error)?,
    }
    Err(error)
}

/// Checks each input by itself and lets go of it, so that no more is kept than what is at hand and what the end of
/// the report needs.
fn apart(checker: &Checker, inputs: &[Input], printer: &mut Printer) -> Result<(), Ended> {
    let pens = Pens::of(checker.args);
    let check = |number: usize, input: &Input| {
        let mut one = checker.check(input, number, 0);
        let shown = pens.draw(&mut one.findings, &one.taken.sources);
        one.taken.let_go();
        (one, shown)
    };
    in_batches(inputs, check, |first, batch| {
        for (at, (One { taken, entries, mut findings, .. }, shown)) in batch.into_iter().enumerate() {
            printer.enter(first + at, &taken, entries, &mut findings);
            printer.put(first + at, findings, shown)?;
        }
        printer.flush()
    })
}

/// Checks each input by itself and then all of them together, which needs them all.
fn together(checker: &Checker, inputs: &[Input], printer: &mut Printer) -> Result<(), Ended> {
    let mut all = Gathered::room_for(inputs)?;
    let mut found = Vec::new();
    let mut plans = Vec::new();
    let mut of_input = Vec::new();
    in_batches(
        inputs,
        |number, input| checker.check(input, number, number),
        |first, batch| {
            for (at, One { taken, entries, mut findings, plans: own }) in batch.into_iter().enumerate() {
                printer.enter(first + at, &taken, entries, &mut findings);
                found.append(&mut findings);
                of_input.extend(own.iter().map(|_| first + at));
                plans.extend(own);
                all.add(taken);
            }
            printer.flush()
        },
    )?;
    let Gathered { sources, filings } = all;
    let plans: Vec<&Plan> = plans.iter().map(Arc::as_ref).collect();
    let mut more = engine::check_together(&filings, &sources, &plans);
    let checked = Filings { filings: &filings, plans: &plans, sources: &sources };
    let input = |filing: usize| {
        let number = of_input.get(filing).copied().unwrap_or_default();
        (number, &inputs[number])
    };
    checker.accepted.mark(&checked, input, |across| across, &mut more);
    checker.mark(&mut more);
    found.append(&mut more);
    engine::in_order(&mut found);
    let pens = Pens::of(checker.args);
    let mut paths = by_path(found);
    let shown: Vec<Shown> = paths.par_iter_mut().map(|findings| pens.draw(findings, &sources)).collect();
    paths.into_iter().zip(shown).try_for_each(|(findings, shown)| printer.put_next(findings, shown))?;
    printer.flush()
}

/// Findings in their order, those of each path by themselves.
fn by_path(findings: Vec<Finding>) -> Vec<Vec<Finding>> {
    let mut paths: Vec<Vec<Finding>> = Vec::new();
    for finding in findings {
        match paths.last_mut() {
            Some(others) if others.last().is_some_and(|other| other.path == finding.path) => others.push(finding),
            _ => paths.push(vec![finding]),
        }
    }
    paths
}

/// What is asked of every input.
struct Checker<'a> {
    args: &'a CheckArgs,
    setup: &'a Setup,
    /// Whether filings are compared with each other.
    across: bool,
    accepted: Accepted<'a>,
    baseline: Option<Baseline>,
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
    fn mark(&self, findings: &mut [Finding]) {
        if let Some(baseline) = &self.baseline {
            baseline.mark(findings);
        }
    }

    /// What is to be said of the run as a whole.
    fn end(&self) -> Result<Vec<String>, Error> {
        self.baseline.as_ref().map_or(Ok(Vec::new()), |baseline| baseline.end(|rule| self.setup.plans.asked(rule)))
    }

    /// Checks the input of a number; `first` is the number that tells its texts from those of others.
    fn check(&self, input: &Input, number: usize, first: usize) -> One {
        let take = if self.args.audit { Taken::sealed } else { Taken::of };
        let mut taken = take(input, first);
        if let (Some(stage), Fate::Read(filings)) = (self.args.stage.forced(), &mut taken.fate) {
            filings.iter_mut().for_each(|filing| filing.stage = stage);
        }
        let Taken { sources, fate, .. } = &taken;
        let mut plans = Vec::new();
        let (filings, Checked { mut findings, verdicts }) = match fate {
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
        let refs: Vec<&Plan> = plans.iter().map(Arc::as_ref).collect();
        let checked = Filings { filings, plans: &refs, sources };
        // Where filings are not compared, rules about several are asked of each alone.
        let asks = |across: bool| !across || !self.across;
        self.accepted.mark(&checked, |_| (number, input), asks, &mut findings);
        if let Some(baseline) = self.baseline.as_ref().filter(|_| !filings.is_empty()) {
            baseline.saw(&input.name);
        }
        self.mark(&mut findings);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::engine::Settings;
    use crate::filing::Filing;
    use crate::lower;
    use crate::rules::{Answer, AnyRule, Cx, Rulebook};
    use crate::source::Sources;

    struct Broken;

    impl AnyRule for Broken {
        fn ask<'f>(&self, _: &'f Filing, _: &mut Cx<'f>) {
            panic!("a rule that breaks, for a test");
        }
    }

    #[test]
    fn a_rule_that_breaks_is_an_error_that_names_it() {
        let mut sources = Sources::new();
        let id = sources.add_text("a.xml", "<ownershipDocument><documentType>4</documentType></ownershipDocument>");
        let filings = lower::read_all(&mut sources, id).filings;
        let as_of = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        let rule = Rulebook::built_in().find("code-missing").expect("a built-in rule");
        let rulebook = Rulebook::of(Vec::new()).and(&[rule.answered_by(Answer::Within(&Broken))]);
        let found = engine::run(&filings, &sources, &Settings { rulebook, ..Settings::of_day(as_of) });
        let said: Vec<_> = found.iter().map(|finding| (finding.rule, finding.severity)).collect();
        assert_eq!(said, [("rule-panicked", Severity::Error)]);
        assert!(found[0].message.starts_with("the rule code-missing failed"), "{}", found[0].message);
    }
}
