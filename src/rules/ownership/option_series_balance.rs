//! See rules/ownership/option_series_balance.toml.

use crate::ledger::opening;
use crate::rules::prelude::*;
use crate::words::fold::fold;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, _form: &'f Ownership, cx: &mut Cx<'f>) {
        for account in cx.ledger().accounts.iter().filter(|account| account.table == Table::Two) {
            // Only the first row of a series opens it; later ones have a balance to stand on.
            let Some(row) = account.rows.first().filter(|row| is_grant(row)) else { continue };
            let (Some(shares), Some(after)) = (row.shares.present(), row.owned_following.present()) else { continue };
            let Some(before) = opening(row).filter(|before| *before > Decimal::ZERO) else { continue };
            let message = format!(
                "Table II, row {}: {} granted, {} owned afterwards: column 9 counts {} of other series",
                row.number,
                number(*shares),
                number(*after),
                number(before),
            );
            cx.report(&row.owned_following, message).also(&row.shares, "granted here");
        }
    }
}

/// A grant of options with price and expiry, which make it a series of its own.
fn is_grant(row: &Row) -> bool {
    row.code() == Some("A")
        && row.acquires() == Some(true)
        && row.conversion_price.present().is_some()
        && row.expiration_date.present().is_some()
        && row.security_title.present().is_some_and(|title| fold(title).contains("option"))
}
