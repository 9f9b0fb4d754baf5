//! Which lines make a row. Cells are centred on the middle of their row, so the lines of a row lie around it.
//!
//! Every run of lines could be a row; how well its cells agree on their middle, and whether values of one kind stand
//! below each other, is what it costs. The division of the page that costs least is taken. A line that another
//! division, hardly dearer, gives to another row is doubted.

use std::collections::HashMap;
use std::ops::Range;

use super::block::Block;
use super::pieces::{Line, Piece};
use crate::filing::Table;
use crate::lower::table::{CLEAR, Kind};
use crate::syntax::page::Sheet;

impl Line {
    pub(super) fn of(number: usize, first: usize, own: &[Piece], table: Table, parted: bool, broken: bool) -> Line {
        const SENTENCE: usize = 100;
        let prose = own.iter().any(|piece| piece.unit.kind == Kind::Text && piece.to - piece.from > SENTENCE);
        let pieces = first..first + own.len();
        Line { number, pieces, parted, broken, whole: is_whole(own, table), prose }
    }
}

/// Whether pieces are a row by themselves: words, an amount, and the letter of the ownership; with a date, the code
/// and in Table I the letter of the direction too.
fn is_whole(own: &[Piece], table: Table) -> bool {
    let count = |is: fn(Kind) -> bool| own.iter().filter(|piece| is(piece.unit.kind)).count();
    let amounts = count(|kind| matches!(kind, Kind::Amount | Kind::Money));
    let letters = count(|kind| matches!(kind, Kind::Letter(_)));
    let last = own.iter().rev().find(|piece| piece.is_value());
    let owned = last.is_some_and(|piece| matches!(piece.unit.kind, Kind::Letter(b'D' | b'I')));
    let titled = own.first().is_some_and(|piece| piece.unit.kind == Kind::Text && !piece.goes_on);
    let signs = own.iter().any(|piece| piece.is_sign);
    let dated = count(|kind| kind == Kind::Date) > 0;
    let needed = match (dated, table) {
        (false, _) => (1, 1),
        (true, Table::One) => (3, 2),
        (true, Table::Two) => (2, 2),
    };
    titled && owned && !signs && letters >= needed.0 && amounts >= needed.1
}

/// How the lines of a table make rows.
#[derive(Default)]
pub(super) struct Division {
    /// The lines of each row, by place among all.
    pub rows: Vec<Range<usize>>,
    /// Bytes of pieces that may belong to the row above or below, in the order of the text.
    pub doubted: Vec<Range<usize>>,
}

/// Divides lines into rows. Lines that are rows by themselves, as their neighbours are, need no search. What the
/// rows found show of the words that open a cell is known when they are searched once more.
pub(super) fn divide(sheet: &Sheet<'_>, lines: &[Line], pieces: &mut [Piece]) -> Division {
    let mut division = divide_once(sheet, lines, pieces);
    if learn_openings(sheet, lines, pieces, &division.rows) {
        division = divide_once(sheet, lines, pieces);
    }
    division.doubted.sort_unstable_by_key(|range| range.start);
    division.doubted.dedup();
    division
}

/// Notes of all words whether they open a cell in most rows of several lines, or go on with one. False when there is
/// nothing to learn from.
fn learn_openings(sheet: &Sheet<'_>, lines: &[Line], pieces: &mut [Piece], rows: &[Range<usize>]) -> bool {
    const ENOUGH: usize = 3;
    let text = sheet.text().as_str();
    let several = || rows.iter().filter(|row| row.len() > 1);
    if several().count() < ENOUGH {
        return false;
    }
    let mut seen: HashMap<&str, i32> = HashMap::new();
    let mut block = Block::default();
    for row in several() {
        block.clear();
        for line in lines.get(row.clone()).unwrap_or(&[]) {
            block.add(sheet, line, pieces);
        }
        for cell in &block.cells {
            let words =
                cell.pieces.iter().filter_map(|at| pieces.get(*at)).filter(|piece| piece.unit.kind == Kind::Text);
            for (at, piece) in words.enumerate() {
                let str = text.get(piece.unit.range.clone()).unwrap_or("");
                *seen.entry(str).or_default() += if at == 0 { 1 } else { -1 };
            }
        }
    }
    for piece in pieces.iter_mut().filter(|piece| piece.unit.kind == Kind::Text) {
        let str = text.get(piece.unit.range.clone()).unwrap_or("");
        let count = seen.get(str).copied().unwrap_or(0);
        piece.opens = if count >= 2 {
            1
        } else if count <= -2 {
            -1
        } else {
            0
        };
    }
    true
}

fn divide_once(sheet: &Sheet<'_>, lines: &[Line], pieces: &[Piece]) -> Division {
    let mut division = Division::default();
    let habits = habits(lines, pieces);
    let mut at = 0;
    while at < lines.len() {
        if stands_alone(lines, at) {
            division.rows.push(at..at + 1);
            at += 1;
            continue;
        }
        if lines.get(at).is_some_and(|line| line.prose) {
            at += 1;
            continue;
        }
        let further = lines.get(at + 1..).unwrap_or(&[]).iter().enumerate();
        let same = further.take_while(|(next, line)| !line.prose && !stands_alone(lines, at + 1 + next)).count();
        let end = at + 1 + same;
        Search::over(sheet, lines, pieces, at..end, habits).into(&mut division);
        at = end;
    }
    division
}

/// The column where titles begin, and whether empty lines part the rows: there are about as many as rows.
fn habits(lines: &[Line], pieces: &[Piece]) -> (usize, bool) {
    let left = pieces.iter().map(|piece| piece.from).min().unwrap_or(0);
    let own = |line: &Line| pieces.get(line.pieces.clone()).unwrap_or(&[]);
    let owned = |line: &&Line| {
        let last = own(line).iter().rev().find(|piece| piece.is_value());
        last.is_some_and(|piece| matches!(piece.unit.kind, Kind::Letter(b'D' | b'I')))
    };
    let rows = lines.iter().filter(owned).count();
    let parted = lines.iter().filter(|line| line.parted || line.broken).count();
    (left, rows > 0 && parted * 10 >= rows * 6)
}

/// Whether a line is a row with nothing of it above or below.
fn stands_alone(lines: &[Line], at: usize) -> bool {
    let whole = |line: &Line| line.whole;
    let Some(line) = lines.get(at).filter(|line| line.whole) else { return false };
    let above =
        line.parted || line.broken || at == 0 || at.checked_sub(1).and_then(|at| lines.get(at)).is_some_and(whole);
    // What stands first on the next page may be the rest of this row.
    let below = lines.get(at + 1).is_none_or(|line| line.whole || (line.parted && !line.broken));
    above && below
}

/// The lines of no row have more than this.
const MOST_LINES: usize = 24;

/// The search for the division of some lines that costs least.
struct Search<'a> {
    lines: &'a [Line],
    pieces: &'a [Piece],
    /// Place of the first line among all.
    first: usize,
    /// By line: what the row costs that begins there and has so many lines, less one.
    costs: Vec<Vec<f32>>,
    /// By line: what it costs to leave it out.
    skips: Vec<f32>,
    /// Least cost of the lines before each, and of those from each on.
    before: Vec<f32>,
    after: Vec<f32>,
}

impl<'a> Search<'a> {
    fn over(
        sheet: &Sheet<'_>,
        all: &'a [Line],
        pieces: &'a [Piece],
        range: Range<usize>,
        habits: (usize, bool),
    ) -> Search<'a> {
        let lines = all.get(range.clone()).unwrap_or(&[]);
        let own = |line: &Line| pieces.get(line.pieces.clone()).unwrap_or(&[]);
        let (left, parts) = habits;
        let mut block = Block::of(left, parts);
        let mut costs = Vec::with_capacity(lines.len());
        for (at, first) in lines.iter().enumerate() {
            block.clear();
            let mut from_here = Vec::new();
            // Where empty lines part rows, a row begins below one.
            let inside = if parts && !first.parted && !first.broken { 0.6 } else { 0.0 };
            for line in lines.iter().skip(at).take(MOST_LINES) {
                block.add(sheet, line, pieces);
                if block.is_hopeless() {
                    break;
                }
                from_here.push(block.cost() + inside);
            }
            costs.push(from_here);
        }
        // What stands first on a page may be the rest of a row that the page above began.
        let mut rest = false;
        let mut skips = Vec::with_capacity(lines.len());
        for line in lines {
            rest = (rest || line.broken) && own(line).len() <= 2 && !own(line).iter().any(Piece::is_value);
            skips.push(if rest { REST } else { skip(own(line)) });
        }
        let count = lines.len();
        let (mut before, mut after) = (vec![f32::INFINITY; count + 1], vec![f32::INFINITY; count + 1]);
        (before[0], after[count]) = (0.0, 0.0);
        for at in 0..count {
            before[at + 1] = before[at + 1].min(before[at] + skips[at]);
            for (more, cost) in costs[at].iter().enumerate() {
                before[at + more + 1] = before[at + more + 1].min(before[at] + cost);
            }
        }
        for at in (0..count).rev() {
            after[at] = skips[at] + after[at + 1];
            for (more, cost) in costs[at].iter().enumerate() {
                after[at] = after[at].min(cost + after[at + more + 1]);
            }
        }
        Search { lines, pieces, first: range.start, costs, skips, before, after }
    }

    /// Walks the best way through and puts down its rows, and what is doubtful in them.
    fn into(self, division: &mut Division) {
        let near = |a: f32, b: f32| (a - b).abs() < 1e-3;
        let mut rows: Vec<Range<usize>> = Vec::new();
        let mut left_out = Vec::new();
        let mut at = 0;
        while at < self.lines.len() {
            let lengths = self.costs[at].iter().enumerate();
            let best = lengths.map(|(more, cost)| (more, cost + self.after[at + more + 1]));
            match best.into_iter().find(|(_, cost)| near(*cost, self.after[at])) {
                Some((more, _)) => {
                    rows.push(at..at + more + 1);
                    at += more + 1;
                }
                None => {
                    left_out.push(at);
                    at += 1;
                }
            }
        }
        self.doubts(&rows, &mut division.doubted);
        for row in rows.iter().filter(|row| {
            left_out.binary_search(&row.end).is_ok()
                || row.start.checked_sub(1).is_some_and(|at| left_out.binary_search(&at).is_ok())
        }) {
            let words = row.clone().flat_map(|line| self.own(line)).filter(|piece| piece.unit.kind == Kind::Text);
            division.doubted.extend(words.map(|piece| piece.unit.range.clone()));
        }
        division.rows.extend(rows.iter().map(|row| self.first + row.start..self.first + row.end));
    }

    fn own(&self, line: usize) -> &'a [Piece] {
        self.lines.get(line).and_then(|line| self.pieces.get(line.pieces.clone())).unwrap_or(&[])
    }

    fn doubts(&self, rows: &[Range<usize>], doubted: &mut Vec<Range<usize>>) {
        for (index, row) in rows.iter().enumerate() {
            let main = self.main_line(row);
            // Unless other rows begin so too, these may be the last words of the page above.
            let rest = (row.start..main).filter(|line| self.skips.get(*line) == Some(&REST));
            let mut words = rest
                .flat_map(|line| self.own(line))
                .filter(|piece| piece.opens <= 0 && piece.unit.kind == Kind::Text)
                .peekable();
            if words.peek().is_some()
                && let Some(above) = index.checked_sub(1).and_then(|at| rows.get(at))
            {
                let lacking = above.clone().flat_map(|line| self.own(line));
                let lacking = lacking.filter(|piece| piece.unit.kind == Kind::Text);
                doubted.extend(lacking.map(|piece| piece.unit.range.clone()));
            }
            doubted.extend(words.map(|piece| piece.unit.range.clone()));
            for line in row.clone().filter(|line| *line != main) {
                if self.dearer_elsewhere(line, main) >= CLEAR {
                    continue;
                }
                let values = self.own(line).iter().filter(|piece| piece.unit.kind != Kind::Mark);
                doubted.extend(values.map(|piece| piece.unit.range.clone()));
                // The words of the neighbour may lack this line as well as this row may have it too much.
                let neighbour = if line < main { index.checked_sub(1) } else { Some(index + 1) };
                let Some(neighbour) = neighbour.and_then(|at| rows.get(at)) else { continue };
                for piece in self.own(line).iter().filter(|piece| piece.unit.kind == Kind::Text) {
                    let beside = neighbour.clone().flat_map(|line| self.own(line));
                    let same = beside.filter(|other| other.from < piece.to && piece.from < other.to);
                    doubted.extend(same.map(|other| other.unit.range.clone()));
                }
            }
        }
    }

    /// The line of a row that has the most values.
    fn main_line(&self, row: &Range<usize>) -> usize {
        let values = |line: &usize| self.own(*line).iter().filter(|piece| piece.is_value()).count();
        row.clone().max_by_key(values).unwrap_or(row.start)
    }

    /// How much dearer the best division is that has a line in another row than the main line of its own.
    fn dearer_elsewhere(&self, line: usize, main: usize) -> f32 {
        let left_out = self.before[line] + self.skips[line] + self.after[line + 1];
        let mut least = left_out;
        for start in (line + 1).saturating_sub(MOST_LINES)..=line {
            for (more, cost) in self.costs[start].iter().enumerate().skip(line - start) {
                let end = start + more + 1;
                if !(start..end).contains(&main) {
                    least = least.min(self.before[start] + cost + self.after[end]);
                }
            }
        }
        least - self.after[0]
    }
}

/// What it costs to leave a line out that may be the rest of a row above the page break.
const REST: f32 = 1.2;

/// What it costs to leave a line out of all rows.
fn skip(pieces: &[Piece]) -> f32 {
    let cost = |piece: &Piece| match piece.unit.kind {
        Kind::Text => 1.2,
        Kind::Mark => 1.0,
        _ => 3.0,
    };
    1.0 + pieces.iter().map(cost).sum::<f32>()
}
