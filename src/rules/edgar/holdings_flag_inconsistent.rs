//! See rules/edgar/holdings_flag_inconsistent.toml.

use super::is_published;
use crate::rules::damage::is_torn;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some(kind) = filing.form.sure().map(|form| form.kind) else { return };
        if !is_published(filing) || is_torn(filing) {
            return;
        }
        let inserted = &form.inserted;
        match kind {
            FormKind::Three => none_owned(form, cx),
            FormKind::Five => {
                let holding = form.rows().find(|row| !row.is_transaction() && is_of(row, "3"));
                let flag = &inserted.form3_holdings_reported;
                reported(flag, "form3HoldingsReported", holding, "a holding of form type 3", cx);
                let transaction = form.rows().find(|row| row.is_transaction() && is_of(row, "4"));
                let flag = &inserted.form4_transactions_reported;
                reported(flag, "form4TransactionsReported", transaction, "a transaction of form type 4", cx);
            }
            FormKind::Four | FormKind::Schedule13D | FormKind::Schedule13G => {}
        }
    }
}

fn is_of(row: &Row, form_type: &str) -> bool {
    row.form_type.present().is_some_and(|written| written.as_ref() == form_type)
}

fn none_owned<'f>(form: &'f Ownership, cx: &mut Cx<'f>) {
    let flag = &form.inserted.no_securities_owned;
    match (flag.sure(), form.rows().next()) {
        (Some(true), Some(row)) => {
            let message = format!("noSecuritiesOwned is true, but {} has an entry", row.table.name());
            cx.report(flag, message).also(&row.security_title, "this is owned");
        }
        (Some(false), None) => {
            cx.report(flag, "noSecuritiesOwned is false, but neither table has an entry");
        }
        _ => {}
    }
}

fn reported<'f>(flag: &'f Field<bool>, name: &str, row: Option<&'f Row>, what: &str, cx: &mut Cx<'f>) {
    match (flag.sure(), row) {
        (Some(false), Some(row)) => {
            let message = format!("{name} is false, but {} has {what}", row.table.name());
            cx.report(flag, message).also(&row.form_type, what);
        }
        (Some(true), None) => {
            cx.report(flag, format!("{name} is true, but neither table has {what}"));
        }
        _ => {}
    }
}
