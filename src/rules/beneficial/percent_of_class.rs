//! See rules/beneficial/percent_of_class.toml.

use rust_decimal::RoundingStrategy;

use crate::rules::prelude::*;
use crate::rules::stated;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let Some(rows) = stated::rows(cx.filing) else { return };
        for person in &schedule.persons {
            let (Some(aggregate), Some(percent)) = (person.aggregate.sure(), person.percent.sure()) else { continue };
            if aggregate.is_zero() && *percent >= Decimal::ONE {
                let message = format!("row {} says {percent}%, row {} says no shares", rows.percent, rows.aggregate);
                cx.report(&person.percent, message).also(&person.aggregate, "no shares");
            }
        }
        let Some(outstanding) = stated::outstanding(schedule) else { return };
        let Some(shares) = outstanding.shares.sure().copied() else { return };
        // Some state what a person owns beside the word outstanding.
        if schedule.persons.iter().any(|person| person.aggregate.present() == Some(&shares)) {
            return;
        }
        let words = Words::of(cx.written(&cx.filing.span));
        if words.is_capped {
            return;
        }
        for person in &schedule.persons {
            let (Some(aggregate), Some(percent)) = (person.aggregate.sure(), person.percent.sure()) else { continue };
            let Some(fraction) = stated::percentage(*aggregate, shares) else { continue };
            if aggregate.is_zero()
                || agrees(*percent, fraction)
                || words.has_rights && rights_explain(*percent, *aggregate, shares)
            {
                continue;
            }
            let exact = fraction.round_dp_with_strategy(percent.scale().max(2), RoundingStrategy::MidpointAwayFromZero);
            let message = format!(
                "row {} says {percent}%, but {} of {} shares are {exact}%",
                rows.percent,
                number(*aggregate),
                number(shares)
            );
            let tolerance = cx.decimal("soft", None).unwrap_or_default();
            let draft = cx.report(&person.percent, message);
            draft.also(&person.aggregate, "of these shares").also(&outstanding.shares, "outstanding");
            if (fraction - *percent).abs() <= tolerance {
                draft.at_most(Severity::Note);
            } else if !aggregate.is_zero() {
                draft.at_most(Severity::Warning);
            }
        }
    }
}

/// What the text says that changes how a percentage may be reckoned.
struct Words {
    /// Rights to acquire count in the number and in the class, and the class with them is not stated.
    has_rights: bool,
    /// A limit on ownership keeps the percentage below a cap on purpose.
    is_capped: bool,
}

impl Words {
    fn of(text: &str) -> Words {
        let text = text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        Words {
            has_rights: has(&["issuable", "exercisable", "convertible", "right to acquire", "warrants", "options to"]),
            is_capped: has(&["9.99%", "4.99%", "9.9%", "ownership limitation", "blocker"]) || text.contains("sum of"),
        }
    }
}

/// At the decimals printed, rounded once, rounded twice or cut.
fn agrees(percent: Decimal, fraction: Decimal) -> bool {
    let places = percent.scale();
    let round = |value: Decimal, places| value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let twice = round(round(fraction, places + 1), places);
    percent == round(fraction, places) || percent == twice || percent == fraction.trunc_with_scale(places)
}

/// Whether some number of rights among the shares, counted in the class too, gives this percentage.
fn rights_explain(percent: Decimal, aggregate: Decimal, shares: Decimal) -> bool {
    let all = shares.checked_add(aggregate).and_then(|class| stated::percentage(aggregate, class));
    let none = stated::percentage(aggregate, shares);
    all.zip(none).is_some_and(|(all, none)| all.trunc_with_scale(1) <= percent && percent <= none)
}
