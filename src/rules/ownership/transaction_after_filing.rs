//! See rules/ownership/transaction_after_filing.toml.

use super::dates::last_year_that_fits;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let (Some(filed), Some(traded)) = (filing.filed_as_of.sure(), row.transaction_date.sure()) else { return };
        let is_early = row.timeliness.present().is_some_and(|word| word.as_ref() == "E");
        if !row.is_transaction() || is_early || traded <= filed {
            return;
        }
        let place = format!("{}, row {}", row.table.name(), row.number);
        let message =
            format!("{place}: a transaction of {}, filed on {}", words_of_date(*traded), words_of_date(*filed));
        let draft = cx.report(&row.transaction_date, message);
        draft.also(&filing.filed_as_of, "the day of the filing");
        if let Some(fits) = last_year_that_fits(*traded, *filed, 60) {
            draft.help(format!("check the year: {} would fit", words_of_date(fits)));
        }
    }
}
