//! The lines of a row become its units: the pieces of each cell are put together.

use super::block::{Block, Cell};
use super::pieces::{Line, PLACE, Piece};
use crate::lower::table::{Kind, RawRow, Unit};
use crate::syntax::page::Sheet;

/// The row that some lines make; none when they hold no values of a row.
pub(super) fn put_together(sheet: &Sheet<'_>, lines: &[Line], pieces: &[Piece]) -> Option<RawRow> {
    let units: Vec<Unit> = match lines {
        [line] => pieces.get(line.pieces.clone())?.iter().map(|piece| piece.unit.clone()).collect(),
        _ => {
            let mut block = Block::default();
            for line in lines {
                block.add(sheet, line, pieces);
            }
            let own = |cell: &Cell| -> Vec<&Piece> { cell.pieces.iter().filter_map(|at| pieces.get(*at)).collect() };
            let mut cells: Vec<Vec<&Piece>> = block.cells.iter().map(own).collect();
            cells.sort_by_key(|cell| cell.iter().map(|piece| piece.from).min());
            cells.iter().filter_map(|cell| unit(cell)).collect()
        }
    };
    let anchor =
        |unit: &Unit| matches!(unit.kind, Kind::Date | Kind::DatePart | Kind::Amount | Kind::Money | Kind::AmountPart);
    let values = units.iter().filter(|unit| !matches!(unit.kind, Kind::Text | Kind::Mark)).count();
    let (first, last) = (lines.first()?, lines.last()?);
    let range = sheet.line_range(first.number).start..sheet.line_range(last.number).end;
    (units.iter().any(anchor) && values >= 2).then_some(RawRow { range, line: None, units })
}

/// One unit out of the pieces of a cell, from top to bottom.
fn unit(cell: &[&Piece]) -> Option<Unit> {
    let words = cell.iter().any(|piece| piece.unit.kind == Kind::Text);
    // A sign of dollars above its figure is not the value.
    let figure = |piece: &&&Piece| piece.unit.kind != Kind::Mark && !piece.is_sign;
    let first =
        cell.iter().find(figure).or_else(|| cell.iter().find(|piece| piece.is_sign)).or_else(|| cell.first())?;
    let mut unit = first.unit.clone();
    unit.marks = cell.iter().flat_map(|piece| &piece.unit.marks).cloned().collect();
    unit.cell = cell.iter().map(|piece| piece.from).min().unwrap_or(first.from) / PLACE;
    if words {
        unit.kind = Kind::Text;
        let rest = cell.iter().filter(figure).skip(1);
        unit.more = rest.map(|piece| piece.unit.range.clone()).collect();
    } else if unit.kind == Kind::Amount && cell.iter().any(|piece| piece.is_sign) {
        unit.kind = Kind::Money;
    }
    Some(unit)
}
