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
            // The last row of this size that left this balance.
            let mut before: HashMap<(Decimal, Decimal), &Row> = HashMap::new();
            for (row, figures) in table.iter().filter_map(|row| Some((row, figures(row)?))) {
                let Some(same) = before.insert(figures, row).filter(|other| says_the_same(row, other)) else {
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

/// The size of a transaction and the balance after it, where both were surely read and securities changed hands.
fn figures(row: &Row) -> Option<(Decimal, Decimal)> {
    let shares = row.shares.sure().filter(|shares| row.is_transaction() && !shares.is_zero())?;
    Some((*shares, *row.owned_following.sure()?))
}

/// Whether all that two rows say is the same and surely read, footnote marks included.
fn says_the_same(row: &Row, other: &Row) -> bool {
    let told = |row: &Row| {
        let mut told: Vec<(Option<Canonical>, Vec<Box<str>>)> = Vec::new();
        let mut is_sure = true;
        row.fields(&mut |_, field| {
            is_sure &= match field.state() {
                Value::Present(()) => field.certainty() > Certainty::Guessed,
                Value::Missing => true,
                Value::Malformed => false,
            };
            told.push((field.canonical(), field.marks().iter().map(|mark| mark.id.clone()).collect()));
        });
        is_sure.then_some(told)
    };
    told(row).is_some_and(|said| Some(said) == told(other))
}
