//! See rules/text/value_split_across_cells.toml.

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
            let message = match places.len() {
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
