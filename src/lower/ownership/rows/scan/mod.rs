//! Rows of a scan that was read line by line.
//!
//! A line holds what stood at one height of the page, so the lines of a wrapped cell lie between those of
//! the other cells, and columns are known by their order alone. A row is found by the line that holds its
//! values; the lines above and below it, as far as the middle to the next, hold the rest of its words.

mod division;
mod infer;
pub(super) mod mend;
mod parts;
mod pieces;
mod row;
pub(super) mod unfold;
mod vocabulary;
pub(super) mod weigh;
mod words;

use std::ops::Range;

use super::Gathered;
use crate::filing::Table;
use crate::source::Span;
use crate::syntax::page::Sheet;
use pieces::{Piece, Sort, pieces};
pub(super) use vocabulary::is_first_heading;

/// One line of the table that holds anything, with what it holds.
struct Line {
    /// Bytes of the text.
    range: Range<usize>,
    pieces: Vec<Piece>,
    is_anchor: bool,
}

/// The lines of one table: those that hold the values of a row, each with the lines that go with it.
pub(super) fn gather(sheet: &Sheet<'_>, lines: Range<usize>, table: Table) -> Gathered {
    let text = sheet.text().as_str();
    let mut found = Gathered::default();
    let lines = lines_with_words(sheet, lines, table, &mut found.unread);
    // The place of a unit is its number in the order, which says nothing of columns.
    found.hints.step = 0.0;
    for group in division::groups(text, &lines) {
        let Some(lines) = lines.get(group.lines.clone()) else { continue };
        let anchor = group.anchor - group.lines.start;
        match row::of(text, lines, anchor, table) {
            Some(row) => found.rows.push(row),
            None => found.unread.extend(lines.get(anchor).map(|line| sheet.text().span(line.range.clone()))),
        }
    }
    if found.rows.is_empty() {
        found.without_cells = std::mem::take(&mut found.unread);
    }
    found
}

/// The lines below the headings of the table, blank ones and those of repeated headings left out. What is
/// left of rows that the scan destroyed goes to `unread`.
fn lines_with_words(sheet: &Sheet<'_>, lines: Range<usize>, table: Table, unread: &mut Vec<Span>) -> Vec<Line> {
    let text = sheet.text().as_str();
    // No line of a row is longer; paragraphs are.
    const LONGEST: usize = 400;
    let mut found: Vec<Line> = Vec::new();
    let mut below_rows = false;
    for line in lines {
        let str = sheet.line(line);
        let range = sheet.line_range(line);
        if str.is_empty() || str.len() > LONGEST {
            continue;
        }
        let pieces = pieces(str, range.start);
        let is_value = |piece: &Piece| piece.sort.is_date() || (piece.sort.is_number() && piece.range.len() >= 4);
        let headed = !pieces.iter().any(is_value) && vocabulary::is_heading(str);
        let is_anchor = !headed && is_anchor(text, str, &pieces, found.last(), table);
        below_rows |= is_anchor;
        if !is_anchor && (headed || vocabulary::is_heading(str)) {
            // What stands between two headings belongs to them, before the first row and at a page break.
            let anchor = found.iter().rposition(|line| line.is_anchor);
            let keep = anchor.map_or(0, |anchor| anchor + 1 + lines_beside(&found, anchor));
            found.truncate(keep);
            continue;
        }
        if !is_anchor && is_lost_row(text, str, &pieces, below_rows) {
            unread.push(sheet.text().span(range));
            continue;
        }
        if !pieces.is_empty() {
            found.push(Line { range, pieces, is_anchor });
        }
    }
    found
}

/// Whether a line is what is left of a row: cells between rules and no values, or the title of a security
/// with wrecks of values behind it.
fn is_lost_row(text: &str, str: &str, pieces: &[Piece], below_rows: bool) -> bool {
    const RULES: [char; 3] = ['|', '[', ']'];
    let rules = str.chars().filter(|c| RULES.contains(c)).count();
    let word = |piece: &Piece| text.get(piece.range.clone()).unwrap_or("");
    let titled = pieces.windows(2).any(|pair| {
        pair.iter().all(|piece| piece.sort.is_word())
            && matches!(pair, [kind, end] if vocabulary::is_kind(word(kind)) && vocabulary::is_end(word(end)))
    });
    let wrecks = pieces.iter().filter(|piece| word(piece).contains(|c: char| c.is_ascii_digit())).count();
    (below_rows && rules >= 3) || (titled && wrecks >= 2 && rules >= 1) || (titled && wrecks >= 3)
}

/// So many lines below a row may still be its own where a heading follows: no more than stand above it.
fn lines_beside(lines: &[Line], anchor: usize) -> usize {
    const MOST: usize = 8;
    lines.len().saturating_sub(anchor + 1).min(MOST)
}

/// Whether a line holds the values of a row: a date with an amount or a code behind it; or, for a holding,
/// words and then an amount.
fn is_anchor(text: &str, str: &str, pieces: &[Piece], before: Option<&Line>, table: Table) -> bool {
    if str.contains("/s/") {
        return false;
    }
    let word = |piece: &Piece| text.get(piece.range.clone()).unwrap_or("");
    let words = pieces.iter().filter(|piece| piece.sort.is_word()).count();
    let date = pieces.iter().position(|piece| piece.sort.is_date());
    let numbers = |from: usize| pieces.iter().skip(from).filter(|piece| piece.sort.is_number()).count();
    if let Some(date) = date {
        let coded = pieces.get(date + 1).is_some_and(|piece| row::code_letter(text, piece).is_some());
        let valued = numbers(date + 1) >= 1;
        return (valued || (coded && table == Table::One)) && words <= 24 && numbers(0) + usize::from(coded) >= 1;
    }
    let Some(number) = pieces.iter().position(|piece| is_holding_amount(text, pieces, piece)) else { return false };
    let lead = pieces.get(..number).unwrap_or(&[]);
    let titled = lead
        .iter()
        .any(|piece| piece.sort.is_word() && word(piece).bytes().filter(u8::is_ascii_alphabetic).count() >= 3);
    // A title that goes on from the line above, where a row is that has no balance yet.
    let goes_on = lead.first().is_some_and(|piece| word(piece).starts_with(|c: char| c.is_ascii_lowercase()));
    let open = before.is_some_and(|line| line.is_anchor && !row::has_balance(text, &line.pieces));
    let tail = pieces.get(number + 1..).unwrap_or(&[]);
    let closed = tail.iter().any(|piece| parts::ownership_letter(text, piece).is_some())
        || tail.iter().all(|piece| !piece.sort.is_word())
        || (goes_on && before.is_some_and(|line| !line.is_anchor));
    titled && closed && !(goes_on && open) && words <= 24
}

/// An amount of a holding: with its comma, or with a letter of ownership behind it; never a price or a par
/// value among words.
fn is_holding_amount(text: &str, pieces: &[Piece], piece: &Piece) -> bool {
    let written = text.get(piece.range.clone()).unwrap_or("");
    match piece.sort {
        Sort::Amount if written.contains(',') => true,
        Sort::Amount => {
            let next = pieces.iter().find(|other| other.range.start >= piece.range.end && other.sort != Sort::Mark);
            written.len() >= 2
                && next.is_some_and(|next| parts::ownership_letter(text, next).is_some() || next.sort.is_number())
        }
        Sort::AmountLike => written.contains(',') && unfold::amount(written).is_some(),
        _ => false,
    }
}
