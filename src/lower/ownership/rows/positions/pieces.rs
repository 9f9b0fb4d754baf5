//! The pieces of a line: words of one kind that stand together, with the columns of characters they cover.

use std::ops::Range;

use crate::lower::table::{Kind, Unit, units_of_run};
use crate::syntax::page::Sheet;

/// One unit of a line before the cells of a row are put together.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub unit: Unit,
    /// First column of characters that it covers.
    pub from: usize,
    /// First column behind it, its marks counted.
    pub to: usize,
    /// Words that begin as no words of a cell begin.
    pub goes_on: bool,
    /// Words that end as no words of a cell end.
    pub hangs: bool,
    /// A sign of dollars without its figure.
    pub is_sign: bool,
    /// What the rows tell of such words: above nought they open a cell, below they go on with one.
    pub opens: i8,
}

/// One line of a table that is no heading.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its number on the sheet.
    pub number: usize,
    /// Its pieces among all.
    pub pieces: Range<usize>,
    /// Whether an empty line or a heading stands above.
    pub parted: bool,
    /// Whether a page breaks above.
    pub broken: bool,
    /// Whether it holds everything that a row must have.
    pub whole: bool,
    /// Whether it is a sentence.
    pub prose: bool,
}

impl Piece {
    /// Whether it is a value rather than words or a mark.
    pub(super) fn is_value(&self) -> bool {
        !matches!(self.unit.kind, Kind::Text | Kind::Mark)
    }
}

/// So many characters of a row count as one place.
pub(super) const PLACE: usize = 2;

/// Parts a line where two blanks stand or more, and where the kind of its words changes.
pub(super) fn pieces(sheet: &Sheet<'_>, line: usize, pieces: &mut Vec<Piece>) {
    let text = sheet.text().as_str();
    let first = pieces.len();
    let mut units = Vec::new();
    runs(text, sheet.line_range(line), |run, column| {
        let written = text.get(run.clone()).unwrap_or("");
        // The caret before a mark may be all that stands on this line of it.
        let end = run.start + written.trim_end_matches(['^', ' ']).len();
        units_of_run(sheet, run.start..end, &mut units);
        numbers_of_words(&mut units);
        for mut unit in units.drain(..) {
            let from = column + width(text, run.start..unit.range.start);
            let end = unit.marks.last().map_or(unit.range.end, |mark| mark.end.max(unit.range.end));
            unit.cell = from / PLACE;
            let words = text.get(unit.range.clone()).unwrap_or("");
            let is_text = unit.kind == Kind::Text;
            pieces.push(Piece {
                from,
                to: from + width(text, unit.range.start..end),
                goes_on: is_text && words.starts_with(|c: char| c.is_lowercase() || c == ')' || c == '&'),
                hangs: is_text && unit.marks.is_empty() && hangs(words),
                is_sign: unit.kind == Kind::Money && !words.bytes().any(|byte| byte.is_ascii_digit()),
                opens: 0,
                unit,
            });
        }
    });
    year_at_the_end(text, pieces, first);
}

/// `I  By Roe 2008`: behind the letter of the ownership stands no amount, nor behind words that have a line to
/// themselves.
fn year_at_the_end(text: &str, pieces: &mut Vec<Piece>, first: usize) {
    let own = pieces.get(first..).unwrap_or(&[]);
    let [before @ .., words, year] = own else { return };
    let last_value = before.iter().rev().find(|piece| piece.is_value());
    let behind = last_value.is_none_or(|piece| matches!(piece.unit.kind, Kind::Letter(b'D' | b'I')));
    let is_year = year.unit.kind == Kind::Amount && year.unit.range.len() == 4 && year.to == words.to + 5;
    let digits = text.get(year.unit.range.clone()).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    if words.unit.kind == Kind::Text && words.unit.marks.is_empty() && is_year && digits && behind {
        let year = pieces.pop();
        if let (Some(year), Some(words)) = (year, pieces.last_mut()) {
            words.unit.range.end = year.unit.range.end;
            words.unit.marks = year.unit.marks;
            (words.to, words.hangs) = (year.to, false);
        }
    }
}

/// `2008 Family Trust`: no column of words follows a column of amounts, so a number before words is one of them.
fn numbers_of_words(units: &mut Vec<Unit>) {
    let mut at = 1;
    while let Some([number, words]) = units.get_mut(at - 1..=at) {
        let is_one = number.kind == Kind::Amount && number.marks.is_empty() && words.kind == Kind::Text;
        if is_one && number.range.end + 1 == words.range.start {
            words.range.start = number.range.start;
            units.remove(at - 1);
        } else {
            at += 1;
        }
    }
}

/// The runs of words of a line that two blanks or more set apart: bytes of the text, and the column of characters
/// where each begins.
pub(super) fn runs(text: &str, line: Range<usize>, mut run: impl FnMut(Range<usize>, usize)) {
    let mut column = indent(text, line.start);
    let mut at = line.start;
    let plain = text.get(line.clone()).is_some_and(str::is_ascii);
    while let Some(rest) = text.get(at..line.end).filter(|rest| !rest.is_empty()) {
        let bytes = rest.as_bytes();
        // Printers of pages keep empty cells open with blanks that do not break.
        let length = if plain { bytes.windows(2).position(|two| two == b"  ") } else { two_blanks(rest) };
        let length = length.unwrap_or(rest.len());
        if length > 0 {
            run(at..at + length, column);
        }
        let behind = rest.get(length..).unwrap_or("");
        let gap = if plain {
            behind.bytes().take_while(|byte| *byte == b' ').count()
        } else {
            behind.len() - behind.trim_start_matches([' ', '\u{a0}']).len()
        };
        column += if plain { length + gap } else { width(text, at..at + length + gap) };
        at += length + gap;
    }
}

/// Where two blanks or more begin, those too that do not break.
fn two_blanks(str: &str) -> Option<usize> {
    let is_blank = |c: char| c == ' ' || c == '\u{a0}';
    let mut blank = None;
    str.char_indices().find_map(|(at, c)| {
        let two = blank.filter(|_| is_blank(c));
        blank = is_blank(c).then_some(at);
        two
    })
}

/// How many characters stand in so many bytes.
fn width(text: &str, range: Range<usize>) -> usize {
    let str = text.get(range).unwrap_or("");
    if str.is_ascii() { str.len() } else { str.chars().count() }
}

/// How many characters stand before the first of a line.
fn indent(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or("");
    let line = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |at| at + 1);
    before.get(line..).unwrap_or("").chars().filter(|c| *c != '\u{c}').count()
}

/// Words after which others must come.
fn hangs(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or("");
    matches!(last, "value" | "of" | "the" | "and" | "by" | "By" | "to" | "for" | "f/b/o" | "&" | "in" | "a" | "with")
        || last.ends_with(['(', ',', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn of(line: &str) -> Vec<(String, usize, usize)> {
        let mut sources = Sources::new();
        let id = sources.add_text("a", line);
        let sheet = Sheet::of(sources.text(id));
        let mut found = Vec::new();
        pieces(&sheet, sheet.line_count() - 1, &mut found);
        let str = |piece: &Piece| sheet.text().as_str()[piece.unit.range.clone()].to_owned();
        found.iter().map(|piece| (str(piece), piece.from, piece.to)).collect()
    }

    fn words(line: &str) -> Vec<String> {
        of(line).into_iter().map(|(words, _, _)| words).collect()
    }

    #[test]
    fn a_line_is_parted_at_two_blanks_and_where_the_kind_changes() {
        assert_eq!(
            words("Common Stock   1,987 A   $ 643.08 7,764"),
            ["Common Stock", "1,987", "A", "$ 643.08", "7,764"]
        );
        assert_eq!(words("Class A  Common 13,347 $ 0"), ["Class A", "Common", "13,347", "$ 0"]);
        assert_eq!(words("Notes, par value $.01  (1)"), ["Notes, par value $.01", "(1)"]);
    }

    #[test]
    fn columns_are_counted_in_characters_from_the_start_of_the_line() {
        assert_eq!(of("x\n\u{c}   Caf\u{e9}  \u{a0}  12 (1)"), [("Caf\u{e9}".into(), 3, 7), ("12".into(), 12, 18)]);
    }

    #[test]
    fn numbers_before_and_behind_words_may_be_of_them() {
        assert_eq!(words("Common Stock   1,000   I   By Roe 2008"), ["Common Stock", "1,000", "I", "By Roe 2008"]);
        assert_eq!(words("2008 Family Trust"), ["2008 Family Trust"]);
        assert_eq!(
            words("Stock Option   01/02/2003   Common 2008   D"),
            ["Stock Option", "01/02/2003", "Common", "2008", "D"]
        );
    }

    #[test]
    fn the_caret_of_a_mark_below_is_no_word() {
        assert_eq!(words("640 ^   D   ^"), ["640", "D"]);
    }
}
