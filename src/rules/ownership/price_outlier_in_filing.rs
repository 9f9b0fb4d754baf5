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
            days.values().for_each(|day| check(day, cx));
        }
    }
}

fn check<'f>(day: &[Priced<'f>], cx: &mut Cx<'f>) {
    for (at, trade) in day.iter().enumerate() {
        let Some(usual) = median(day, at) else { continue };
        if is_within(trade.price, usual, 30) {
            continue;
        }
        let shifted = [Decimal::TEN, Decimal::ONE_HUNDRED].into_iter().find_map(|factor| {
            let down = trade.price.checked_div(factor).filter(|price| is_within(*price, usual, 5));
            down.or_else(|| trade.price.checked_mul(factor).filter(|price| is_within(*price, usual, 5)))
        });
        let Some(other) = day.iter().enumerate().find(|(other, _)| *other != at).map(|(_, other)| other) else {
            continue;
        };
        // Of two prices none is the usual one: only a shifted point tells, and only once.
        if day.len() == 2 && (at == 0 || shifted.is_none()) {
            continue;
        }
        let message = format!(
            "Table I, row {}: {} on a day whose other trades are near {}",
            trade.row.number,
            money(trade.price),
            money(usual),
        );
        let sure = shifted.is_some_and(|price| is_within(price, usual, 2)) && day.len() > 2;
        let draft = cx.report(&trade.row.price, message);
        draft.also(&other.row.price, format!("{} the same day", money(other.price)));
        if let Some(price) = shifted {
            draft.help(format!("check the decimal point: {} would be near the others", money(price.normalize())));
        }
        if !sure {
            draft.at_most(Severity::Warning);
        }
    }
}

fn is_within(price: Decimal, usual: Decimal, percent: i64) -> bool {
    let most = usual.checked_mul(Decimal::new(percent, 2));
    price.checked_sub(usual).zip(most).is_some_and(|(gap, most)| gap.abs() <= most)
}
