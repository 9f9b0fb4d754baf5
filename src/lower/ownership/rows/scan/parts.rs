//! The parts of a line that holds the values of a row: title, values, letter of ownership, nature.

use std::ops::Range;

use super::pieces::{Piece, Sort};
use super::vocabulary::is_lettered;
use crate::filing::Table;
use crate::lower::table::{Kind, Unit};

/// The parts of an anchor line, by its pieces.
pub(super) struct Parts {
    /// The first piece behind the words that it begins with.
    pub lead: usize,
    /// The letter of ownership.
    pub letter: Option<usize>,
    /// The first piece behind the values and the letter.
    pub tail: usize,
}

impl Parts {
    pub(super) fn of(text: &str, pieces: &[Piece], table: Table) -> Parts {
        let lead = lead(text, pieces, table);
        let letter = letter(text, pieces, lead, table);
        let tail = match letter {
            Some(letter) => letter + 1,
            None => pieces
                .iter()
                .rposition(|piece| piece.sort.is_number() || piece.sort.is_date())
                .map_or(lead, |last| last + 1),
        };
        Parts { lead, letter, tail: tail.max(lead) }
    }

    pub(super) fn core<'p>(&self, pieces: &'p [Piece]) -> &'p [Piece] {
        pieces.get(self.lead..self.letter.unwrap_or(self.tail)).unwrap_or(&[])
    }

    pub(super) fn ownership(&self, text: &str, pieces: &[Piece]) -> Option<Unit> {
        let piece = pieces.get(self.letter?)?;
        let (at, letter) = ownership_letter(text, piece)?;
        Some(unit(Kind::Letter(letter), at..at + 1))
    }
}

/// How many pieces the title takes: words, the letters and the par value among them.
pub(super) fn lead(text: &str, pieces: &[Piece], table: Table) -> usize {
    let date = pieces.iter().position(|piece| piece.sort.is_date());
    let end = date.unwrap_or(pieces.len());
    let mut lead = 0;
    for (at, piece) in pieces.iter().enumerate().take(end) {
        let next = pieces.get(at + 1).filter(|_| at + 1 < end);
        let goes_on = next.is_some_and(|next| next.sort.is_word());
        match piece.sort {
            // What is left of a date is no word of a title.
            Sort::Word
                if at > 0
                    && date.is_none()
                    && table == Table::One
                    && str(text, piece).contains(|c: char| c.is_ascii_digit()) =>
            {
                break;
            }
            Sort::Word => lead = at + 1,
            Sort::Letter(_) => {
                let lettered = at.checked_sub(1).and_then(|before| pieces.get(before));
                let lettered = lettered.is_some_and(|before| is_lettered(str(text, before)));
                if lettered {
                    lead = at + 1;
                } else if !goes_on {
                    break;
                }
            }
            // `par value $0.0001 per share`
            Sort::Money | Sort::Amount if goes_on => {}
            Sort::Mark if goes_on && (table == Table::One || date.is_some()) => {}
            // Before a date, a figure or a mark in the middle of words is a slip of the scan.
            _ if date.is_some() => {}
            _ => break,
        }
    }
    lead
}

/// The piece that is the letter of ownership: the last D or I behind the values; else the first piece behind
/// the last value that scans make of one.
pub(super) fn letter(text: &str, pieces: &[Piece], lead: usize, table: Table) -> Option<usize> {
    let dated = pieces.iter().any(|piece| piece.sort.is_date());
    let needed = if dated && table == Table::One { 2 } else { 1 };
    let is_year =
        |piece: &Piece| piece.range.len() == 4 && piece.sort == Sort::Amount && !str(text, piece).contains('.');
    let mut numbers = pieces.iter().skip(lead).filter(|piece| piece.sort.is_number()).count();
    for (at, piece) in pieces.iter().enumerate().skip(lead).rev() {
        match piece.sort {
            Sort::Letter(b'D' | b'I') if numbers >= needed => return Some(at),
            Sort::Letter(_) | Sort::Mark | Sort::Word | Sort::Dollar => {}
            sort if sort.is_number() => {
                numbers -= 1;
                if !is_year(piece) {
                    break;
                }
            }
            _ => break,
        }
    }
    if pieces.iter().skip(lead).filter(|piece| piece.sort.is_number()).count() < needed {
        return None;
    }
    // A stroke alone behind the balance is read as the digit 1.
    let values = |at: &usize| {
        let Some(piece) = pieces.get(*at) else { return false };
        // `footnote 2!`: the number of a mark.
        let marks = at.checked_sub(1).and_then(|at| pieces.get(at)).is_some_and(|before| before.sort.is_word());
        let stroke = str(text, piece) == "1" || (marks && piece.range.len() == 1);
        piece.sort.is_date() || (piece.sort.is_number() && !stroke)
    };
    let last = (lead..pieces.len()).rev().find(values)?;
    let behind = pieces.iter().enumerate().skip(last + 1).find(|(_, piece)| piece.sort != Sort::Mark);
    behind.filter(|(_, piece)| ownership_letter(text, piece).is_some()).map(|(at, _)| at)
}

/// Where the letter of ownership stands in a piece, and the letter: `D`, `I`, `DY`, and `1`, `J`, `l` for I.
pub(super) fn ownership_letter(text: &str, piece: &Piece) -> Option<(usize, u8)> {
    let start = piece.range.start;
    match (piece.sort, str(text, piece).as_bytes()) {
        (Sort::Letter(letter @ (b'D' | b'I' | b'J' | b'l' | b'i' | b'T')), _) => Some((start, letter)),
        (Sort::Amount, [b'1']) => Some((start, b'I')),
        (Sort::Word | Sort::Mark, [letter @ (b'D' | b'I'), rest @ ..])
            if rest.len() <= 2 && !rest.iter().any(u8::is_ascii_lowercase) =>
        {
            Some((start, *letter))
        }
        _ => None,
    }
}

pub(super) fn str<'t>(text: &'t str, piece: &Piece) -> &'t str {
    text.get(piece.range.clone()).unwrap_or("")
}

pub(super) fn unit(kind: Kind, range: Range<usize>) -> Unit {
    Unit { kind, range, cell: 0, marks: Vec::new(), more: Vec::new() }
}
