//! See rules/ownership/price_missing_for_open_market.toml.

use super::notes::is_marked;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let verb = match row.code.sure().map(AsRef::as_ref) {
            Some("P") => "purchase",
            Some("S") => "sale",
            _ => return,
        };
        // A premium of zero is usual in Table II; a footnote may give the price.
        if row.table == Table::Two || is_marked(row) || row.total_value.present().is_some() {
            return;
        }
        // A rendering that lost other figures of the row may have lost the price.
        let others = [&row.shares, &row.owned_following];
        if cx.filing.is_rendered() && others.iter().any(|figure| figure.sure().is_none()) {
            return;
        }
        let place = || format!("Table I, row {}", row.number);
        if row.price.is_missing() {
            cx.report(&row.price, format!("{}: the {verb} has no price", place())).also(&row.code, format!("a {verb}"));
        } else if row.price.sure().is_some_and(Decimal::is_zero) {
            cx.report(&row.price, format!("{}: the {verb} is priced at zero", place()))
                .also(&row.code, format!("a {verb}"));
        }
    }
}
