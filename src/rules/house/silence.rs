//! Why a rule says nothing of a filing, for one whose test expected it to speak.

use super::checks_of;
use crate::expr::Scope;
use crate::filing::{Filing, Part};
use crate::rules::RuleInfo;
use crate::rules::check::Check;
use crate::source::Sources;

/// Why a rule of a user says nothing of a filing; of several checks, why the one that came nearest does not. None where
/// it would speak by itself.
#[must_use]
pub fn why_silent(rule: &RuleInfo, filing: &Filing, sources: &Sources) -> Option<String> {
    let form = filing.form.present();
    if let Some(form) = form.filter(|form| !rule.covers(**form)) {
        return Some(format!("the filing is a Form {form}, and the rule is asked of {}", rule.forms().join(", ")));
    }
    let checks = checks_of(rule.toml, Some(rule.params())).ok()?;
    let reached = checks.iter().map(|check| (of_check(check, rule, filing, sources), check.on.name));
    let (furthest, on) = reached.max_by_key(|(reached, _)| reached.step())?;
    furthest.words(on)
}

/// How far a check came, of the thing that it came furthest with.
enum Reached {
    /// Nothing that it is about was read.
    NoSubject,
    OutOfForce,
    /// `when` holds of nothing.
    NotAsked,
    /// It is not known whether `when` holds, for want of these values.
    PerhapsAsked(Vec<&'static str>),
    /// `require` holds.
    Kept,
    /// It is not known whether `require` holds, for want of these values.
    PerhapsBroken(Vec<&'static str>),
    Spoke,
}

fn of_check(check: &Check, rule: &RuleInfo, filing: &Filing, sources: &Sources) -> Reached {
    let mut furthest = Reached::NoSubject;
    check.on.each(filing, &mut |part| {
        let reached = of_part(check, part, rule, (filing, sources));
        if reached.step() > furthest.step() {
            furthest = reached;
        }
    });
    furthest
}

fn of_part<'f>(
    check: &Check,
    part: Part<'f>,
    rule: &RuleInfo,
    (filing, sources): (&'f Filing, &'f Sources),
) -> Reached {
    let date = part.transaction_date();
    if !rule.in_force(date, || rule.date_of(filing)) {
        return Reached::OutOfForce;
    }
    let scope = Scope::new(filing, part, rule.day(date, filing)).reading(sources);
    let question = &*check.question;
    if let Some(when) = &question.when {
        match when.holds(&scope) {
            Some(true) => {}
            Some(false) => return Reached::NotAsked,
            None => return Reached::PerhapsAsked(when.unsure(&scope)),
        }
    }
    match question.require.holds(&scope) {
        Some(true) => Reached::Kept,
        Some(false) => Reached::Spoke,
        None => Reached::PerhapsBroken(question.require.unsure(&scope)),
    }
}

impl Reached {
    /// The later, the nearer to speaking.
    fn step(&self) -> u8 {
        match self {
            Reached::NoSubject => 0,
            Reached::OutOfForce => 1,
            Reached::NotAsked => 2,
            Reached::PerhapsAsked(_) => 3,
            Reached::Kept => 4,
            Reached::PerhapsBroken(_) => 5,
            Reached::Spoke => 6,
        }
    }

    /// `on` is what the check is about.
    fn words(self, on: &str) -> Option<String> {
        Some(match self {
            Reached::NoSubject => format!("no {on} was read in the filing"),
            Reached::OutOfForce => format!("the rule is not in force for any {on} of the filing"),
            Reached::NotAsked => format!("`when` holds of no {on} that was read"),
            Reached::PerhapsAsked(unsure) => not_known("when", &unsure),
            Reached::Kept => format!("`require` holds of every {on} that is asked about"),
            Reached::PerhapsBroken(unsure) => not_known("require", &unsure),
            Reached::Spoke => return None,
        })
    }
}

fn not_known(key: &str, unsure: &[&str]) -> String {
    let why =
        if unsure.is_empty() { String::new() } else { format!(": nothing was surely read for {}", unsure.join(", ")) };
    format!("it is not known whether `{key}` holds{why}")
}
