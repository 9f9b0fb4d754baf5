//! See rules/ownership/form5_late_and_period.toml.

use chrono::{Datelike, Months};

use super::dates::due_after;
use crate::rules::damage::together;
use crate::rules::made::made;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let Some(end) = form.period_of_report.sure().copied() else { return };
        let Some(start) = end.checked_sub_months(Months::new(12)) else { return };
        let rows = || form.rows().filter(|row| row.is_transaction());
        let is = |row: &Row, wanted: &dyn Fn(NaiveDate) -> bool| {
            row.transaction_date.sure().is_some_and(|date| wanted(*date))
        };
        strangers(rows().filter(|row| is(row, &|date| date > end)), "after", end, form, cx);
        // A year has 53 weeks at most, and some end on a weekday.
        let before = rows().filter(|row| is(row, &|date| (start - date).num_days() > 7) && !is_owed(row));
        strangers(before, "before", end, form, cx);
        ends_a_year(end, form, cx);
        is_in_time(end, form, cx);
    }
}

/// The date of a trade written as the end of the year: fiscal years end with a month, or in the week around its end.
fn ends_a_year<'f>(end: NaiveDate, form: &'f Ownership, cx: &mut Cx<'f>) {
    let day = end.day();
    let last = last_day_of_month(end);
    let is_near_end = day <= 7 || last.is_none_or(|last| last - day <= 7);
    let mut traded = form.rows().filter(|row| row.is_transaction()).map(|row| &row.transaction_date);
    let Some(spot) = traded.find(|date| date.sure() == Some(&end)).filter(|_| !is_near_end) else { return };
    let message = format!("the fiscal year is said to end on {}, the day of a transaction", words_of_date(end));
    cx.report(&form.period_of_report, message)
        .also(spot, "the transaction")
        .help("write the last day of the issuer's fiscal year, or correct the form type");
}

fn last_day_of_month(date: NaiveDate) -> Option<u32> {
    Some(date.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()?.day())
}

/// Transactions that are not of the fiscal year, as one finding.
fn strangers<'f>(
    rows: impl Iterator<Item = &'f Row>,
    side: &str,
    end: NaiveDate,
    form: &'f Ownership,
    cx: &mut Cx<'f>,
) {
    let places: Vec<(&Row, NaiveDate)> = rows.filter_map(|row| Some((row, *row.transaction_date.sure()?))).collect();
    let Some((row, traded)) = places.first() else { return };
    let message = format!(
        "{}, row {}: a transaction of {}, {side} the fiscal year that ended {}",
        row.table.name(),
        row.number,
        words_of_date(*traded),
        words_of_date(end),
    );
    let words = |row: &Row| if places.len() > 1 { format!("row {}", row.number) } else { String::new() };
    let spots = places.iter().map(|(row, _)| (row.transaction_date.witness(), words(row))).collect();
    let Some(draft) = together(cx, spots, message) else { return };
    draft.also(&form.period_of_report, "the end of the fiscal year");
    if side == "before" {
        draft.at_most(Severity::Note);
    }
}

/// What was to be reported before is made up for here: on Form 4, or late.
fn is_owed(row: &Row) -> bool {
    let is_late = row.timeliness.sure().is_some_and(|word| word.as_ref() == "L");
    is_late || row.form_type.sure().is_some_and(|form| form.as_ref() != "5")
}

fn is_in_time<'f>(end: NaiveDate, form: &'f Ownership, cx: &mut Cx<'f>) {
    let Some((spot, made, verb)) = made(cx.filing) else { return };
    let is_original = cx.filing.form.sure().is_some_and(|form| !form.amendment);
    let Some(due) = cx.whole("days", Some(end)).and_then(|days| due_after(end, days)) else { return };
    if !is_original || made <= due.latest {
        return;
    }
    let message = format!(
        "{verb} {}, but for the fiscal year that ended {} the form was due {}",
        words_of_date(made),
        words_of_date(end),
        words_of_date(due.date),
    );
    cx.report(spot, message)
        .saying(verb)
        .also(&form.period_of_report, "the end of the fiscal year")
        .help("file as soon as possible; Item 405 of Regulation S-K asks the issuer to name late reports");
}
