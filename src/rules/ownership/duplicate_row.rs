//! See rules/ownership/duplicate_row.toml.

use std::collections::HashMap;

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        // Owners who report together may have a row each.
        if form.owners.len() > 1 {
            return;
        }
        for table in [&form.table1, &form.table2] {
            let transactions = table.iter().filter(|row| row.is_transaction());
            let mut first: HashMap<String, &Row> = HashMap::new();
            for (row, key) in transactions.filter_map(|row| Some((row, key(row)?))) {
                let Some(same) = first.get(&key).copied() else {
                    first.insert(key, row);
                    continue;
                };
                let message =
                    format!("{}, row {}: the same in every value as row {}", row.table.name(), row.number, same.number);
                cx.report(&row.owned_following, message)
                    .also(&row.shares, format!("row {}", row.number))
                    .also(&same.shares, format!("row {}", same.number));
            }
        }
    }
}

/// All that a row says, footnote marks included; none where the number of securities or the balance after it was not
/// surely read, or no security changed hands.
fn key(row: &Row) -> Option<String> {
    row.shares.sure().filter(|shares| !shares.is_zero())?;
    row.owned_following.sure()?;
    let mut key = String::new();
    let mut is_sure = true;
    row.fields(&mut |_, field| {
        let is_read = field.state() == Value::Present(()) && field.certainty() > Certainty::Guessed;
        is_sure &= is_read || field.state() == Value::Missing;
        let marks = field.marks().iter().map(|mark| mark.id.as_ref());
        key.extend(field.canonical().map(|value| format!("{value:?}")));
        key.extend(marks);
        key.push('|');
    });
    is_sure.then_some(key)
}
