//! See rules/submission/accession_format.toml.

use chrono::Datelike;

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let accession = &filing.accession;
        if accession.is_malformed() {
            let written = cx.written(accession);
            cx.report(
                accession,
                format!("the accession number is `{written}`, and not of the form 0001234567-24-000001"),
            );
            return;
        }
        let (Some(number), Some(filed)) = (accession.sure(), filing.filed_as_of.sure()) else { return };
        let Some(year) = number.split('-').nth(1).and_then(|year| year.parse::<i32>().ok()) else { return };
        // A number that was drawn before New Year is used after it.
        let is_year = |of: i32| of.rem_euclid(100) == year;
        if is_year(filed.year()) || (filed.ordinal() <= 14 && is_year(filed.year() - 1)) {
            return;
        }
        let message =
            format!("the accession number {number} is of the year {year:02}, filed {}", words_of_date(*filed));
        cx.report(accession, message).also(&filing.filed_as_of, "filed").at_most(Severity::Note);
    }
}
