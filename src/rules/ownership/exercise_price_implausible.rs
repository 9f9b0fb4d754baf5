//! See rules/ownership/exercise_price_implausible.toml.

use std::collections::HashMap;

use super::prices::{Priced, priced_by_class};
use super::titles;
use crate::rules::prelude::*;
use crate::words::fold::{class, fold};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let options = || form.table2.iter().filter(|row| titles::is_option(row));
        options().for_each(|row| of_nothing(row, cx));
        shifted(options(), cx);
        if options().next().is_some() {
            let dearest = dearest(form);
            options().for_each(|row| far_from_the_market(row, &dearest, cx));
        }
    }
}

/// An option that costs nothing to exercise. Warrants for a cent or nothing are paid in advance.
fn of_nothing<'f>(row: &'f Row, cx: &mut Cx<'f>) {
    let noted = !row.conversion_price.marks().is_empty() || !row.security_title.marks().is_empty();
    let is_zero = row.conversion_price.sure().is_some_and(Decimal::is_zero);
    if !is_zero || noted || !titles::has(row, &["option"]) || titles::has(row, &["nil", "zero"]) {
        return;
    }
    cx.report(&row.conversion_price, format!("Table II, row {}: an option with an exercise price of zero", row.number))
        .help("write the exercise price of the option");
}

/// Options granted together have one price; one that is ten, a hundred or a thousand times another has its point
/// in another place.
fn shifted<'f>(options: impl Iterator<Item = &'f Row>, cx: &mut Cx<'f>) {
    let mut grants: HashMap<(String, NaiveDate), &'f Row> = HashMap::new();
    for row in options.filter(|row| row.code() == Some("A") && row.acquires() == Some(true)) {
        let Some((title, date)) = row.security_title.present().zip(row.transaction_date.sure()) else { continue };
        let Some(price) = row.conversion_price.sure().filter(|price| !price.is_zero()) else { continue };
        let first = *grants.entry((fold(title), *date)).or_insert(row);
        let Some(other) = first.conversion_price.sure() else { continue };
        let times = |many: i64| {
            let many = Decimal::from(many);
            price.checked_mul(many) == Some(*other) || other.checked_mul(many) == Some(*price)
        };
        if ![10, 100, 1000].into_iter().any(times) {
            continue;
        }
        let message = format!(
            "Table II, row {}: exercise price {}, but {} in row {}, granted the same day",
            row.number,
            money(*price),
            money(*other),
            first.number,
        );
        cx.report(&row.conversion_price, message)
            .also(&first.conversion_price, "granted the same day")
            .help("check the decimal points of the two");
    }
}

/// The trade of each class at the highest price.
fn dearest(form: &Ownership) -> HashMap<String, Priced<'_>> {
    let dearest =
        priced_by_class(form).into_iter().filter_map(|trades| trades.into_iter().max_by_key(|trade| trade.price));
    dearest.filter_map(|trade| Some((class(trade.row.security_title.present()?), trade))).collect()
}

/// An exercise price so far above what the shares cost in the same filing.
fn far_from_the_market<'f>(row: &'f Row, dearest: &HashMap<String, Priced<'f>>, cx: &mut Cx<'f>) {
    let Some((price, underlying)) = row.conversion_price.sure().zip(row.underlying_title.present()) else { return };
    let Some(trade) = dearest.get(&class(underlying)) else { return };
    let times = cx.decimal("times", row.transaction_date.sure().copied());
    if times.and_then(|times| trade.price.checked_mul(times)).is_none_or(|most| *price <= most) {
        return;
    }
    let message = format!(
        "Table II, row {}: exercise price {}, where the shares are traded at {}",
        row.number,
        money(*price),
        money(trade.price),
    );
    cx.report(&row.conversion_price, message).also(&trade.row.price, "the shares");
}
