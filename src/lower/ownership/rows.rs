//! Tables I and II: which lines are rows, where the columns stand, and what each row says.

use std::collections::HashMap;
use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::unread::is_row_without_cells;
use super::{Outline, tables};
use crate::fault::{Fault, FaultKind};
use crate::filing::{Certainty, Field, FormKind, How, Mark, Repair, Row, RowKind, Table, short_prices};
use crate::lower::repair::{self, Cut, Damaged};
use crate::lower::table::{
    Aligned, CLEAR, Column, Habit, Hints, Join, Kind, Shape, Unit, align, has_whole_value, join, settle_kinds,
    stripped, units,
};
use crate::lower::words::clean;
use crate::source::{Span, Text};
use crate::syntax::ownership::{Heading, heading};
use crate::syntax::page::Sheet;
use crate::syntax::value;

/// Table I, a transaction: columns 1 to 7 of Forms 4 and 5.
const ONE_TRANSACTION: Shape = &[
    (Column::Title, 2.0),
    (Column::Date, 2.0),
    (Column::Deemed, 0.0),
    (Column::Code, 1.0),
    (Column::Voluntary, 0.0),
    (Column::Shares, 1.0),
    (Column::AcquiredDisposed, 1.0),
    (Column::Price, 0.3),
    (Column::Owned, 1.5),
    (Column::Ownership, 1.2),
    (Column::Nature, 0.0),
];

/// Table I, a holding: no date, no code; the whole of Table I on Form 3.
const ONE_HOLDING: Shape =
    &[(Column::Title, 2.0), (Column::Owned, 2.0), (Column::Ownership, 1.5), (Column::Nature, 0.0)];

/// Table II, a transaction: columns 1 to 11 of Forms 4 and 5.
const TWO_TRANSACTION: Shape = &[
    (Column::Title, 2.0),
    (Column::ConversionPrice, 0.5),
    (Column::Date, 2.0),
    (Column::Deemed, 0.0),
    (Column::Code, 1.0),
    (Column::Voluntary, 0.0),
    (Column::Acquired, 0.0),
    (Column::Disposed, 0.0),
    (Column::Exercise, 0.4),
    (Column::Expiration, 0.3),
    (Column::UnderlyingTitle, 0.8),
    (Column::UnderlyingShares, 0.8),
    (Column::Price, 0.3),
    (Column::Owned, 1.5),
    (Column::Ownership, 1.2),
    (Column::Nature, 0.0),
];

/// Table II, a holding.
const TWO_HOLDING: Shape = &[
    (Column::Title, 2.0),
    (Column::ConversionPrice, 0.5),
    (Column::Exercise, 0.4),
    (Column::Expiration, 0.3),
    (Column::UnderlyingTitle, 0.8),
    (Column::UnderlyingShares, 0.8),
    (Column::Owned, 1.5),
    (Column::Ownership, 1.2),
    (Column::Nature, 0.0),
];

/// Table II of Form 3: the price stands after the underlying security, and nothing follows a transaction.
const TWO_INITIAL: Shape = &[
    (Column::Title, 2.0),
    (Column::Exercise, 0.4),
    (Column::Expiration, 0.3),
    (Column::UnderlyingTitle, 0.8),
    (Column::UnderlyingShares, 0.8),
    (Column::ConversionPrice, 0.3),
    (Column::Ownership, 1.5),
    (Column::Nature, 0.0),
];

/// The shapes a row of this table may have.
fn shapes(form: FormKind, table: Table) -> &'static [(RowKind, Shape)] {
    match (form, table) {
        (FormKind::Three, Table::One) => &[(RowKind::Holding, ONE_HOLDING)],
        (FormKind::Three, Table::Two) => &[(RowKind::Holding, TWO_INITIAL)],
        (_, Table::One) => &[(RowKind::Transaction, ONE_TRANSACTION), (RowKind::Holding, ONE_HOLDING)],
        (_, Table::Two) => &[(RowKind::Transaction, TWO_TRANSACTION), (RowKind::Holding, TWO_HOLDING)],
    }
}

/// Reads both tables.
pub(super) fn read(
    sheet: &Sheet<'_>,
    outline: &Outline,
    form: FormKind,
    faults: &mut Vec<Fault>,
) -> (Vec<Row>, Vec<Row>) {
    let [one, two] = tables().map(|(table, kind)| match outline.find(|line| *line == kind) {
        Some((line, range)) => read_table(sheet, outline.until_next_part(line), range, form, table, faults),
        None => Vec::new(),
    });
    if outline.find(|line| tables().iter().any(|(_, kind)| kind == line)).is_none() {
        let whole = sheet.text().span(0..0);
        faults.push(Fault { kind: FaultKind::UnreadTable, span: whole, also: Vec::new() });
    }
    (one, two)
}

/// The lines of one table: what is no heading and holds typed values is a row.
fn read_table(
    sheet: &Sheet<'_>,
    lines: Range<usize>,
    caption: Range<usize>,
    form: FormKind,
    table: Table,
    faults: &mut Vec<Fault>,
) -> Vec<Row> {
    let mut hints = Hints::new();
    let mut rows: Vec<(usize, Vec<Unit>)> = Vec::new();
    let mut wrapped: Vec<(usize, usize, Vec<Unit>)> = Vec::new();
    let mut unread = Vec::new();
    let mut without_cells = Vec::new();
    let mut heading_end = None;
    for line in lines {
        if sheet.cells(line).len() < 2 {
            if is_row_without_cells(sheet, line) {
                without_cells.push(sheet.text().span(sheet.line_range(line)));
            }
            continue;
        }
        if !has_whole_value(sheet, line) && is_heading(sheet, line, table, &mut hints) {
            heading_end = Some(line);
            continue;
        }
        let units = units(sheet, line);
        let typed = units.iter().filter(|unit| unit.kind != Kind::Text).count();
        let anchor = |unit: &Unit| matches!(unit.kind, Kind::Date | Kind::DatePart | Kind::Amount | Kind::Money);
        // A holding may have nothing but a balance, and that cut: `1,0 | 05,484 | D`.
        let cut = |unit: &Unit| unit.kind == Kind::AmountPart;
        let anchored = units.iter().any(anchor) || units.iter().filter(|unit| cut(unit)).count() == 2;
        if anchored && typed >= 2 {
            rows.push((line, units));
        } else if typed == 0 && goes_on(sheet, line, &units, rows.last(), wrapped.last()) {
            wrapped.push((line, rows.len() - 1, units));
        } else if typed > 0 && heading_end.is_some() {
            unread.push(sheet.text().span(sheet.line_range(line)));
        }
    }

    let habit = settle_kinds(sheet, &mut rows);
    merged_cells(sheet, &rows, faults);
    for (_, row, words) in wrapped {
        if let Some((_, units)) = rows.get_mut(row) {
            unwrap_words(units, words);
        }
    }
    let reader = TableReader { sheet, shapes: shapes(form, table), table, habit };
    let mut damaged = reader.rows(&rows, &mut hints);
    if habit.torn {
        doubt_short_prices(&mut damaged);
    }
    shredded_columns(sheet, &rows, &damaged, &caption, faults);
    if rows.is_empty() && !without_cells.is_empty() {
        faults.push(Fault { kind: FaultKind::UnreadTable, span: sheet.text().span(caption), also: without_cells });
    } else {
        unread.extend(without_cells);
        unread.sort_unstable_by_key(|span: &Span| span.start);
        if let Some((first, rest)) = unread.split_first() {
            faults.push(Fault { kind: FaultKind::UnreadText, span: *first, also: rest.to_vec() });
        }
    }
    repair::rows(damaged)
}

/// Whether a line holds nothing but the rest of words that the row above it began: one or two cells, each
/// under words of that row. `wrapped` is the last such line, with the place of its row.
fn goes_on(
    sheet: &Sheet<'_>,
    line: usize,
    units: &[Unit],
    row: Option<&(usize, Vec<Unit>)>,
    wrapped: Option<&(usize, usize, Vec<Unit>)>,
) -> bool {
    const LONGEST: usize = 60;
    let Some((row_line, above)) = row else { return false };
    let last = wrapped.map_or(*row_line, |(line, _, _)| *row_line.max(line));
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
        if own {
            hints.insert(column, index as f32);
        } else {
            hints.entry(column).or_insert(index as f32);
        }
    }
    named > 0 || (lone == 1 && filled == 1)
}

/// The column that a heading names. `Title` and `Amount` name two in Table II; the second comes later.
fn column(heading: Heading, table: Table, hints: &Hints) -> Option<Column> {
    let two = table == Table::Two;
    Some(match heading {
        Heading::Title if two && hints.contains_key(&Column::Title) => Column::UnderlyingTitle,
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

struct TableReader<'s, 't> {
    sheet: &'s Sheet<'t>,
    shapes: &'static [(RowKind, Shape)],
    table: Table,
    habit: Habit,
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
    fn rows(&self, lines: &[(usize, Vec<Unit>)], hints: &mut Hints) -> Vec<Damaged> {
        const SAMPLE: usize = 40;
        let headed = hints.clone();
        let mut known = Known::default();
        for (_, units) in lines.iter().take(SAMPLE) {
            known.get(units, || self.best(units, hints));
        }
        let sample = lines.iter().take(SAMPLE).filter_map(|(_, units)| Some((&known.find(units)?.1, units.as_slice())));
        if settle_hints(hints, sample) {
            known.forget_unclear();
        }

        let mut rows = Vec::with_capacity(lines.len());
        for (line, units) in lines {
            let (kind, aligned) = known.get(units, || self.best(units, hints));
            rows.push(self.row(*line, units, *kind, aligned, &headed, hints, rows.len() + 1));
        }
        rows
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

    #[expect(clippy::too_many_arguments, reason = "one call, where the row is put together")]
    fn row(
        &self,
        line: usize,
        units: &[Unit],
        kind: RowKind,
        aligned: &Aligned,
        headed: &Hints,
        hints: &Hints,
        number: usize,
    ) -> Damaged {
        let text = self.sheet.text();
        let range = self.sheet.line_range(line);
        let mut row = Row::empty(text.span(range.clone()));
        (row.kind, row.table, row.number) = (kind, self.table, number);
        let mut place = Placed { text, units, cuts: Vec::new() };
        self.missing_places(line, hints, &mut row);
        for (column, first, count) in &aligned.taken {
            let Some(cells) = units.get(*first..first + count) else { continue };
            let margins = aligned.margins.get(*first..first + count).unwrap_or(&[]);
            let clear = margins.iter().all(|margin| *margin >= CLEAR);
            let doubted = self.is_doubtful(*column, cells, *first, aligned);
            let certainty = if clear && !doubted { Certainty::Laid } else { Certainty::Guessed };
            place.put(&mut row, *column, *first, cells, certainty);
        }
        direction_by_column(&mut row, units, aligned, headed, text, self.habit);
        Damaged { row, cuts: place.cuts }
    }

    /// A bare number among prices in dollars; and a value beside digits that found no column.
    fn is_doubtful(&self, column: Column, cells: &[Unit], first: usize, aligned: &Aligned) -> bool {
        let is_price = matches!(column, Column::Price | Column::ConversionPrice);
        let bare = self.habit.dollars && is_price && matches!(cells, [Unit { kind: Kind::Amount, .. }]);
        let beside = |at: &usize| *at + 1 == first || *at == first + cells.len();
        let is_value = cells.iter().all(|unit| !matches!(unit.kind, Kind::Letter(_) | Kind::Text | Kind::Mark));
        bare || (self.habit.torn && is_value && aligned.skipped.iter().any(beside))
    }

    /// A value that is missing is pointed at where its column crosses the row.
    fn missing_places(&self, line: usize, hints: &Hints, row: &mut Row) {
        let cells = self.sheet.cells(line);
        let span = |column: Column| {
            let index = hints.get(&column).map(|hint| hint.round().max(0.0) as usize)?;
            let cell = cells.get(index).filter(|cell| cell.start == cell.end)?;
            // The tab that ends an empty cell is the one character there is to point at.
            Some(self.sheet.text().span(cell.start as usize..cell.start as usize + 1))
        };
        if let Some(span) = span(Column::Code) {
            row.code = Field::missing(span);
        }
        if let Some(span) = span(Column::Shares).or(span(Column::Disposed)).or(span(Column::Acquired)) {
            row.shares = Field::missing(span);
        }
        if let Some(span) = span(Column::Price) {
            row.price = Field::missing(span);
        }
        if let Some(span) = span(Column::Owned) {
            row.owned_following = Field::missing(span);
        }
        if let Some(span) = span(Column::Date) {
            row.transaction_date = Field::missing(span);
        }
        if let Some(span) = span(Column::Expiration) {
            row.expiration_date = Field::missing(span);
        }
        if let Some(span) = span(Column::Nature) {
            row.nature = Field::missing(span);
        }
    }
}

/// Whether a row of Table II with a transaction has neither an amount acquired nor one disposed of.
fn lacks_amount(aligned: &Aligned) -> bool {
    let has = |wanted: &[Column]| aligned.taken.iter().any(|(column, _, _)| wanted.contains(column));
    has(&[Column::Date]) && !has(&[Column::Shares, Column::Acquired, Column::Disposed])
}

/// Where values are cut, a price with fewer decimals than every other may have lost some; and what
/// stands right of it may have lost its beginning to the same border.
fn doubt_short_prices(rows: &mut [Damaged]) {
    let short = short_prices(rows.iter().map(|damaged| &damaged.row));
    for at in short {
        if let Some(damaged) = rows.get_mut(at) {
            let whole = damaged.row.price.present().is_some_and(|price| price.scale() == 0);
            damaged.row.price.certainty = Certainty::Guessed;
            if whole {
                damaged.row.owned_following.certainty = Certainty::Guessed;
            }
        }
    }
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
                moved |= hints.insert(column, *median as f32) != Some(*median as f32);
            }
        }
    }
    moved
}

/// Values on their way into a row.
struct Placed<'a> {
    text: &'a Text,
    units: &'a [Unit],
    cuts: Vec<Cut>,
}

impl Placed<'_> {
    fn str(&self, range: &Range<usize>) -> &str {
        self.text.as_str().get(range.clone()).unwrap_or("")
    }

    fn put(&mut self, row: &mut Row, column: Column, first: usize, cells: &[Unit], certainty: Certainty) {
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
        let _ = (first, self.units);
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
        let pieces = cells.iter().skip(1).map(|unit| self.text.span(unit.range.clone())).collect();
        field.with_pieces(pieces).with_marks(self.marks(cells))
    }

    fn words(&self, cells: &[Unit], certainty: Certainty) -> Field<Box<str>> {
        let [first, rest @ ..] = cells else { return Field::default() };
        let span = self.text.span(first.range.clone());
        if first.kind == Kind::Mark {
            return Field::missing(span).with_marks(self.marks(cells));
        }
        let mut words = clean(self.str(&first.range));
        for unit in rest {
            words.push(' ');
            words.push_str(&clean(self.str(&unit.range)));
        }
        let certainty = if rest.is_empty() { certainty } else { Certainty::Guessed };
        self.dress(Field::new(words.into(), span, certainty), cells)
    }

    fn letter(&self, cells: &[Unit], certainty: Certainty) -> Field<Box<str>> {
        let [unit] = cells else { return Field::default() };
        let written = self.str(&unit.range);
        let span = self.text.span(unit.range.clone());
        let capital = written.to_ascii_uppercase();
        let field = Field::new(capital.clone().into(), span, certainty);
        let field = if capital == written {
            field
        } else {
            field.repaired(
                capital.into(),
                Repair { how: How::Confusable, written: written.into(), witnesses: Vec::new() },
            )
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
            return match value::date(self.str(&only.range)) {
                Some(date) if only.kind == Kind::Date => self.dress(Field::new(date, span, certainty), cells),
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
        let read = |str: &str| if str.contains('$') { value::money(str) } else { value::decimal(str) };
        if let [only] = cells {
            let written = self.str(&only.range);
            // A sign of dollars that is printed on the form, and no figure after it.
            if matches!(written.trim(), "$" | "\\$") {
                return self.dress(Field::missing(span), cells);
            }
            let field = match (only.kind, read(written)) {
                (Kind::Amount | Kind::Money, Some(number)) => Field::new(number, span, certainty),
                _ => {
                    let inner = stripped(written);
                    let clean = (inner.len() < written.len() && !inner.starts_with('0'))
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
    let shift = |column: Column, unit: &Unit| Some(unit.cell as f32 - headed.get(&column)?);
    let both = headed.contains_key(&Column::Acquired) && headed.contains_key(&Column::Disposed);
    let here = shift(column, unit);
    let in_place = here.is_some() && cell(Column::Code).is_some_and(|code| shift(Column::Code, code) == here);
    let by_code = match row.code() {
        Some("M" | "C" | "X" | "O" | "H" | "E" | "S" | "F" | "D") => Some("D"),
        Some("A" | "P") => Some("A"),
        _ => None,
    };
    let beyond = [Column::Exercise, Column::Expiration].into_iter().find_map(|column| Some((column, cell(column)?)));
    let held = beyond.is_some_and(|(next, unit)| shift(next, unit) == here);
    if both && in_place && (!habit.torn || held || by_code == Some(letter)) {
        row.acquired_disposed = Field::new(letter.into(), span, Certainty::Laid);
        return;
    }
    let likely = by_code.unwrap_or(letter);
    row.acquired_disposed = Field::new(likely.into(), span, Certainty::Guessed);
}

/// Cells that hold two values of different kinds.
fn merged_cells(sheet: &Sheet<'_>, rows: &[(usize, Vec<Unit>)], faults: &mut Vec<Fault>) {
    let mut spans = Vec::new();
    for (_, units) in rows {
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
fn shredded_columns(
    sheet: &Sheet<'_>,
    rows: &[(usize, Vec<Unit>)],
    damaged: &[Damaged],
    caption: &Range<usize>,
    faults: &mut Vec<Fault>,
) {
    let cut = damaged.iter().filter(|row| !row.cuts.is_empty() || row.has_joins()).count();
    let widths = |(line, _): &(usize, Vec<Unit>)| sheet.cells(*line).len();
    let even = rows.windows(2).all(|pair| matches!(pair, [a, b] if widths(a) == widths(b)));
    if cut >= 2 && (!even || cut * 2 >= rows.len()) {
        faults.push(Fault {
            kind: FaultKind::ShreddedColumns,
            span: sheet.text().span(caption.clone()),
            also: Vec::new(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    const HEAD: &str = "FORM 4\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n\
        1. Name and Address of Reporting Person* ROE JANE\t2. Issuer Name and Ticker or Trading Symbol ALDER SYSTEMS INC [ALDR]\n\
        Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n\
        1. Title of Security\t2. Transaction Date\t2A. Deemed Execution Date\t3. Transaction Code\t\t4. Securities Acquired\t\t\t5. Amount of Securities Beneficially Owned\t6. Ownership Form\t7. Nature\n\
        \t\t\tCode\tV\tAmount\t(A) or (D)\tPrice\t\t\t\n";

    fn table_one(rows: &str) -> Vec<Row> {
        let mut sources = Sources::new();
        let id = sources.add_text("a", format!("{HEAD}{rows}\n\nExplanation of Responses:\n"));
        let filing = crate::lower::read(&sources, id).filings.into_iter().next();
        filing.and_then(|filing| filing.ownership().map(|form| form.table1.clone())).unwrap_or_default()
    }

    #[test]
    fn words_go_on_in_the_line_below() {
        let rows = table_one(
            "Class A Common\t05/17/2011\t\tS\t\t100\tD\t\\$8.61\t9,000\tI\tBy Roe Family\n\
             Stock\t\t\t\t\t\t\t\t\t\tTrust (1)\n\
             Class A Common\t\t\t\t\t\t\t\t\t\t\n\
             Class B Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.61\t9,000\tD\t",
        );
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].security_title.present().map(AsRef::as_ref), Some("Class A Common Stock"));
        assert_eq!(rows[0].security_title.certainty, Certainty::Guessed);
        assert_eq!(rows[0].nature.present().map(AsRef::as_ref), Some("By Roe Family Trust"));
        assert_eq!(rows[1].security_title.present().map(AsRef::as_ref), Some("Class B Common Stock"));
    }

    #[test]
    fn a_lone_v_does_not_make_a_row_a_heading() {
        let rows = table_one(
            "Common Stock 05/1\t1 stock 05/17/2011\t\tG\tV\t5,000 D\t\t\\$0 9,\t000\tD\t\n\
             Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.61\t8,900\tD\t",
        );
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].timeliness.present().map(AsRef::as_ref), Some("V"));
    }

    #[test]
    fn a_holding_whose_balance_is_cut_is_a_row() {
        let rows = table_one("Common Stock\t\t\t\t\t\t\t\t1,0\t05,484\tD");
        assert!(matches!(rows.as_slice(), [Row { kind: RowKind::Holding, .. }]));
    }

    #[test]
    fn a_cut_date_is_the_one_day_that_it_begins() {
        let rows = |first: &str| {
            table_one(&format!(
                "Common Stock {first}\t\t\tS\t\t100\tD\t\\$8.61\t9,000\tD\t\n\
                 Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.62\t8,900\tD\t\n\
                 Common Stock\t05/18/2011\t\tS\t\t100\tD\t\\$8.63\t8,800\tD\t"
            ))
        };
        let date = |first: &str| rows(first).first().and_then(|row| row.transaction_date.present().copied());
        assert_eq!(date("05/18/2"), NaiveDate::from_ymd_opt(2011, 5, 18));
        assert_eq!(date("05/1"), None, "two days begin so");
        assert_eq!(date("05/19/2"), None, "no day begins so");
    }

    #[test]
    fn an_amount_that_lost_its_beginning_is_what_the_balances_leave() {
        let rows = table_one(
            "Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.61\t90,000\tD\t\n\
             Common Stock\t05/17/2011\t\tS\t\t77 D\t\t\\$8.62\t81,823\tD\t\n\
             Common Stock 05/1\t7/2011\t\tS\t\t300\tD\t\\$8.63\t81,523\tD\t",
        );
        let shares = &rows[1].shares;
        assert_eq!((shares.present(), shares.certainty), (Some(&Decimal::from(8177)), Certainty::Guessed));
        assert_eq!(shares.repair().map(|repair| repair.how), Some(How::Balance));
        assert_eq!(rows[2].shares.sure(), Some(&Decimal::from(300)));
    }

    #[test]
    fn a_price_without_its_cents_is_doubted_where_values_are_cut() {
        let rows = |date: &str| {
            table_one(&format!(
                "Common Stock\t{date}\t\tS\t\t100\tD\t\\$8\t9,000\tD\t\n\
                 Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.62\t8,900\tD\t\n\
                 Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.63\t8,800\tD\t\n\
                 Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.64\t8,700\tD\t"
            ))
        };
        assert_eq!(rows("05/17/2")[0].price.certainty, Certainty::Guessed);
        assert_eq!(rows("05/17/2011")[0].price.certainty, Certainty::Laid);
    }
}
