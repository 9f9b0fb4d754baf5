//! Which text belongs to which box above the tables.
//!
//! Renderings set the boxes out in four ways: as cells of a table, at columns of characters, one after
//! another, or run together on one line. A box owns what stands below its caption, down to the next
//! caption in its band.

use std::ops::Range;

use crate::lower::ownership::outline::Outline;
use crate::syntax::ownership::{Caption, LineKind, captions};
use crate::syntax::page::Sheet;

/// How the boxes are set out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Setting {
    /// In cells of a table.
    Cells,
    /// Side by side, two blanks or more between them.
    Placed,
    /// Each caption on a line of its own, its value below.
    Stream,
    /// Captions of several boxes on one line, a single blank between them: places are lost, as scans lose them.
    Crowded,
}

/// A caption and the pieces of text that belong to it, the rest of its own wording left out.
pub(super) struct Boxed {
    pub caption: Caption,
    pub at: Range<usize>,
    pub pieces: Vec<Range<usize>>,
}

/// The boxes of a page.
pub(super) struct Boxes {
    pub setting: Setting,
    pub list: Vec<Boxed>,
    /// Text that speaks of the relationship, wherever it stands.
    pub loose: Vec<Range<usize>>,
}

impl Boxes {
    pub fn find(&self, caption: Caption) -> Option<&Boxed> {
        self.list.iter().find(|boxed| boxed.caption == caption)
    }
}

/// A piece of a line and where it begins: a column of characters, or a cell's number far apart.
struct Piece {
    range: Range<usize>,
    x: usize,
}

/// Cells count as columns this far apart.
const CELL: usize = 1_000;

/// Captions that stand in one column rarely start more characters apart than this.
const NEAR: usize = 4;

/// The lines of the boxes: all before the first table, or before the first explanation without one.
pub(super) fn above_tables(sheet: &Sheet<'_>, outline: &Outline) -> Range<usize> {
    let first = outline.find(|kind| matches!(kind, LineKind::TableOne | LineKind::TableTwo | LineKind::Explanation));
    let end = first.map_or(outline.line_count, |(line, _)| line + 1);
    // The heading of a table may be lost; its first column is not.
    let columns = (0..end).find(|line| {
        let str = sheet.line(*line);
        str.contains("Title of Security") || str.contains("Title of Deriv")
    });
    let lines = 0..columns.unwrap_or(end);
    // A converter may set the words of a page first and its tables after them: then the boxes are a row.
    let row = (lines.end..outline.line_count).find(|line| {
        let cell = sheet.cells(*line).first().filter(|_| sheet.cells(*line).len() > 2);
        let words = cell.map_or("", |cell| sheet.str(*cell));
        // Rows of a table begin with fewer words.
        words.len() > "Name and Address of Reporting".len()
            && captions(words).first().is_some_and(|(first, _)| *first == Caption::Name)
    });
    match row {
        Some(row) => {
            let table = outline.kinds().find(|(line, kind, _)| {
                *line > row && matches!(kind, LineKind::TableOne | LineKind::TableTwo | LineKind::Explanation)
            });
            row..table.map_or(outline.line_count, |(line, _, _)| line + 1)
        }
        None => lines,
    }
}

pub(super) fn read(sheet: &Sheet<'_>, outline: &Outline) -> Boxes {
    let lines = outline.boxes.clone();
    let setting = setting(sheet, lines.clone());
    let mut bands = Bands { setting, list: Vec::new(), loose: Vec::new(), open: Vec::new() };
    for line in lines {
        // A line that is something else as a whole holds no box; one of several cells may hold both.
        if sheet.cells(line).len() == 1 && outline.is_other_part(line) {
            continue;
        }
        bands.take(sheet, pieces(sheet, line));
    }
    let mut list = bands.list;
    for boxed in &mut list {
        leave_out_wording(sheet.text().as_str(), boxed);
    }
    Boxes { setting, list, loose: bands.loose }
}

/// The caption of box 1 tells: what stands beside it, and how far away.
fn setting(sheet: &Sheet<'_>, lines: Range<usize>) -> Setting {
    let (mut cells, mut placed) = (false, false);
    for line in lines {
        let pieces = pieces(sheet, line);
        for piece in &pieces {
            let str = sheet.text().as_str().get(piece.range.clone()).unwrap_or("");
            let numbered = captions(str).into_iter().filter(|(caption, _)| caption.is_numbered());
            let named: Vec<Caption> = numbered.map(|(caption, _)| caption).collect();
            if named.first() != Some(&Caption::Name) {
                continue;
            }
            if named.len() > 1 && sheet.cells(line).len() == 1 {
                return Setting::Crowded;
            }
            cells |= sheet.cells(line).len() > 1;
            placed |= pieces.len() > 1;
        }
    }
    match (cells, placed) {
        (true, _) => Setting::Cells,
        (false, true) => Setting::Placed,
        (false, false) => Setting::Stream,
    }
}

/// A line parted into its cells, or at runs of blanks where it has only one.
fn pieces(sheet: &Sheet<'_>, line: usize) -> Vec<Piece> {
    let cells = sheet.cells(line);
    if cells.len() > 1 {
        // A cell that spans several columns is written in each of them.
        let again = |at: usize, str: &str| {
            at.checked_sub(1).and_then(|before| cells.get(before)).is_some_and(|before| sheet.str(*before) == str)
        };
        let filled =
            cells.iter().enumerate().filter(|(at, cell)| cell.start < cell.end && !again(*at, sheet.str(**cell)));
        let piece = |(at, cell): (usize, &crate::syntax::page::Cell)| Piece {
            range: cell.start as usize..cell.end as usize,
            x: at * CELL,
        };
        return filled.map(piece).collect();
    }
    placed(sheet.text().as_str(), sheet.line_range(line)).into_iter().map(|(range, x)| Piece { range, x }).collect()
}

/// A line parted at runs of two blanks or more, each part with its column of characters.
pub(super) fn placed(text: &str, line: Range<usize>) -> Vec<(Range<usize>, usize)> {
    let before = text.get(..line.start).unwrap_or("");
    let margin = before.get(before.rfind('\n').map_or(0, |at| at + 1)..).map_or(0, |margin| margin.chars().count());
    let str = text.get(line.clone()).unwrap_or("");
    let mut parts: Vec<(Range<usize>, usize)> = Vec::new();
    let mut blanks = 2;
    for (column, (at, c)) in str.char_indices().enumerate() {
        if c == ' ' || c == '\u{a0}' {
            blanks += 1;
            continue;
        }
        let end = line.start + at + c.len_utf8();
        match parts.last_mut() {
            Some((part, _)) if blanks < 2 => part.end = end,
            _ => parts.push((line.start + at..end, margin + column)),
        }
        blanks = 0;
    }
    parts
}

/// The boxes so far, and which of them is open in each band.
struct Bands {
    setting: Setting,
    list: Vec<Boxed>,
    loose: Vec<Range<usize>>,
    /// Where a band begins, and its last box; in the order of the columns.
    open: Vec<(usize, usize)>,
}

impl Bands {
    fn take(&mut self, sheet: &Sheet<'_>, pieces: Vec<Piece>) {
        let text = sheet.text().as_str();
        let alone = pieces.len() == 1;
        let pieces = if self.setting == Setting::Placed { self.parted(text, pieces) } else { pieces };
        // Every caption of the line with its column, so that each knows the next to its right.
        let mut found: Vec<(usize, Caption, Range<usize>)> = Vec::new();
        let mut texts: Vec<Piece> = Vec::new();
        for piece in pieces {
            let str = text.get(piece.range.clone()).unwrap_or("");
            let start = piece.range.start;
            let captions = captions(str);
            let column = |at: usize| match self.setting {
                Setting::Placed => piece.x + str.get(..at).map_or(0, |head| head.chars().count()),
                _ => piece.x,
            };
            let head = captions.first().map_or(str.len(), |(_, range)| range.start);
            // In a cell, what stands before a caption is a piece of another cell.
            if captions.is_empty() || self.setting != Setting::Cells {
                texts.push(Piece { range: start..start + head, x: piece.x });
            } else if self.speaks_of_relationship(str.get(..head).unwrap_or("")) {
                self.loose.push(start..start + head);
            }
            for (at, (caption, range)) in captions.iter().enumerate() {
                let next = captions.get(at + 1).map_or(str.len(), |(_, next)| next.start);
                found.push((column(range.start), *caption, start + range.start..start + range.end));
                texts.push(Piece { range: start + range.end..start + next, x: column(range.end) });
            }
        }
        let mut found = found.into_iter().peekable();
        for piece in texts {
            while let Some((x, caption, at)) = found.next_if(|(_, _, at)| at.end <= piece.range.start) {
                let right = found.peek().filter(|(_, next, _)| next.is_numbered()).map(|(next, _, _)| *next);
                self.open(x, right, caption, at);
            }
            self.give(text, piece, alone);
        }
        for (x, caption, at) in found {
            self.open(x, None, caption, at);
        }
    }

    /// Text one blank away from the next band is cut where that band begins.
    fn parted(&self, text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut parted = Vec::with_capacity(pieces.len());
        for mut piece in pieces {
            for (band, _) in &self.open {
                if *band <= piece.x + NEAR {
                    continue;
                }
                let str = text.get(piece.range.clone()).unwrap_or("");
                let x = piece.x;
                let blank = str.char_indices().enumerate().find(|(column, (_, c))| {
                    let next = x + column + 1;
                    *c == ' ' && (band.saturating_sub(2)..=band + 2).contains(&next)
                });
                if let Some((column, (at, _))) = blank {
                    let cut = piece.range.start + at;
                    parted.push(Piece { range: piece.range.start..cut, x });
                    piece = Piece { range: cut + 1..piece.range.end, x: x + column + 1 };
                }
            }
            parted.push(piece);
        }
        parted
    }

    /// A caption opens a box in its band. `right` is where the next numbered caption of its line stands.
    fn open(&mut self, x: usize, right: Option<usize>, caption: Caption, at: Range<usize>) {
        let index = self.list.len();
        self.list.push(Boxed { caption, at, pieces: Vec::new() });
        if !caption.is_numbered() && self.setting != Setting::Cells {
            match self.band(x) {
                Some(band) => band.1 = index,
                None => self.open.push((x, index)),
            }
            return;
        }
        let near = if self.setting == Setting::Placed { NEAR } else { 0 };
        let list = &self.list;
        let under = |band: usize| right.is_some_and(|right| band > x && band + near < right);
        // On Form 3 the relationship has the whole width below the issuer.
        let closes = |index: usize, band: usize| {
            caption == Caption::Relationship
                && band > x
                && list.get(index).is_some_and(|boxed| boxed.caption == Caption::Issuer)
        };
        self.open.retain(|(band, index)| band.abs_diff(x) > near && !under(*band) && !closes(*index, *band));
        let place = self.open.partition_point(|(band, _)| *band < x);
        self.open.insert(place, (x, index));
    }

    /// The band that a column lies in.
    fn band(&mut self, x: usize) -> Option<&mut (usize, usize)> {
        let near = if self.setting == Setting::Placed { NEAR } else { 0 };
        let after = self.open.partition_point(|(band, _)| *band <= x + near);
        match self.setting {
            // A cell belongs to the box above it in its own column alone.
            Setting::Cells => self.open.iter_mut().find(|(band, _)| *band == x),
            _ => self.open.get_mut(after.saturating_sub(1)),
        }
    }

    fn give(&mut self, text: &str, piece: Piece, alone: bool) {
        let str = text.get(piece.range.clone()).unwrap_or("");
        if str.trim().is_empty() {
            return;
        }
        if self.speaks_of_relationship(str) {
            self.loose.extend(lines_of(text, piece.range));
            return;
        }
        // In a page of cells, a line without any goes on with the box above it.
        let last = alone && self.setting == Setting::Cells;
        let index = if last { self.list.len().checked_sub(1) } else { self.band(piece.x).map(|(_, index)| *index) };
        if let Some(boxed) = index.and_then(|index| self.list.get_mut(index)) {
            boxed.pieces.extend(lines_of(text, piece.range));
        }
    }

    /// Whether a text holds the words of the boxes of the relationship.
    fn speaks_of_relationship(&self, str: &str) -> bool {
        let marked = str.trim_start_matches(['_', ' ', '*', 'X', 'x']);
        ["Director", "10% O", "0% owner", "give title", "specify", "title below)"].iter().any(|word| str.contains(word))
            || (self.setting == Setting::Cells && str.contains("Officer"))
            || (marked.len() < str.len() && marked.starts_with("Officer"))
    }
}

/// The lines inside a cell.
pub(super) fn lines_of(text: &str, cell: Range<usize>) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = cell.start;
    for line in text.get(cell).unwrap_or("").split("<br>") {
        lines.push(start..start + line.len());
        start += line.len() + "<br>".len();
    }
    lines
}

/// A caption's wording may run over several lines; what is left of it is no value.
fn leave_out_wording(text: &str, boxed: &mut Boxed) {
    let mut head = text.get(boxed.at.clone()).unwrap_or("").to_owned();
    for piece in &mut boxed.pieces {
        let str = text.get(piece.clone()).unwrap_or("");
        let length = boxed.caption.goes_on(&head, str);
        head.push_str(str.get(..length).unwrap_or(""));
        piece.start += length;
        if piece.start < piece.end {
            break;
        }
    }
    boxed.pieces.retain(|piece| piece.start < piece.end);
}
