//! `check`: from paths to findings.

use std::collections::BTreeMap;
use std::time::Instant;

use rayon::prelude::*;

use super::args::CheckArgs;
use super::baseline::Baseline;
use super::batches::in_batches;
use super::inputs::{Found, Input};
use super::intake::{Fate, Gathered, Taken, Why};
use super::printer::{Ended, Printer};
use super::shown::{Pens, Shown};
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
    let checker = match Checker::of(args) {
        Ok(checker) => checker,
        Err(error) => {
            Printer::open(args, &Found::default(), begun)?.end_empty(&error)?;
            return Err(error);
        }
    };
    let found = Found::of(&args.inputs);
    super::on_threads(args.inputs.jobs, found.inputs.len(), || {
        let mut printer = Printer::open(args, &found, begun)?;
        let printed = match checker.compares() {
            true => together(&checker, &found.inputs, &mut printer),
            false => apart(&checker, &found.inputs, &mut printer),
        };
        if printed.is_ok() {
            printer.close();
            printer.remark(checker.end()?);
            printer.ran(checker.plan.ran().collect());
        }
        printer.end(printed)
    })
}

/// Checks each input by itself and lets go of it, so that no more is kept than what is at hand and what the end of
/// the report needs.
fn apart(checker: &Checker, inputs: &[Input], printer: &mut Printer) -> Result<(), Ended> {
    let pens = Pens::of(checker.args);
    let check = |input: &Input| {
        let mut one = checker.check(input, 0);
        let shown = pens.draw(&mut one.findings, &one.taken.sources);
        one.taken.let_go();
        (one, shown)
    };
    in_batches(
        inputs,
        |_, input| check(input),
        |first, batch| {
            for (at, (One { taken, entries, mut findings }, shown)) in batch.into_iter().enumerate() {
                printer.enter(first + at, &taken, entries, &mut findings);
                printer.put(first + at, findings, shown)?;
            }
            printer.flush()
        },
    )
}

/// Checks each input by itself and then all of them together, which needs them all.
fn together(checker: &Checker, inputs: &[Input], printer: &mut Printer) -> Result<(), Ended> {
    let mut all = Gathered::room_for(inputs)?;
    let mut found = Vec::new();
    in_batches(
        inputs,
        |number, input| checker.check(input, number),
        |first, batch| {
            for (at, One { taken, entries, mut findings }) in batch.into_iter().enumerate() {
                printer.enter(first + at, &taken, entries, &mut findings);
                found.append(&mut findings);
                all.add(taken);
            }
            printer.flush()
        },
    )?;
    let Gathered { sources, filings } = all;
    let plans = vec![&checker.plan; filings.len()];
    let mut more = engine::check_together(&filings, &sources, &plans);
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
    across: bool,
    plan: Plan,
    baseline: Option<Baseline>,
}

/// One input, checked by itself.
struct One {
    taken: Taken,
    entries: Vec<Entry>,
    /// By the numbers of its own filings.
    findings: Vec<Finding>,
}

impl<'a> Checker<'a> {
    fn of(args: &'a CheckArgs) -> Result<Checker<'a>, Error> {
        let settings = settings(args)?;
        let baseline = args.baseline.as_deref().map(|file| Baseline::open(file, args.update_baseline)).transpose()?;
        Ok(Checker { args, plan: Plan::of(&settings), across: settings.across, baseline })
    }

    fn mark(&self, findings: &mut [Finding]) {
        if let Some(baseline) = &self.baseline {
            baseline.mark(findings);
        }
    }

    /// What is to be said of the run as a whole.
    fn end(&self) -> Result<Vec<String>, Error> {
        self.baseline.as_ref().map_or(Ok(Vec::new()), |baseline| baseline.end(|rule| self.plan.asks(rule)))
    }

    /// Whether a rule that was asked for holds the filings of a run against each other.
    fn compares(&self) -> bool {
        self.across && self.plan.across().next().is_some()
    }

    fn check(&self, input: &Input, number: usize) -> One {
        let take = if self.args.audit { Taken::sealed } else { Taken::of };
        let mut taken = take(input, number);
        if let (Some(stage), Fate::Read(filings)) = (self.args.stage.forced(), &mut taken.fate) {
            filings.iter_mut().for_each(|filing| filing.stage = stage);
        }
        let Taken { sources, fate, .. } = &taken;
        let (filings, Checked { mut findings, verdicts }) = match fate {
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
        if let Some(baseline) = self.baseline.as_ref().filter(|_| !filings.is_empty()) {
            baseline.saw(&input.name);
        }
        self.mark(&mut findings);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::filing::Filing;
    use crate::lower;
    use crate::rules::{Answer, AnyRule, Cx};
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
        let rulebook = Rulebook::answering("code-missing", Answer::Within(&Broken));
        let found = engine::run(&filings, &sources, &Settings { rulebook, ..Settings::of_day(as_of) });
        let said: Vec<_> = found.iter().map(|finding| (finding.rule, finding.severity)).collect();
        assert_eq!(said, [("rule-panicked", Severity::Error)]);
        assert!(found[0].message.starts_with("the rule code-missing failed"), "{}", found[0].message);
    }
}
