//! See rules/ownership/post_balance_below_disposition.toml.

use super::doubt::rows_may_be_lost;
use crate::rules::prelude::*;
use crate::rules::slip::{self, is_cut};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let place = || format!("{}, row {}", row.table.name(), row.number);
        let Some(after) = row.owned_following.sure() else { return };
        if after.is_sign_negative() && !after.is_zero() {
            cx.report(&row.owned_following, format!("{}: the balance is below zero, {}", place(), number(*after)));
            return;
        }
        let (Some(shares), Some("A")) = (row.shares.sure(), row.acquired_disposed.sure().map(AsRef::as_ref)) else {
            return;
        };
        // A share of tolerance for rounded fractions.
        if after.checked_add(Decimal::ONE).is_none_or(|after| after >= *shares) {
            return;
        }
        let (acquired, owned) = (number(*shares), number(*after));
        let message = format!("{}: {acquired} acquired, but only {owned} owned afterwards", place());
        let shaken = rows_may_be_lost(cx.filing);
        let cut = cx.filing.is_rendered() && is_cut(*after, *shares);
        let draft = cx.report(&row.owned_following, message);
        draft.saying(format!("{owned} owned afterwards"));
        draft.also(&row.shares, format!("{acquired} acquired"));
        if cut {
            draft.at_most(Severity::Note);
        } else if shaken {
            draft.at_most(Severity::Warning);
        }
        if after.is_zero() {
            draft.help("write the number owned after the transaction; zero looks like a balance left empty");
        } else if let Some(slip) = slip::between(*after, *shares) {
            draft.help(format!("check the two figures: they differ by {}", slip.name()));
        }
    }
}
