//! See rules/ownership/exercisable_after_expiry.toml.

use super::dates::is_no_date;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let (Some(opens), Some(expires)) = (row.exercise_date.sure(), row.expiration_date.sure()) else { return };
        if opens <= expires || is_no_date(*opens) || is_no_date(*expires) {
            return;
        }
        let message = format!(
            "Table II, row {}: exercisable from {}, but expires on {}",
            row.number,
            words_of_date(*opens),
            words_of_date(*expires),
        );
        let draft = cx.report(&row.exercise_date, message);
        draft.saying("exercisable from here").also(&row.expiration_date, "expires here");
    }
}
