//! See rules/beneficial/trade_price_outlier.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

/// How many trades on each side a price is held against.
const BESIDE: usize = 4;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let (Some(between), Some(at_end)) = (cx.decimal("between", None), cx.decimal("at-end", None)) else { return };
        let mut priced: Vec<(NaiveDate, Decimal, &Trade)> = schedule
            .trades
            .iter()
            .filter_map(|trade| Some((*trade.date.sure()?, *trade.price.sure()?, trade)))
            .collect();
        priced.sort_by_key(|(day, _, trade)| (*day, trade.number));
        for (at, (_, price, trade)) in priced.iter().enumerate() {
            if price.is_zero() && schedule.open_market.is_some() {
                cx.report(&trade.price, format!("trade {} shows a price of {}", trade.number, money(*price)));
                continue;
            }
            let before = prices(priced.get(at.saturating_sub(BESIDE)..at));
            let after = prices(priced.get(at + 1..priced.len().min(at + 1 + BESIDE)));
            // At the end of a table one side alone speaks, and a jump of the market is not told from a slip.
            let is_odd = match (before.as_slice(), after.as_slice()) {
                ([], side) | (side, []) => side.len() >= 3 && is_off_from_most(*price, side, at_end),
                (before, after) => {
                    before.len() + after.len() >= 3
                        && is_off_from_most(*price, before, between)
                        && is_off_from_most(*price, after, between)
                }
            };
            let Some(usual) = middle(&before, &after).filter(|_| is_odd) else { continue };
            let message = format!(
                "trade {} shows a price of {}, the trades beside it stand at about {}",
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

fn prices(trades: Option<&[(NaiveDate, Decimal, &Trade)]>) -> Vec<Decimal> {
    trades.unwrap_or_default().iter().map(|(_, price, _)| *price).collect()
}

fn middle(before: &[Decimal], after: &[Decimal]) -> Option<Decimal> {
    let mut all: Vec<Decimal> = before.iter().chain(after).copied().collect();
    all.sort();
    all.get(all.len() / 2).copied()
}

fn is_off_from_most(price: Decimal, others: &[Decimal], part: Decimal) -> bool {
    others.iter().filter(|other| is_off(price, **other, part)).count() * 2 > others.len()
}

/// Whether the greater of two prices exceeds the less by more than this part of it.
fn is_off(price: Decimal, usual: Decimal, part: Decimal) -> bool {
    let (less, greater) = (price.min(usual), price.max(usual));
    let limit = part.checked_add(Decimal::ONE).and_then(|times| less.checked_mul(times));
    limit.is_some_and(|limit| greater > limit)
}

/// The price with its point moved, when that stands by the usual price.
fn shifted_point(price: Decimal, usual: Decimal) -> Option<Decimal> {
    let by = [10, 100, 1000].into_iter().map(Decimal::from);
    let shifted = by.flat_map(|by| [price.checked_div(by), price.checked_mul(by)]).flatten();
    let mut meant = shifted.into_iter().find(|meant| !is_off(*meant, usual, Decimal::new(2, 1)))?.normalize();
    meant.rescale(meant.scale().max(2));
    Some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_off_both_ways() {
        let half = Decimal::new(5, 1);
        for (price, usual, off) in [(16, 10, true), (14, 10, false), (10, 16, true), (0, 10, true)] {
            assert_eq!(is_off(Decimal::from(price), Decimal::from(usual), half), off, "{price} beside {usual}");
        }
    }

    #[test]
    fn a_moved_point_is_moved_back() {
        assert_eq!(shifted_point(Decimal::new(7300, 2), Decimal::new(731, 2)), Some(Decimal::new(730, 2)));
        assert_eq!(shifted_point(Decimal::new(2100, 2), Decimal::new(731, 2)), None);
    }
}
