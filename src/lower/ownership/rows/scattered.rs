//! A row that stands partly in cells, and partly in loose lines below them.
//!
//! A table reader that misses the lines between some cells of a row writes the values of the others after it:
//! the words of the title a line each, and in their middle the values of the remaining columns.

use std::ops::Range;

use crate::lower::table::{Column, Hints, Kind, RawRow, Shape, Unit, align, units_of_words};
use crate::syntax::ownership::heading;
use crate::syntax::page::Sheet;

/// A row has no more lines than this below its cells.
const MOST_LINES: usize = 16;
/// The longest line that is a piece of a title.
const LONGEST: usize = 40;

/// Completes a row from the lines below it, and gives back the line that held its other values.
///
/// Only where exactly one line holds values, the last of them says that ownership is direct, and all other lines
/// are words: with an indirect one it could not be told where the title ends and the nature begins.
pub(super) fn complete(sheet: &Sheet<'_>, row: &mut RawRow, below: &[usize], shape: Shape) -> Option<usize> {
    if below.len() > MOST_LINES {
        return None;
    }
    let mut title: Vec<Range<usize>> = Vec::new();
    let mut other: Option<(usize, Vec<Unit>)> = None;
    for line in below.iter().copied().filter(|line| heading(sheet.line(*line)).is_none()) {
        let mut units = units_of_words(sheet, line);
        let words = units.first().is_some_and(|unit| unit.kind == Kind::Text);
        if words && sheet.line(line).len() <= LONGEST {
            title.push(units.remove(0).range);
        }
        match (units.is_empty(), &other) {
            (true, _) => {}
            (false, None) if is_rest(&units) => other = Some((line, units)),
            _ => return None,
        }
    }
    let (line, rest) = other?;
    row.units = merged(sheet.text().as_str(), std::mem::take(&mut row.units), rest, shape);
    let mut title = title.into_iter();
    if let Some(first) = title.next() {
        let words = Unit { kind: Kind::Text, range: first, cell: 0, marks: Vec::new(), more: title.collect() };
        row.units.insert(0, words);
    }
    row.range.end = row.range.end.max(below.last().map_or(0, |line| sheet.line_range(*line).end));
    Some(line)
}

/// Whether units are values only, and end in a letter of direct ownership.
fn is_rest(units: &[Unit]) -> bool {
    let values = units.iter().all(|unit| !matches!(unit.kind, Kind::Text));
    values && units.len() >= 3 && matches!(units.last(), Some(Unit { kind: Kind::Letter(b'D'), .. }))
}

/// Whether a row begins without the title that every row has.
pub(super) fn is_untitled(row: &RawRow) -> bool {
    row.units.first().is_some_and(|unit| unit.kind != Kind::Text)
}

/// The units of both parts in the order of the columns that each takes by itself. The cells of such a row are
/// not where the heading has them, so only the order of its units tells.
fn merged(text: &str, cells: Vec<Unit>, rest: Vec<Unit>, shape: Shape) -> Vec<Unit> {
    let order = |column: Column| shape.iter().position(|(other, _)| *other == column).unwrap_or(shape.len());
    let in_place = |units: Vec<Unit>, shape: &[(Column, f32)]| -> Vec<(usize, Unit)> {
        let aligned = align(text, &units, shape, &Hints::default());
        let mut places = vec![0; units.len()];
        for (column, first, count) in aligned.taken {
            places.iter_mut().skip(first).take(count).for_each(|place| *place = order(column));
        }
        // What found no column stays behind the one before it.
        let mut last = 0;
        let behind = places.into_iter().map(|place| {
            last = last.max(place);
            last
        });
        behind.zip(units).collect()
    };
    let mut all = in_place(rest, shape);
    let free = |(column, _): &(Column, f32)| !all.iter().any(|(place, _)| *place == order(*column));
    let left: Vec<(Column, f32)> = shape.iter().copied().filter(free).collect();
    all.extend(in_place(cells, &left));
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(place, unit)| Unit { cell: place, ..unit }).collect()
}

#[cfg(test)]
mod tests {
    use crate::filing::{Certainty, Row};
    use crate::source::Sources;

    const HEAD: &str = "FORM 4\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n\
        Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned\n\
        1. Title of Derivative Security\t2. Conversion or Exercise Price\t3. Transaction Date\t3A. Deemed Execution Date\t\
        4. Transaction Code\t\t5. Number of Derivative Securities Acquired\t\t6. Date Exercisable and Expiration Date\t\t\
        7. Title and Amount of Underlying\t\t8. Price of Derivative\t9. Number of Derivative Securities\t10. Ownership\t11. Nature\n\
        \t\t\t\tCode\tV\t(A)\t(D)\tDate Exercisable\tExpiration Date\tTitle\tAmount or Number of Shares\t\t\t\t\n";

    fn rows(page: &str) -> Vec<Row> {
        let mut sources = Sources::new();
        let id = sources.add_text("a", format!("{HEAD}{page}\nReporting Owners\n"));
        let filing = crate::lower::read(&sources, id).filings.into_iter().next().expect("a Form 4");
        filing.ownership().expect("a Form 4").table2.clone()
    }

    #[test]
    fn a_row_is_put_together_from_its_cells_and_the_lines_below() {
        let rows = rows(
            "M(1)\t\t\t4,000\t(2)\t03/05/2028\tCommon Stock\t4,000\t\t\t\t\nEmployee\nStock\n$ 11.25 03/05/2024 $ 0 12,500 D\nOption\n(right to\nbuy)",
        );
        let [row] = rows.as_slice() else { panic!("one row: {rows:?}") };
        assert_eq!(row.security_title.present().map(AsRef::as_ref), Some("Employee Stock Option (right to buy)"));
        assert_eq!(row.conversion_price.present().map(ToString::to_string).as_deref(), Some("11.25"));
        assert_eq!(row.expiration_date.present().map(ToString::to_string).as_deref(), Some("2028-03-05"));
        assert_eq!(row.acquired_disposed.present().map(AsRef::as_ref), Some("D"), "an exercise disposes of the option");
        assert_eq!(row.shares.present().map(ToString::to_string).as_deref(), Some("4000"));
        assert_eq!(row.owned_following.present().map(ToString::to_string).as_deref(), Some("12500"));
        assert_eq!(row.owned_following.certainty, Certainty::Guessed);
    }

    #[test]
    fn what_may_be_a_nature_is_not_put_into_a_title() {
        let rows = rows(
            "M\t\t\t4,000\t(2)\t03/05/2028\tCommon Stock\t4,000\t\t\t\t\nStock Option\n$ 11.25 03/05/2024 $ 0 12,500 I\nBy Trust",
        );
        assert!(rows.iter().all(|row| row.security_title.present().is_none()), "{rows:?}");
    }
}
