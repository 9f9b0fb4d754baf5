//! Text in several pieces read as one.

use std::ops::Range;

use crate::filing::{Certainty, Field};
use crate::lower::words::{clean, peel};
use crate::source::{Span, Text};

/// Pieces of a page with one blank between them, each knowing where it stands.
pub(super) struct Joined<'t> {
    text: &'t Text,
    pub str: String,
    /// Where each piece begins in `str`, and what it was copied from.
    pieces: Vec<(usize, Range<usize>)>,
}

impl<'t> Joined<'t> {
    /// Blanks and markup around each piece are left out, and pieces that are nothing else. A word that a
    /// hyphen ends goes on in the next piece.
    pub fn of(text: &'t Text, pieces: impl IntoIterator<Item = Range<usize>>) -> Joined<'t> {
        let mut joined = Joined { text, str: String::new(), pieces: Vec::new() };
        for piece in pieces {
            let piece = peel(text.as_str(), piece);
            let str = text.as_str().get(piece.clone()).unwrap_or("");
            if str.is_empty() {
                continue;
            }
            let goes_on = joined.str.ends_with('-') && str.starts_with(|c: char| c.is_ascii_digit());
            if !joined.str.is_empty() && !goes_on {
                joined.str.push(' ');
            }
            joined.pieces.push((joined.str.len(), piece));
            joined.str.push_str(str);
        }
        joined
    }

    pub fn get(&self, range: Range<usize>) -> &str {
        self.str.get(range).unwrap_or("")
    }

    /// The range without blanks and markup at its ends.
    pub fn peel(&self, range: Range<usize>) -> Range<usize> {
        peel(&self.str, range)
    }

    /// Where each piece lies in `str`.
    pub fn parts(&self) -> Vec<Range<usize>> {
        self.pieces.iter().map(|(at, piece)| *at..at + piece.len()).collect()
    }

    /// Where a range stands on the page, piece by piece.
    pub fn spans(&self, range: &Range<usize>) -> Vec<Span> {
        let within = |(at, piece): &(usize, Range<usize>)| {
            let start = range.start.max(*at);
            let end = range.end.min(at + piece.len());
            (start < end).then(|| self.text.span(piece.start + start - at..piece.start + end - at))
        };
        self.pieces.iter().filter_map(within).collect()
    }

    /// The words of a range; none when it is empty.
    pub fn words(&self, range: Range<usize>, certainty: Certainty) -> Option<Field<Box<str>>> {
        let range = self.peel(range);
        let words = clean(self.get(range.clone()));
        self.field(range, words.into(), certainty)
    }

    /// A value that was read from a range; none when the range is empty.
    pub fn field<T>(&self, range: Range<usize>, value: T, certainty: Certainty) -> Option<Field<T>> {
        let mut spans = self.spans(&range).into_iter();
        let first = spans.next()?;
        Some(Field::new(value, first, certainty).with_pieces(spans.collect()))
    }
}
