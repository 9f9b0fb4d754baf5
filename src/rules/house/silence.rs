//! Why a rule says nothing of a filing, for one whose test expected it to speak.

use super::checks_of;
use crate::expr::{Condition, Scope};
use crate::filing::{Filing, Part};
use crate::rules::RuleInfo;
use crate::rules::check::Check;

/// Why a rule of a user says nothing of a filing; of several checks, why the one that came nearest does not. None where
/// it would speak by itself.
#[must_use]
pub fn why_silent(rule: &RuleInfo, filing: &Filing) -> Option<String> {
    let form = filing.form.present();
    if let Some(form) = form.filter(|form| !rule.covers(**form)) {
        return Some(format!("the filing is a Form {form}, and the rule is asked of {}", rule.forms().join(", ")));
    }
    let checks = checks_of(rule.toml, Some(rule.params())).ok()?;
    let furthest = checks.iter().map(|check| of_check(check, rule, filing)).max_by_key(|reached| reached.step())?;
    furthest.words()
}

/// How far a check came, of the thing that it came furthest with.
enum Reached {
    /// Nothing that it is about was read; what that is.
    NoSubject(&'static str),
    OutOfForce(&'static str),
    /// The condition under this key does not hold, or holds where it should not.
    Answered(&'static str, &'static str, bool),
    /// The condition under this key is not known for want of these values.
    NotKnown(&'static str, &'static str, Vec<&'static str>),
    Spoke,
}

fn of_check(check: &Check, rule: &RuleInfo, filing: &Filing) -> Reached {
    let mut furthest = Reached::NoSubject(check.on.name);
    check.on.each(filing, &mut |part| {
        let reached = of_part(check, part, rule, filing);
        if reached.step() > furthest.step() {
            furthest = reached;
        }
    });
    furthest
}

fn of_part<'f>(check: &Check, part: Part<'f>, rule: &RuleInfo, filing: &'f Filing) -> Reached {
    let on = check.on.name;
    let date = part.transaction_date();
    if !rule.in_force(date, || rule.date_of(filing)) {
        return Reached::OutOfForce(on);
    }
    let scope = Scope::new(filing, part, rule.day(date, filing));
    let stops = |key, condition: &Condition, wanted: bool| match condition.holds(&scope) {
        Some(holds) if holds == wanted => None,
        Some(holds) => Some(Reached::Answered(on, key, holds)),
        None => Some(Reached::NotKnown(on, key, condition.unsure(&scope))),
    };
    let question = &*check.question;
    let when = question.when.as_ref().and_then(|when| stops("when", when, true));
    when.or_else(|| stops("require", &question.require, false)).unwrap_or(Reached::Spoke)
}

impl Reached {
    /// The later, the nearer to speaking.
    fn step(&self) -> u8 {
        match self {
            Reached::NoSubject(_) => 0,
            Reached::OutOfForce(_) => 1,
            Reached::Answered(_, "when", _) => 2,
            Reached::NotKnown(_, "when", _) => 3,
            Reached::Answered(..) => 4,
            Reached::NotKnown(..) => 5,
            Reached::Spoke => 6,
        }
    }

    fn words(self) -> Option<String> {
        Some(match self {
            Reached::NoSubject(on) => format!("no {on} was read in the filing"),
            Reached::OutOfForce(on) => format!("the rule is not in force for any {on} of the filing"),
            Reached::Answered(on, key, holds) => {
                format!("`{key}` {} of every {on} that was read", if holds { "holds" } else { "does not hold" })
            }
            Reached::NotKnown(on, key, unsure) if unsure.is_empty() => format!("`{key}` is not known of any {on}"),
            Reached::NotKnown(on, key, unsure) => {
                format!("`{key}` is not known of any {on}: nothing was surely read for {}", unsure.join(", "))
            }
            Reached::Spoke => return None,
        })
    }
}
