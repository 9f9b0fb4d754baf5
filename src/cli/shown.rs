//! The findings that are drawn while their text is at hand.

use std::collections::BTreeMap;

use super::args::{CheckArgs, CheckFormat};
use super::terminal::style;
use crate::diagnostic::Severity;
use crate::engine::Finding;
use crate::report::human::Style;
use crate::report::{concise, github, human};
use crate::source::Sources;

/// What is drawn for the outputs of a run, and how.
pub struct Pens {
    /// One for each output; none where its format is written from findings alone.
    pens: Vec<Option<Pen>>,
    /// Whether a report that is written at the end shows what stands where.
    quotes: bool,
    /// Findings that people are shown are at least that.
    least: Severity,
    /// So many of a rule in a file; 0 for all.
    most: usize,
}

enum Pen {
    Human(Style),
    Concise,
    Github,
}

/// Findings of one file as they are drawn, and how many people are not shown.
#[derive(Default)]
pub struct Shown {
    /// For each output; none at all where there are no findings.
    pub texts: Vec<String>,
    /// Below `--show`.
    pub below: usize,
    /// Above `--max-per-rule`.
    pub repeated: usize,
}

impl Pens {
    pub fn of(args: &CheckArgs) -> Pens {
        let pen = |(format, file)| match format {
            CheckFormat::Human => Some(Pen::Human(style(args.color, file))),
            CheckFormat::Concise => Some(Pen::Concise),
            CheckFormat::Github => Some(Pen::Github),
            _ => None,
        };
        let quotes = |(format, _)| matches!(format, CheckFormat::Sarif | CheckFormat::Markdown);
        Pens {
            quotes: args.outputs().any(quotes),
            pens: args.outputs().map(pen).collect(),
            least: args.show.into(),
            most: args.max_per_rule,
        }
    }

    /// The same, and no rule is heard too often.
    pub fn of_all(args: &CheckArgs) -> Pens {
        Pens { most: 0, ..Pens::of(args) }
    }

    /// Draws the findings of one file, in their order, and keeps with them what their text is wanted for.
    pub fn draw(&self, findings: &mut [Finding], sources: &Sources) -> Shown {
        if self.quotes {
            findings.iter_mut().for_each(|finding| finding.quote(sources));
        }
        if findings.is_empty() || self.pens.iter().all(Option::is_none) {
            return Shown::default();
        }
        let (chosen, mut shown) = self.choose(findings);
        let chosen = || chosen.iter().copied();
        shown.texts.extend(self.pens.iter().map(|pen| match pen {
            Some(Pen::Human(style)) => human::render(chosen(), sources, style),
            Some(Pen::Concise) => concise::render(chosen()),
            Some(Pen::Github) => github::render(&*findings),
            None => String::new(),
        }));
        shown
    }

    /// What people are shown, and how much they are not.
    fn choose<'f>(&self, findings: &'f [Finding]) -> (Vec<&'f Finding>, Shown) {
        let mut shown = Shown::default();
        let mut chosen = Vec::new();
        if !self.pens.iter().any(|pen| matches!(pen, Some(Pen::Human(_) | Pen::Concise))) {
            return (chosen, shown);
        }
        let mut of_rule: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| finding.counts()) {
            if finding.severity < self.least {
                shown.below += 1;
                continue;
            }
            let count = of_rule.entry(finding.rule).or_default();
            *count += 1;
            if self.most > 0 && *count > self.most {
                shown.repeated += 1;
                continue;
            }
            chosen.push(finding);
        }
        (chosen, shown)
    }
}
