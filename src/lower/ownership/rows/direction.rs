//! Which way the code of a row goes, where its letter (A) or (D) is to be told or weighed.

use crate::filing::{Row, Table};
use crate::tables::codes::{Direction, transaction};

/// The direction that a code has in its table, or mostly has.
pub(super) fn direction_of_code(row: &Row) -> Option<&'static str> {
    let known = transaction(row.code()?)?;
    let direction = if row.table == Table::One { known.table1 } else { known.table2 };
    match (direction, row.table, known.code.as_ref()) {
        (Direction::Acquired, ..) => Some("A"),
        (Direction::Disposed, ..) => Some("D"),
        // Rights to buy are exercised far more often than rights to sell.
        (Direction::Either, Table::One, "X" | "O") => Some("A"),
        // What expires has left the table, short or long.
        (Direction::Either, Table::Two, "E") => Some("D"),
        (Direction::Either | Direction::Never, ..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::{Certainty, Field};
    use crate::source::Sources;

    fn letter(table: Table, code: &str) -> Option<&'static str> {
        let mut sources = Sources::new();
        let id = sources.add_text("row", code);
        let span = sources.text(id).span(0..code.len());
        let mut row = Row::empty(span);
        (row.table, row.code) = (table, Field::new(code.into(), span, Certainty::Laid));
        direction_of_code(&row)
    }

    #[test]
    fn a_code_goes_the_way_of_its_table() {
        for (code, one, two) in [
            ("P", Some("A"), Some("A")),
            ("S", Some("D"), Some("D")),
            ("M", Some("A"), Some("D")),
            ("X", Some("A"), Some("D")),
            ("O", Some("A"), Some("D")),
            ("H", None, Some("D")),
            ("E", None, Some("D")),
            ("L", Some("A"), Some("A")),
            ("U", Some("D"), Some("D")),
            ("G", None, None),
            ("J", None, None),
            ("Q", None, None),
        ] {
            assert_eq!((letter(Table::One, code), letter(Table::Two, code)), (one, two), "{code}");
        }
    }
}
