//! See rules/ownership/zero_coupon_derivative_position.toml.

use super::beside::holdings_beside;
use super::notes::is_marked;
use super::titles;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for (last, holding) in holdings_beside(Table::Two, form, cx) {
            let is_series = last.conversion_price.sure().is_some() && last.expiration_date.sure().is_some();
            let (Some(held), Some(after)) = (holding.owned_following.sure(), last.owned_following.sure()) else {
                continue;
            };
            if !is_series || !titles::is_option(last) || is_marked(holding) || !after.is_zero() || held.is_zero() {
                continue;
            }
            let message = format!(
                "Table II, row {}: {} held of a series of which row {} leaves nothing",
                holding.number,
                number(*held),
                last.number,
            );
            cx.report(&holding.owned_following, message).also(&last.owned_following, "nothing is left");
        }
    }
}
