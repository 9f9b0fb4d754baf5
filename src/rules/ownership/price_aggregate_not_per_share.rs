//! See rules/ownership/price_aggregate_not_per_share.toml.

use super::prices::{Priced, median, priced_by_class};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for class in priced_by_class(form) {
            let usual = median(&class);
            for trade in &class {
                check(trade, &class, usual, cx);
            }
        }
    }
}

fn check<'f>(trade: &Priced<'f>, class: &[Priced<'f>], usual: Option<Decimal>, cx: &mut Cx<'f>) {
    let Some(most) = cx.decimal("most", Some(trade.date)) else { return };
    let Some(each) = trade.price.checked_div(trade.shares) else { return };
    let place = format!("Table I, row {}", trade.row.number);
    // Next to a price of the same class, the total gives itself away.
    let others = class.iter().filter(|other| other.row.number != trade.row.number);
    // With a handful of shares the total is no price that stands out.
    let mut siblings = others.filter(|other| trade.shares > Decimal::TEN && is_near(each, other.price));
    if let Some(sibling) = siblings.next() {
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

/// Within one percent.
fn is_near(a: Decimal, b: Decimal) -> bool {
    a.checked_sub(b).zip(b.checked_div(Decimal::ONE_HUNDRED)).is_some_and(|(gap, percent)| gap.abs() <= percent)
}
