//! See rules/beneficial/cover_rows_complete.toml.

use crate::rules::prelude::*;
use crate::rules::stated;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Person;

    fn check<'f>(&self, person: &'f Person, cx: &mut Cx<'f>) {
        let Some(rows) = stated::rows(cx.filing) else { return };
        // A page that shows next to no row numbers is of another layout.
        if person.rows.len() < usize::from(rows.last / 2) {
            return;
        }
        let amounts = [
            (rows.powers[0], &person.sole_voting),
            (rows.powers[1], &person.shared_voting),
            (rows.powers[2], &person.sole_dispositive),
            (rows.powers[3], &person.shared_dispositive),
            (rows.aggregate, &person.aggregate),
            (rows.percent, &person.percent),
        ];
        // A row whose amount was read is there, whatever became of its number.
        let read: Vec<u8> = amounts.iter().filter(|(_, amount)| !amount.is_missing()).map(|(row, _)| *row).collect();
        let found = |row: &u8| person.rows.iter().any(|(number, _)| number == row);
        let absent: Vec<u8> = (1..=rows.last).filter(|row| !found(row) && !read.contains(row)).collect();
        let blank: Vec<(u8, &Field<Decimal>)> =
            amounts.into_iter().filter(|(row, amount)| amount.is_missing() && found(row)).collect();
        let blank_rows: Vec<u8> = blank.iter().map(|(row, _)| *row).collect();
        let message = match (absent.is_empty(), blank.is_empty()) {
            (true, true) => return,
            (false, true) => format!("{} found on the cover page", not(&absent)),
            (true, false) => format!("{} blank on the cover page", are(&blank_rows)),
            (false, false) => format!("{} found on the cover page; {} blank", not(&absent), are(&blank_rows)),
        };
        let Some(spot) = blank.first().map(|(_, amount)| amount.span).or(person.rows.first().map(|(_, span)| *span))
        else {
            return;
        };
        let draft = cx.report(&spot, message);
        if let Some((row, _)) = blank.first() {
            draft.saying(format!("row {row} shows no amount"));
            draft.help("write 0 where there is nothing to state");
        }
        for (row, amount) in blank.iter().skip(1) {
            draft.also(&amount.span, format!("row {row} shows no amount"));
        }
    }
}

fn not(rows: &[u8]) -> String {
    let verb = if rows.len() == 1 { "row" } else { "rows" };
    format!("{verb} {} not", stated::list(rows))
}

fn are(rows: &[u8]) -> String {
    if rows.len() == 1 { format!("row {} is", stated::list(rows)) } else { format!("rows {} are", stated::list(rows)) }
}
