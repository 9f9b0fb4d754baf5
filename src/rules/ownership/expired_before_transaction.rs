//! See rules/ownership/expired_before_transaction.toml.

use super::dates::is_no_date;
use crate::rules::prelude::*;
use crate::words::fold::fold;

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

/// Units, notes and phantom stock are settled at or after the date they show; options are not.
fn is_option(row: &Row) -> bool {
    row.security_title.present().is_some_and(|title| {
        let title = fold(title);
        ["option", "warrant", "right to buy", "appreciation"].iter().any(|word| title.contains(word))
    })
}
