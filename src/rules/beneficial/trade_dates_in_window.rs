//! See rules/beneficial/trade_dates_in_window.toml.

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
        let outside: Vec<(&Trade, NaiveDate)> = dated().filter(|(_, day)| *day < from || through < *day).collect();

        // Where most rows stand outside, the window is what is wrong.
        if outside.len() > 2 && outside.len() * 2 > dated().count() {
            let Some((trade, day)) = outside.first() else { return };
            let edge = if *day < from { &total.from } else { &total.through };
            let message = format!("the text says the trades run {window}, {} of them do not", outside.len());
            cx.report(edge, message).also(&trade.date, "the first of these");
            return;
        }
        for (trade, day) in outside.iter().take(12) {
            let message = format!(
                "trade {} is dated {}, the text says the trades run {window}",
                trade.number,
                words_of_date(*day)
            );
            let edge = if *day < from { &total.from } else { &total.through };
            cx.report(&trade.date, message).also(edge, "the edge of the window");
        }
        if !outside.is_empty() || dated().count() < schedule.trades.len() {
            return;
        }
        let ends = [(trades::first(schedule), &total.from, "first"), (trades::last(schedule), &total.through, "last")];
        for (trade, edge, word) in ends {
            let Some(trade) = trade.filter(|trade| trade.date.sure() != edge.sure()) else { continue };
            let day = trade.date.sure().copied().map_or_else(String::new, words_of_date);
            let message = format!("the text says the trades run {window}, the {word} is dated {day}");
            cx.report(edge, message).at_most(Severity::Note).also(&trade.date, format!("the {word} trade"));
        }
    }
}
