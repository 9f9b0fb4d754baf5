//! See rules/ownership/negative_shares.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let Some(shares) = row.shares.sure().filter(|shares| shares.is_sign_negative() && !shares.is_zero()) else {
            return;
        };
        let place = format!("{}, row {}", row.table.name(), row.number);
        let draft = cx.report(&row.shares, format!("{place}: a transaction of {} securities", number(*shares)));
        if row.acquired_disposed.sure().is_some() {
            draft.also(&row.acquired_disposed, "the direction is said here");
        }
    }
}
