//! See rules/ownership/negative_shares.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        for (field, what) in [(&row.shares, "number of securities"), (&row.underlying_shares, "number underlying")] {
            let Some(shares) = field.sure().filter(|shares| **shares < Decimal::ZERO) else { continue };
            let place = format!("{}, row {}", row.table.name(), row.number);
            cx.report(field, format!("{place}: the {what} is below zero, {}", number(*shares)));
        }
    }
}
