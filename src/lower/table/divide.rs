//! A run of units without cells becomes rows: where each begins, and which column each unit goes to.
//!
//! One way through the columns of row after row is sought, at least cost, as `align` does for one row. A row
//! begins where a line begins. Words go on over the end of a line; a mark that stands apart goes to the value
//! before it, or is all that its column holds.

use super::align::{fits, fits_together, skip};
use super::{Column, Kind, Shape, Unit};

/// One row of a run.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Division {
    /// Its first unit, and the first of the next row.
    pub start: usize,
    pub end: usize,
    /// The first unit that is not of its title.
    pub body: usize,
    /// The letter that says how it is owned.
    pub ownership: Option<usize>,
    /// What becomes of its units from the title to the ownership, in order.
    pub steps: Vec<Step>,
    pub cost: f32,
    /// Whether units were left out.
    pub skipped: bool,
}

/// What becomes of one unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::lower) enum Step {
    /// A value, or a piece of one.
    Value(Column),
    /// Words that go on with those before.
    More,
    /// A mark of the value before.
    Mark,
    Skip,
}

/// The price of a row: two short ones are dearer than one long one.
const ROW: f32 = 0.5;
/// Words that begin the next line in the same cell; and words behind a mark, which mostly ends a cell.
const NEXT_LINE: f32 = 0.05;
const BEHIND_MARK: f32 = 0.35;
/// What is held indirectly says how.
const INDIRECT_WITHOUT_NATURE: f32 = 0.6;
/// What is held directly hardly ever says more.
const DIRECT_WITH_NATURE: f32 = 1.2;
/// A mark of the value before: dearer than to fill a column that may be nothing but a mark.
const MARK: f32 = 0.3;
const ONE_MORE_MARK: f32 = 0.1;
/// Words between rows that belong to none.
const LOOSE_WORDS: f32 = 1.0;

/// How a node of the net was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum By {
    Nothing,
    /// A column stays empty, or a row ends.
    Free,
    Begin,
    Take(u8),
    More,
    Mark,
    Skip,
}

/// The columns of one shape as nodes: before each column, and inside of words that may go on.
struct Net {
    shape: Shape,
    first: usize,
}

/// The words of a row that may go on.
const TITLE: usize = 0;
const UNDERLYING: usize = 1;
const NATURE: usize = 2;

impl Net {
    fn len(shape: Shape) -> usize {
        shape.len() + 5
    }

    fn column(&self, c: usize) -> usize {
        self.first + c
    }

    fn after(&self, letter: u8) -> usize {
        self.first + self.shape.len() + usize::from(letter.eq_ignore_ascii_case(&b'D'))
    }

    fn open(&self, words: usize) -> usize {
        self.first + self.shape.len() + 2 + words
    }
}

/// Between two rows.
const BETWEEN: usize = 0;

/// Costs and ways of all nodes before each unit.
struct Ways {
    width: usize,
    costs: Vec<f32>,
    by: Vec<(By, u16)>,
}

impl Ways {
    fn cost(&self, at: usize, node: usize) -> f32 {
        self.costs[at * self.width + node]
    }

    fn relax(&mut self, at: usize, node: usize, cost: f32, by: By, from: usize) {
        let place = at * self.width + node;
        if cost < self.costs[place] {
            self.costs[place] = cost;
            self.by[place] = (by, from as u16);
        }
    }
}

/// Divides units into rows of these shapes. `opens` says which units begin a line.
pub(in crate::lower) fn divide<'s>(
    text: &str,
    units: &[Unit],
    opens: &[bool],
    shapes: impl Iterator<Item = &'s Shape>,
) -> Vec<Division> {
    let mut nets: Vec<Net> = Vec::new();
    let mut width = 1;
    for shape in shapes {
        nets.push(Net { shape, first: width });
        width += Net::len(shape);
    }
    let count = units.len();
    let blank = (By::Nothing, 0);
    let mut ways =
        Ways { width, costs: vec![f32::INFINITY; (count + 1) * width], by: vec![blank; (count + 1) * width] };
    ways.costs[BETWEEN] = 0.0;
    for at in 0..=count {
        for net in &nets {
            free(&mut ways, at, net);
        }
        let Some(unit) = units.get(at) else { break };
        if opens.get(at) == Some(&true) {
            let cost = ways.cost(at, BETWEEN) + ROW;
            for net in &nets {
                ways.relax(at, net.column(0), cost, By::Begin, BETWEEN);
                free(&mut ways, at, net);
            }
        }
        let loose = if unit.kind == Kind::Text { LOOSE_WORDS } else { skip(unit) };
        let between = ways.cost(at, BETWEEN) + loose;
        ways.relax(at + 1, BETWEEN, between, By::Skip, BETWEEN);
        for net in &nets {
            take(&mut ways, text, units, opens, at, net);
        }
    }
    trace(&ways, &nets, count)
}

/// Columns that stay empty, and rows that end.
fn free(ways: &mut Ways, at: usize, net: &Net) {
    let last = net.shape.len() - 1;
    for (c, (column, empty)) in net.shape.iter().enumerate() {
        let node = net.column(c);
        let open = match column {
            Column::Title => Some(TITLE),
            Column::UnderlyingTitle => Some(UNDERLYING),
            _ => None,
        };
        let cost = ways.cost(at, node);
        match c == last {
            true => ways.relax(at, BETWEEN, cost, By::Free, node),
            false => ways.relax(at, node + 1, cost + empty, By::Free, node),
        }
        if let Some(open) = open {
            let open = net.open(open);
            ways.relax(at, node + 1, ways.cost(at, open), By::Free, open);
        }
    }
    let ends = [(net.after(b'I'), INDIRECT_WITHOUT_NATURE), (net.after(b'D'), 0.0), (net.open(NATURE), 0.0)];
    for (node, cost) in ends {
        ways.relax(at, BETWEEN, ways.cost(at, node) + cost, By::Free, node);
    }
}

/// Every step of one net that uses the unit at this place.
fn take(ways: &mut Ways, text: &str, units: &[Unit], opens: &[bool], at: usize, net: &Net) {
    let Some(unit) = units.get(at) else { return };
    let left = skip(unit);
    let mark = if is_behind_mark(units, at) { ONE_MORE_MARK } else { MARK };
    for node in net.first..net.first + Net::len(net.shape) {
        let cost = ways.cost(at, node);
        if !cost.is_finite() {
            continue;
        }
        ways.relax(at + 1, node, cost + left, By::Skip, node);
        if unit.kind == Kind::Mark && node != net.column(0) {
            ways.relax(at + 1, node, cost + mark, By::Mark, node);
        }
    }
    for (c, (column, _)) in net.shape.iter().enumerate() {
        let node = net.column(c);
        let cost = ways.cost(at, node);
        if !cost.is_finite() {
            continue;
        }
        let words = unit.kind == Kind::Text;
        match column {
            Column::Title if words => ways.relax(at + 1, net.open(TITLE), cost, By::Take(1), node),
            Column::UnderlyingTitle if words => ways.relax(at + 1, net.open(UNDERLYING), cost, By::Take(1), node),
            Column::Nature if words => {
                ways.relax(at + 1, net.open(NATURE), cost + DIRECT_WITH_NATURE, By::Take(1), node);
            }
            Column::Title | Column::UnderlyingTitle | Column::Nature => {}
            Column::Ownership => {
                if let (Some(fit), Kind::Letter(letter)) = (fits(text, unit, *column), unit.kind) {
                    ways.relax(at + 1, net.after(letter), cost + fit, By::Take(1), node);
                }
            }
            _ => {
                if let Some(fit) = fits(text, unit, *column) {
                    ways.relax(at + 1, node + 1, cost + fit, By::Take(1), node);
                }
                // Only what is cut has a second piece, and a sign of dollars that stands apart.
                let pieces = matches!(unit.kind, Kind::AmountPart | Kind::DatePart | Kind::Money);
                for several in 2..=3 {
                    let Some(cut) = units.get(at..at + several).filter(|_| pieces) else { break };
                    let signed = signed_apart(text, cut, *column);
                    if let Some(fit) = signed.or_else(|| fits_together(text, cut, *column)) {
                        ways.relax(at + several, node + 1, cost + fit, By::Take(several as u8), node);
                    }
                }
            }
        }
    }
    if unit.kind == Kind::Text {
        for (node, dear) in [(net.after(b'I'), 0.0), (net.after(b'D'), DIRECT_WITH_NATURE)] {
            ways.relax(at + 1, net.open(NATURE), ways.cost(at, node) + dear, By::Take(1), node);
        }
    }
    if let Some(more) = goes_on(text, units, opens, at) {
        for words in [TITLE, UNDERLYING, NATURE] {
            let node = net.open(words);
            ways.relax(at + 1, node, ways.cost(at, node) + more, By::More, node);
        }
    }
}

fn is_behind_mark(units: &[Unit], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| units.get(before)).is_some_and(|unit| unit.kind == Kind::Mark)
}

/// A sign of dollars and its figure on the next line of the cell: a price, or a value where shares stand otherwise.
fn signed_apart(text: &str, units: &[Unit], column: Column) -> Option<f32> {
    let [sign, Unit { kind: Kind::Amount, .. }] = units else { return None };
    let bare = sign.marks.is_empty() && is_bare_sign(text, sign);
    match column {
        Column::Price | Column::ConversionPrice => bare.then_some(0.1),
        Column::Shares | Column::Acquired | Column::Disposed | Column::Owned | Column::UnderlyingShares => {
            bare.then_some(0.4)
        }
        _ => None,
    }
}

/// A sign of dollars and no figure.
pub(in crate::lower) fn is_bare_sign(text: &str, unit: &Unit) -> bool {
    unit.kind == Kind::Money && text.get(unit.range.clone()).is_some_and(|sign| matches!(sign.trim(), "$" | "\\$"))
}

/// What it costs a unit to go on with the words before it.
fn goes_on(text: &str, units: &[Unit], opens: &[bool], at: usize) -> Option<f32> {
    let unit = units.get(at)?;
    let str = text.get(unit.range.clone()).unwrap_or("");
    Some(match unit.kind {
        Kind::Text if is_behind_mark(units, at) => BEHIND_MARK,
        // A paragraph is no cell.
        Kind::Text if str.len() > 100 => 2.0,
        Kind::Text if opens.get(at) == Some(&true) => NEXT_LINE,
        Kind::Text => 0.3,
        // `Unitrust 2021`, `Series | A`; digits with a comma are an amount.
        Kind::Amount if str.len() <= 4 && !str.contains(',') => 1.5,
        Kind::Letter(_) => 1.0,
        Kind::Date | Kind::DatePart => 2.5,
        Kind::Amount | Kind::AmountPart | Kind::Money | Kind::Mark => return None,
    })
}

/// Reads the best way back from its end.
fn trace(ways: &Ways, nets: &[Net], count: usize) -> Vec<Division> {
    let mut rows: Vec<Division> = Vec::new();
    // The units of the row that is being read, the last first.
    let mut steps: Vec<(usize, Step)> = Vec::new();
    let (mut at, mut node, mut end) = (count, BETWEEN, count);
    let column_of = |node: usize| {
        let net = nets.iter().rev().find(|net| net.first <= node)?;
        let place = node - net.first;
        let last = net.shape.len() - 1;
        Some(net.shape.get(place.min(last)).map_or(Column::Nature, |(column, _)| *column))
    };
    while at > 0 || node != BETWEEN {
        let (by, from) = ways.by[at * ways.width + node];
        let from = usize::from(from);
        match by {
            By::Nothing => break,
            By::Free => {
                if node == BETWEEN {
                    (end, steps) = (at, Vec::new());
                }
            }
            By::Begin => {
                steps.reverse();
                rows.push(division(
                    at,
                    end,
                    std::mem::take(&mut steps),
                    ways.cost(end, BETWEEN) - ways.cost(at, BETWEEN),
                ));
            }
            By::Take(several) => {
                let column = column_of(from).unwrap_or(Column::Nature);
                for piece in (at - usize::from(several)..at).rev() {
                    steps.push((piece, Step::Value(column)));
                }
                at -= usize::from(several);
            }
            By::More | By::Mark | By::Skip => {
                at -= 1;
                let step = match by {
                    By::More => Step::More,
                    By::Mark => Step::Mark,
                    _ => Step::Skip,
                };
                if node != BETWEEN {
                    steps.push((at, step));
                }
            }
        }
        node = from;
    }
    rows.reverse();
    rows
}

fn division(start: usize, end: usize, steps: Vec<(usize, Step)>, cost: f32) -> Division {
    let title_ends = |(_, step): &(usize, Step)| !matches!(step, Step::Value(Column::Title) | Step::More | Step::Mark);
    let titled = matches!(steps.first(), Some((_, Step::Value(Column::Title))));
    let body = match steps.iter().find(|step| title_ends(step)) {
        _ if !titled => start,
        Some((unit, _)) => *unit,
        None => end,
    };
    let ownership = steps.iter().find(|(_, step)| *step == Step::Value(Column::Ownership)).map(|(unit, _)| *unit);
    let skipped = steps.iter().any(|(_, step)| *step == Step::Skip);
    let steps = steps.into_iter().map(|(_, step)| step).collect();
    Division { start, end, body, ownership, steps, cost, skipped }
}
