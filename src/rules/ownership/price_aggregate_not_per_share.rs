//! See rules/ownership/price_aggregate_not_per_share.toml.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use super::prices::{Priced, median, priced_by_class};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for class in priced_by_class(form) {
            let least = class.iter().map(|trade| trade.price).min();
            // A total of more shares than ten, and what is far from usual, is above this.
            let close = least.and_then(|least| least.checked_mul(Decimal::from(9))).unwrap_or_default();
            let usual = LazyCell::new(|| median(&class));
            let by_price = LazyCell::new(|| class.iter().map(|trade| (trade.price, trade.row)).collect());
            for trade in &class {
                let Some(most) = cx.decimal("most", Some(trade.date)) else { continue };
                if trade.price > close || trade.price > most {
                    check(trade, &by_price, *usual, most, cx);
                }
            }
        }
    }
}

fn check<'f>(
    trade: &Priced<'f>,
    by_price: &BTreeMap<Decimal, &'f Row>,
    usual: Option<Decimal>,
    most: Decimal,
    cx: &mut Cx<'f>,
) {
    let Some(each) = trade.price.checked_div(trade.shares) else { return };
    let place = format!("Table I, row {}", trade.row.number);
    // Next to a price of the same class, the total gives itself away.
    // With a handful of shares the total is no price that stands out.
    if let Some((price, sibling)) = near(each, by_price).filter(|_| trade.shares > Decimal::TEN) {
        let message = format!(
            "{place}: {} divided by {} shares is {}, the price of row {}",
            money(trade.price),
            number(trade.shares),
            money(each.round_dp(4)),
            sibling.number,
        );
        cx.report(&trade.row.price, message)
            .saying("a total, not a price per share")
            .also(&sibling.price, format!("{} per share", money(price)))
            .also(&trade.row.shares, format!("{} shares", number(trade.shares)))
            .help(format!("write {}", money(each.round_dp(4))));
        return;
    }
    let above = usual.and_then(|usual| usual.checked_mul(TIMES_THE_USUAL)).is_some_and(|most| trade.price > most);
    if above || trade.price > most {
        let message = format!("{place}: {} is asked as the price of one share", money(trade.price));
        cx.report(&trade.row.price, message)
            .saying("may be a total")
            .also(&trade.row.shares, format!("{} shares", number(trade.shares)))
            .at_most(Severity::Warning);
    }
}

/// So many times the usual price of the class is no price any more.
const TIMES_THE_USUAL: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// A price within one percent of `price`, with its row.
fn near<'f>(price: Decimal, by_price: &BTreeMap<Decimal, &'f Row>) -> Option<(Decimal, &'f Row)> {
    let percent = price.checked_div(Decimal::ONE_HUNDRED)?;
    let range = price.checked_sub(percent)?..=price.checked_add(percent)?;
    by_price.range(range).next().map(|(price, row)| (*price, *row))
}
