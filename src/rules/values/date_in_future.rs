//! See rules/values/date_in_future.toml.

use chrono::Days;

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        // It may be tomorrow where the filer is.
        let Some(tomorrow) = cx.as_of().checked_add_days(Days::new(1)) else { return };
        for (field, what) in past(filing) {
            let Some(day) = field.sure().filter(|day| **day > tomorrow) else { continue };
            let message = format!("{what} {}, and today is {}", words_of_date(*day), words_of_date(cx.as_of()));
            cx.report(field, message);
        }
    }
}

/// The dates of what has happened, each with what a sentence says of it.
fn past(filing: &Filing) -> Vec<(&Field<NaiveDate>, &'static str)> {
    let mut dates = vec![(&filing.filed_as_of, "filed on")];
    dates.extend(filing.signatures.iter().map(|signature| (&signature.date, "signed on")));
    match &filing.body {
        Body::Ownership(form) => {
            dates.push((&form.date_of_original, "the original was filed on"));
            // A transaction that is reported early on purpose is marked so.
            let is_early = |row: &&Row| row.timeliness.present().is_some_and(|word| word.as_ref() == "E");
            let rows = form.rows().filter(|row| row.is_transaction() && !is_early(row));
            dates.extend(rows.map(|row| (&row.transaction_date, "a transaction of")));
        }
        Body::Beneficial(schedule) => {
            dates.push((&schedule.event_date, "an event of"));
            dates.extend(schedule.trades.iter().map(|trade| (&trade.date, "a trade of")));
            dates.extend(schedule.prior_filings.iter().map(|prior| (&prior.date, "an earlier statement was filed on")));
        }
    }
    dates
}
