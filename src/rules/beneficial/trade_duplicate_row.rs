//! See rules/beneficial/trade_duplicate_row.toml.

use std::collections::BTreeMap;

use crate::ledger::trades;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let mut alike: BTreeMap<(NaiveDate, Decimal, Decimal), Vec<&Trade>> = BTreeMap::new();
        for trade in &schedule.trades {
            let (Some(day), Some(shares), Some(price)) = (trade.date.sure(), trade.shares.sure(), trade.price.sure())
            else {
                continue;
            };
            alike.entry((*day, *shares, *price)).or_default().push(trade);
        }
        let sum = trades::sum(&schedule.trades);
        for ((day, shares, price), trades) in alike {
            let [first, again, ..] = trades.as_slice() else { continue };
            let message = format!(
                "trade {} repeats trade {}: {} shares at {} on {}",
                again.number,
                first.number,
                number(shares),
                money(price),
                words_of_date(day)
            );
            let without = sum.and_then(|sum| sum.checked_sub(shares));
            let mends = schedule
                .stated_totals
                .iter()
                .any(|total| total.shares.sure().is_some_and(|total| Some(*total) != sum && Some(*total) == without));
            let draft = cx.report(&again.span, message);
            draft.also(&first.span, "the same");
            if mends {
                draft.help("leave one of them out if it was one trade; the stated total then agrees");
            }
        }
    }
}
