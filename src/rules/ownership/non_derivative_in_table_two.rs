//! See rules/ownership/non_derivative_in_table_two.toml.

use crate::rules::prelude::*;
use crate::words::fold::class;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let (Some(title), Some(underlying)) = (row.security_title.sure(), row.underlying_title.sure()) else { return };
        let priced = row.conversion_price.present().is_some() || row.expiration_date.present().is_some();
        let own = class(title);
        if priced || own != class(underlying) || !(own.ends_with("common stock") || own.ends_with("ordinary stock")) {
            return;
        }
        let message =
            format!("Table II, row {}: {title} stands for itself, at no price and without expiry", row.number);
        cx.report(&row.security_title, message).also(&row.underlying_title, "the underlying security");
    }
}
