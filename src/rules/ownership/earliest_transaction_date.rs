//! See rules/ownership/earliest_transaction_date.toml.

use super::notes::is_one_of_several;
use crate::ledger::may_wait;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let Some(period) = form.period_of_report.sure() else { return };
        let reported = || form.rows().filter(|row| !may_wait(row));
        let dated = reported().filter_map(|row| Some((row, row.transaction_date.sure()?)));
        let Some((row, first)) = dated.min_by_key(|(_, date)| **date) else { return };
        if is_deemed_date_of(form, *period) || is_cut(row, form, cx) {
            return;
        }
        if period > first {
            let place = format!("{}, row {}", row.table.name(), row.number);
            let message = format!(
                "box 3 names {} as the earliest transaction, but {place} is of {}",
                words_of_date(*period),
                words_of_date(*first),
            );
            cx.report(&form.period_of_report, message)
                .saying("the earliest transaction, as stated")
                .also(&row.transaction_date, "earlier");
            return;
        }
        if period == first
            || has_undated_row(form)
            || is_dated_after_signing(*first, cx.filing)
            || may_show_some_lines_only(form, cx.filing)
        {
            return;
        }
        let message = format!(
            "box 3 names {} as the earliest transaction, but the first row is of {}",
            words_of_date(*period),
            words_of_date(*first),
        );
        // An earlier row may stand in a filing that this one does not name.
        cx.report(&form.period_of_report, message)
            .saying("the earliest transaction, as stated")
            .also(&row.transaction_date, "the earliest row that was read")
            .at_most(Severity::Warning)
            .help(format!("write {}, or report the transaction of {}", words_of_date(*first), words_of_date(*period)));
    }
}

/// The form's date may be the deemed execution date of a row.
fn is_deemed_date_of(form: &Ownership, period: NaiveDate) -> bool {
    form.rows().any(|row| row.deemed_execution_date.present() == Some(&period))
}

/// An earlier row may stand elsewhere: an amendment repeats the lines it corrects, a long report goes
/// on in another filing.
fn may_show_some_lines_only(form: &Ownership, filing: &Filing) -> bool {
    filing.form.present().is_some_and(|form| form.amendment) || has_deferrable_row(form) || is_one_of_several(form)
}

/// A row that might have waited may still be what the period counts from.
fn has_deferrable_row(form: &Ownership) -> bool {
    let deferred = form.rows().filter(|row| row.is_transaction() && may_wait(row));
    deferred.filter_map(|row| row.transaction_date.present()).any(|date| form.period_of_report.present() == Some(date))
}

/// A first row dated after the signature or the filing is wrong by itself, and other rules say so.
fn is_dated_after_signing(first: NaiveDate, filing: &Filing) -> bool {
    let signed = filing.signatures.iter().filter_map(|signature| signature.date.sure()).max();
    [signed, filing.filed_as_of.sure()].into_iter().flatten().any(|date| *date < first)
}

/// A row whose date could not be read may be the earliest.
fn has_undated_row(form: &Ownership) -> bool {
    form.rows().any(|row| row.is_transaction() && row.transaction_date.present().is_none())
}

/// `05/20/20` under `05/20/2026`: a date whose end was cut off reads as another year.
fn is_cut(row: &Row, form: &Ownership, cx: &Cx<'_>) -> bool {
    let (row, period) = (cx.written(&row.transaction_date), cx.written(&form.period_of_report));
    row.len() < period.len() && period.starts_with(row)
}
