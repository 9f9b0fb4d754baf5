//! See rules/beneficial/ceased_five_percent_date.toml.

use crate::ledger::trades;
use crate::rules::prelude::*;
use crate::rules::stated;
use crate::tables::calendar;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let Some(ceased) = schedule.ceased_five_percent.sure().copied() else { return };
        let [person] = schedule.persons.as_slice() else { return };
        let Some(outstanding) = stated::outstanding(schedule) else { return };
        let (Some(class), Some(held)) = (outstanding.shares.sure().copied(), person.aggregate.sure().copied()) else {
            return;
        };
        // The walk backwards stands on the holding and on every trade.
        let text = stated::holding(schedule).and_then(|position| position.shares.sure());
        if trades::are_sales(schedule) != Some(true)
            || !stated::table_adds_up(schedule)
            || !stated::trades_keep_to_window(schedule)
            || text.is_some_and(|text| *text != held)
        {
            return;
        }
        let Some(five) = cx.decimal("percent", None) else { return };
        let is_above = |shares: Decimal| stated::percentage(shares, class).is_some_and(|percent| percent > five);
        let (Some(opening), Some(closings)) = (trades::opening(schedule, held), trades::closings(schedule, held))
        else {
            return;
        };
        if !is_above(opening) {
            return;
        }
        let Some((day, shares)) = closings.into_iter().find(|(_, shares)| !is_above(*shares)) else {
            let message = format!(
                "{} is said to be the day on which five percent was no longer exceeded, {} of {} shares still do",
                words_of_date(ceased),
                number(held),
                number(class)
            );
            cx.report(&schedule.ceased_five_percent, message)
                .also(&person.aggregate, "still held")
                .also(&outstanding.shares, "outstanding");
            return;
        };
        if day == ceased {
            return;
        }
        let percent = stated::percentage(shares, class).unwrap_or_default().round_dp(2);
        let message = format!(
            "{} is said to be the day on which five percent was no longer exceeded; by the trades it was {}, with {} shares ({percent}%) left",
            words_of_date(ceased),
            words_of_date(day),
            number(shares)
        );
        let trade = schedule.trades.iter().rfind(|trade| trade.date.sure() == Some(&day));
        let draft = cx.report(&schedule.ceased_five_percent, message);
        if let Some(trade) = trade {
            draft.also(&trade.date, "the trades cross five percent on this day");
        }
        draft.also(&outstanding.shares, "outstanding");
        if is_next_trading_day(day.min(ceased), day.max(ceased)) {
            draft.at_most(Severity::Note);
        }
    }
}

/// Whether no day of trading lies between two days.
fn is_next_trading_day(earlier: NaiveDate, later: NaiveDate) -> bool {
    // A week without trading has not been since 1933.
    (later - earlier).num_days() <= 7
        && earlier
            .iter_days()
            .skip(1)
            .take_while(|day| *day < later)
            .all(|day| calendar::is_trading_day(day) == Some(false))
}
