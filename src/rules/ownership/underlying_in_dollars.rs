//! See rules/ownership/underlying_in_dollars.toml.

use crate::ledger::is_exercise_code;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let Some(underlying) = row.underlying_shares.sure() else { return };
        let place = || format!("Table II, row {}", row.number);
        let derivatives = row.shares.sure();
        let unlike = derivatives.is_some_and(|shares| shares != underlying);
        let prices = [&row.price, &row.conversion_price];
        let price = prices.into_iter().find(|price| price.sure() == Some(underlying));
        if let Some(price) = price.filter(|_| unlike && !underlying.is_zero()) {
            let message =
                format!("{}: the number of underlying securities is the price, {}", place(), number(*underlying));
            cx.report(&row.underlying_shares, message)
                .also(price, "the price")
                .also(&row.shares, "the derivative securities");
        } else if underlying.is_zero()
            && row.code().is_some_and(is_exercise_code)
            && derivatives.is_some_and(|shares| !shares.is_zero())
        {
            let message = format!("{}: an exercise with no underlying securities", place());
            cx.report(&row.underlying_shares, message)
                .also(&row.shares, "the derivative securities")
                .at_most(Severity::Warning)
                .help("write the number of securities that the exercise gave");
        }
    }
}
