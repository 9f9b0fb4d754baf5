//! Findings on their way out, and the account of the run that follows them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::time::Instant;

use super::args::{CheckArgs, CheckFormat};
use super::batches::ByName;
use super::inputs::{Found, Input};
use super::intake::{Fate, Tally};
use super::progress::Progress;
use super::shown::{Pen, Shown};
use super::terminal::{Output, say};
use super::{Error, Outcome};
use crate::diagnostic::Severity;
use crate::engine::{self, Finding, RULE_PANICKED};
use crate::report::{Counts, Entry, Run, counted, json, summary, verdict};
use crate::source::Sources;

pub struct Printer<'a> {
    args: &'a CheckArgs,
    inputs: &'a [Input],
    begun: Instant,
    to: Output,
    progress: Progress,
    /// What was drawn of inputs whose turn has not come.
    drawn: ByName<Vec<u8>>,
    anything_drawn: bool,
    /// Findings for a report that is one object.
    kept: Vec<Finding>,
    entries: Vec<Entry>,
    /// What fails the run, of the findings of an input, or of what is none.
    fail_on: &'a dyn Fn(Option<usize>) -> Option<Severity>,
    /// The same, of the findings of each entry.
    fails: Vec<Option<Severity>>,
    failed: bool,
    by_rule: BTreeMap<(&'static str, Severity), usize>,
    below: usize,
    repeated: usize,
    tally: Tally,
}

impl<'a> Printer<'a> {
    /// Opens the report of a run over what was found; `fail_on` tells what fails it, of the findings of an input.
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
            to: Output::open(args.output.as_deref())?,
            progress: Progress::of(args.progress, args.inputs.quiet, inputs.len()),
            drawn: ByName::of(inputs),
            anything_drawn: false,
            kept: Vec::new(),
            entries: Vec::new(),
            fail_on,
            fails: Vec::new(),
            failed: false,
            by_rule: BTreeMap::new(),
            below: 0,
            repeated: 0,
            tally: Tally::of(found),
        })
    }

    /// Enters an input and its filings, and gives its findings the numbers that the filings have in the run.
    pub fn enter(&mut self, input: usize, fate: &Fate, mut entries: Vec<Entry>, findings: &mut [Finding]) {
        for at in findings.iter_mut().filter_map(|finding| finding.filing.as_mut()) {
            *at += self.entries.len();
        }
        self.fails.resize(self.entries.len() + entries.len(), (self.fail_on)(Some(input)));
        self.entries.append(&mut entries);
        if let Some(words) = self.inputs.get(input).and_then(|input| self.tally.count(input, fate)) {
            self.progress.aside(|| say(&words));
        }
        self.progress.at(input + 1);
    }

    /// Takes the findings of one input; they are written when those of all inputs before it by name are.
    pub fn put(&mut self, input: usize, findings: Vec<Finding>, shown: Shown) -> io::Result<()> {
        let text = self.text(findings, shown)?;
        self.drawn.put(input, text).iter().try_for_each(|text| self.write(text))
    }

    /// Takes what is said of files that are no inputs, before anything else.
    pub fn put_aside(&mut self, findings: Vec<Finding>, sources: &Sources, pen: &Pen) -> io::Result<()> {
        let shown = pen.draw(&findings, sources);
        let text = self.text(findings, shown)?;
        self.write(&text)
    }

    /// Takes the findings of the whole run, in their order, and those of each path as they are shown.
    pub fn put_all(&mut self, findings: Vec<Finding>, shown: Vec<Shown>) -> io::Result<()> {
        self.progress.end();
        let for_programs = self.text(findings, Shown::default())?;
        self.write(&for_programs)?;
        for shown in shown {
            let text = self.text(Vec::new(), shown)?;
            self.write(&text)?;
        }
        self.flush()
    }

    /// Counts findings, and gives what is to be written of them now.
    fn text(&mut self, findings: Vec<Finding>, shown: Shown) -> io::Result<Vec<u8>> {
        for finding in &findings {
            *self.by_rule.entry((finding.rule, finding.severity)).or_default() += 1;
            self.failed |= finding.counts() && self.fails_by(finding);
            if let Some(entry) = finding.filing.and_then(|at| self.entries.get_mut(at)) {
                entry.found.add(finding.severity, 1);
            }
        }
        self.below += shown.below;
        self.repeated += shown.repeated;
        let mut text = shown.text.into_bytes();
        match self.args.output_format {
            CheckFormat::Json => self.kept.extend(findings),
            CheckFormat::Jsonl => findings.iter().try_for_each(|finding| json::line(finding, &mut text))?,
            CheckFormat::Human | CheckFormat::Concise | CheckFormat::Github => {}
        }
        Ok(text)
    }

    fn write(&mut self, text: &[u8]) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        // A blank line stands between drawings, as between those of one input.
        let apart = self.args.output_format == CheckFormat::Human && self.anything_drawn;
        self.anything_drawn = true;
        let to = &mut self.to;
        let at_once = to.on_screen && !to.has_room_for(text.len() + 1);
        self.progress.aside_from(at_once, || {
            to.write_all(if apart { b"\n" } else { b"" })?;
            to.write_all(text)
        })
    }

    pub fn flush(&mut self) -> io::Result<()> {
        let to = &mut self.to;
        self.progress.aside_from(to.on_screen && to.is_waiting(), || to.flush())
    }

    /// All inputs were looked at.
    pub fn close(&mut self) {
        self.progress.end();
        self.tally.close(self.entries.len(), &self.args.inputs);
    }

    /// Ends the report and says for people how the run went; `printed` is how printing went so far.
    pub fn end(mut self, printed: io::Result<()>) -> Result<Outcome, Error> {
        self.progress.end();
        match printed.and_then(|()| self.end_report()) {
            Ok(()) if !self.args.inputs.quiet => self.tell(),
            Ok(()) => {}
            Err(error) => self.to.broken_off(&error)?,
        }
        let panicked = self.by_rule.keys().any(|(rule, _)| *rule == RULE_PANICKED);
        Ok(Outcome::of(self.failed, self.tally.untrusted || panicked))
    }

    /// Ends the report of a run in which nothing was looked at.
    pub fn end_empty(mut self) -> Result<(), Error> {
        self.end_report().or_else(|error| self.to.broken_off(&error))
    }

    fn end_report(&mut self) -> io::Result<()> {
        engine::in_order(&mut self.kept);
        let run = Run {
            filings: &self.entries,
            counts: self.counts(),
            as_of: self.args.as_of(),
            inputs: self.inputs.len(),
            unrecognised: self.tally.unrecognised,
            unreadable: self.tally.unreadable,
            seconds: self.begun.elapsed().as_secs_f64(),
        };
        match self.args.output_format {
            CheckFormat::Json => json::object(&self.kept, &run, &mut self.to)?,
            CheckFormat::Jsonl => json::last_line(&run, &mut self.to)?,
            CheckFormat::Human | CheckFormat::Concise | CheckFormat::Github => {}
        }
        self.to.flush()
    }

    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.by_rule.iter().for_each(|((_, severity), count)| counts.add(*severity, *count));
        counts
    }

    /// Whether a finding is severe enough to fail the run. What is found in no filing has made it untrusted already, but
    /// for what should be written otherwise in a configuration.
    fn fails_by(&self, finding: &Finding) -> bool {
        let of_filing = finding.filing.and_then(|at| self.fails.get(at).copied());
        of_filing.unwrap_or_else(|| (self.fail_on)(None)).is_some_and(|from| finding.severity >= from)
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
