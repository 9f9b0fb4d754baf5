//! Rows for tests, written as lines.
//!
//! `table | title | date | code | shares | A or D | price | owned following | D or I | exercise price |
//! exercisable | expires | underlying title | underlying shares`; a blank cell is a missing value.

use std::str::FromStr;

use crate::filing::{Certainty, Field, Row, Table};
use crate::source::Span;

pub(crate) fn rows(lines: &str) -> Vec<Row> {
    lines.lines().enumerate().map(|(at, line)| row(line, at + 1)).collect()
}

fn row(line: &str, number: usize) -> Row {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
    Row {
        table: if cell(0) == "II" { Table::Two } else { Table::One },
        number,
        security_title: field(cell(1)),
        transaction_date: field(cell(2)),
        code: field(cell(3)),
        shares: field(&cell(4).replace(',', "")),
        acquired_disposed: field(cell(5)),
        price: field(cell(6)),
        owned_following: field(&cell(7).replace(',', "")),
        ownership: field(cell(8)),
        conversion_price: field(cell(9)),
        exercise_date: field(cell(10)),
        expiration_date: field(cell(11)),
        underlying_title: field(cell(12)),
        underlying_shares: field(&cell(13).replace(',', "")),
        ..Row::empty(Span::default())
    }
}

fn field<T: Cell>(text: &str) -> Field<T> {
    if text.is_empty() {
        return Field::missing(Span::default());
    }
    Field::new(T::read(text), Span::default(), Certainty::Written)
}

trait Cell {
    fn read(text: &str) -> Self;
}

impl Cell for Box<str> {
    fn read(text: &str) -> Box<str> {
        text.into()
    }
}

impl Cell for rust_decimal::Decimal {
    fn read(text: &str) -> Self {
        Self::from_str(text).expect("a sample's figure is a number")
    }
}

impl Cell for chrono::NaiveDate {
    fn read(text: &str) -> Self {
        Self::from_str(text).expect("a sample's date is written 2003-11-10")
    }
}
