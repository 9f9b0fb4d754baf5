//! The parts of a page: which of its lines are captions, headings or fixed wording.

use std::ops::Range;

use crate::syntax::ownership::{LineKind, line, unconfused};
use crate::syntax::page::Sheet;

/// The parts of a page, by line.
pub(super) struct Outline {
    /// What each telling line is, with the range in bytes of what told so; in the order of the lines.
    lines: Vec<(usize, LineKind, Range<usize>)>,
    pub(super) line_count: usize,
    /// The lines of the boxes, once they are known.
    pub(super) boxes: Range<usize>,
}

impl Outline {
    pub(super) fn of<'t>(sheet: &Sheet<'t>) -> Outline {
        let mut lines = Vec::new();
        // Rows of a table begin alike: what was nothing above is nothing here.
        let mut nothing = "";
        let mut look = |line_at: usize, first: &'t str, str: &str, at: usize| {
            if !first.is_empty() && first == nothing {
                return;
            }
            match line(str) {
                Some((kind, range)) => lines.push((line_at, moved(kind, at), at + range.start..at + range.end)),
                None => nothing = first,
            }
        };
        let mut above_tables = true;
        for at in 0..sheet.line_count() {
            let cells = sheet.cells(at);
            let range = sheet.line_range(at);
            if range.is_empty() {
                continue;
            }
            // Converters set the title beside the small print of the boxes to its left.
            if above_tables && let Some(title) = title_within(sheet.line(at)) {
                let start = range.start + title;
                look(at, "", sheet.text().as_str().get(start..range.end).unwrap_or(""), start);
            }
            if above_tables && let Some(caption) = sheet.line(at).find("Table I") {
                above_tables = false;
                // It may stand right of the last line of a box, in a scan by one blank: `(City) (State) (Zip) Table I`.
                if caption > 0 && cells.len() == 1 {
                    let start = range.start + caption;
                    look(at, "", sheet.text().as_str().get(start..range.end).unwrap_or(""), start);
                }
            }
            let first = cells.iter().find(|cell| cell.start < cell.end);
            match (cells, first) {
                ([_], _) => look(at, sheet.line(at), sheet.line(at), range.start),
                (_, Some(first)) => {
                    // A cell in the middle of a line counts only when it opens like a table's heading.
                    let str = sheet.text().as_str().get(first.start as usize..range.end).unwrap_or("");
                    look(at, sheet.str(*first), str, first.start as usize);
                    let later = cells.iter().filter(|cell| cell.start > first.start);
                    for cell in later.filter(|cell| opens_table(sheet.str(**cell))) {
                        look(at, sheet.str(*cell), sheet.str(*cell), cell.start as usize);
                    }
                }
                _ => {}
            }
        }
        Outline { lines, line_count: sheet.line_count(), boxes: 0..0 }
    }

    /// The first line of a kind, with the range that told so.
    pub(super) fn find(&self, wanted: impl Fn(&LineKind) -> bool) -> Option<(usize, Range<usize>)> {
        self.lines.iter().find(|(_, kind, _)| wanted(kind)).map(|(line, _, range)| (*line, range.clone()))
    }

    /// Whether a line is a heading, a caption or fixed wording, rather than a value that begins with a number.
    pub(super) fn is_other_part(&self, line: usize) -> bool {
        self.on(line).any(|(kind, _)| !matches!(kind, LineKind::FootnoteStart { .. }))
    }

    /// What one line is, each with the range that told so; found by search: most lines are asked.
    pub(super) fn on(&self, line: usize) -> impl Iterator<Item = (&LineKind, &Range<usize>)> {
        let first = self.lines.partition_point(|(at, _, _)| *at < line);
        let rest = self.lines.get(first..).unwrap_or(&[]).iter();
        rest.take_while(move |(at, _, _)| *at == line).map(|(_, kind, range)| (kind, range))
    }

    pub(super) fn kinds(&self) -> impl Iterator<Item = (usize, &LineKind, &Range<usize>)> {
        self.lines.iter().map(|(line, kind, range)| (*line, kind, range))
    }

    /// The lines after `start` up to the next that begins another part of the form.
    pub(super) fn until_next_part(&self, start: usize) -> Range<usize> {
        self.until_part(start, |_| true)
    }

    /// The same, past lines that begin this part again: a table's caption stands again where a page begins.
    pub(super) fn until_other_part(&self, start: usize, this: &LineKind) -> Range<usize> {
        self.until_part(start, |kind| kind != this)
    }

    fn until_part(&self, start: usize, wanted: impl Fn(&LineKind) -> bool) -> Range<usize> {
        let part = |kind: &LineKind| !matches!(kind, LineKind::FootnoteStart { .. } | LineKind::Omb { .. });
        let end = self.kinds().find(|(line, kind, _)| *line > start && part(kind) && wanted(kind));
        start + 1..end.map_or(self.line_count, |(line, _, _)| line)
    }
}

/// Whether a cell begins with the word `Table`, in whatever letters a scan gave it.
fn opens_table(cell: &str) -> bool {
    // Scans put nothing in the place of the first letter.
    cell.starts_with(['T', 't'])
        && cell.get(..5).is_some_and(|head| {
            head.eq_ignore_ascii_case("table")
                || unconfused(head).is_some_and(|head| head.eq_ignore_ascii_case("table"))
        })
}

/// Where the printed title begins inside a line that begins otherwise.
fn title_within(line: &str) -> Option<usize> {
    // A scan may lose what stands before these words.
    let Some(at) = line.find("STATEMENT OF ") else { return line.find("CHANGES IN BENEFICIAL OW") };
    let before = line.get(..at).unwrap_or("");
    let start = ["INITIAL ", "ANNUAL "].iter().find_map(|word| before.strip_suffix(word)).map_or(at, str::len);
    (start > 0).then_some(start)
}

/// Ranges inside a kind are told from the start of the cell; here they become bytes of the text.
fn moved(kind: LineKind, at: usize) -> LineKind {
    match kind {
        LineKind::Omb { number } => LineKind::Omb { number: number.map(|range| range.start + at..range.end + at) },
        LineKind::FootnoteStart { id } => LineKind::FootnoteStart { id: id.start + at..id.end + at },
        other => other,
    }
}
