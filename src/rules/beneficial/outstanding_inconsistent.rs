//! See rules/beneficial/outstanding_inconsistent.toml.

use crate::rules::prelude::*;
use crate::rules::slip;
use crate::rules::stated;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let Some(first) = schedule.shares_outstanding.iter().find(|stated| stated.shares.sure().is_some()) else {
            return;
        };
        let Some(shares) = first.shares.sure() else { return };
        let other = schedule
            .shares_outstanding
            .iter()
            .find(|stated| stated.shares.sure().is_some_and(|other| other != shares) && is_same_day(first, stated));
        let Some(other) = other else { return };
        let Some(others) = other.shares.sure() else { return };
        let slip = slip::between(*shares, *others);
        // Two classes of one issuer may be stated for one day.
        if slip.is_none() && names_classes(cx.written(&cx.filing.span)) {
            return;
        }
        let one_day = first.as_of.sure().is_some() && other.as_of.sure().is_some();
        let day = other.as_of.sure().or(first.as_of.sure());
        let day = day.map_or_else(String::new, |day| format!(" as of {}", words_of_date(*day)));
        let (odd, even) = if explains_percent(schedule, *others) && !explains_percent(schedule, *shares) {
            (first, other)
        } else {
            (other, first)
        };
        let told = |stated: &OutstandingShares| stated.shares.sure().copied().map_or_else(String::new, number);
        let message =
            format!("{} shares are said to be outstanding{day} here, and {} elsewhere", told(odd), told(even));
        let draft = cx.report(&odd.shares, message);
        draft.also(&even.shares, "elsewhere");
        if !one_day || slip.is_none() {
            draft.at_most(Severity::Warning);
        }
        if let Some(slip) = slip {
            draft.help(format!("write one number in both places; {}", slip.words()));
        }
    }
}

/// Whether two statements are not for different days.
fn is_same_day(one: &OutstandingShares, other: &OutstandingShares) -> bool {
    match (one.as_of.present(), other.as_of.present()) {
        (Some(one), Some(other)) => one == other,
        (None, _) | (_, None) => true,
    }
}

fn names_classes(text: &str) -> bool {
    let text = text.to_lowercase();
    ["class a", "class b", "series", "preferred", "ordinary shares", "depositary"]
        .iter()
        .any(|word| text.contains(word))
}

/// Whether a person's percentage follows from this number of shares outstanding.
fn explains_percent(schedule: &Beneficial, outstanding: Decimal) -> bool {
    schedule.persons.iter().any(|person| {
        let fraction = person.aggregate.sure().and_then(|aggregate| stated::percentage(*aggregate, outstanding));
        fraction
            .zip(person.percent.sure())
            .is_some_and(|(fraction, percent)| fraction.round_dp(percent.scale()) == *percent)
    })
}
