//! Rows of a page whose cells follow each other with nothing between them, each finished before the next begins.
//!
//! A row begins on a new line and may go on over several. Rows that stand whole in a line each are parted at
//! once; what lies between them is divided into rows at least cost, over all its lines together.

use std::collections::HashMap;
use std::ops::Range;

use super::heading::is_heading;
use super::wrapped::{Draft, Known, begins_title, settle_words};
use super::{Doubt, Gathered};
use crate::filing::{FormKind, RowKind, Table};
use crate::lower::table::{
    Column, Division, Hints, Kind, RawRow, Shape, Step, Unit, align, divide, is_bare_sign, shapes, units_of_words,
};
use crate::source::{Span, Text};
use crate::syntax::page::Sheet;

/// The longest line that is looked at; a paragraph is no row.
const LONGEST_LINE: usize = 400;
/// So many units are divided together at most; no row has so many.
const MOST_UNITS: usize = 2000;
/// So many lines of words may stand before the first value of a table.
const LINES_OF_FIRST_TITLE: usize = 12;
/// From this cost on a row is doubted, and from the next on it is none.
const DOUBTED: f32 = 3.2;
const NO_ROW: f32 = 5.5;

/// The rows of one table.
pub(super) fn gather(sheet: &Sheet<'_>, lines: Range<usize>, form: FormKind, table: Table) -> Gathered {
    let mut reader = Reader {
        text: sheet.text(),
        shapes: shapes(form, table),
        run: Run::default(),
        whole: WholeLines::default(),
        found: Vec::new(),
        gathered: Gathered::default(),
    };
    let mut headings = 0;
    let mut begun = false;
    for line in lines {
        let range = sheet.line_range(line);
        if range.is_empty() || range.len() > LONGEST_LINE {
            continue;
        }
        let units = units_of_words(sheet, line);
        if is_heading(sheet.line(line), &units) {
            headings += 1;
            // The heading goes on to its last line; within the rows it stands again where a page begins.
            if !begun && (headings > 1 || !reader.run.begins_title(sheet.text())) {
                reader.run.clear();
                continue;
            }
            if begun && headings >= 3 {
                reader.run.drop_lines(if headings == 3 { 2 } else { 0 });
                continue;
            }
        } else {
            headings = 0;
        }
        begun = begun || (headings == 0 && units.iter().any(|unit| !matches!(unit.kind, Kind::Text | Kind::Letter(_))));
        reader.line(units);
        if !begun && reader.run.lines.len() > LINES_OF_FIRST_TITLE {
            reader.run.drop_first();
        }
    }
    if begun {
        reader.divide_run(true);
    }
    reader.finish()
}

/// Lines that are not yet divided into rows.
#[derive(Default)]
struct Run {
    units: Vec<Unit>,
    /// Which units begin a line.
    opens: Vec<bool>,
    /// The first unit of each line.
    lines: Vec<usize>,
    /// Whether the last line is a row by itself.
    ends_whole: bool,
}

impl Run {
    fn push(&mut self, units: Vec<Unit>) {
        self.lines.push(self.units.len());
        self.opens.extend((0..units.len()).map(|at| at == 0));
        if self.units.is_empty() {
            self.units = units;
        } else {
            self.units.extend(units);
        }
    }

    /// Whether its words begin a title: then `Shares`, which headings have too, goes on with it.
    fn begins_title(&self, text: &Text) -> bool {
        let first = self.units.first().and_then(|unit| text.as_str().get(unit.range.clone()));
        first.is_some_and(begins_title)
    }

    fn clear(&mut self) {
        *self = Run::default();
    }

    fn drop_lines(&mut self, count: usize) {
        for _ in 0..count {
            let Some(first) = self.lines.pop() else { break };
            self.units.truncate(first);
            self.opens.truncate(first);
        }
    }

    fn drop_first(&mut self) {
        let Some(count) = self.lines.get(1).copied() else { return };
        self.units.drain(..count);
        self.opens.drain(..count);
        self.lines.remove(0);
        self.lines.iter_mut().for_each(|first| *first -= count);
    }
}

enum Found {
    Whole(RawRow),
    Draft(Draft),
}

struct Reader<'t> {
    text: &'t Text,
    shapes: &'static [(RowKind, Shape)],
    run: Run,
    whole: WholeLines,
    found: Vec<Found>,
    gathered: Gathered,
}

impl Reader<'_> {
    fn line(&mut self, units: Vec<Unit>) {
        let whole = self.whole.is_row(self.text.as_str(), &units, self.shapes);
        if whole && self.run.ends_whole {
            self.divide_run(true);
        }
        self.run.push(units);
        self.run.ends_whole = whole;
        if self.run.units.len() > MOST_UNITS {
            self.divide_run(false);
        }
    }

    /// Divides the lines at hand. Where the page goes on, the last row may too: its lines stay.
    fn divide_run(&mut self, ended: bool) {
        let Run { units, opens, lines, ends_whole } = std::mem::take(&mut self.run);
        if ends_whole && lines.len() == 1 && ended {
            self.found.push(Found::Whole(raw_row(units)));
            return;
        }
        let shapes = self.shapes.iter().map(|(_, shape)| shape);
        let mut rows = divide(self.text.as_str(), &units, &opens, shapes);
        // A row that is as long as all this is kept no longer: what is divided again stays less than what is done.
        let goes_on = |row: &&Division| !ended && row.start * 2 > units.len();
        let kept = if rows.last().is_some_and(|row| goes_on(&row)) { rows.pop() } else { None };
        let end = kept.as_ref().map_or(units.len(), |row| row.start);
        let mut units = units.into_iter();
        let (mut at, mut follows) = (0, false);
        for row in rows {
            self.loose(units.by_ref().take(row.start - at));
            let apart = row.start > at;
            follows &= !apart;
            let taken: Vec<Unit> = units.by_ref().take(row.end - row.start).collect();
            let opens = opens.get(row.start..row.end).unwrap_or(&[]).to_vec();
            at = row.end;
            let mut found = self.draft(row, taken, opens, follows);
            // Words before it that fit nowhere may be of its title.
            if let (true, Some(draft)) = (apart, &mut found) {
                draft.doubts.push(Doubt::Value(Column::Title));
            }
            follows = found.is_some();
            self.found.extend(found.map(Found::Draft));
        }
        self.loose(units.by_ref().take(end - at));
        if kept.is_some() {
            let lines = lines.into_iter().filter(|first| *first >= end).map(|first| first - end).collect();
            let opens = opens.get(end..).unwrap_or(&[]).to_vec();
            self.run = Run { units: units.collect(), opens, lines, ends_whole };
        }
    }

    /// Units that no row took; where values are among them, they are said to be unread.
    fn loose(&mut self, units: impl Iterator<Item = Unit>) {
        let units: Vec<Unit> = units.collect();
        self.gathered.unread.extend(self.values_of(&units));
    }

    /// From the first of these units to the last, where they hold what a row holds: a date or an amount with its
    /// comma, and another value. Numbers alone may be of a garbled heading.
    fn values_of(&self, units: &[Unit]) -> Option<Span> {
        let str = |unit: &Unit| self.text.as_str().get(unit.range.clone()).unwrap_or("");
        let anchors = |unit: &Unit| match unit.kind {
            Kind::Date => true,
            Kind::Amount => str(unit).contains(','),
            _ => false,
        };
        let held = units.iter().any(anchors) && units.iter().filter(|unit| is_value(unit)).count() >= 2;
        let (first, last) = (units.first()?, units.last()?);
        held.then(|| self.text.span(first.range.start..last.range.end))
    }

    /// A row as divided, unless it lacks what every row has.
    fn draft(&mut self, row: Division, units: Vec<Unit>, opens: Vec<bool>, follows: bool) -> Option<Draft> {
        let has = |column: Column| row.steps.contains(&Step::Value(column));
        let amount = has(Column::Shares) || has(Column::Acquired) || has(Column::Disposed);
        let transaction = has(Column::Date) && has(Column::Code) && amount;
        let held = row.ownership.is_some() && units.iter().any(is_value);
        if !(transaction || held) || row.cost > NO_ROW {
            self.gathered.without_cells.extend(self.values_of(&units));
            return None;
        }
        let scanned = units.iter().any(|unit| unit.kind == Kind::Text && holds_rules(self.text, unit));
        let doubted = row.skipped || row.cost > DOUBTED || scanned;
        let mut doubts = if doubted { vec![Doubt::Row] } else { Vec::new() };
        doubts.extend(words_around_marks(&units, &opens, &row.steps));
        doubts.extend(values_beside_marks(&units, &row.steps));
        Some(Draft {
            units,
            opens,
            steps: row.steps,
            title: row.body - row.start,
            ownership: row.ownership.map(|at| at - row.start),
            follows,
            doubts,
        })
    }

    /// What the rows that stand whole show of titles and natures parts the words between the others.
    fn settle_words(&mut self) {
        if !self.found.iter().any(|found| matches!(found, Found::Draft(_))) {
            return;
        }
        let mut known = Known::default();
        for row in self.found.iter().take(MOST_UNITS) {
            if let Found::Whole(RawRow { units, .. }) = row {
                known.whole(self.text.as_str(), units);
            }
        }
        let mut drafts: Vec<&mut Draft> = self
            .found
            .iter_mut()
            .filter_map(|found| match found {
                Found::Draft(draft) => Some(draft),
                Found::Whole(_) => None,
            })
            .collect();
        settle_words(self.text.as_str(), &mut drafts, known);
    }

    fn finish(mut self) -> Gathered {
        self.settle_words();
        for found in self.found {
            match found {
                Found::Whole(row) => self.gathered.rows.push(row),
                Found::Draft(draft) => {
                    let number = self.gathered.rows.len();
                    self.gathered.doubts.extend(draft.doubts.iter().map(|doubt| (number, *doubt)));
                    let units = joined(self.text.as_str(), draft.units, &draft.steps);
                    self.gathered.rows.push(raw_row(units));
                }
            }
        }
        self.gathered
    }
}

/// `See Footnote (1) and (2)`: whether the mark between them is one of the words cannot be told.
fn words_around_marks(units: &[Unit], opens: &[bool], steps: &[Step]) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let mut column = Column::Title;
    for (at, step) in steps.iter().enumerate() {
        if let Step::Value(of) = step {
            column = *of;
        }
        let marked = at.checked_sub(1).and_then(|before| units.get(before));
        let marked = marked.is_some_and(|before| before.kind == Kind::Mark || !before.marks.is_empty());
        if *step == Step::More && marked && opens.get(at) == Some(&false) {
            doubts.push(Doubt::Value(column));
        }
    }
    doubts
}

/// What a scan makes of the rules of a table stands in no words of a page that was written.
fn holds_rules(text: &Text, unit: &Unit) -> bool {
    text.as_str().get(unit.range.clone()).is_some_and(|words| words.contains(['|', '_', '[', ']', '{', '}']))
}

/// Values whose column a mark beside them leaves open: one date under the two of Table II, which a mark follows,
/// and dollars owned where there is no price.
fn values_beside_marks(units: &[Unit], steps: &[Step]) -> Vec<Doubt> {
    let at = |column: Column| steps.iter().position(|step| *step == Step::Value(column));
    let unit = |column: Column| at(column).and_then(|at| units.get(at));
    let is = |column: Column, kind: Kind| unit(column).is_some_and(|unit| unit.kind == kind);
    let marked = |column: Column| {
        let after = at(column).and_then(|at| units.get(at + 1));
        after.is_some_and(|after| after.kind == Kind::Mark) || unit(column).is_some_and(|unit| !unit.marks.is_empty())
    };
    let mut doubts = Vec::new();
    for (column, other) in [(Column::Exercise, Column::Expiration), (Column::Expiration, Column::Exercise)] {
        if is(column, Kind::Date) && !is(other, Kind::Date) && marked(column) {
            doubts.push(Doubt::Value(column));
        }
    }
    if is(Column::Owned, Kind::Money) && !is(Column::Price, Kind::Money) {
        doubts.push(Doubt::Value(Column::Owned));
    }
    doubts
}

fn is_value(unit: &Unit) -> bool {
    matches!(unit.kind, Kind::Date | Kind::Amount | Kind::Money | Kind::AmountPart | Kind::DatePart)
}

fn raw_row(units: Vec<Unit>) -> RawRow {
    let (mut start, mut end) = (usize::MAX, 0);
    for unit in &units {
        for range in std::iter::once(&unit.range).chain(&unit.more).chain(&unit.marks) {
            (start, end) = (start.min(range.start), end.max(range.end));
        }
    }
    RawRow { range: start.min(end)..end, line: None, units }
}

/// The units of a row as its steps put them together: words with the words that go on, values with their marks.
fn joined(text: &str, units: Vec<Unit>, steps: &[Step]) -> Vec<Unit> {
    let mut made: Vec<Unit> = Vec::with_capacity(units.len());
    // The column of a sign of dollars that awaits its figure.
    let mut sign: Option<Step> = None;
    for (unit, step) in units.into_iter().zip(steps) {
        let signed = sign.take();
        match step {
            Step::More | Step::Mark => {
                if let Some(last) = made.last_mut() {
                    last.marks.extend(unit.marks);
                    if *step == Step::More {
                        last.more.push(unit.range);
                    }
                }
            }
            Step::Value(_) => match signed {
                // The figure of a sign that stands apart is money by itself.
                Some(of) if of == *step && unit.kind == Kind::Amount => {
                    made.pop();
                    made.push(Unit { kind: Kind::Money, ..unit });
                }
                _ => made.push(unit),
            },
            Step::Skip => made.push(unit),
        }
        if made.last().is_some_and(|last| last.marks.is_empty() && is_bare_sign(text, last)) {
            sign = Some(*step);
        }
    }
    made
}

/// Which kinds of units in a line are a row that needs no other line.
#[derive(Default)]
struct WholeLines {
    by_kinds: HashMap<Vec<Kind>, bool>,
    last: Option<(Vec<Kind>, bool)>,
}

impl WholeLines {
    fn is_row(&mut self, text: &str, units: &[Unit], shapes: &[(RowKind, Shape)]) -> bool {
        const NOTHING_LACKS: f32 = 0.75;
        let (text_first, rest) = match units {
            [Unit { kind: Kind::Text, .. }, rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        // Direct, or indirect and then how.
        let ended = matches!(
            rest,
            [.., Unit { kind: Kind::Letter(b'D'), .. }]
                | [.., Unit { kind: Kind::Letter(b'I'), .. }, Unit { kind: Kind::Text, .. }]
        ) && text_first;
        let signs = |unit: &Unit| unit.kind == Kind::Mark || is_bare_sign(text, unit);
        if !ended || units.iter().any(signs) {
            return false;
        }
        if let Some((kinds, whole)) = &self.last
            && units.iter().map(|unit| unit.kind).eq(kinds.iter().copied())
        {
            return *whole;
        }
        let kinds: Vec<Kind> = units.iter().map(|unit| unit.kind).collect();
        let whole = *self.by_kinds.entry(kinds.clone()).or_insert_with(|| {
            let hints = Hints::default();
            shapes.iter().any(|(_, shape)| {
                let aligned = align(text, units, shape, &hints);
                aligned.cost < NOTHING_LACKS && aligned.skipped.is_empty()
            })
        });
        self.last = Some((kinds, whole));
        whole
    }
}
