//! See rules/beneficial/trade_price_outlier.toml.

use std::collections::BTreeMap;

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let days = days(&schedule.trades);
        let middles: Vec<(NaiveDate, Decimal, usize)> = days
            .iter()
            .filter_map(|(day, prices)| Some((*day, prices.get(prices.len() / 2).copied()?, prices.len())))
            .collect();
        let (Some(spread), Some(jump)) = (cx.decimal("day", None), cx.decimal("neighbour", None)) else { return };
        for trade in &schedule.trades {
            let (Some(day), Some(price)) = (trade.date.sure(), trade.price.sure()) else { continue };
            if price.is_zero() && schedule.open_market.is_some() {
                cx.report(&trade.price, format!("trade {} shows a price of {}", trade.number, money(*price)));
                continue;
            }
            let Ok(at) = middles.binary_search_by_key(day, |(day, _, _)| *day) else { continue };
            let Some((_, middle, count)) = middles.get(at) else { continue };
            let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| middles.get(at));
            let odd = if *count > 3 {
                is_off(*price, *middle, spread).then_some((*middle, "the day's other trades"))
            } else {
                // Few trades on a day are measured by the days beside it, all of which must disagree.
                let near: Vec<Decimal> = near.map(|(_, middle, _)| *middle).collect();
                let all = !near.is_empty() && near.iter().all(|middle| is_off(*price, *middle, jump));
                near.first()
                    .filter(|_| all && middles.len() > 2)
                    .map(|middle| (*middle, "the trades of the days beside it"))
            };
            let Some((usual, whose)) = odd else { continue };
            let message = format!(
                "trade {} shows a price of {}, {whose} stand at about {}",
                trade.number,
                money(*price),
                money(usual)
            );
            let shifted = shifted_point(*price, usual);
            let draft = cx.report(&trade.price, message);
            if let Some(meant) = shifted {
                draft.help(format!("write {} if the point is misplaced", money(meant)));
            }
        }
    }
}

/// The prices of each day, ascending.
fn days(trades: &[Trade]) -> BTreeMap<NaiveDate, Vec<Decimal>> {
    let mut days: BTreeMap<NaiveDate, Vec<Decimal>> = BTreeMap::new();
    for (day, price) in trades.iter().filter_map(|trade| trade.date.sure().zip(trade.price.sure())) {
        days.entry(*day).or_default().push(*price);
    }
    days.values_mut().for_each(|prices| prices.sort());
    days
}

/// Whether a price is further from another than this part of it, or than its inverse below.
fn is_off(price: Decimal, usual: Decimal, part: Decimal) -> bool {
    let Some(times) = part.checked_add(Decimal::ONE) else { return false };
    let above = usual.checked_mul(times).is_some_and(|most| price > most);
    let below = price.checked_mul(times).is_some_and(|most| usual > most);
    above || below
}

/// The price with its point moved, when that stands by the usual price.
fn shifted_point(price: Decimal, usual: Decimal) -> Option<Decimal> {
    let shifted =
        [10, 100, 1000].into_iter().map(Decimal::from).flat_map(|by| [price.checked_div(by), price.checked_mul(by)]);
    shifted.flatten().find(|meant| !is_off(*meant, usual, Decimal::new(2, 1))).map(|meant| meant.normalize())
}
