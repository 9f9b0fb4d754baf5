//! See rules/ownership/digit_transposition.toml.

use super::ratio::{Figures, Ratio};
use crate::rules::prelude::*;
use crate::rules::slip;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let figures = Figures::of(form);
        for row in &form.table2 {
            let (Some(shares), Some(underlying)) = (row.shares.sure(), row.underlying_shares.sure()) else { continue };
            let Some(slip) = slip::between(*shares, *underlying) else { continue };
            let may_differ = match Ratio::of(row, form) {
                Ratio::Unsaid => is_ratio(*shares, *underlying),
                Ratio::OneForOne => false,
                Ratio::Other => true,
            };
            if may_differ {
                continue;
            }
            let message = format!(
                "Table II, row {}: {} derivative securities stand for {} shares; the two differ by {}",
                row.number,
                number(*shares),
                number(*underlying),
                slip.name(),
            );
            let [(odd, says), (other, what)] = figures.odd_first(row);
            cx.report(odd, message).saying(says).also(other, what);
        }
    }
}

/// Preferred stock and units often stand for a whole number of shares, ten or a hundred most of all.
fn is_ratio(shares: Decimal, underlying: Decimal) -> bool {
    let whole = |a: Decimal, b: Decimal| a.checked_rem(b).is_some_and(|rest| rest.is_zero());
    whole(shares, underlying) || whole(underlying, shares)
}
