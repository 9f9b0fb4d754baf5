//! See rules/beneficial/position_roll_forward.toml.

use crate::ledger::trades;
use crate::rules::prelude::*;
use crate::rules::slip;
use crate::rules::stated;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let (Some(before), Some(after)) = (stated::previous(schedule), stated::holding(schedule)) else { return };
        let Some(table) = trades::table(schedule) else { return };
        // Another rule speaks where the table does not add up, or the cover contradicts the text.
        let cover = schedule.persons.first().and_then(|person| person.aggregate.sure());
        if !stated::table_adds_up(schedule) || cover.is_some_and(|cover| Some(cover) != after.shares.sure()) {
            return;
        }
        let (Some(opening), Some(closing), Some(sales)) =
            (before.shares.sure().copied(), after.shares.sure().copied(), trades::are_sales(schedule))
        else {
            return;
        };
        let Some(traded) = trades::sum(&schedule.trades) else { return };
        let reckoned = if sales { opening.checked_sub(traded) } else { opening.checked_add(traded) };
        let Some(reckoned) = reckoned.filter(|reckoned| *reckoned != closing) else { return };
        let (word, verb) = if sales { ("less", "sold") } else { ("and", "bought") };
        let message = format!(
            "{} shares held before, {word} {} {verb}, leave {}, not {}",
            number(opening),
            number(traded),
            number(reckoned),
            number(closing)
        );
        let slip = slip::between(reckoned, closing);
        let draft = cx.report(&after.shares, message);
        draft
            .saying("held after")
            .also(&before.shares, "held before")
            .also(&table, format!("{} {verb}", number(traded)));
        match slip {
            Some(slip) => {
                draft.help(format!("write {} if the trades are complete; {}", number(reckoned), slip.words()));
            }
            // Grants, conversions and trades older than sixty days need not be listed.
            None => {
                draft.at_most(Severity::Warning);
            }
        }
    }
}
