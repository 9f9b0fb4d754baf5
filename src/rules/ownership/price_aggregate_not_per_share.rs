//! See rules/ownership/price_aggregate_not_per_share.toml.

use super::prices::{Priced, median, priced_by_class};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for class in priced_by_class(form) {
            for (at, trade) in class.iter().enumerate() {
                check(trade, at, &class, cx);
            }
        }
    }
}

fn check<'f>(trade: &Priced<'f>, at: usize, class: &[Priced<'f>], cx: &mut Cx<'f>) {
    let Some(most) = cx.decimal("most", Some(trade.date)) else { return };
    let Some(each) = trade.price.checked_div(trade.shares) else { return };
    let place = format!("Table I, row {}", trade.row.number);
    // Next to a price of the same class, the total gives itself away.
    let sibling = class.iter().enumerate().find(|(other_at, other)| *other_at != at && is_near(each, other.price));
    if let Some((_, sibling)) = sibling.filter(|_| trade.shares > Decimal::TEN) {
        let message = format!(
            "{place}: {} divided by {} shares is {}, the price of row {}",
            money(trade.price),
            number(trade.shares),
            money(each.round_dp(4)),
            sibling.row.number,
        );
        cx.report(&trade.row.price, message)
            .saying("a total, not a price per share")
            .also(&sibling.row.price, format!("{} per share", money(sibling.price)))
            .also(&trade.row.shares, format!("{} shares", number(trade.shares)))
            .help(format!("write {}", money(each.round_dp(4))));
        return;
    }
    let above =
        median(class, at).and_then(|usual| usual.checked_mul(Decimal::from(20))).is_some_and(|most| trade.price > most);
    if above || trade.price > most {
        let message = format!("{place}: {} is asked as the price of one share", money(trade.price));
        cx.report(&trade.row.price, message)
            .saying("may be a total")
            .also(&trade.row.shares, format!("{} shares", number(trade.shares)))
            .at_most(Severity::Warning);
    }
}

/// Within one percent.
fn is_near(a: Decimal, b: Decimal) -> bool {
    a.checked_sub(b).zip(b.checked_div(Decimal::ONE_HUNDRED)).is_some_and(|(gap, percent)| gap.abs() <= percent)
}
