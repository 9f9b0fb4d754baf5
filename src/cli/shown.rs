//! The findings that people are shown, drawn.

use std::collections::BTreeMap;

use super::args::{CheckArgs, CheckFormat};
use super::terminal::style;
use crate::diagnostic::Severity;
use crate::engine::Finding;
use crate::report::human::Style;
use crate::report::{concise, github, human};
use crate::source::Sources;

/// What is drawn, and how.
pub struct Pen {
    format: CheckFormat,
    /// Findings below it are counted only.
    least: Severity,
    /// So many of a rule in a file; 0 for all.
    most: usize,
    style: Style,
}

/// Findings of one file as they are shown, and how many are not.
#[derive(Default)]
pub struct Shown {
    pub text: String,
    /// Below `--show`.
    pub below: usize,
    /// Above `--max-per-rule`.
    pub repeated: usize,
}

impl Pen {
    pub fn of(args: &CheckArgs) -> Pen {
        Pen {
            format: args.output_format,
            least: args.show.into(),
            most: if args.output_format == CheckFormat::Github { 0 } else { args.max_per_rule },
            style: style(args.color, args.output.as_deref()),
        }
    }

    /// Draws the findings of one file, in their order. For programs there is nothing to draw: they are given all.
    pub fn draw(&self, findings: &[Finding], sources: &Sources) -> Shown {
        let mut shown = Shown::default();
        if findings.is_empty() || self.format.is_json() {
            return shown;
        }
        let mut of_rule: BTreeMap<&str, usize> = BTreeMap::new();
        let mut chosen = Vec::new();
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
        shown.text = match self.format {
            CheckFormat::Human => human::render(chosen, sources, &self.style),
            CheckFormat::Concise => concise::render(chosen),
            CheckFormat::Github => github::render(chosen),
            CheckFormat::Json | CheckFormat::Jsonl => String::new(),
        };
        shown
    }
}
