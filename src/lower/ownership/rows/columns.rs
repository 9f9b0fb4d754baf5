//! The rows of one table go to its columns together: each tells where the columns stand.

use std::collections::HashMap;
use std::ops::Range;

use super::direction::direction_of_code;
use super::values::Placed;
use crate::filing::{Certainty, Field, Row, RowKind, Table};
use crate::lower::repair::{Damage, Damaged};
use crate::lower::table::{Aligned, CLEAR, Column, Habit, Hints, Kind, RawRow, Shape, Unit, align};
use crate::source::{Span, Text};
use crate::syntax::page::Sheet;

pub(super) struct TableReader<'s, 't> {
    pub sheet: &'s Sheet<'t>,
    pub shapes: &'static [(RowKind, Shape)],
    pub table: Table,
    pub habit: Habit,
    /// Bytes of values that may belong to the row above or below, in the order of the text.
    pub doubted: &'s [Range<usize>],
}

/// Rows whose cells hold the same kinds align alike; rows with cut values each stand alone.
#[derive(Default)]
struct Known {
    by_signature: HashMap<Vec<(usize, Kind)>, usize>,
    rows: Vec<(RowKind, Aligned)>,
    /// The last signature and its row: neighbours are mostly alike.
    last: Option<(Vec<(usize, Kind)>, usize)>,
}

impl Known {
    fn get(&mut self, units: &[Unit], align: impl FnOnce() -> (RowKind, Aligned)) -> &(RowKind, Aligned) {
        let at = match self.at(units) {
            Some(at) => at,
            None => {
                self.rows.push(align());
                let at = self.rows.len() - 1;
                if Known::is_whole(units) {
                    let signature: Vec<_> = units.iter().map(|unit| (unit.cell, unit.kind)).collect();
                    self.by_signature.insert(signature.clone(), at);
                    self.last = Some((signature, at));
                }
                at
            }
        };
        &self.rows[at]
    }

    /// Where columns stand is known better now; what was clear before stays.
    fn forget_unclear(&mut self) {
        let clear = |at: usize, rows: &[(RowKind, Aligned)]| {
            rows.get(at)
                .is_some_and(|(_, row)| row.skipped.is_empty() && row.margins.iter().all(|margin| *margin >= CLEAR))
        };
        self.by_signature.retain(|_, at| clear(*at, &self.rows));
        self.last = None;
    }

    fn find(&self, units: &[Unit]) -> Option<&(RowKind, Aligned)> {
        self.at(units).and_then(|at| self.rows.get(at))
    }

    fn at(&self, units: &[Unit]) -> Option<usize> {
        if !Known::is_whole(units) {
            return None;
        }
        if let Some((signature, at)) = &self.last
            && units.iter().map(|unit| (unit.cell, unit.kind)).eq(signature.iter().copied())
        {
            return Some(*at);
        }
        let signature: Vec<_> = units.iter().map(|unit| (unit.cell, unit.kind)).collect();
        self.by_signature.get(&signature).copied()
    }

    fn is_whole(units: &[Unit]) -> bool {
        units.iter().all(|unit| !matches!(unit.kind, Kind::DatePart | Kind::AmountPart))
    }
}

impl TableReader<'_, '_> {
    /// Aligns every row; what the rows show of the columns corrects what the heading said.
    /// They go behind those of earlier pages.
    pub(super) fn rows(&self, raw: &[RawRow], hints: &mut Hints, into: &mut Damaged) {
        const SAMPLE: usize = 40;
        let headed = *hints;
        let mut known = Known::default();
        for RawRow { units, .. } in raw.iter().take(SAMPLE) {
            known.get(units, || self.best(units, hints));
        }
        let sample = raw.iter().take(SAMPLE).filter_map(|row| Some((&known.find(&row.units)?.1, row.units.as_slice())));
        if settle_hints(hints, sample) {
            known.forget_unclear();
        }
        let columns = Columns::of(&headed, hints);
        for raw in raw {
            let aligned = known.get(&raw.units, || self.best(&raw.units, hints));
            self.row(raw, aligned, &columns, into);
        }
    }

    /// The shape that takes the row at least cost. Where one takes it almost for nothing, no other
    /// is asked: a row without a date or a code costs a transaction more than that.
    fn best(&self, units: &[Unit], hints: &Hints) -> (RowKind, Aligned) {
        const ALMOST_NOTHING: f32 = 1.5;
        let text = self.sheet.text().as_str();
        let mut best: Option<(f32, RowKind, Aligned)> = None;
        for (kind, shape) in self.shapes {
            let aligned = align(text, units, shape, hints);
            let cost = aligned.cost + if lacks_amount(&aligned) { 1.0 } else { 0.0 };
            if best.as_ref().is_none_or(|(known, _, _)| cost < *known) {
                best = Some((cost, *kind, aligned));
            }
            if best.as_ref().is_some_and(|(known, _, _)| *known < ALMOST_NOTHING) {
                break;
            }
        }
        let (_, kind, aligned) = best.expect("tables: every table has a shape");
        (kind, aligned)
    }

    fn row(&self, raw: &RawRow, (kind, aligned): &(RowKind, Aligned), columns: &Columns<'_>, into: &mut Damaged) {
        let text = self.sheet.text();
        let units = raw.units.as_slice();
        let at = into.rows.len();
        into.rows.push(Row::empty(text.span(raw.range.clone())));
        let row = into.rows.last_mut().expect("columns: a row was pushed");
        (row.kind, row.table, row.number) = (*kind, self.table, at + 1);
        let mut place = Placed { text, cuts: Vec::new(), joined: false };
        self.missing_places(raw, columns, row);
        for (column, first, count) in &aligned.taken {
            let Some(cells) = units.get(*first..first + count) else { continue };
            let margins = aligned.margins.get(*first..first + count).unwrap_or(&[]);
            let clear = margins.iter().all(|margin| *margin >= CLEAR);
            let doubted = self.is_doubtful(*column, cells, *first, aligned);
            let certainty = if clear && !doubted { Certainty::Laid } else { Certainty::Guessed };
            place.put(row, *column, cells, certainty);
        }
        direction_by_column(row, units, aligned, columns.headed, text, self.habit);
        if place.joined || !place.cuts.is_empty() {
            into.damage.push(Damage { row: at, cuts: place.cuts });
        }
    }

    /// A bare number among prices in dollars; and a value beside digits that found no column.
    fn is_doubtful(&self, column: Column, cells: &[Unit], first: usize, aligned: &Aligned) -> bool {
        let is_price = matches!(column, Column::Price | Column::ConversionPrice);
        let bare = self.habit.dollars && is_price && matches!(cells, [Unit { kind: Kind::Amount, .. }]);
        let beside = |at: &usize| *at + 1 == first || *at == first + cells.len();
        let is_value = cells.iter().all(|unit| !matches!(unit.kind, Kind::Letter(_) | Kind::Text | Kind::Mark));
        bare || self.is_disputed(cells) || (self.habit.torn && is_value && aligned.skipped.iter().any(beside))
    }

    /// Whether another division of the lines into rows gives a piece of this value to another row.
    fn is_disputed(&self, cells: &[Unit]) -> bool {
        let disputed = |range: &Range<usize>| {
            let next = self.doubted.partition_point(|doubted| doubted.end <= range.start);
            self.doubted.get(next).is_some_and(|doubted| doubted.start < range.end)
        };
        !self.doubted.is_empty() && cells.iter().any(|unit| disputed(&unit.range) || unit.more.iter().any(disputed))
    }

    /// A value that is missing is pointed at where its column crosses the row.
    fn missing_places(&self, raw: &RawRow, columns: &Columns<'_>, row: &mut Row) {
        let Some(line) = raw.line else { return };
        let cells = self.sheet.cells(line);
        let span = |column: Option<usize>| {
            let cell = cells.get(column?).filter(|cell| cell.start == cell.end)?;
            // The tab that ends an empty cell is the one character there is to point at.
            Some(self.sheet.text().span(cell.start as usize..cell.start as usize + 1))
        };
        fn point<T>(field: &mut Field<T>, span: Option<Span>) {
            if let Some(span) = span {
                *field = Field::missing(span);
            }
        }
        let Columns { code, amounts: [shares, disposed, acquired], price, owned, date, expiration, nature, .. } =
            columns;
        point(&mut row.code, span(*code));
        point(&mut row.shares, span(*shares).or_else(|| span(*disposed)).or_else(|| span(*acquired)));
        point(&mut row.price, span(*price));
        point(&mut row.owned_following, span(*owned));
        point(&mut row.transaction_date, span(*date));
        point(&mut row.expiration_date, span(*expiration));
        point(&mut row.nature, span(*nature));
    }
}

/// Where the columns of one table stand: as the heading said, and as cells by number for what may be missing.
struct Columns<'h> {
    headed: &'h Hints,
    code: Option<usize>,
    amounts: [Option<usize>; 3],
    price: Option<usize>,
    owned: Option<usize>,
    date: Option<usize>,
    expiration: Option<usize>,
    nature: Option<usize>,
}

impl<'h> Columns<'h> {
    fn of(headed: &'h Hints, settled: &Hints) -> Columns<'h> {
        let cell = |column: Column| settled.get(column).map(|place| place.round().max(0.0) as usize);
        Columns {
            headed,
            code: cell(Column::Code),
            amounts: [Column::Shares, Column::Disposed, Column::Acquired].map(cell),
            price: cell(Column::Price),
            owned: cell(Column::Owned),
            date: cell(Column::Date),
            expiration: cell(Column::Expiration),
            nature: cell(Column::Nature),
        }
    }
}

/// Whether a row of Table II with a transaction has neither an amount acquired nor one disposed of.
fn lacks_amount(aligned: &Aligned) -> bool {
    let has = |wanted: &[Column]| aligned.taken.iter().any(|(column, _, _)| wanted.contains(column));
    has(&[Column::Date]) && !has(&[Column::Shares, Column::Acquired, Column::Disposed])
}

/// Takes the median cell of each column from the rows; what only a heading said stays. The two
/// columns (A) and (D) exclude each other, so rows cannot say where both stand. True when any moved.
fn settle_hints<'r>(hints: &mut Hints, rows: impl Iterator<Item = (&'r Aligned, &'r [Unit])>) -> bool {
    let mut moved = false;
    let mut seen: HashMap<Column, Vec<usize>> = HashMap::new();
    for (aligned, units) in rows {
        for (column, first, count) in &aligned.taken {
            let clear = aligned.margins.get(*first).is_some_and(|margin| *margin >= CLEAR);
            if let Some(unit) = units.get(*first).filter(|_| clear && *count == 1) {
                seen.entry(*column).or_default().push(unit.cell);
            }
        }
    }
    for (column, mut cells) in seen {
        if !matches!(column, Column::Acquired | Column::Disposed) {
            cells.sort_unstable();
            if let Some(median) = cells.get(cells.len() / 2) {
                let place = *median as f32;
                moved |= hints.get(column) != Some(place);
                hints.set(column, place);
            }
        }
    }
    moved
}

/// Table II has a column for (A) and one for (D). Which one an amount stands in is sure where the code
/// and the amount keep the distance of their headings, and in a table with cut values where the code says
/// the same, or the dates beyond keep that distance too. Else the code decides, as a guess.
fn direction_by_column(row: &mut Row, units: &[Unit], aligned: &Aligned, headed: &Hints, text: &Text, habit: Habit) {
    let cell = |wanted: Column| {
        let (_, first, _) = aligned.taken.iter().find(|(column, _, _)| *column == wanted)?;
        units.get(*first)
    };
    let (column, letter, unit) = match (cell(Column::Acquired), cell(Column::Disposed)) {
        (Some(unit), None) => (Column::Acquired, "A", unit),
        (None, Some(unit)) => (Column::Disposed, "D", unit),
        _ => return,
    };
    let span = text.span(unit.range.clone());
    let shift = |column: Column, unit: &Unit| Some(unit.cell as f32 - headed.get(column)?);
    let both = headed.has(Column::Acquired) && headed.has(Column::Disposed);
    let here = shift(column, unit);
    let near = |a: Option<f32>, b: Option<f32>| a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= headed.slack);
    let shifted = cell(Column::Code).and_then(|code| shift(Column::Code, code));
    let other = if column == Column::Acquired { Column::Disposed } else { Column::Acquired };
    let in_place = near(here, shifted) && !near(shift(other, unit), shifted);
    let by_code = direction_of_code(row);
    let beyond = [Column::Exercise, Column::Expiration].into_iter().find_map(|column| Some((column, cell(column)?)));
    let held = beyond.is_some_and(|(next, unit)| near(shift(next, unit), here));
    if both && in_place && (!habit.torn || held || by_code == Some(letter)) {
        row.acquired_disposed = Field::new(letter.into(), span, Certainty::Laid);
        return;
    }
    let likely = by_code.unwrap_or(letter);
    row.acquired_disposed = Field::new(likely.into(), span, Certainty::Guessed);
}
