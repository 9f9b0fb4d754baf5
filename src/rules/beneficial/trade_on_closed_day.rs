//! See rules/beneficial/trade_on_closed_day.toml.

use std::collections::BTreeMap;

use crate::rules::prelude::*;
use crate::tables::calendar;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        // A private trade may be made on any day.
        let Some(market) = schedule.open_market.or(schedule.rule_144) else { return };
        let mut closed: BTreeMap<NaiveDate, Vec<&Trade>> = BTreeMap::new();
        for trade in &schedule.trades {
            let Some(day) = trade.date.sure() else { continue };
            if calendar::is_trading_day(*day) == Some(false) {
                closed.entry(*day).or_default().push(trade);
            }
        }
        for (day, trades) in closed {
            let Some((first, rest)) = trades.split_first() else { continue };
            let why = calendar::closure(day).map_or_else(|| day.format("a %A").to_string(), str::to_owned);
            let message = format!(
                "trade {} is dated {}, {why}, when the exchanges were closed",
                first.number,
                words_of_date(day)
            );
            let draft = cx.report(&first.date, message);
            draft.also(&market, "trades on the market");
            for trade in rest.iter().take(8) {
                draft.also(&trade.date, "the same day");
            }
        }
    }
}
