//! See rules/beneficial/trade_dates_in_window.toml.

use chrono::Datelike;

use crate::ledger::trades;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        // With several windows a trade may belong to any of them.
        let [total] = schedule.stated_totals.as_slice() else { return };
        let (Some(from), Some(through)) = (total.from.sure().copied(), total.through.sure().copied()) else { return };
        let window = format!("from {} through {}", words_of_date(from), words_of_date(through));
        if from > through {
            cx.report(&total.from, format!("the trades are said to run {window}")).also(&total.through, "the last day");
            return;
        }
        let dated = || schedule.trades.iter().filter_map(|trade| Some((trade, *trade.date.sure()?)));
        let before: Vec<_> = dated().filter(|(_, day)| *day < from).collect();
        let after: Vec<_> = dated().filter(|(_, day)| through < *day).collect();
        for (outside, edge) in [(&before, &total.from), (&after, &total.through)] {
            let Some(((first, day), rest)) = outside.split_first() else { continue };
            let day = words_of_date(*day);
            // Of several trades not each is mistyped: there the window is what is wrong.
            let draft = if rest.is_empty() {
                let message = format!("trade {} is dated {day}, the text says the trades run {window}", first.number);
                cx.report(&first.date, message).also(edge, "the edge of the window")
            } else {
                let message = format!("the text says the trades run {window}, {} do not, one of {day}", outside.len());
                cx.report(edge, message).also(&first.date, "one of them")
            };
            for (trade, _) in rest.iter().take(8) {
                draft.also(&trade.date, "another");
            }
        }
        if !before.is_empty() || !after.is_empty() || dated().count() < schedule.trades.len() {
            return;
        }
        let ends = [(trades::first(schedule), &total.from, "first"), (trades::last(schedule), &total.through, "last")];
        for (trade, edge, word) in ends {
            let Some(trade) = trade.filter(|trade| trade.date.sure() != edge.sure()) else { continue };
            let day = trade.date.sure().copied().map_or_else(String::new, words_of_date);
            let message = format!("the text says the trades run {window}, the {word} is dated {day}");
            // The right day in the wrong year is more than a window drawn wide.
            let is_year = is_same_day_of_year(trade.date.sure(), edge.sure());
            let most = if is_year { Severity::Warning } else { Severity::Note };
            cx.report(edge, message).at_most(most).also(&trade.date, format!("the {word} trade"));
        }
    }
}

fn is_same_day_of_year(one: Option<&NaiveDate>, other: Option<&NaiveDate>) -> bool {
    one.zip(other).is_some_and(|(one, other)| (one.month(), one.day()) == (other.month(), other.day()))
}
