//! What the units of one column say becomes a field of the row.

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::filing::{Certainty, Field, How, Mark, Repair, Row};
use crate::lower::repair::Cut;
use crate::lower::table::{Column, Join, Kind, Unit, confused, join, stripped};
use crate::lower::words::clean;
use crate::source::{Span, Text};
use crate::syntax::value;
use crate::tables::confusables::mended;

/// Values on their way into a row.
pub(super) struct Placed<'a> {
    pub text: &'a Text,
    pub cuts: Vec<Cut>,
    /// A value was put together from pieces.
    pub joined: bool,
}

impl Placed<'_> {
    fn str(&self, range: &Range<usize>) -> &str {
        self.text.as_str().get(range.clone()).unwrap_or("")
    }

    pub(super) fn put(&mut self, row: &mut Row, column: Column, cells: &[Unit], certainty: Certainty) {
        match column {
            Column::Title => row.security_title = self.words(cells, certainty),
            Column::UnderlyingTitle => row.underlying_title = self.words(cells, certainty),
            Column::Nature => row.nature = self.words(cells, certainty),
            Column::Date => row.transaction_date = self.date(column, cells, certainty),
            Column::Deemed => row.deemed_execution_date = self.date(column, cells, certainty),
            Column::Exercise => row.exercise_date = self.date(column, cells, certainty),
            Column::Expiration => row.expiration_date = self.date(column, cells, certainty),
            Column::Code => self.code(row, cells, certainty),
            Column::AcquiredDisposed => row.acquired_disposed = self.letter(cells, certainty),
            Column::Ownership => row.ownership = self.letter(cells, certainty),
            Column::Voluntary => {
                row.timeliness = self.letter(cells, certainty);
            }
            Column::ConversionPrice => row.conversion_price = self.number(column, cells, certainty),
            Column::Price => row.price = self.number(column, cells, certainty),
            Column::Shares | Column::Acquired | Column::Disposed if self.is_value(cells) => {
                row.total_value = self.number(column, cells, certainty);
            }
            // A mark in the one column does not take the place of an amount in the other.
            Column::Disposed if cells.iter().all(|unit| unit.kind == Kind::Mark) && row.shares.present().is_some() => {}
            Column::Shares | Column::Acquired | Column::Disposed => row.shares = self.number(column, cells, certainty),
            Column::UnderlyingShares if self.is_value(cells) => {
                row.underlying_value = self.number(column, cells, certainty);
            }
            Column::UnderlyingShares => row.underlying_shares = self.number(column, cells, certainty),
            Column::Owned if self.is_value(cells) => row.value_owned_following = self.number(column, cells, certainty),
            Column::Owned => row.owned_following = self.number(column, cells, certainty),
        }
    }

    /// A sign of dollars where shares stand otherwise: the value, not the number.
    fn is_value(&self, cells: &[Unit]) -> bool {
        matches!(cells, [Unit { kind: Kind::Money, .. }])
    }

    fn marks(&self, cells: &[Unit]) -> Vec<Mark> {
        let marks = cells.iter().flat_map(|unit| &unit.marks);
        marks
            .filter_map(|range| {
                let id = value::mark(self.str(range))?;
                Some(Mark { id: id.into(), span: self.text.span(range.clone()) })
            })
            .collect()
    }

    /// What is common to every field: its first piece, the others, its marks.
    fn dress<T>(&self, field: Field<T>, cells: &[Unit]) -> Field<T> {
        if let [only] = cells
            && only.marks.is_empty()
            && only.more.is_empty()
        {
            return field;
        }
        let first = cells.iter().take(1).flat_map(|unit| &unit.more);
        let rest = cells.iter().skip(1).flat_map(|unit| std::iter::once(&unit.range).chain(&unit.more));
        let pieces = first.chain(rest).map(|range| self.text.span(range.clone())).collect();
        field.with_pieces(pieces).with_marks(self.marks(cells))
    }

    fn words(&self, cells: &[Unit], certainty: Certainty) -> Field<Box<str>> {
        let [first, rest @ ..] = cells else { return Field::default() };
        let span = self.text.span(first.range.clone());
        if first.kind == Kind::Mark {
            return Field::missing(span).with_marks(self.marks(cells));
        }
        let mut words = clean(self.str(&first.range));
        let further = rest.iter().flat_map(|unit| std::iter::once(&unit.range).chain(&unit.more));
        for range in first.more.iter().chain(further) {
            words.push(' ');
            words.push_str(&clean(self.str(range)));
        }
        let certainty = if rest.is_empty() { certainty } else { Certainty::Guessed };
        self.dress(Field::new(words.into(), span, certainty), cells)
    }

    fn letter(&self, cells: &[Unit], certainty: Certainty) -> Field<Box<str>> {
        let [unit] = cells else { return Field::default() };
        let written = self.str(&unit.range);
        let span = self.text.span(unit.range.clone());
        let field = if written.bytes().any(|byte| byte.is_ascii_lowercase()) {
            let repair = Repair { how: How::Confusable, written: written.into(), witnesses: Vec::new() };
            Field::malformed(span, certainty).repaired(written.to_ascii_uppercase().into(), repair)
        } else {
            Field::new(written.into(), span, certainty)
        };
        self.dress(field, cells)
    }

    /// `S`; also `S/K` (an equity swap), `G V` (reported early), `S4` (due on Form 4).
    fn code(&self, row: &mut Row, cells: &[Unit], certainty: Certainty) {
        let [unit] = cells else { return };
        let written = self.str(&unit.range);
        let Some(code) = written.get(..1).filter(|_| written.len() > 1) else {
            row.code = self.letter(cells, certainty);
            return;
        };
        let start = unit.range.start;
        row.code = Field::new(code.into(), self.text.span(start..start + 1), certainty).with_marks(self.marks(cells));
        let modifier = written.trim_start_matches(code).trim_matches(['/', ' ']);
        let span = self.text.span(unit.range.end - modifier.len()..unit.range.end);
        match modifier {
            "K" => row.equity_swap = Field::new(true, span, certainty),
            "V" => row.timeliness = Field::new("V".into(), span, certainty),
            form => row.form_type = Field::new(form.into(), span, certainty),
        }
    }

    fn date(&mut self, column: Column, cells: &[Unit], certainty: Certainty) -> Field<NaiveDate> {
        let [first, ..] = cells else { return Field::default() };
        let span = self.text.span(first.range.clone());
        if first.kind == Kind::Mark {
            return Field::missing(span).with_marks(self.marks(cells));
        }
        if let [only] = cells {
            let written = self.str(&only.range);
            return match value::date(written) {
                Some(date) if only.kind == Kind::Date => self.dress(Field::new(date, span, certainty), cells),
                None if confused(written) == Some(Kind::Date) => {
                    self.dress(with_digits(span, certainty, written, value::date), cells)
                }
                _ => {
                    self.cut(column, cells, Join::None);
                    self.dress(Field::malformed(span, certainty), cells)
                }
            };
        }
        // One piece may be whole: then it is the value, and the others repeat a part of it.
        if let Some(whole) = cells.iter().find(|unit| unit.kind == Kind::Date) {
            let date = value::date(self.str(&whole.range));
            let span = self.text.span(whole.range.clone());
            return date
                .map_or(Field::malformed(span, certainty), |date| Field::new(date, span, certainty))
                .with_marks(self.marks(cells));
        }
        let field = Field::malformed(span, Certainty::Guessed);
        let field = self.dress(field, cells);
        self.joined(field, column, cells, value::date)
    }

    fn number(&mut self, column: Column, cells: &[Unit], certainty: Certainty) -> Field<Decimal> {
        let [first, ..] = cells else { return Field::default() };
        let span = self.text.span(first.range.clone());
        if first.kind == Kind::Mark {
            return Field::missing(span).with_marks(self.marks(cells));
        }
        let read =
            |str: &str| if str.bytes().any(|byte| byte == b'$') { value::money(str) } else { value::decimal(str) };
        if let [only] = cells {
            let written = self.str(&only.range);
            // A sign of dollars that is printed on the form, and no figure after it.
            if only.kind != Kind::Amount && matches!(written.trim(), "$" | "\\$") {
                return self.dress(Field::missing(span), cells);
            }
            let field = match (only.kind, read(written)) {
                (Kind::Amount | Kind::Money, Some(number)) => Field::new(number, span, certainty),
                (Kind::AmountPart | Kind::Money, None) if confused(written).is_some() => {
                    with_digits(span, certainty, bare(written), value::decimal)
                }
                _ => {
                    let inner = stripped(written);
                    let clean = (inner.len() < written.len()
                        && (inner == "0" || inner.starts_with("0.") || !inner.starts_with('0')))
                    .then(|| value::decimal(inner))
                    .flatten();
                    match clean {
                        Some(number) => Field::malformed(span, certainty).repaired(
                            number,
                            Repair { how: How::Stripped, written: written.into(), witnesses: Vec::new() },
                        ),
                        None => {
                            self.cut(column, cells, Join::None);
                            Field::malformed(span, certainty)
                        }
                    }
                }
            };
            return self.dress(field, cells);
        }
        let field = self.dress(Field::malformed(span, Certainty::Guessed), cells);
        self.joined(field, column, cells, read)
    }

    /// Pieces that only one plain way puts together are read so, as a guess; all else waits for a witness.
    fn joined<T>(
        &mut self,
        field: Field<T>,
        column: Column,
        cells: &[Unit],
        read: impl Fn(&str) -> Option<T>,
    ) -> Field<T> {
        let pieces: Vec<&str> = cells.iter().map(|unit| self.str(&unit.range)).collect();
        let way = join(&pieces, column);
        let written = pieces.join("|");
        if let Join::Plain(text) = &way
            && let Some(value) = read(text)
        {
            self.joined = true;
            return field.repaired(value, Repair { how: How::Joined, written: written.into(), witnesses: Vec::new() });
        }
        self.cut(column, cells, way);
        field
    }

    fn cut(&mut self, column: Column, cells: &[Unit], way: Join) {
        let pieces = cells.iter().map(|unit| self.str(&unit.range).to_owned()).collect();
        self.cuts.push(Cut { column, pieces, way });
    }
}

/// Without a sign of dollars.
fn bare(written: &str) -> &str {
    written.trim_start_matches(['\\', '$', ' '])
}

/// What is written with letters in the places of digits is read with the digits, as a guess.
fn with_digits<T>(span: Span, certainty: Certainty, written: &str, read: impl Fn(&str) -> Option<T>) -> Field<T> {
    let field = Field::malformed(span, certainty);
    match mended(written).and_then(|meant| read(&meant)) {
        Some(value) => {
            field.repaired(value, Repair { how: How::Confusable, written: written.into(), witnesses: Vec::new() })
        }
        None => field,
    }
}
