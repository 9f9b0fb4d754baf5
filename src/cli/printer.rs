//! Findings on their way out, and the account of the run that follows them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use super::args::{CheckArgs, CheckFormat};
use super::batches::ByName;
use super::inputs::{Found, Input};
use super::intake::{Seal, Taken, Tally};
use super::progress::Progress;
use super::shown::{Pens, Shown};
use super::sink::{self, Sink};
use super::terminal::say;
use super::{Error, Outcome};
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::{self, Finding, RULE_PANICKED, input};
use crate::report::audit::{self, Found as OfRule};
use crate::report::{Audit, Counts, Entry, Run, counted, summary, verdict};
use crate::rules::{RuleInfo, Rulebook};
use crate::source::Sources;

pub struct Printer<'a> {
    args: &'a CheckArgs,
    inputs: &'a [Input],
    begun: Instant,
    sinks: Vec<Sink>,
    progress: Progress,
    /// What is to be written to each sink of inputs whose turn has not come.
    waiting: ByName<Vec<Vec<u8>>>,
    /// Findings for reports that are written whole.
    kept: Vec<Finding>,
    entries: Vec<Entry>,
    /// What fails the run, of the findings of an input, or of any.
    fail_on: &'a dyn Fn(Option<usize>) -> Option<Severity>,
    /// The same, of the findings of each entry.
    fails: Vec<Option<Severity>>,
    failed: bool,
    /// Findings that are to be dealt with.
    rulebook: &'static Rulebook,
    by_rule: BTreeMap<(&'static str, Severity), usize>,
    suppressed: usize,
    known: usize,
    below: usize,
    repeated: usize,
    remarks: Vec<String>,
    audit: Option<Audit>,
    /// By rule, for the audit.
    found: BTreeMap<&'static str, OfRule>,
    tally: Tally,
}

/// Why printing ends before the run does.
pub enum Ended {
    /// Whoever read the reports has seen enough.
    Unread,
    Failed(Error),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Ended {
        Ended::Failed(error)
    }
}

impl<'a> Printer<'a> {
    /// Opens the reports of a run over what was found; `fail_on` tells what fails it, of the findings of an input or of
    /// any.
    pub fn open(
        args: &'a CheckArgs,
        found: &'a Found,
        fail_on: &'a dyn Fn(Option<usize>) -> Option<Severity>,
        begun: Instant,
    ) -> Result<Printer<'a>, Error> {
        let inputs = found.inputs.as_slice();
        Ok(Printer {
            args,
            inputs,
            begun,
            sinks: sink::open(args)?,
            progress: Progress::of(args.progress, args.inputs.quiet, inputs.len()),
            waiting: ByName::of(inputs),
            kept: Vec::new(),
            entries: Vec::new(),
            fail_on,
            fails: Vec::new(),
            failed: false,
            rulebook: Rulebook::built_in(),
            by_rule: BTreeMap::new(),
            suppressed: 0,
            known: 0,
            below: 0,
            repeated: 0,
            remarks: Vec::new(),
            audit: args.audit.then(Audit::default),
            found: BTreeMap::new(),
            tally: Tally::of(found),
        })
    }

    /// Enters an input and its filings, and gives its findings the numbers that the filings have in the run.
    pub fn enter(&mut self, input: usize, taken: &Taken, mut entries: Vec<Entry>, findings: &mut [Finding]) {
        for at in findings.iter_mut().filter_map(|finding| finding.filing.as_mut()) {
            *at += self.entries.len();
        }
        self.fails.resize(self.entries.len() + entries.len(), (self.fail_on)(Some(input)));
        self.entries.append(&mut entries);
        if let Some(input) = self.inputs.get(input) {
            if let Some(words) = self.tally.count(input, &taken.fate) {
                self.progress.aside(|| say(&words));
            }
            if let (Some(audit), Some(Seal { bytes, sha256 })) = (&mut self.audit, &taken.seal) {
                audit.inputs.push(audit::Input { path: input.name.to_string(), bytes: *bytes, sha256: sha256.clone() });
            }
        }
        self.progress.at(input + 1);
    }

    /// Takes the findings of one input; they are written when those of all inputs before it by name are.
    pub fn put(&mut self, input: usize, findings: Vec<Finding>, shown: Shown) -> Result<(), Ended> {
        let texts = self.texts(findings, shown);
        self.waiting.put(input, texts).iter().try_for_each(|texts| self.write(texts))
    }

    /// Takes what is said of files that are no inputs, before anything else; no limit hides any of it.
    pub fn put_aside(&mut self, said: &[Diagnostic], sources: &Sources) -> Result<(), Ended> {
        if said.is_empty() {
            return Ok(());
        }
        let mut findings: Vec<Finding> = said.iter().map(|said| input::of_file(said.clone(), sources)).collect();
        let shown = Pens::of_all(self.args).draw(&mut findings, sources);
        let texts = self.texts(findings, shown);
        self.write(&texts)
    }

    /// Takes the findings of the next path, where those of all paths are at hand.
    pub fn put_next(&mut self, findings: Vec<Finding>, shown: Shown) -> Result<(), Ended> {
        self.progress.end();
        let texts = self.texts(findings, shown);
        self.write(&texts)
    }

    /// Counts findings, and gives what is to be written of them now to each sink.
    fn texts(&mut self, findings: Vec<Finding>, shown: Shown) -> Vec<Vec<u8>> {
        findings.iter().for_each(|finding| self.count(finding));
        self.below += shown.below;
        self.repeated += shown.repeated;
        let mut drawn = shown.texts.into_iter();
        let texts = self.sinks.iter().map(|sink| sink.text(&findings, drawn.next().unwrap_or_default())).collect();
        if self.sinks.iter().any(|sink| sink.format.is_whole()) {
            self.kept.extend(findings);
        }
        texts
    }

    fn count(&mut self, finding: &Finding) {
        self.found.entry(finding.rule).or_default().add(finding);
        self.suppressed += usize::from(finding.suppressed.is_some());
        self.known += usize::from(finding.baseline);
        if !finding.counts() {
            return;
        }
        *self.by_rule.entry((finding.rule, finding.severity)).or_default() += 1;
        self.failed |= self.fails_by(finding);
        if let Some(entry) = finding.filing.and_then(|at| self.entries.get_mut(at)) {
            entry.found.add(finding.severity, 1);
        }
    }

    fn write(&mut self, texts: &[Vec<u8>]) -> Result<(), Ended> {
        let Printer { sinks, progress, .. } = self;
        sinks.iter_mut().zip(texts).try_for_each(|(sink, text)| sink.write(text, progress))?;
        self.is_read()
    }

    pub fn flush(&mut self) -> Result<(), Ended> {
        let Printer { sinks, progress, .. } = self;
        sinks.iter_mut().try_for_each(|sink| sink.flush(progress))?;
        self.is_read()
    }

    fn is_read(&self) -> Result<(), Ended> {
        if self.sinks.iter().all(|sink| sink.closed) { Err(Ended::Unread) } else { Ok(()) }
    }

    /// All inputs were looked at.
    pub fn close(&mut self) {
        self.progress.end();
        self.tally.close(self.entries.len(), &self.args.inputs);
    }

    /// Takes the rules there are, where users have added to those built in.
    pub fn by(&mut self, rulebook: &'static Rulebook) {
        self.rulebook = rulebook;
    }

    /// Takes the rules that were asked.
    pub fn ran(&mut self, rules: Vec<(&'static RuleInfo, Severity)>) {
        if let Some(audit) = &mut self.audit {
            audit.close(rules, &self.found);
        }
    }

    /// Takes what was accepted, and the files that say so and what is asked.
    pub fn accepted(&mut self, suppressions: Vec<audit::Accepted>, files: &Sources) {
        if let Some(audit) = &mut self.audit {
            audit.suppressions = suppressions;
            audit.files = files.iter().map(|(_, file)| audit::Input::of(&file.path, file.text().as_str())).collect();
            audit.files.sort_unstable();
        }
    }

    /// Keeps what is to be said for people after the findings.
    pub fn remark(&mut self, words: Vec<String>) {
        self.remarks.extend(words);
    }

    /// Ends the reports and says for people how the run went; `printed` is how printing went so far.
    pub fn end(mut self, printed: Result<(), Ended>) -> Result<Outcome, Error> {
        self.progress.end();
        match printed.and_then(|()| self.end_reports()) {
            Ok(()) if !self.args.inputs.quiet => self.tell(),
            Ok(()) | Err(Ended::Unread) => {}
            Err(Ended::Failed(error)) => return Err(error),
        }
        Ok(self.outcome())
    }

    /// Ends the reports of a run in which nothing was looked at, and that says why: a reader must find one, and none
    /// of a run before.
    pub fn end_empty(mut self, why: &Error) -> Result<(), Error> {
        self.tally.trouble(None, why.0.clone());
        match self.end_reports() {
            Ok(()) | Err(Ended::Unread) => Ok(()),
            Err(Ended::Failed(error)) => Err(error),
        }
    }

    fn end_reports(&mut self) -> Result<(), Ended> {
        engine::in_order(&mut self.kept);
        let run = Run {
            filings: &self.entries,
            counts: self.counts(),
            suppressed: self.suppressed,
            baseline: self.args.baseline.as_ref().map(|_| self.known),
            rulebook: self.rulebook,
            fail_on: (self.fail_on)(None),
            as_of: self.args.as_of(),
            inputs: self.inputs.len(),
            unrecognised: self.tally.unrecognised,
            unreadable: self.tally.unreadable,
            troubles: &self.tally.troubles,
            exit_code: self.outcome().code(),
            audit: self.audit.as_ref(),
            seconds: self.begun.elapsed().as_secs_f64(),
        };
        self.sinks.iter_mut().try_for_each(|sink| sink.end(&self.kept, &run))?;
        self.is_read()
    }

    fn outcome(&self) -> Outcome {
        let panicked = self.by_rule.keys().any(|(rule, _)| *rule == RULE_PANICKED);
        Outcome::of(self.failed, self.tally.is_untrusted() || panicked)
    }

    /// Whether a finding is severe enough to fail the run.
    fn fails_by(&self, finding: &Finding) -> bool {
        let of_filing = finding.filing.and_then(|at| self.fails.get(at).copied());
        of_filing.unwrap_or_else(|| (self.fail_on)(None)).is_some_and(|from| finding.severity >= from)
    }

    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.by_rule.iter().for_each(|((_, severity), count)| counts.add(*severity, *count));
        counts
    }

    /// The summary for people, on standard error.
    fn tell(&self) {
        if self.args.output_format == CheckFormat::Human {
            verdict::lines(&self.entries).for_each(|line| say(&line));
        }
        if self.below > 0 {
            let level = Severity::from(self.args.show);
            say(&format!("{} below {level} not shown (--show)", counted(self.below, "finding")));
        }
        if self.repeated > 0 {
            let more = counted(self.repeated, "more finding");
            say(&format!("{more} of rules already shown {} times in a file (--max-per-rule)", self.args.max_per_rule));
        }
        if self.suppressed > 0 {
            say(&format!("{} suppressed", counted(self.suppressed, "finding")));
        }
        if self.known > 0 {
            say(&format!("{} in the baseline", counted(self.known, "finding")));
        }
        self.remarks.iter().for_each(|words| say(words));
        if self.args.statistics {
            say(self.statistics().trim_end());
        }
        say(&summary(self.counts(), self.entries.len()));
    }

    /// Findings counted by rule, the most frequent first.
    fn statistics(&self) -> String {
        let mut rows: Vec<_> = self.by_rule.iter().collect();
        rows.sort_by_key(|((rule, severity), count)| (std::cmp::Reverse(*count), *rule, *severity));
        rows.iter().fold(String::new(), |mut lines, ((rule, severity), count)| {
            let _ = writeln!(lines, "{count:6}  {severity:7}  {rule}");
            lines
        })
    }
}
