//! Rows whose cells are parted: by tabs, or by the bars of a pipe table.

use std::ops::Range;

use super::rows::Gathered;
use super::torn::merged_cells;
use super::unread::is_row_without_cells;
use crate::filing::Table;
use crate::lower::table::{Column, Hints, Kind, RawRow, Unit, has_whole_value, is_soiled_amount, units};
use crate::syntax::ownership::{Heading, heading};
use crate::syntax::page::Sheet;

/// The lines of one table: what is no heading and holds typed values is a row.
pub(super) fn gather(sheet: &Sheet<'_>, lines: Range<usize>, table: Table) -> Gathered {
    let mut found = Gathered::default();
    let mut wrapped: Vec<Wrapped> = Vec::new();
    let mut headed = false;
    for line in lines {
        if sheet.cells(line).len() < 2 {
            if is_row_without_cells(sheet, line) {
                found.without_cells.push(sheet.text().span(sheet.line_range(line)));
            }
            continue;
        }
        if !has_whole_value(sheet, line) && is_heading(sheet, line, table, &mut found.hints) {
            headed = true;
            continue;
        }
        let units = units(sheet, line);
        let typed = units.iter().filter(|unit| unit.kind != Kind::Text).count();
        let anchor = |unit: &Unit| matches!(unit.kind, Kind::Date | Kind::DatePart | Kind::Amount | Kind::Money);
        // A holding may have nothing but a balance, and that cut: `1,0 | 05,484 | D`.
        let cut = |unit: &Unit| unit.kind == Kind::AmountPart;
        let str = |unit: &Unit| sheet.text().as_str().get(unit.range.clone()).unwrap_or("");
        let anchored = units.iter().any(anchor)
            || units.iter().filter(|unit| cut(unit)).count() == 2
            || units.iter().any(|unit| cut(unit) && is_soiled_amount(str(unit)));
        if anchored && typed >= 2 {
            found.rows.push(RawRow { range: sheet.line_range(line), line: Some(line), units });
        } else if typed == 0 && goes_on(sheet, line, &units, found.rows.last(), wrapped.last()) {
            wrapped.push(Wrapped { line, row: found.rows.len() - 1, words: units });
        } else if typed > 0 && headed {
            found.unread.push(sheet.text().span(sheet.line_range(line)));
        }
    }
    merged_cells(sheet, &found.rows, &mut found.faults);
    for Wrapped { row, words, .. } in wrapped {
        if let Some(row) = found.rows.get_mut(row) {
            unwrap_words(&mut row.units, words);
        }
    }
    found
}

/// A line that goes on with the words of a row.
struct Wrapped {
    line: usize,
    /// The row it belongs to, by its place among all.
    row: usize,
    words: Vec<Unit>,
}

/// Whether a line holds nothing but the rest of words that the row above it began: one or two cells, each
/// under words of that row. `wrapped` is the last such line, with the place of its row.
fn goes_on(sheet: &Sheet<'_>, line: usize, units: &[Unit], row: Option<&RawRow>, wrapped: Option<&Wrapped>) -> bool {
    const LONGEST: usize = 60;
    let Some(RawRow { line: Some(row_line), units: above, .. }) = row else { return false };
    let last = wrapped.map_or(*row_line, |wrapped| *row_line.max(&wrapped.line));
    let beneath = last + 1 == line && sheet.cells(line).len() == sheet.cells(*row_line).len();
    let text = sheet.text().as_str();
    let str = |unit: &Unit| text.get(unit.range.clone()).unwrap_or("");
    let first_word = |unit: &Unit| str(unit).split(' ').next().unwrap_or("").to_ascii_lowercase();
    // Words that begin as those above do begin anew.
    let rest = |unit: &Unit| {
        let begun = above.iter().rev().find(|other| other.cell == unit.cell && other.kind == Kind::Text);
        unit.range.len() <= LONGEST && begun.is_some_and(|begun| first_word(begun) != first_word(unit))
    };
    beneath && (1..=2).contains(&units.len()) && units.iter().all(rest)
}

/// Puts each of the words behind those of its cell.
fn unwrap_words(units: &mut Vec<Unit>, words: Vec<Unit>) {
    for word in words {
        let begun = units.iter().rposition(|unit| unit.cell == word.cell && unit.kind == Kind::Text);
        if let Some(at) = begun {
            units.insert(at + 1, word);
        }
    }
}

/// Whether a line is a heading; its cells then tell where the columns stand.
fn is_heading(sheet: &Sheet<'_>, line: usize, table: Table, hints: &mut Hints) -> bool {
    let (mut named, mut lone, mut filled) = (0, 0, 0);
    for (index, cell) in sheet.cells(line).iter().enumerate().filter(|(_, cell)| cell.start < cell.end) {
        filled += 1;
        let Some(heading) = heading(sheet.str(*cell)) else { continue };
        // A lone `V` is the heading of its column, and what the rows below write there.
        match heading {
            Heading::Voluntary => lone += 1,
            _ => named += 1,
        }
        let Some(column) = column(heading, table, hints) else { continue };
        // `Date Exercisable` below `6. Date Exercisable and Expiration Date` stands nearer to the rows.
        let own = matches!(column, Column::Exercise | Column::Expiration) && sheet.str(*cell).len() <= 20;
        if own || !hints.has(column) {
            hints.set(column, index as f32);
        }
    }
    named > 0 || (lone == 1 && filled == 1)
}

/// The column that a heading names. `Title` and `Amount` name two in Table II; the second comes later.
fn column(heading: Heading, table: Table, hints: &Hints) -> Option<Column> {
    let two = table == Table::Two;
    Some(match heading {
        Heading::Title if two && hints.has(Column::Title) => Column::UnderlyingTitle,
        Heading::Title => Column::Title,
        Heading::Conversion => Column::ConversionPrice,
        Heading::Date => Column::Date,
        Heading::Deemed => Column::Deemed,
        Heading::Code => Column::Code,
        Heading::Voluntary => Column::Voluntary,
        Heading::Amount if two => Column::UnderlyingShares,
        Heading::Amount => Column::Shares,
        Heading::AcquiredOrDisposed => Column::AcquiredDisposed,
        Heading::Acquired if two => Column::Acquired,
        Heading::Disposed if two => Column::Disposed,
        Heading::Price => Column::Price,
        Heading::Exercisable => Column::Exercise,
        Heading::Expiration => Column::Expiration,
        Heading::UnderlyingTitle => Column::UnderlyingTitle,
        Heading::UnderlyingAmount if two => Column::UnderlyingShares,
        Heading::Owned => Column::Owned,
        Heading::Ownership => Column::Ownership,
        Heading::Nature => Column::Nature,
        _ => return None,
    })
}
