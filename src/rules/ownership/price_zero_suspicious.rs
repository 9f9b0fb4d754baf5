//! See rules/ownership/price_zero_suspicious.toml.

use super::notes::is_marked;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        if row.table == Table::Two || row.code.sure().map(AsRef::as_ref) != Some("F") || is_marked(row) {
            return;
        }
        if row.price.sure().is_some_and(Decimal::is_zero) {
            let message = format!("Table I, row {}: shares paid or withheld (code F) are priced at zero", row.number);
            cx.report(&row.price, message).also(&row.code, "code F");
        }
    }
}
