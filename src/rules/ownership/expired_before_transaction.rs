//! See rules/ownership/expired_before_transaction.toml.

use super::dates::is_no_date;
use super::titles::is_option;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let (Some(expires), Some(traded)) = (row.expiration_date.confirmed(), row.transaction_date.confirmed()) else {
            return;
        };
        if expires >= traded || is_no_date(*expires) || !is_option(row) {
            return;
        }
        if !matches!(row.code(), Some("A" | "M" | "X" | "O" | "P" | "D")) {
            return;
        }
        // A transaction dated after the filing is wrong by itself: transaction-after-filing.
        if cx.filing.filed_as_of.sure().is_some_and(|filed| traded > filed) {
            return;
        }
        let message = format!(
            "Table II, row {}: expires on {}, before its transaction of {}",
            row.number,
            words_of_date(*expires),
            words_of_date(*traded),
        );
        let draft = cx.report(&row.expiration_date, message);
        draft.saying("expired by then").also(&row.transaction_date, "the transaction");
    }
}
