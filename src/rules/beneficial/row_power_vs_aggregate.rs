//! See rules/beneficial/row_power_vs_aggregate.toml.

use crate::rules::prelude::*;
use crate::rules::stated;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Person;

    fn check<'f>(&self, person: &'f Person, cx: &mut Cx<'f>) {
        let Some(rows) = stated::rows(cx.filing) else { return };
        let Some(aggregate) = person.aggregate.sure().copied() else { return };
        let powers = [
            ("sole voting power", &person.sole_voting),
            ("shared voting power", &person.shared_voting),
            ("sole dispositive power", &person.sole_dispositive),
            ("shared dispositive power", &person.shared_dispositive),
        ];
        let numbered: Vec<(u8, &str, &Field<Decimal>)> =
            rows.powers.into_iter().zip(powers).map(|(row, (name, power))| (row, name, power)).collect();
        let above: Vec<&(u8, &str, &Field<Decimal>)> =
            numbered.iter().filter(|(_, _, power)| power.sure().is_some_and(|power| *power > aggregate)).collect();

        if let Some((row, name, power)) = above.first() {
            let shares = number(power.sure().copied().unwrap_or_default());
            let message =
                format!("row {} says {} shares in all, row {row} says {shares}", rows.aggregate, number(aggregate));
            let draft = cx.report(&person.aggregate, message);
            draft.saying("less than one power alone");
            draft.also(*power, *name);
            for (_, name, power) in above.iter().skip(1) {
                draft.also(*power, *name);
            }
            return;
        }
        for (first, second, what) in [(0, 1, "voting"), (2, 3, "dispositive")] {
            let (Some((sole_row, _, sole)), Some((shared_row, _, shared))) =
                (numbered.get(first), numbered.get(second))
            else {
                continue;
            };
            let sum = sole.sure().zip(shared.sure()).and_then(|(sole, shared)| sole.checked_add(*shared));
            let Some(sum) = sum.filter(|sum| *sum > aggregate) else { continue };
            let message = format!(
                "row {} says {} shares in all, the {what} powers of rows {sole_row} and {shared_row} come to {}",
                rows.aggregate,
                number(aggregate),
                number(sum)
            );
            // Members of a family or a group state what all of them own as shared, and as the aggregate; the sole power
            // of each comes on top.
            let repeats_the_group = shared.sure() == Some(&aggregate);
            cx.report(&person.aggregate, message)
                .at_most(if repeats_the_group { Severity::Note } else { Severity::Warning })
                .also(*sole, format!("sole {what} power"))
                .also(*shared, format!("shared {what} power"));
            return;
        }
    }
}
