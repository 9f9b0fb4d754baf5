//! See rules/ownership/price_outlier_in_filing.toml.

use std::collections::BTreeMap;

use super::prices::{Priced, median, priced_by_class};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for class in priced_by_class(form) {
            let mut days: BTreeMap<NaiveDate, Vec<Priced<'f>>> = BTreeMap::new();
            for trade in class.into_iter().filter(|trade| matches!(trade.row.code(), Some("P" | "S"))) {
                days.entry(trade.date).or_default().push(trade);
            }
            days.values().filter(|day| day.len() > 1).for_each(|day| check(day, cx));
        }
    }
}

fn check<'f>(day: &[Priced<'f>], cx: &mut Cx<'f>) {
    // Of two prices none is the usual one: the first is taken for it, and only a shifted point tells.
    let pair = day.len() == 2;
    let Some(usual) = (if pair { day.first().map(|trade| trade.price) } else { median(day) }) else { return };
    let near = |price: Decimal, percent: i64| is_within(price, usual, percent);
    if day.iter().all(|trade| near(trade.price, 30)) {
        return;
    }
    let Some(other) = day.iter().find(|trade| near(trade.price, 2)) else { return };
    let neighbours = day.iter().filter(|trade| near(trade.price, 2)).count();
    for trade in day.iter().filter(|trade| !near(trade.price, 30)) {
        let shifted = shifts(trade.price).find(|price| near(*price, 5));
        // A rendering may have cut the price; a cut does not look like a shifted point.
        if (pair || cx.filing.is_rendered()) && shifted.is_none() {
            continue;
        }
        let message = format!(
            "Table I, row {}: {} on a day whose other trades are near {}",
            trade.row.number,
            money(trade.price),
            money(usual),
        );
        let draft = cx.report(&trade.row.price, message);
        draft.also(&other.row.price, format!("{} the same day", money(other.price)));
        if let Some(price) = shifted {
            draft.help(format!("check the decimal point: {} would be near the others", money(price.normalize())));
        }
        if neighbours < 2 || !shifted.is_some_and(|price| near(price, 2)) {
            draft.at_most(Severity::Warning);
        }
    }
}

/// The price with its point one or two places to the left or right.
fn shifts(price: Decimal) -> impl Iterator<Item = Decimal> {
    let factors = [Decimal::TEN, Decimal::ONE_HUNDRED].into_iter();
    factors.flat_map(move |factor| [price.checked_div(factor), price.checked_mul(factor)]).flatten()
}

fn is_within(price: Decimal, usual: Decimal, percent: i64) -> bool {
    let most = usual.checked_mul(Decimal::new(percent, 2));
    price.checked_sub(usual).zip(most).is_some_and(|(gap, most)| gap.abs() <= most)
}
