//! See rules/ownership/date_year_typo.toml.

use chrono::Datelike;

use crate::ledger::may_wait;
use crate::rules::made::made;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let Some((spot, made, verb)) = made(cx.filing) else { return };
        let (Some(far), Some(near)) = (cx.whole("far-days", None), cx.whole("near-days", None)) else { return };
        let meant = |date: NaiveDate| {
            let is_far = (made - date).num_days().abs() > far;
            year_that_fits(date, made, near).filter(|_| is_far)
        };
        let is_three = cx.filing.form.sure().is_some_and(|form| form.kind == FormKind::Three);
        if is_three {
            let Some((event, meant)) = form.period_of_report.sure().and_then(|event| Some((*event, meant(*event)?)))
            else {
                return;
            };
            let message = format!("an event of {} in a form {verb} {}", words_of_date(event), words_of_date(made));
            cx.report(&form.period_of_report, message).also(spot, verb).help(help(meant));
            return;
        }
        // Box 3 and the other rows are of these days: earliest-transaction-date asks of the rows that it counts.
        let Some(period) = form.period_of_report.sure().filter(|period| (made - **period).num_days().abs() <= near)
        else {
            return;
        };
        for row in form.rows().filter(|row| row.is_transaction() && may_wait(row)) {
            let Some((date, meant)) = row.transaction_date.sure().and_then(|date| Some((*date, meant(*date)?))) else {
                continue;
            };
            if meant < *period {
                continue;
            }
            let place = format!("{}, row {}", row.table.name(), row.number);
            let message =
                format!("{place}: a transaction of {} in a form {verb} {}", words_of_date(date), words_of_date(made));
            cx.report(&row.transaction_date, message)
                .also(&form.period_of_report, "the earliest transaction")
                .also(spot, verb)
                .help(help(meant));
        }
    }
}

fn help(meant: NaiveDate) -> String {
    format!("check the year: {} would fit", words_of_date(meant))
}

/// The same day of the last year in which it is not after the form was made, when that is within `near` days before.
fn year_that_fits(date: NaiveDate, made: NaiveDate, near: i64) -> Option<NaiveDate> {
    let years = [made.year(), made.year() - 1];
    let fits = years.into_iter().filter_map(|year| date.with_year(year)).find(|day| *day <= made)?;
    (fits != date && (made - fits).num_days() <= near).then_some(fits)
}
