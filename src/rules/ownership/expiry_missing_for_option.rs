//! See rules/ownership/expiry_missing_for_option.toml.

use super::doubt::rows_may_be_lost;
use super::titles;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let expires = &row.expiration_date;
        if row.table != Table::Two || !expires.is_missing() || !expires.marks().is_empty() {
            return;
        }
        if row.security_title.sure().is_none() || !titles::has(row, &["option", "right to buy", "warrant"]) {
            return;
        }
        // A footnote at the date from which it can be exercised often tells of both.
        let rendered = cx.filing.is_rendered();
        if rendered && (!row.exercise_date.marks().is_empty() || row.conversion_price.sure().is_none()) {
            return;
        }
        let shaken = rows_may_be_lost(cx.filing);
        let title = row.security_title.present().map_or("", AsRef::as_ref);
        let draft = cx.report(expires, format!("Table II, row {}: {title} shows no expiration date", row.number));
        draft.also(&row.security_title, "it expires some day");
        if shaken {
            draft.at_most(Severity::Note);
        }
    }
}
