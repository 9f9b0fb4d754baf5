//! Rows whose values stand below their headings, parted by blanks alone: a page printed as text.

mod block;
mod division;
mod headings;
mod pieces;
mod row;

use std::ops::Range;

use super::Gathered;
use super::unread::is_row_without_cells;
use crate::filing::{FormKind, Table};
use crate::lower::table::{Hints, Kind, RawRow};
use crate::source::Span;
use crate::syntax::page::Sheet;
use division::divide;
use headings::Headings;
use pieces::{Line, Piece, pieces};

/// A line of more pieces than this is no part of a table that a form has.
const MOST_PIECES: usize = 48;

/// What a value costs that stands two characters away from its column; columns are ten apart and more.
const STEP: f32 = 0.05;

/// Values stand within so many places of two characters from where their heading begins.
const SLACK: f32 = 2.0;

/// The lines of one table, without its headings: divided into rows, each cell of a row put together.
pub(super) fn gather(sheet: &Sheet<'_>, lines: Range<usize>, form: FormKind, table: Table) -> Gathered {
    let mut page =
        Page { sheet, form, table, lines: Vec::new(), pieces: Vec::new(), headed: Vec::new(), unread: Vec::new() };
    page.read(lines);
    let Page { lines, mut pieces, headed, unread: too_long, .. } = page;
    let division = divide(sheet, &lines, &mut pieces);
    let mut found = Gathered { hints: no_hints(), unread: too_long, doubted: division.doubted, ..Gathered::default() };
    let mut rows = division.rows.into_iter().peekable();
    let mut at = 0;
    let mut headed = headed.into_iter().peekable();
    while let Some(line) = lines.get(at) {
        while let Some((_, hints)) = headed.next_if(|(from, _)| *from <= at) {
            match found.rows.len() {
                0 => found.hints = hints,
                row => found.later_pages.push((row, hints)),
            }
        }
        if let Some(row) = rows.next_if(|row| row.start == at) {
            let taken = row::put_together(sheet, lines.get(row.clone()).unwrap_or(&[]), &pieces);
            match taken {
                Some(raw) => {
                    if found.rows.last().is_some_and(|before| has_shifted(before, &raw, line.broken)) {
                        let row = found.rows.len();
                        if found.later_pages.last().is_none_or(|(from, _)| *from < row) {
                            found.later_pages.push((row, no_hints()));
                        }
                    }
                    found.rows.push(raw);
                }
                None => unread(sheet, lines.get(row.clone()).unwrap_or(&[]), &pieces, &mut found),
            }
            at = row.end.max(at + 1);
            continue;
        }
        unread(sheet, std::slice::from_ref(line), &pieces, &mut found);
        at += 1;
    }
    found
}

/// Columns of which no heading tells.
fn no_hints() -> Hints {
    Hints::on_page(STEP, SLACK)
}

/// The lines of a table on their way into rows.
struct Page<'s, 't> {
    sheet: &'s Sheet<'t>,
    form: FormKind,
    table: Table,
    lines: Vec<Line>,
    pieces: Vec<Piece>,
    /// Headings with the line below them; a page break may repeat them.
    headed: Vec<(usize, Hints)>,
    /// Lines of more values than a row can have.
    unread: Vec<Span>,
}

impl Page<'_, '_> {
    fn read(&mut self, lines: Range<usize>) {
        let sheet = self.sheet;
        let mut headings = Headings::new(self.form, self.table);
        let (mut parted, mut broken, mut before) = (true, false, lines.start);
        for number in lines {
            let range = sheet.line_range(number);
            broken |= sheet.text().as_str().get(before..range.start).is_some_and(|gap| gap.contains('\u{c}'));
            before = range.end.max(before);
            if range.is_empty() {
                parted = true;
                continue;
            }
            if headings.take(sheet, number) {
                (parted, broken) = (true, false);
                continue;
            }
            if let Some(hints) = headings.finish() {
                // Headings that a page break parts from their rows stand in other columns.
                self.headed.push((self.lines.len(), if broken { no_hints() } else { hints }));
            }
            let first = self.pieces.len();
            pieces(sheet, number, &mut self.pieces);
            if self.pieces.len() > first + MOST_PIECES {
                self.pieces.truncate(first);
                self.unread.push(sheet.text().span(range));
                continue;
            }
            let own = self.pieces.get(first..).unwrap_or(&[]);
            let line = Line::of(number, first, own, self.table, parted, broken);
            (parted, broken) = (false, false);
            // What stands between the caption and the headings is not the table's.
            if headings.waiting() && !line.whole {
                self.pieces.truncate(first);
                continue;
            }
            self.lines.push(line);
        }
    }
}

/// Whether the columns of a row stand elsewhere than those of the row above: a page break moves them all.
fn has_shifted(above: &RawRow, row: &RawRow, broken: bool) -> bool {
    let near = if broken { 1 } else { 4 };
    let letter = |row: &RawRow| {
        let mut letters = row.units.iter().filter(|unit| matches!(unit.kind, Kind::Letter(b'D' | b'I')));
        letters.next_back().map(|unit| unit.cell)
    };
    let date = |row: &RawRow| row.units.iter().find(|unit| unit.kind == Kind::Date).map(|unit| unit.cell);
    let apart = |a: Option<usize>, b: Option<usize>| Some(a?.abs_diff(b?) > near);
    let moved = [apart(letter(above), letter(row)), apart(date(above), date(row))];
    !moved.contains(&Some(false)) && moved.contains(&Some(true))
}

/// Lines that became no row: said where they hold values.
fn unread(sheet: &Sheet<'_>, lines: &[Line], pieces: &[Piece], found: &mut Gathered) {
    for line in lines {
        let own = pieces.get(line.pieces.clone()).unwrap_or(&[]);
        if own.iter().filter(|piece| piece.is_value()).count() >= 2 && is_row_without_cells(sheet, line.number) {
            found.unread.push(sheet.text().span(sheet.line_range(line.number)));
        }
    }
}
