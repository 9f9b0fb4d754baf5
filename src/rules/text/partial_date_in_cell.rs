//! See rules/text/partial_date_in_cell.toml.

use crate::rules::damage::{in_pieces, together};
use crate::rules::prelude::*;
use crate::words::excerpt;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for table in [&form.table1, &form.table2] {
            let mut places = Vec::new();
            let mut shown = Vec::new();
            for row in table {
                let dates =
                    [&row.transaction_date, &row.deemed_execution_date, &row.exercise_date, &row.expiration_date];
                for date in dates {
                    let Some(part) = part_of_a_date(date, cx) else { continue };
                    places.push((date.witness(), format!("row {}", row.number)));
                    shown.push((row, part));
                }
            }
            let Some((row, part)) = shown.first() else { continue };
            let message = match shown.len() {
                1 => format!("{}, row {} shows {part} for a date", row.table.name(), row.number),
                count => {
                    format!("{count} dates of {} are not whole, as {part} in row {}", row.table.name(), row.number)
                }
            };
            together(cx, places, message);
        }
    }
}

/// What stands in place of a date, when it is the beginning or the end of one.
fn part_of_a_date(date: &Field<NaiveDate>, cx: &Cx<'_>) -> Option<String> {
    if let Some(repair) = date.repair().filter(|repair| repair.how == How::Column) {
        return Some(in_pieces(&repair.written));
    }
    // Pieces that were put together, or that contradict each other, are another rule's.
    if !date.is_malformed() || !date.pieces().is_empty() {
        return None;
    }
    let written = cx.written(&date.span).trim();
    let is_part = written.contains('/')
        && written.len() < "1/1/2003".len()
        && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    is_part.then(|| format!("`{}`", excerpt(written)))
}
