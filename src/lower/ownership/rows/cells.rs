//! Rows whose cells are parted: by tabs, or by the bars of a pipe table.

use std::ops::Range;

use super::scattered;
use super::torn::merged_cells;
use super::unread::is_row_without_cells;
use super::{Doubt, Gathered};
use crate::filing::{FormKind, Table};
use crate::lower::table::{
    Column, Hints, Kind, RawRow, Unit, has_whole_value, is_soiled_amount, plain_kinds, shapes, units,
};
use crate::syntax::ownership::{Heading, heading};
use crate::syntax::page::Sheet;

/// The lines of one table: what is no heading and holds typed values is a row.
pub(super) fn gather(sheet: &Sheet<'_>, lines: Range<usize>, form: FormKind, table: Table) -> Gathered {
    let mut found = Gathered::default();
    // Lines without cells since the last row.
    let mut loose: Vec<usize> = Vec::new();
    let mut wrapped: Vec<Wrapped> = Vec::new();
    let mut headed = false;
    let mut merged = Merged::default();
    let mut plain: Vec<Option<Kind>> = Vec::new();
    for line in lines {
        if sheet.cells(line).len() < 2 {
            if is_row_without_cells(sheet, line) {
                found.without_cells.push(sheet.text().span(sheet.line_range(line)));
            }
            if !sheet.line(line).is_empty() {
                loose.push(line);
            }
            continue;
        }
        // A pipe table has a line of dashes below its first; one of another width is another table.
        if headed && merged.begins.len() != sheet.cells(line).len() && is_dashes(sheet, line + 1) {
            break;
        }
        plain.clear();
        plain.extend(plain_kinds(sheet, line));
        if !has_whole_value(sheet, line, &plain) && is_heading(sheet, line, table, &mut found.hints) {
            headed = true;
            merged.learn(sheet, line);
            continue;
        }
        let mut units = units(sheet, line, &plain);
        units.retain(|unit| !merged.repeats(sheet, line, unit.cell));
        let typed = units.iter().filter(|unit| unit.kind != Kind::Text).count();
        let anchor = |unit: &Unit| matches!(unit.kind, Kind::Date | Kind::DatePart | Kind::Amount | Kind::Money);
        // A holding may have nothing but a balance, and that cut: `1,0 | 05,484 | D`.
        let cut = |unit: &Unit| unit.kind == Kind::AmountPart;
        let str = |unit: &Unit| sheet.text().as_str().get(unit.range.clone()).unwrap_or("");
        let anchored = units.iter().any(anchor)
            || units.iter().filter(|unit| cut(unit)).count() == 2
            || units.iter().any(|unit| cut(unit) && is_soiled_amount(str(unit)));
        if anchored && typed >= 2 {
            complete(sheet, &mut found, &mut loose, form, table);
            found.rows.push(RawRow { range: sheet.line_range(line), line: Some(line), units });
        } else if typed == 0 && goes_on(sheet, line, &units, found.rows.last(), wrapped.last()) {
            wrapped.push(Wrapped { line, row: found.rows.len() - 1, words: units });
        } else if typed > 0 && headed {
            found.unread.push(sheet.text().span(sheet.line_range(line)));
        }
    }
    merged_cells(sheet, &found.rows, &mut found.faults);
    complete(sheet, &mut found, &mut loose, form, table);
    for Wrapped { row, words, .. } in wrapped {
        if let Some(row) = found.rows.get_mut(row) {
            unwrap_words(&mut row.units, words);
        }
    }
    found
}

/// Completes the one row without a title from the loose lines below the rows; all of it is then a guess.
fn complete(sheet: &Sheet<'_>, found: &mut Gathered, loose: &mut Vec<usize>, form: FormKind, table: Table) {
    let below = std::mem::take(loose);
    let Some((_, shape)) = shapes(form, table).first().filter(|_| !below.is_empty()) else { return };
    let mut untitled = found.rows.iter_mut().enumerate().rev().take(FEW).filter(|(_, row)| scattered::is_untitled(row));
    let (Some((at, row)), None) = (untitled.next(), untitled.next()) else { return };
    if let Some(line) = scattered::complete(sheet, row, &below, shape) {
        found.doubts.push((at, Doubt::Row));
        let read = sheet.text().span(sheet.line_range(line));
        found.without_cells.retain(|span| *span != read);
    }
}

/// So many rows may stand between the cells of a row and its loose lines.
const FEW: usize = 8;

/// `|---|---|`
fn is_dashes(sheet: &Sheet<'_>, line: usize) -> bool {
    let cells = sheet.cells(line);
    cells.len() >= 2
        && cells.iter().all(|cell| !sheet.str(*cell).contains(|c: char| c != '-'))
        && cells.first().is_some_and(|cell| sheet.str(*cell).len() >= 3)
}

/// Which cells a pipe table repeats: one that spans columns is written in each of them, in headings and rows alike.
#[derive(Default)]
struct Merged {
    /// By cell: whether a heading says other words there than in the cell before.
    begins: Vec<bool>,
}

impl Merged {
    fn learn(&mut self, sheet: &Sheet<'_>, line: usize) {
        let cells = sheet.cells(line);
        self.begins.resize(self.begins.len().max(cells.len()), false);
        let pairs = cells.iter().zip(cells.iter().skip(1));
        for (begins, (before, cell)) in self.begins.iter_mut().skip(1).zip(pairs) {
            *begins |= sheet.str(*before) != sheet.str(*cell) || cell.start == cell.end;
        }
    }

    /// Whether a cell says once more what the cell before it says, where every heading does so too.
    fn repeats(&self, sheet: &Sheet<'_>, line: usize, cell: usize) -> bool {
        let spans = cell > 0 && self.begins.get(cell) == Some(&false);
        let str = |cell: usize| sheet.cells(line).get(cell).map(|cell| sheet.str(*cell));
        spans && str(cell) == str(cell - 1)
    }
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
        let str = sheet.str(*cell);
        let named_here = if str.contains("<br>") { heading(&str.replace("<br>", " ")) } else { heading(str) };
        let Some(heading) = named_here else { continue };
        // A lone `V` is the heading of its column, and what the rows below write there.
        match heading {
            Heading::Voluntary => lone += 1,
            _ => named += 1,
        }
        let Some(column) = column(heading, table, hints) else { continue };
        if !hints.has(column) {
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
