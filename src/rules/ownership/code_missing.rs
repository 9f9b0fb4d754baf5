//! See rules/ownership/code_missing.toml.

use std::collections::HashMap;

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for table in [&form.table1, &form.table2] {
            let transactions = || table.iter().filter(|row| row.is_transaction());
            if !transactions().any(|row| row.code.is_missing()) {
                continue;
            }
            let codes = codes_of_rows_alike(transactions());
            for row in transactions().filter(|row| row.code.is_missing()) {
                let message = format!("{}, row {} shows no transaction code", row.table.name(), row.number);
                let draft = cx.report(&row.code, message).saying("the code stands here");
                if let Some(Some(code)) = codes.get(&likeness(row)) {
                    draft.help(format!("the rows like it show {code}; write the code of this one"));
                }
            }
        }
    }
}

/// Date, direction and title.
type Likeness<'f> = (Option<&'f NaiveDate>, Option<bool>, Option<&'f str>);

fn likeness(row: &Row) -> Likeness<'_> {
    (row.transaction_date.present(), row.acquires(), row.security_title.present().map(AsRef::as_ref))
}

/// The one code that rows alike show; none where they differ, for then it suggests nothing.
fn codes_of_rows_alike<'f>(rows: impl Iterator<Item = &'f Row>) -> HashMap<Likeness<'f>, Option<&'f str>> {
    let mut codes = HashMap::new();
    for row in rows {
        let Some(code) = row.code.sure().map(AsRef::as_ref) else { continue };
        let known = codes.entry(likeness(row)).or_insert(Some(code));
        if *known != Some(code) {
            *known = None;
        }
    }
    codes
}
