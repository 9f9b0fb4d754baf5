//! See rules/ownership/balance_damaged_recoverable.toml.

use crate::rules::damage::{in_pieces, is_settled_by_arithmetic};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for row in form.rows().filter(|row| is_settled_by_arithmetic(row)) {
            let (Some(balance), Some(repair)) = (row.owned_following.present(), row.owned_following.repair()) else {
                continue;
            };
            let written = in_pieces(&repair.written);
            let place = format!("{}, row {} shows {written} for the balance", row.table.name(), row.number);
            let draft = match before(form, row).zip(row.shares.present()).zip(row.acquires()) {
                Some(((before, shares), acquires)) => {
                    let sum = format!(
                        "{} {} {} is {}",
                        number(*before.owned_following.present().unwrap_or(balance)),
                        if acquires { "and" } else { "less" },
                        number(*shares),
                        number(*balance)
                    );
                    cx.report(&row.owned_following, format!("{place}; {sum}"))
                        .also(&before.owned_following, "the balance before it")
                }
                None => {
                    cx.report(&row.owned_following, format!("{place}; the rows around it leave {}", number(*balance)))
                }
            };
            draft.also(&row.shares, "the amount of this row");
        }
    }
}

/// The row whose balance is a witness: the one above.
fn before<'f>(form: &'f Ownership, row: &Row) -> Option<&'f Row> {
    let witnesses = &row.owned_following.repair()?.witnesses;
    let above = form.rows().find(|other| other.table == row.table && other.number + 1 == row.number)?;
    let is_witness = witnesses.contains(&above.owned_following.extent()) && above.owned_following.present().is_some();
    is_witness.then_some(above)
}
