//! See rules/ownership/transaction_after_filing.toml.

use super::dates::year_that_fits;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some(filed) = filing.filed_as_of.sure() else { return };
        for row in form.rows().filter(|row| row.is_transaction() && !is_early(row)) {
            let Some(date) = row.transaction_date.sure().filter(|date| *date > filed) else { continue };
            let message = format!(
                "{}, row {}: the transaction of {} lies after the filing of {}",
                row.table.name(),
                row.number,
                words_of_date(*date),
                words_of_date(*filed),
            );
            let draft = cx.report(&row.transaction_date, message);
            draft.also(&filing.filed_as_of, "filed here");
            let meant = form.period_of_report.sure().and_then(|period| year_that_fits(*date, *period, 60));
            if let Some(meant) = meant.filter(|meant| meant <= filed) {
                draft.help(format!("check the year: {} agrees with box 3", words_of_date(meant)));
            }
        }
    }
}

/// A row may say that it is reported before it happens.
fn is_early(row: &Row) -> bool {
    row.timeliness.present().is_some_and(|word| word.as_ref() == "E")
}
