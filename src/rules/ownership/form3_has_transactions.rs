//! See rules/ownership/form3_has_transactions.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let Some(form) = filing.ownership().filter(|_| filing.form.sure().is_some()) else { return };
        let is_read = |row: &&Row| row.code.sure().is_some() && row.transaction_date.sure().is_some();
        let mut transactions = form.rows().filter(is_read);
        let Some(row) = transactions.next() else { return };
        let count = transactions.count() + 1;
        let what = if count == 1 { "a transaction".to_owned() } else { format!("{count} transactions") };
        cx.report(&filing.form, format!("a Form 3 reports holdings, but this one has {what}"))
            .saying("the form, as stated")
            .also(&row.transaction_date, "a transaction date")
            .also(&row.code, "a transaction code");
    }
}
