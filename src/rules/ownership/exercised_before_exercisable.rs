//! See rules/ownership/exercised_before_exercisable.toml.

use crate::ledger::is_exercise_code;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let (Some(opens), Some(exercised)) = (row.exercise_date.sure(), row.transaction_date.sure()) else { return };
        if opens <= exercised || row.acquires() != Some(false) || !row.code().is_some_and(is_exercise_code) {
            return;
        }
        // A footnote at the date says how it vests.
        if !row.exercise_date.marks().is_empty() {
            return;
        }
        let message = format!(
            "Table II, row {}: exercised on {}, before it is exercisable on {}",
            row.number,
            words_of_date(*exercised),
            words_of_date(*opens),
        );
        cx.report(&row.exercise_date, message).also(&row.transaction_date, "exercised here");
    }
}
