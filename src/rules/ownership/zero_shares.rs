//! See rules/ownership/zero_shares.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        if !row.is_transaction() || row.total_value.present().is_some() {
            return;
        }
        if row.shares.sure().is_some_and(Decimal::is_zero) {
            cx.report(
                &row.shares,
                format!("{}, row {}: a transaction of zero securities", row.table.name(), row.number),
            );
        }
    }
}
