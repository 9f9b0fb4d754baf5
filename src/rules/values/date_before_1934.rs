//! See rules/values/date_before_1934.toml.

use chrono::Datelike;

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        const ACT: NaiveDate = NaiveDate::from_ymd_opt(1934, 6, 6).expect("a day");
        let reported: Vec<&dyn AnyField> = filing.ownership().into_iter().flat_map(reported).collect();
        for (field, day) in &cx.odd().early {
            let is_reported = reported.iter().any(|own| std::ptr::addr_eq(*own, *field));
            if *day >= ACT && !is_reported {
                continue;
            }
            let place = cx.name_of(*field);
            let words = words_of_date(*day);
            let message = match *day < ACT {
                true => format!("{place} is {words}, before the Securities Exchange Act of 1934"),
                false => format!("{place} is {words}, long before forms were filed on EDGAR"),
            };
            let draft = cx.report(field, message);
            if *day >= ACT {
                draft.at_most(Severity::Warning);
            }
            if let Some(meant) = meant(*day) {
                draft.help(format!("check the year: {} may be meant", words_of_date(meant)));
            }
        }
    }
}

/// The dates of what is reported: the period, and each transaction.
fn reported(form: &Ownership) -> impl Iterator<Item = &dyn AnyField> {
    let rows = form.rows().map(|row| &row.transaction_date as &dyn AnyField);
    std::iter::once(&form.period_of_report as &dyn AnyField).chain(rows)
}

/// `0022` for 2022, and `1922` too: the year of this century with the same two last digits.
fn meant(day: NaiveDate) -> Option<NaiveDate> {
    let year = day.year();
    (year < 100 || (1900..1934).contains(&year)).then(|| day.with_year(2000 + year % 100)).flatten()
}
