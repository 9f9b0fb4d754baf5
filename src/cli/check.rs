//! `check`: from paths to findings.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use super::args::{CheckArgs, CheckFormat};
use super::inputs::{Inputs, Why};
use super::terminal::{hand_over, say, style};
use super::{Error, Outcome};
use crate::diagnostic::Severity;
use crate::engine::{self, Checked, Finding, Plan, RULE_PANICKED, Settings, input};
use crate::report::{Counts, Run, concise, counted, github, human, json, summary, verdict};
use crate::rules::Rulebook;

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
                print(args, &Inputs::default(), &Checked::default(), &Shown::default(), begun)?;
            }
            return Err(error);
        }
    };
    super::on_threads(args.inputs.jobs, || {
        let inputs = read(args);
        let checked = check(&inputs, &settings);
        let shown = Shown::of(args, &checked.findings);
        print(args, &inputs, &checked, &shown, begun)?;
        if !args.inputs.quiet {
            tell(args, &inputs, &checked, &shown);
        }
        let failed = args.fail_on.severity().is_some_and(|from| Counts::of(&checked.findings).at_least(from) > 0);
        let panicked = checked.findings.iter().any(|finding| finding.rule == RULE_PANICKED);
        Ok(Outcome::of(failed, inputs.untrusted || panicked))
    })
}

fn read(args: &CheckArgs) -> Inputs {
    let mut inputs = Inputs::of(&args.inputs);
    if let Some(stage) = args.stage.forced() {
        inputs.filings.iter_mut().for_each(|filing| filing.stage = stage);
    }
    inputs
}

/// What the rules say of the filings, and the run of what is none.
fn check(inputs: &Inputs, settings: &Settings) -> Checked {
    let Checked { mut findings, verdicts } = engine::check(&inputs.filings, &inputs.sources, settings);
    // That an input was not checked is said also where other rules were asked for.
    let plan = LazyCell::new(|| Plan::of(&Settings { select: Vec::new(), ..settings.clone() }));
    findings.extend(inputs.refused.iter().filter_map(|refused| match &refused.why {
        Why::Unreadable(what) => input::unreadable(*what, refused.source, &plan, &inputs.sources),
        Why::Unrecognised(what) => input::unrecognised(what, refused.source, &plan, &inputs.sources),
        Why::ReadingFailed => Some(input::reading_failed(refused.source, &inputs.sources)),
    }));
    engine::in_order(&mut findings);
    Checked { findings, verdicts }
}

fn print(args: &CheckArgs, inputs: &Inputs, checked: &Checked, shown: &Shown, begun: Instant) -> Result<(), Error> {
    let run = Run {
        findings: &checked.findings,
        filings: &inputs.filings,
        verdicts: &checked.verdicts,
        sources: &inputs.sources,
        as_of: as_of(args),
        inputs: inputs.count,
        unrecognised: inputs.unrecognised,
        unreadable: inputs.unreadable,
        seconds: begun.elapsed().as_secs_f64(),
    };
    let output = args.output.as_deref();
    let report = match args.output_format {
        CheckFormat::Human => human::render(&shown.findings, &inputs.sources, &style(args.color, output)),
        CheckFormat::Concise => concise::render(&shown.findings),
        CheckFormat::Github => github::render(&shown.findings),
        CheckFormat::Json => json::object(&run),
        CheckFormat::Jsonl => json::lines(&run),
    };
    hand_over(&report, output)
}

/// The findings that people are shown, and how many they are not.
#[derive(Default)]
struct Shown {
    findings: Vec<Finding>,
    /// Below `--show`.
    below: usize,
    /// Above `--max-per-rule`.
    repeated: usize,
}

impl Shown {
    fn of(args: &CheckArgs, findings: &[Finding]) -> Shown {
        let mut shown = Shown::default();
        // JSON carries all.
        if args.output_format.is_json() {
            return shown;
        }
        let mut of_rule: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let most = if args.output_format == CheckFormat::Github { 0 } else { args.max_per_rule };
        for finding in findings {
            if finding.severity < Severity::from(args.show) {
                shown.below += 1;
                continue;
            }
            let count = of_rule.entry((&finding.path, finding.rule)).or_default();
            *count += 1;
            if most > 0 && *count > most {
                shown.repeated += 1;
                continue;
            }
            shown.findings.push(finding.clone());
        }
        shown
    }
}

/// The summary for people, on standard error.
fn tell(args: &CheckArgs, inputs: &Inputs, checked: &Checked, shown: &Shown) {
    let Checked { findings, verdicts } = checked;
    if args.output_format == CheckFormat::Human {
        verdict::lines(&inputs.filings, verdicts, &inputs.sources).iter().for_each(|line| say(line));
    }
    if shown.below > 0 {
        let level = Severity::from(args.show);
        say(&format!("{} below {level} not shown (--show)", counted(shown.below, "finding")));
    }
    if shown.repeated > 0 {
        let more = counted(shown.repeated, "more finding");
        say(&format!("{more} of rules already shown {} times in a file (--max-per-rule)", args.max_per_rule));
    }
    if args.statistics {
        say(statistics(findings).trim_end());
    }
    say(&summary(Counts::of(findings), inputs.filings.len()));
}

/// Findings counted by rule, the most frequent first.
fn statistics(findings: &[Finding]) -> String {
    let mut by_rule: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for finding in findings {
        *by_rule.entry((finding.rule, finding.severity)).or_default() += 1;
    }
    let mut rows: Vec<_> = by_rule.into_iter().collect();
    rows.sort_by_key(|((rule, severity), count)| (std::cmp::Reverse(*count), *rule, *severity));
    rows.iter().fold(String::new(), |mut lines, ((rule, severity), count)| {
        let _ = writeln!(lines, "{count:6}  {severity:7}  {rule}");
        lines
    })
}

fn as_of(args: &CheckArgs) -> chrono::NaiveDate {
    args.as_of.unwrap_or_else(|| chrono::Local::now().date_naive())
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
        profile: args.profile.into(),
        select: args.select.iter().map(|name| rule_or_family(name)).collect::<Result<_, _>>()?,
        ignore: args.ignore.iter().map(|name| rule_or_family(name)).collect::<Result<_, _>>()?,
        severities,
        min_certainty: args.min_certainty.into(),
        as_of: as_of(args),
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
