//! See rules/ownership/code_missing.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for table in [&form.table1, &form.table2] {
            let transactions = || table.iter().filter(|row| row.is_transaction());
            for row in transactions().filter(|row| row.code.is_missing()) {
                let alike =
                    || transactions().filter(|other| is_alike(row, other)).filter_map(|other| other.code.sure());
                let draft =
                    cx.report(&row.code, format!("{}, row {} shows no transaction code", row.table.name(), row.number));
                // A code is suggested only where every row like this one has one and the same.
                if let Some(code) = alike().next().filter(|code| alike().all(|other| other == *code)) {
                    draft.help(format!("the rows like it show {code}; write the code of this one"));
                }
            }
        }
    }
}

/// Same date, direction and title.
fn is_alike(row: &Row, other: &Row) -> bool {
    row.transaction_date.present() == other.transaction_date.present()
        && row.acquires() == other.acquires()
        && row.security_title.present() == other.security_title.present()
}
