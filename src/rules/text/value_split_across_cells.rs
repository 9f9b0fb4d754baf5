//! See rules/text/value_split_across_cells.toml.

use crate::rules::Witness;
use crate::rules::damage::{in_pieces, is_settled_by_arithmetic, together};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for table in [&form.table1, &form.table2] {
            let mut places = Vec::new();
            let mut shown: Option<(&Row, String)> = None;
            for row in table {
                row.fields(&mut |name, field| {
                    // One cause is told once: what arithmetic settled has a rule of its own.
                    if name == "owned_following" && is_settled_by_arithmetic(row) {
                        return;
                    }
                    let Some(repair) = field.repair().filter(|repair| is_put_together(repair)) else { return };
                    shown.get_or_insert_with(|| (row, in_pieces(&repair.written)));
                    places.push(((&field).witness(), format!("row {}", row.number)));
                });
            }
            let Some((row, pieces)) = shown else { continue };
            let cut = places.len();
            places.extend(soiled(table));
            places.extend(short(table));
            let message = match cut {
                1 => format!("{pieces} in {}, row {} are one value, cut by a border", row.table.name(), row.number),
                count => format!("{count} values of {} are cut by borders, as {pieces}", row.table.name()),
            };
            together(cx, places, message);
        }
    }
}

fn is_put_together(repair: &Repair) -> bool {
    matches!(repair.how, How::Joined | How::Overlapped)
}

/// Values with a stray character beside them, as `15,500)`.
fn soiled(table: &[Row]) -> Vec<(Witness, String)> {
    let mut places = Vec::new();
    for row in table {
        row.fields(&mut |_, field| {
            if let Some(repair) = field.repair().filter(|repair| repair.how == How::Stripped) {
                let words = format!("row {}: `{}` has a stray character", row.number, repair.written);
                places.push(((&field).witness(), words));
            }
        });
    }
    places
}

/// Prices that may have lost their end: the others have more decimals.
fn short(table: &[Row]) -> Vec<(Witness, String)> {
    let rows = short_prices(table.iter()).into_iter().filter_map(|at| table.get(at));
    rows.map(|row| {
        let words = format!("row {}: fewer decimals than the other prices, so it may be cut", row.number);
        (row.price.witness(), words)
    })
    .collect()
}
