//! The document in reading: its text, its pieces, and the small questions all readers ask of it.

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::filing::{Certainty, Field, FormKind};
use crate::source::{Span, Text};
use crate::syntax::schedule13::{Kind, Piece};
use crate::syntax::value;

use super::headings;
use super::lines::{self, tidy};

pub(super) struct Doc<'t> {
    text: &'t Text,
    pub kind: FormKind,
    pub pieces: Vec<Piece>,
    /// Which pieces are headings of items, in order.
    pub items: Vec<usize>,
    /// Which pieces are rows written as `Item 5:`, in order, each with its number.
    pub item_rows: Vec<(usize, u8)>,
}

impl<'t> Doc<'t> {
    pub fn new(text: &'t Text, kind: FormKind, pieces: Vec<Piece>) -> Doc<'t> {
        let item_rows = headings::item_rows(text.as_str(), &pieces);
        let items = headings::items(text.as_str(), &pieces, &item_rows);
        Doc { text, kind, pieces, items, item_rows }
    }

    /// The number of the row that a piece is, written as `Item 5:`.
    pub fn item_row(&self, at: usize) -> Option<u8> {
        let found = self.item_rows.binary_search_by_key(&at, |(piece, _)| *piece).ok()?;
        self.item_rows.get(found).map(|(_, number)| *number)
    }

    pub fn str(&self) -> &'t str {
        self.text.as_str()
    }

    pub fn span(&self, range: &Range<usize>) -> Span {
        self.text.span(range.clone())
    }

    pub fn slice(&self, range: &Range<usize>) -> &'t str {
        self.str().get(range.clone()).unwrap_or("")
    }

    /// The part of a line that stands before a place, as far back as a line is read.
    pub fn line_before(&self, at: usize) -> &'t str {
        lines::line_before(self.str(), at)
    }

    /// From a place to the end of its line, as far as a line is read.
    pub fn line_after(&self, at: usize) -> Range<usize> {
        lines::line_after(self.str(), at)
    }

    pub fn opens_line(&self, at: usize) -> bool {
        self.line_before(at).trim().is_empty()
    }

    /// The lines of a range, blanks around each left out; blank lines are empty ranges.
    pub fn lines(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let mut at = range.start;
        self.slice(&range).split('\n').map(move |line| {
            let start = at;
            at += line.len() + 1;
            self.trim(start..start + line.len())
        })
    }

    /// The same range without blanks around it.
    pub fn trim(&self, range: Range<usize>) -> Range<usize> {
        self.trim_matches(range, char::is_whitespace)
    }

    pub fn trim_matches(&self, range: Range<usize>, out: impl Fn(char) -> bool) -> Range<usize> {
        let str = self.slice(&range);
        let tail = str.trim_end_matches(&out).len();
        let head = str.len() - str.trim_start_matches(&out).len();
        range.start + head.min(tail)..range.start + tail
    }

    /// The pieces that begin in a range.
    pub fn pieces_in(&self, range: &Range<usize>) -> &[Piece] {
        let first = self.pieces.partition_point(|piece| piece.range.start < range.start);
        let after = self.pieces.partition_point(|piece| piece.range.start < range.end);
        self.pieces.get(first..after).unwrap_or(&[])
    }

    /// A range cut to at most `most` bytes.
    pub fn at_most(&self, range: Range<usize>, most: usize) -> Range<usize> {
        lines::at_most(self.str(), range, most)
    }

    /// The sentence or line up to a place, as far back as a full stop or a blank line.
    pub fn sentence_before(&self, at: usize) -> &'t str {
        lines::sentence_before(self.str(), at)
    }

    /// Whether a piece is a title or heading that ends what stands before it.
    pub fn is_heading(&self, at: usize) -> bool {
        let Some(piece) = self.pieces.get(at) else { return false };
        match piece.kind {
            Kind::Title => self.opens_line(piece.range.start),
            Kind::Item => self.items.binary_search(&at).is_ok(),
            Kind::SignatureHeading | Kind::AnnexHeading | Kind::ExhibitHeading | Kind::Commission | Kind::Act => true,
            _ => false,
        }
    }

    /// Words as they are written, blanks between them made one.
    pub fn words(&self, range: &Range<usize>, certainty: Certainty) -> Field<Box<str>> {
        Field::new(tidy(self.slice(range)).into(), self.span(range), certainty)
    }

    /// Lines as one value; its further lines are its pieces.
    pub fn joined(&self, lines: &[Range<usize>], certainty: Certainty) -> Option<Field<Box<str>>> {
        let first = lines.first()?;
        let whole: Vec<_> = lines.iter().map(|line| tidy(self.slice(line))).collect();
        let rest = lines.iter().skip(1).map(|line| self.span(line)).collect();
        Some(Field::new(whole.join(" ").into(), self.span(first), certainty).with_pieces(rest))
    }

    pub fn date(&self, range: &Range<usize>, certainty: Certainty) -> Field<NaiveDate> {
        match value::date(&tidy(self.slice(range))) {
            Some(date) => Field::new(date, self.span(range), certainty),
            None => Field::malformed(self.span(range), certainty),
        }
    }

    pub fn number(&self, range: &Range<usize>, certainty: Certainty) -> Field<Decimal> {
        match value::decimal(self.slice(range)) {
            Some(number) => Field::new(number, self.span(range), certainty),
            None => Field::malformed(self.span(range), certainty),
        }
    }

    pub fn count(&self, range: &Range<usize>) -> Field<u32> {
        match self.slice(range).parse() {
            Ok(count) => Field::new(count, self.span(range), Certainty::Written),
            Err(_) => Field::malformed(self.span(range), Certainty::Written),
        }
    }
}
