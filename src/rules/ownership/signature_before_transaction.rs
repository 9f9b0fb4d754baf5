//! See rules/ownership/signature_before_transaction.toml.

use super::dates::year_that_fits;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some((spot, last, what)) = latest(form, filing) else { return };
        let mut early = filing.signatures.iter().filter_map(|signature| {
            let signed = *signature.date.sure().filter(|signed| **signed < last)?;
            Some((&signature.date, signed))
        });
        let Some((signature, signed)) = early.next() else { return };
        let message = format!("signed {}, before {what} of {}", words_of_date(signed), words_of_date(last));
        // Box 3 agrees with the signature: the row stands alone.
        let period = form.period_of_report.sure().filter(|period| **period <= signed);
        let draft = if period.is_some() {
            cx.report(spot, message).also(signature, "signed here")
        } else {
            cx.report(signature, message).also(spot, what)
        };
        for (other, _) in early.take(MOST_LABELS) {
            draft.also(other, "signed here");
        }
        let fits = match period {
            Some(period) => year_that_fits(last, *period, 60).filter(|day| *day <= signed),
            None => year_that_fits(signed, last, 60),
        };
        if let Some(fits) = fits {
            draft.help(format!("check the year: {} would fit", words_of_date(fits)));
        }
    }
}

/// Owners who file together sign together; so many places are enough to see.
const MOST_LABELS: usize = 10;

/// The last thing that must have happened when the form was signed.
///
/// Box 3 of a Form 5 is the end of the year; of a Form 4 it is the date of a row, and asked only
/// where no row tells its own.
fn latest<'f>(form: &'f Ownership, filing: &Filing) -> Option<(&'f Field<NaiveDate>, NaiveDate, &'static str)> {
    let early = |row: &&Row| row.timeliness.present().is_some_and(|word| word.as_ref() == "E");
    // A row dated after the filing is wrong by itself: transaction-after-filing.
    let after_filing = |date: NaiveDate| filing.filed_as_of.sure().is_some_and(|filed| date > *filed);
    let rows = form.rows().filter(|row| row.is_transaction() && !early(row)).map(|row| &row.transaction_date);
    let row = rows
        .filter_map(|spot| Some((spot, *spot.sure()?, "the transaction")))
        .filter(|(_, date, _)| !after_filing(*date))
        .max_by_key(|(_, date, _)| *date);
    let is_five = filing.form.present().is_some_and(|form| form.kind == FormKind::Five);
    let period = || Some((&form.period_of_report, *form.period_of_report.sure()?, "the period"));
    if is_five { row.into_iter().chain(period()).max_by_key(|(_, date, _)| *date) } else { row.or_else(period) }
}
