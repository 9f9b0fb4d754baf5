//! Prices of trades in one class.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::filing::{Ownership, Row};
use crate::words::fold::fold;

/// A purchase, a sale or a withholding of Table I with its price.
pub(super) struct Priced<'f> {
    pub row: &'f Row,
    pub date: NaiveDate,
    pub price: Decimal,
    pub shares: Decimal,
}

/// The trades of Table I whose figures were surely read, by class.
pub(super) fn priced_by_class(form: &Ownership) -> Vec<Vec<Priced<'_>>> {
    let mut classes: BTreeMap<String, Vec<Priced<'_>>> = BTreeMap::new();
    for row in &form.table1 {
        if let Some((class, trade)) = priced(row) {
            classes.entry(class).or_default().push(trade);
        }
    }
    classes.into_values().collect()
}

fn priced(row: &Row) -> Option<(String, Priced<'_>)> {
    row.code().filter(|code| matches!(*code, "P" | "S" | "F"))?;
    let (date, price, shares) = (*row.transaction_date.sure()?, *row.price.sure()?, *row.shares.sure()?);
    if price <= Decimal::ZERO || shares <= Decimal::ZERO {
        return None;
    }
    Some((fold(row.security_title.present()?), Priced { row, date, price, shares }))
}

/// The median price.
pub(super) fn median(trades: &[Priced<'_>]) -> Option<Decimal> {
    let mut prices: Vec<Decimal> = trades.iter().map(|trade| trade.price).collect();
    prices.sort_unstable();
    prices.get(prices.len().checked_sub(1)? / 2).copied()
}
