//! What damaged tables leave: faults to report, and values to doubt.

use std::ops::Range;

use crate::fault::{Fault, FaultKind};
use crate::filing::{Certainty, Row, short_prices};
use crate::lower::repair::Damage;
use crate::lower::table::{Kind, RawRow, Unit};
use crate::syntax::page::Sheet;

/// Where values are cut, a price with fewer decimals than every other may have lost some; and what
/// stands right of it may have lost its beginning to the same border.
pub(super) fn doubt_short_prices(rows: &mut [Row]) {
    for at in short_prices(rows.iter()) {
        if let Some(row) = rows.get_mut(at) {
            let whole = row.price.present().is_some_and(|price| price.scale() == 0);
            row.price.certainty = Certainty::Guessed;
            if whole {
                row.owned_following.certainty = Certainty::Guessed;
            }
        }
    }
}

/// Cells that hold two values of different kinds.
pub(super) fn merged_cells(sheet: &Sheet<'_>, rows: &[RawRow], faults: &mut Vec<Fault>) {
    let mut spans = Vec::new();
    for RawRow { units, .. } in rows {
        let mut at = 0;
        while let Some(first) = units.get(at) {
            let same = units.get(at..).unwrap_or(&[]).iter().take_while(|unit| unit.cell == first.cell).count();
            let merged = units.get(at..at + same).unwrap_or(&[]);
            // `I By Trust` is one answer in one cell.
            let natural =
                matches!(merged, [Unit { kind: Kind::Letter(b'D' | b'I'), .. }, Unit { kind: Kind::Text, .. }]);
            if let (true, Some(last)) = (same > 1 && !natural, merged.last()) {
                spans.push(sheet.text().span(first.range.start..last.range.end));
            }
            at += same.max(1);
        }
    }
    if let Some(first) = spans.first() {
        let also = spans.get(1..).unwrap_or(&[]).to_vec();
        faults.push(Fault { kind: FaultKind::MergedCells, span: *first, also });
    }
}

/// Columns that wander from row to row: the table's own borders are not to be trusted.
pub(super) fn shredded_columns(
    sheet: &Sheet<'_>,
    rows: &[RawRow],
    damage: &[Damage],
    caption: &Range<usize>,
    faults: &mut Vec<Fault>,
) {
    let cut = damage.len();
    let widths = |row: &RawRow| row.line.map_or(0, |line| sheet.cells(line).len());
    let even = rows.windows(2).all(|pair| matches!(pair, [a, b] if widths(a) == widths(b)));
    if cut >= 2 && (!even || cut * 2 >= rows.len()) {
        faults.push(Fault {
            kind: FaultKind::ShreddedColumns,
            span: sheet.text().span(caption.clone()),
            also: Vec::new(),
        });
    }
}
