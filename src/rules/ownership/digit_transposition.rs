//! See rules/ownership/digit_transposition.toml.

use super::notes::is_ratio_noted;
use crate::rules::prelude::*;
use crate::rules::slip;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let (Some(shares), Some(underlying)) = (row.shares.sure(), row.underlying_shares.sure()) else { return };
        if is_ratio_noted(row) || is_ratio(*shares, *underlying) {
            return;
        }
        let Some(slip) = slip::between(*shares, *underlying) else { return };
        let message = format!(
            "Table II, row {}: {} derivative securities stand for {} shares; the two differ by {}",
            row.number,
            number(*shares),
            number(*underlying),
            slip.name(),
        );
        cx.report(&row.underlying_shares, message)
            .saying("the underlying shares")
            .also(&row.shares, "the derivative securities");
    }
}

/// Preferred stock and units often stand for a whole number of shares, ten or a hundred most of all.
fn is_ratio(shares: Decimal, underlying: Decimal) -> bool {
    let whole = |a: Decimal, b: Decimal| a.checked_rem(b).is_some_and(|rest| rest.is_zero());
    whole(shares, underlying) || whole(underlying, shares)
}
