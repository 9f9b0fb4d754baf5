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
    let mut last: Option<(&str, String)> = None;
    for row in &form.table1 {
        let Some((title, trade)) = priced(row) else { continue };
        // Rows of one class stand together and are spelled alike, nearly always.
        let class = last.take().filter(|(before, _)| *before == title).map_or_else(|| fold(title), |(_, class)| class);
        match classes.get_mut(&class) {
            Some(trades) => trades.push(trade),
            None => drop(classes.insert(class.clone(), vec![trade])),
        }
        last = Some((title, class));
    }
    classes.into_values().collect()
}

fn priced(row: &Row) -> Option<(&str, Priced<'_>)> {
    row.code().filter(|code| matches!(*code, "P" | "S" | "F"))?;
    let (date, price, shares) = (*row.transaction_date.sure()?, *row.price.sure()?, *row.shares.sure()?);
    if price <= Decimal::ZERO || shares <= Decimal::ZERO {
        return None;
    }
    Some((row.security_title.present()?, Priced { row, date, price, shares }))
}

/// The median price.
pub(super) fn median(trades: &[Priced<'_>]) -> Option<Decimal> {
    let mut prices: Vec<Decimal> = trades.iter().map(|trade| trade.price).collect();
    prices.sort_unstable();
    prices.get(prices.len().checked_sub(1)? / 2).copied()
}
