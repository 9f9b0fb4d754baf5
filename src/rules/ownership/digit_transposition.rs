//! See rules/ownership/digit_transposition.toml.

use crate::rules::prelude::*;
use crate::rules::slip;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let (Some(shares), Some(underlying)) = (row.shares.sure(), row.underlying_shares.sure()) else { return };
        // A footnote at one of these may state another ratio than one for one.
        let marks = [row.security_title.marks(), row.conversion_price.marks(), row.underlying_title.marks()];
        let noted =
            marks.iter().chain([&row.underlying_shares.marks(), &row.shares.marks()]).any(|marks| !marks.is_empty());
        if noted || is_ratio(*shares, *underlying) {
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
