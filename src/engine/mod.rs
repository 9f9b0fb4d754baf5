//! Which rules, which filings, in what order.

mod causes;
mod finding;
pub mod input;
mod names;
mod select;
mod xpath;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) use finding::short_hex;
pub use finding::{Finding, FindingLabel, Suppressed, settle};
pub use names::PlaceNames;
pub use select::{Plan, Settings};

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::filing::{Certainty, Filing};
use crate::rules::{Across, AcrossCx, Answer, Cx, Gathered, RuleInfo, Verdict};
use crate::source::Sources;

/// What the rules say of one filing, and what EDGAR answers to it.
pub struct Said {
    pub diagnostics: Vec<Diagnostic>,
    /// None where EDGAR does not check the document by machine.
    pub verdict: Option<Verdict>,
}

/// Asks every rule of one filing. EDGAR's own rules are asked also where the run did not choose them: what
/// EDGAR answers does not depend on what one wants to see.
#[must_use]
pub fn lint(filing: &Filing, sources: &Sources, plan: &Plan) -> Said {
    let gathered = Gathered::default();
    let mut diagnostics = Vec::new();
    // A document of no known form is not taken, whatever else it says.
    let mut verdict = if filing.form.present().is_some() { Verdict::Accepted } else { Verdict::Suspended };
    for (rule, chosen) in plan.within(filing) {
        let Answer::Within(question) = rule.answer else { continue };
        let asked = catch_unwind(AssertUnwindSafe(|| {
            let mut cx = Cx::new(filing, sources, plan.as_of, &gathered, rule, chosen.unwrap_or(rule.severity()));
            question.ask(filing, &mut cx);
            cx.has_spoken().then(|| (cx.verdict(), cx.settle()))
        }));
        match asked {
            Ok(None) => {}
            Ok(Some((answer, found))) => {
                verdict = verdict.max(answer);
                diagnostics.extend(found.into_iter().filter(|_| chosen.is_some()));
            }
            Err(_) => diagnostics.push(panicked(rule, filing)),
        }
    }
    causes::one_cause_one_finding(&mut diagnostics, plan.rulebook);
    Said { diagnostics, verdict: filing.by_machine.then_some(verdict) }
}

/// What the rules say of all filings of a run together; each with the filing it is reported on. The plan of that
/// filing says how much a rule may say of it, and whether it is heard at all.
#[must_use]
pub fn across(filings: &[Filing], sources: &Sources, plans: &[&Plan]) -> Vec<Across> {
    let mut said = Vec::new();
    for rule in rules_across(plans) {
        let Answer::Across(question) = rule.answer else { continue };
        if filings.len() < 2 && !question.answers_alone() {
            continue;
        }
        let most = |filing: usize| plans.get(filing)?.across_rule(rule.name());
        let asked = catch_unwind(AssertUnwindSafe(|| {
            let mut cx = AcrossCx::new(filings, sources, rule, &most);
            question.across(filings, &mut cx);
            cx.settle()
        }));
        match (asked, filings.first()) {
            (Ok(found), _) => said.extend(found),
            (Err(_), Some(first)) => said.push(Across { filing: 0, diagnostic: panicked(rule, first) }),
            (Err(_), None) => {}
        }
    }
    said
}

/// The rules about several filings that any of the plans asks, each once: where plans give one rule other thresholds,
/// those of the first hold.
fn rules_across(plans: &[&Plan]) -> Vec<&'static RuleInfo> {
    let mut rules: Vec<&RuleInfo> = Vec::new();
    let mut seen: Vec<*const Plan> = Vec::new();
    for plan in plans {
        if seen.contains(&std::ptr::from_ref(*plan)) {
            continue;
        }
        seen.push(*plan);
        for (rule, _) in plan.across() {
            if !rules.iter().any(|known| known.name() == rule.name()) {
                rules.push(rule);
            }
        }
    }
    rules
}

/// What a run yields.
#[derive(Default)]
pub struct Checked {
    /// By path, member, start and rule, doubles dropped.
    pub findings: Vec<Finding>,
    /// What EDGAR answers to each filing; none where it does not check by machine.
    pub verdicts: Vec<Option<Verdict>>,
}

/// Every finding of a run over these filings: by path, member, start and rule, doubles dropped.
#[must_use]
pub fn run(filings: &[Filing], sources: &Sources, settings: &Settings) -> Vec<Finding> {
    check(filings, sources, settings).findings
}

/// Every finding of a run over these filings, and what EDGAR answers to each.
#[must_use]
pub fn check(filings: &[Filing], sources: &Sources, settings: &Settings) -> Checked {
    let plan = Plan::of(settings);
    let plans = vec![&plan; filings.len()];
    let mut checked = check_each(filings, sources, &plans);
    if settings.across {
        checked.findings.extend(check_together(filings, sources, &plans));
        in_order(&mut checked.findings);
    }
    checked
}

/// What is found in each filing by itself, by its plan. Where the filings of a run are not compared, the questions
/// asked of several are asked of each alone.
#[must_use]
pub fn check_each(filings: &[Filing], sources: &Sources, plans: &[&Plan]) -> Checked {
    let mut checked = Checked::default();
    for (at, (filing, plan)) in filings.iter().zip(plans).enumerate() {
        let Said { mut diagnostics, verdict } = lint(filing, sources, plan);
        if !plan.across_filings {
            let alone = across(std::slice::from_ref(filing), sources, std::slice::from_ref(plan));
            diagnostics.extend(alone.into_iter().map(|said| said.diagnostic));
        }
        checked.findings.extend(settle_all(diagnostics, at, filing, sources, plan));
        checked.verdicts.push(verdict);
    }
    in_order(&mut checked.findings);
    checked
}

/// What is found in the filings of a run held against each other, each by its plan; in no order.
#[must_use]
pub fn check_together(filings: &[Filing], sources: &Sources, plans: &[&Plan]) -> Vec<Finding> {
    let mut by_filing: BTreeMap<usize, Vec<Diagnostic>> = BTreeMap::new();
    for Across { filing, diagnostic } in across(filings, sources, plans) {
        by_filing.entry(filing).or_default().push(diagnostic);
    }
    let settled = by_filing.into_iter().filter_map(|(at, said)| {
        let (filing, plan) = filings.get(at).zip(plans.get(at))?;
        Some(settle_all(said, at, filing, sources, plan))
    });
    settled.flatten().collect()
}

/// Settles what was said of one filing; its fields are named only when something was.
fn settle_all(said: Vec<Diagnostic>, at: usize, filing: &Filing, sources: &Sources, plan: &Plan) -> Vec<Finding> {
    if said.is_empty() {
        return Vec::new();
    }
    let names = PlaceNames::of_filing(filing, sources);
    let sure = said.into_iter().filter(|diagnostic| diagnostic.certainty >= plan.min_certainty);
    let mut findings: Vec<Finding> =
        sure.map(|diagnostic| settle(diagnostic, at, filing, &names, sources, plan.rulebook)).collect();
    finding::tell_apart(&mut findings);
    findings
}

/// By path, member, start and rule, doubles dropped: the order of every report.
pub fn in_order(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings.dedup_by(|a, b| a.order() == b.order());
}

/// A rule that panicked is a finding, and the run cannot be trusted.
fn panicked(rule: &'static RuleInfo, filing: &Filing) -> Diagnostic {
    Diagnostic {
        rule: RULE_PANICKED,
        severity: Severity::Error,
        certainty: Certainty::Written,
        message: format!("the rule {} failed on this filing; its answer is not known", rule.name()),
        primary: Label { span: filing.form.span, message: String::new() },
        related: Vec::new(),
        help: Some("report this as a bug of edgarlint; the other rules were asked".to_owned()),
    }
}

/// The rule that reports a failed rule.
pub const RULE_PANICKED: &str = "rule-panicked";
