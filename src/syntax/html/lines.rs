//! A tree becomes lines and cells.

use super::Rows;
use super::tree::{Kind, Tree};
use super::words::{Breaks, Source, Writer};
use crate::source::Text;

/// Writes a page.
pub(super) fn write(tree: &Tree, source: &Source<'_>, rows: Rows) -> Text {
    let mut page = Page { tree, source, writer: Writer::new(source), rows };
    page.content(0, false);
    page.writer.finish()
}

struct Page<'p, 't> {
    tree: &'p Tree,
    source: &'t Source<'t>,
    writer: Writer<'t>,
    rows: Rows,
}

/// Rows of fewer columns are a mark or a caption and its words.
const NARROW: usize = 3;

/// The same of rows in a box of a form, where two such may stand side by side.
const NARROW_IN_BOX: usize = 5;

/// A row never has more columns.
const WIDEST: usize = 64;

/// Cells of a row, each with its column; the columns of the row.
struct Cells {
    cells: Vec<(usize, usize)>,
    width: usize,
}

impl Page<'_, '_> {
    /// What stands in a cell or on the page. `boxed` tells that it stands in one of several boxes side by side.
    fn content(&mut self, of: usize, boxed: bool) {
        let tree = self.tree;
        for child in tree.children(of) {
            let node = tree.node(child);
            match node.kind {
                Kind::Words(face) => self.writer.words(face, &node.at),
                Kind::Box(checked) => self.writer.draw(checked, &node.at),
                Kind::Break => self.writer.line_break(),
                Kind::Line => self.writer.line(),
                Kind::Gap => self.writer.gap(),
                Kind::Table => {
                    self.writer.line();
                    self.table(child, boxed);
                    self.writer.line();
                }
                Kind::Page | Kind::Row | Kind::Cell { .. } => {}
            }
        }
    }

    fn table(&mut self, table: usize, boxed: bool) {
        let tree = self.tree;
        // By column: how many rows more a cell above reaches down.
        let mut reach: Vec<u8> = Vec::new();
        for row in tree.children(table) {
            let cells = self.cells(row, &mut reach);
            if tree.node(row).filled {
                self.row(&cells, boxed);
            } else {
                self.writer.gap();
            }
        }
    }

    /// The cells of a row, past the columns that cells above reach down into.
    fn cells(&self, row: usize, reach: &mut Vec<u8>) -> Cells {
        let mut cells = Vec::new();
        let mut column = 0;
        let mut below = std::mem::take(reach);
        below.resize(WIDEST, 0);
        reach.resize(WIDEST, 0);
        let skip = |column: &mut usize, below: &[u8]| {
            while below.get(*column).is_some_and(|rows| *rows > 0) {
                *column += 1;
            }
        };
        for cell in self.tree.children(row) {
            let Kind::Cell { columns, rows } = self.tree.node(cell).kind else { continue };
            skip(&mut column, &below);
            if column >= WIDEST {
                // What has no column is not lost.
                cells.push((WIDEST, cell));
                continue;
            }
            cells.push((column, cell));
            let after = (column + usize::from(columns)).min(WIDEST);
            for reach in reach.get_mut(column..after).unwrap_or(&mut []) {
                *reach = rows - 1;
            }
            column = after;
        }
        skip(&mut column, &below);
        for (reach, above) in reach.iter_mut().zip(below) {
            *reach = (*reach).max(above.saturating_sub(1));
        }
        Cells { cells, width: column }
    }

    fn row(&mut self, row: &Cells, boxed: bool) {
        let tree = self.tree;
        let filled: Vec<usize> =
            row.cells.iter().map(|(_, cell)| *cell).filter(|cell| tree.node(*cell).filled).collect();
        let divided = filled.iter().any(|cell| tree.node(*cell).divided);
        let alone = row.cells.len() == 1 || filled.len() == 1 && self.rows == Rows::Open;
        if self.writer.breaks != Breaks::Lines {
            self.side_by_side(&filled);
        } else if alone || divided {
            let boxed = boxed || filled.len() > 1;
            for cell in filled {
                self.content(cell, boxed);
                self.writer.line();
            }
        } else if self.rows == Rows::Open {
            self.open_row(&filled);
        } else if row.width < if boxed { NARROW_IN_BOX } else { NARROW } {
            self.narrow_row(&filled);
        } else {
            self.whole_row(row);
        }
    }

    /// Cells one blank apart.
    fn side_by_side(&mut self, cells: &[usize]) {
        for cell in cells {
            self.writer.blank();
            self.content(*cell, true);
        }
    }

    /// The words of a small table on one line.
    fn narrow_row(&mut self, cells: &[usize]) {
        let Some(first) = cells.first() else { return };
        self.writer.begin_row(&self.tree.node(*first).at);
        self.writer.breaks = Breaks::Blanks;
        self.side_by_side(cells);
        self.writer.breaks = Breaks::Lines;
        self.writer.end_row();
    }

    /// Every column parted from the next, also those that are empty.
    fn whole_row(&mut self, row: &Cells) {
        self.writer.breaks = Breaks::Tags;
        let mut column = 0;
        for (at, (place, cell)) in row.cells.iter().enumerate() {
            let node = self.tree.node(*cell);
            if at == 0 {
                self.writer.begin_row(&node.at);
            }
            for _ in column..*place {
                self.writer.tab(&node.at);
            }
            column = *place;
            self.content(*cell, true);
            if at + 1 == row.cells.len() {
                for _ in column + 1..row.width {
                    self.writer.tab(&(node.at.end..node.at.end));
                }
            }
        }
        self.writer.breaks = Breaks::Lines;
        self.writer.end_row();
    }

    /// Cells with words alone; the lines of the last stay lines where the others have one.
    fn open_row(&mut self, cells: &[usize]) {
        let Some((last, others)) = cells.split_last() else { return };
        let lined = others.iter().any(|cell| self.has_lines(*cell));
        if lined && others.len() == 1 {
            for cell in cells {
                self.content(*cell, false);
                self.writer.line();
            }
            return;
        }
        for (at, cell) in cells.iter().enumerate() {
            let node = self.tree.node(*cell);
            let begins = self.first_char(*cell);
            if at == 0 {
                self.writer.begin_row(&node.at);
            } else if matches!(self.writer.last(), Some('$' | '(')) || matches!(begins, Some('%' | ')')) {
                self.writer.join();
            } else {
                self.writer.tab(&node.at);
            }
            self.writer.breaks = if cell == last && !lined { Breaks::Lines } else { Breaks::Blanks };
            self.content(*cell, false);
        }
        self.writer.breaks = Breaks::Lines;
        self.writer.end_row();
    }

    /// Whether a cell has words on more than one line.
    fn has_lines(&self, cell: usize) -> bool {
        let kinds = self.tree.children(cell).map(|child| self.tree.node(child));
        let mut parts = kinds.skip_while(|node| !node.filled).skip_while(|node| !is_break(node.kind));
        parts.any(|node| node.filled)
    }

    fn first_char(&self, cell: usize) -> Option<char> {
        let first = self.tree.children(cell).map(|child| self.tree.node(child)).find(|node| node.filled)?;
        self.source.slice(&first.at).trim_start().chars().next()
    }
}

fn is_break(kind: Kind) -> bool {
    matches!(kind, Kind::Break | Kind::Line | Kind::Gap | Kind::Table)
}
