//! See rules/ownership/date_year_typo.toml.

use super::dates::last_year_that_fits;
use crate::ledger::may_wait;
use crate::rules::made::made;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let Some((spot, day, verb)) = made(cx.filing) else { return };
        let (Some(far), Some(near)) = (cx.whole("far-days", None), cx.whole("near-days", None)) else { return };
        let made = Made { spot, day, verb, far, near };
        match cx.filing.form.sure().map(|form| form.kind) {
            Some(FormKind::Three) => event(form, &made, cx),
            Some(FormKind::Four) => rows(form, &made, cx),
            _ => {}
        }
    }
}

/// When the form was made, and what is far from it and near to it.
struct Made<'f> {
    spot: &'f Field<NaiveDate>,
    day: NaiveDate,
    verb: &'static str,
    far: i64,
    near: i64,
}

impl Made<'_> {
    fn days_after(&self, date: NaiveDate) -> i64 {
        (self.day - date).num_days()
    }

    /// The date with the year that fits, where its own is far off.
    fn meant(&self, date: NaiveDate) -> Option<NaiveDate> {
        last_year_that_fits(date, self.day, self.near).filter(|_| self.days_after(date).abs() > self.far)
    }
}

fn event<'f>(form: &'f Ownership, made: &Made<'f>, cx: &mut Cx<'f>) {
    let Some(date) = form.period_of_report.sure().copied() else { return };
    let Some(meant) = made.meant(date) else { return };
    let message = format!("an event of {} in a form {} {}", words_of_date(date), made.verb, words_of_date(made.day));
    cx.report(&form.period_of_report, message).also(made.spot, made.verb).help(help(meant));
}

/// Rows that might have waited, which earliest-transaction-date leaves out: box 3 is near the day of the form.
fn rows<'f>(form: &'f Ownership, made: &Made<'f>, cx: &mut Cx<'f>) {
    let Some(period) = form.period_of_report.sure().copied() else { return };
    if made.days_after(period).abs() > made.near {
        return;
    }
    for row in form.rows().filter(|row| row.is_transaction() && may_wait(row)) {
        let Some(date) = row.transaction_date.sure().copied() else { continue };
        let Some(meant) = made.meant(date).filter(|meant| *meant >= period) else { continue };
        let message = format!(
            "{}, row {}: a transaction of {} in a form {} {}",
            row.table.name(),
            row.number,
            words_of_date(date),
            made.verb,
            words_of_date(made.day)
        );
        cx.report(&row.transaction_date, message)
            .also(&form.period_of_report, "the earliest transaction")
            .also(made.spot, made.verb)
            .help(help(meant));
    }
}

fn help(meant: NaiveDate) -> String {
    format!("check the year: {} would fit", words_of_date(meant))
}
