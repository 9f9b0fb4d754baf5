//! Lines taken as one row: their pieces become cells, and the cells say how likely the row is.

use super::pieces::{Line, Piece};
use crate::lower::table::Kind;
use crate::syntax::page::Sheet;

/// The cells of some lines.
#[derive(Default)]
pub(super) struct Block {
    pub cells: Vec<Cell>,
    /// First and last line.
    lines: Option<(usize, usize)>,
    /// What does not belong together costs so much.
    conflicts: f32,
    /// Column of characters where titles begin.
    left: usize,
    /// What it costs to go on over an empty line.
    parted: f32,
}

/// Pieces that stand below each other.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Columns of characters that its pieces cover.
    from: usize,
    to: usize,
    /// First and last line.
    first: usize,
    last: usize,
    what: What,
    hangs: bool,
    /// Its pieces, by place among all.
    pub pieces: Vec<usize>,
}

/// What a cell holds so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    Words,
    /// A sign of dollars whose figure is to come.
    Sign,
    Value,
    Letter(u8),
    Mark,
}

impl What {
    fn of(piece: &Piece) -> What {
        match piece.unit.kind {
            Kind::Text => What::Words,
            Kind::Mark => What::Mark,
            Kind::Letter(letter) => What::Letter(letter),
            _ if piece.is_sign => What::Sign,
            _ => What::Value,
        }
    }

    /// What a cell holds when this comes below, and how unlikely that is; none when it is another cell's.
    fn with(self, hangs: bool, below: What, piece: &Piece) -> Option<(What, f32)> {
        // A year, or the number of a plan, among words.
        let small = matches!(piece.unit.kind, Kind::Amount) && piece.unit.range.len() <= 4;
        Some(match (self, below) {
            (What::Words, What::Words) => (What::Words, 0.0),
            (What::Words, What::Letter(_)) => (What::Words, 0.5),
            (What::Words, What::Value) if small => (What::Words, 1.0),
            // `par value` and `$.01` below.
            (What::Words, What::Value) if hangs && piece.unit.kind == Kind::Money => (What::Words, 0.0),
            (What::Sign, What::Value) if piece.unit.kind == Kind::Amount => (What::Value, 0.0),
            (What::Mark, What::Mark) => (What::Mark, 0.0),
            (other, What::Mark) => (other, 0.0),
            (What::Mark, other) => (other, 0.6),
            _ => return None,
        })
    }
}

/// What each line costs that the middle of a cell is off the middle of its row, beyond half a line.
const OFF: f32 = 0.5;

/// Titles begin at most so many characters right of the leftmost.
const TITLE: usize = 8;

/// What it costs to have two values of one kind in one column of a row.
const CONFLICT: f32 = 5.0;

/// What it costs to have the same words twice in one cell.
const REPEATED: f32 = 2.0;

/// What it costs to have words open a cell that elsewhere go on with one, or the other way.
const UNUSUAL: f32 = 0.8;

impl Block {
    /// None yet, in a table whose titles begin at this column and whose rows an empty line parts or does not.
    pub(super) fn of(left: usize, parts: bool) -> Block {
        Block { left, parted: if parts { 3.0 } else { 1.5 }, ..Block::default() }
    }

    pub(super) fn clear(&mut self) {
        self.cells.clear();
        (self.lines, self.conflicts) = (None, 0.0);
    }

    /// Adds the next line.
    pub(super) fn add(&mut self, sheet: &Sheet<'_>, line: &Line, pieces: &[Piece]) {
        self.lines = match self.lines {
            None => Some((line.number, line.number)),
            Some((first, _)) => {
                // An empty line mostly parts rows, and a page mostly breaks between them.
                self.conflicts += match (line.broken, line.parted) {
                    (true, _) => 4.0,
                    (false, true) => self.parted,
                    (false, false) => 0.0,
                };
                Some((first, line.number))
            }
        };
        for index in line.pieces.clone() {
            if let Some(piece) = pieces.get(index) {
                self.put(sheet, line.number, index, piece, pieces);
            }
        }
    }

    fn put(&mut self, sheet: &Sheet<'_>, line: usize, index: usize, piece: &Piece, pieces: &[Piece]) {
        let what = What::of(piece);
        let shared = |cell: &Cell| cell.to.min(piece.to).saturating_sub(cell.from.max(piece.from));
        let over = self.cells.iter_mut().filter(|cell| cell.last < line && shared(cell) > 0);
        let over = over.max_by_key(|cell| shared(cell));
        if let Some(cell) = over {
            if let Some((what, cost)) = cell.what.with(cell.hangs, what, piece) {
                // Lines of one cell follow each other; those of another cell may lie between.
                let gap = line - cell.last;
                self.conflicts += cost + if gap > 2 { 1.0 } else { 0.0 };
                // Words that a cell has already are those of the next row's cell.
                let text = sheet.text().as_str();
                let str = |piece: &Piece| text.get(piece.unit.range.clone());
                let again = |at: &usize| pieces.get(*at).is_some_and(|other| str(other) == str(piece));
                if piece.unit.kind == Kind::Text && cell.pieces.iter().any(again) {
                    self.conflicts += REPEATED;
                }
                self.conflicts += if piece.opens > 0 && cell.what == What::Words { UNUSUAL } else { 0.0 };
                (cell.from, cell.to) = (cell.from.min(piece.from), cell.to.max(piece.to));
                (cell.last, cell.what, cell.hangs) = (line, what, piece.hangs);
                cell.pieces.push(index);
                return;
            }
            self.conflicts += match (cell.what, what) {
                (What::Words, _) | (_, What::Words) => 2.0,
                _ => CONFLICT,
            };
        }
        // The first words of a cell begin with a capital.
        self.conflicts += if piece.goes_on || piece.opens < 0 { UNUSUAL } else { 0.0 };
        self.cells.push(Cell {
            from: piece.from,
            to: piece.to,
            first: line,
            last: line,
            what,
            hangs: piece.hangs,
            pieces: vec![index],
        });
    }

    /// Whether more lines cannot make a row of this.
    pub(super) fn is_hopeless(&self) -> bool {
        self.conflicts > 2.0 * CONFLICT
    }

    /// What it costs to take these lines as one row.
    pub(super) fn cost(&self) -> f32 {
        let Some((first, last)) = self.lines else { return 0.0 };
        let middle = (first + last) as f32 / 2.0;
        // Where one height comes on several lines, the distances between lines say less.
        let tallest = self.cells.iter().map(|cell| cell.pieces.len()).max().unwrap_or(1);
        let stretch = (1.5 * tallest as f32 / (last - first + 1) as f32).min(1.0);
        let mut cost = self.conflicts;
        let mut values = 0;
        for cell in &self.cells {
            let off = ((cell.first + cell.last) as f32 / 2.0 - middle).abs().min(4.0) * stretch;
            // Values of one height come on several lines where their sizes differ; words of several lines do not.
            cost += match cell.what {
                What::Words => 0.2 * off + OFF * (off - 0.5).max(0.0),
                _ => 0.15 * off + OFF * (off - 1.5).max(0.0),
            };
            cost += if cell.hangs { 0.8 } else { 0.0 };
            values += usize::from(matches!(cell.what, What::Value | What::Letter(_)));
            // A sign without its figure.
            cost += if cell.what == What::Sign { 0.5 } else { 0.0 };
        }
        let value = |cell: &&Cell| matches!(cell.what, What::Value | What::Letter(_));
        let last = self.cells.iter().filter(value).max_by_key(|cell| cell.from);
        let owned = last.is_some_and(|cell| matches!(cell.what, What::Letter(b'D' | b'I')));
        let first = self.cells.iter().min_by_key(|cell| cell.from);
        let titled = first.is_some_and(|cell| cell.what == What::Words && cell.from <= self.left + TITLE);
        cost += if owned { 0.0 } else { 2.5 } + if titled { 0.0 } else { 2.5 };
        cost + match values {
            0 => 6.0,
            1 => 3.0,
            _ => 0.0,
        }
    }
}
