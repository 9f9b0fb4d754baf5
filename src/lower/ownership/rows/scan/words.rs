//! To which column the words of a row belong: its title, the underlying security, or the nature of ownership.

use std::ops::Range;

use super::Line;
use super::parts::{Parts, ownership_letter};
use super::pieces::{Piece, Sort};
use super::vocabulary::{alike, begins_nature, is_end, is_kind, is_lettered, is_of_security};
use crate::filing::Table;

/// Bytes of the text, by column, in the order of the lines.
#[derive(Default)]
pub(super) struct Words {
    pub title: Vec<Range<usize>>,
    pub underlying: Vec<Range<usize>>,
    pub nature: Vec<Range<usize>>,
}

/// The words of a row, those of its anchor line among them.
pub(super) fn of(text: &str, lines: &[Line], anchor: usize, parts: &Parts, table: Table) -> Words {
    let pieces = lines.get(anchor).map_or(&[][..], |line| line.pieces.as_slice());
    let direct = parts.letter.and_then(|at| ownership_letter(text, pieces.get(at)?)).map(|(_, letter)| letter == b'D');
    let row = RowWords { text, lines, anchor, parts, pieces, direct };
    match table {
        Table::One => row.one(),
        Table::Two => {
            let (kept, whole) = (row.two(true), row.two(false));
            if kept.0 <= whole.0 { kept.1 } else { whole.1 }
        }
    }
}

struct RowWords<'a> {
    text: &'a str,
    lines: &'a [Line],
    anchor: usize,
    parts: &'a Parts,
    pieces: &'a [Piece],
    /// Whether the row is held directly, when its letter says.
    direct: Option<bool>,
}

impl RowWords<'_> {
    fn str(&self, piece: &Piece) -> &str {
        self.text.get(piece.range.clone()).unwrap_or("")
    }

    /// The words that the anchor line begins with.
    fn lead(&self) -> &[Piece] {
        self.pieces.get(..self.parts.lead).unwrap_or(&[])
    }

    /// The words that the anchor line ends with.
    fn tail(&self) -> &[Piece] {
        let tail = self.pieces.get(self.parts.tail..).unwrap_or(&[]);
        let words = || tail.iter().enumerate().filter(|(_, piece)| piece.sort.is_word());
        // Without its letter, what a scan made of it may stand before words that begin a nature.
        let lost = self.parts.letter.is_none();
        let begins =
            words().take(3).filter(|_| lost).find(|(_, piece)| begins_nature(self.str(piece))).map(|(at, _)| at);
        let first = begins.or_else(|| words().map(|(at, _)| at).next()).unwrap_or(tail.len());
        tail.get(first..).unwrap_or(&[])
    }

    /// From the first word to the last; marks and letters at the end are not of them.
    fn range(&self, pieces: &[Piece]) -> Option<Range<usize>> {
        let first = pieces.iter().position(|piece| piece.sort.is_word())?;
        let last = pieces.iter().rposition(|piece| piece.sort.is_word())?;
        // `Class A`, `Unitrust I`: a letter behind its word.
        let lettered =
            pieces.get(last).is_some_and(|piece| is_lettered(self.str(piece)) || self.str(piece) == "Unitrust");
        let letter = pieces.get(last + 1).filter(|piece| lettered && matches!(piece.sort, Sort::Letter(_)));
        Some(pieces.get(first)?.range.start..letter.or(pieces.get(last))?.range.end)
    }

    fn begins_low(&self) -> bool {
        self.lead().first().is_none_or(|piece| self.str(piece).starts_with(|c: char| c.is_ascii_lowercase()))
    }

    fn is_security(&self, pieces: &[Piece]) -> bool {
        let mut words = pieces.iter().filter(|piece| piece.sort.is_word()).peekable();
        words.peek().is_some() && words.all(|piece| is_of_security(self.str(piece)))
    }

    /// The words up to the first that no security has.
    fn securities<'p>(&self, pieces: &'p [Piece]) -> &'p [Piece] {
        let is_other = |piece: &Piece| piece.sort.is_word() && !is_of_security(self.str(piece));
        pieces.get(..pieces.iter().position(is_other).unwrap_or(pieces.len())).unwrap_or(&[])
    }

    /// A word, rather than what a scan makes of an underlined mark: `oe`, `ae`, `a2`.
    fn is_sound(&self, piece: &Piece) -> bool {
        const SHORT: [&str; 12] = ["by", "of", "for", "and", "the", "in", "via", "his", "her", "to", "lp", "llc"];
        let word = self.str(piece).trim_matches(|c: char| !c.is_alphanumeric());
        let low = word.starts_with(|c: char| c.is_lowercase());
        piece.sort.is_word() && (!low || word.len() > 3 || SHORT.contains(&word))
    }

    /// The words of Table I: behind a figure they are of the nature, before it of the title; alone they go on
    /// with the title where the row is held directly or the title began above.
    fn one(&self) -> Words {
        let mut words = Words::default();
        for (at, line) in self.lines.iter().enumerate() {
            if at == self.anchor {
                words.title.extend(self.range(self.lead()));
                if self.direct != Some(true) {
                    words.nature.extend(self.range(self.tail()));
                }
                continue;
            }
            let is_figure =
                |piece: &Piece| matches!(piece.sort, Sort::Amount | Sort::AmountLike | Sort::Dollar | Sort::Money);
            let par = |at: usize| line.pieces.get(at + 1).is_some_and(|next| next.sort.is_word());
            let figure = |(at, piece): (usize, &Piece)| {
                (is_figure(piece) && !(piece.sort == Sort::Money && par(at))).then_some(at)
            };
            let first = line.pieces.iter().enumerate().find_map(figure);
            let last = line.pieces.iter().enumerate().rev().find_map(figure);
            let (before, behind) = match (first, last) {
                (Some(first), Some(last)) => (line.pieces.get(..first), line.pieces.get(last + 1..)),
                _ => self.parted(&line.pieces, at),
            };
            let (before, behind) = (before.unwrap_or(&[]), behind.unwrap_or(&[]));
            words.title.extend(self.range(self.securities(before)));
            if self.direct != Some(true) && behind.iter().any(|piece| self.is_sound(piece)) {
                words.nature.extend(self.range(behind));
            }
        }
        words
    }

    /// A line of words alone: what is of the title, and what of the nature.
    fn parted<'p>(&self, pieces: &'p [Piece], at: usize) -> (Option<&'p [Piece]>, Option<&'p [Piece]>) {
        if self.direct == Some(true) {
            return (Some(pieces), None);
        }
        let first = pieces.iter().find(|piece| piece.sort.is_word()).map_or("", |piece| self.str(piece));
        let low = first.starts_with(|c: char| c.is_ascii_lowercase());
        let opens = at < self.anchor && self.begins_low();
        let goes_on = at > self.anchor && low;
        let nature = pieces.iter().position(|piece| begins_nature(self.str(piece))).unwrap_or(pieces.len());
        let title = pieces.get(..nature).unwrap_or(&[]);
        if (opens || goes_on) && self.is_security(title) {
            return (Some(title), pieces.get(nature..));
        }
        (None, Some(pieces))
    }

    /// The words of Table II. With `keeps_title`, a line above the values that could be wholly of the
    /// underlying security leaves its first words to the title. Gives also how unlikely the division is.
    fn two(&self, keeps_title: bool) -> (usize, Words) {
        let mut words = Words::default();
        let mut state = Underlying::Start;
        let (mut above, mut below) = (0usize, 0usize);
        for (at, line) in self.lines.iter().enumerate() {
            if at == self.anchor {
                words.title.extend(self.range(self.lead()));
                let middle = self.middle();
                for piece in middle {
                    state = state.after(self.str(piece)).unwrap_or(Underlying::Kind);
                }
                // What is mostly signs tells that a word stood there, and not which.
                if middle.iter().any(|piece| is_readable(self.str(piece))) {
                    words.underlying.extend(self.range(middle));
                }
                if self.direct != Some(true) {
                    words.nature.extend(self.range(self.tail()));
                }
                continue;
            }
            let pieces: Vec<&Piece> = line.pieces.iter().filter(|piece| self.is_wordlike(piece)).collect();
            let opens = |piece: &&&Piece| {
                begins_nature(self.str(piece)) || (piece.sort.is_word() && !is_of_security(self.str(piece)))
            };
            let indirect = self.direct != Some(true);
            let nature = if indirect { pieces.iter().position(|piece| opens(&piece)) } else { None };
            let (securities, rest) = pieces.split_at(nature.unwrap_or(pieces.len()));
            if indirect {
                words.nature.extend(self.range_of(rest));
            }
            let least = usize::from(keeps_title && at < self.anchor && !securities.is_empty());
            let split = (least..=securities.len()).find_map(|from| {
                Some((from, state.after_all(securities.get(from..)?.iter().map(|piece| self.str(piece)))?))
            });
            let (from, next) = split.unwrap_or((securities.len(), state));
            state = next;
            let (title, underlying) = securities.split_at(from.min(securities.len()));
            if !title.is_empty() {
                if at < self.anchor { above += 1 } else { below += 1 }
            }
            words.title.extend(self.range_of(title));
            words.underlying.extend(self.range_of(underlying));
        }
        let unfinished = usize::from(state != Underlying::End) * 3;
        (unfinished + above.abs_diff(below), words)
    }

    /// Words, and the letters behind `Class` and `Series`.
    fn is_wordlike(&self, piece: &Piece) -> bool {
        match piece.sort {
            Sort::Word => self.str(piece).chars().filter(|c| c.is_alphanumeric()).count() >= 2,
            Sort::Letter(_) => {
                let before = self.text.get(..piece.range.start).unwrap_or("").trim_end();
                before.rsplit([' ', '|', '\n']).next().is_some_and(is_lettered)
            }
            _ => false,
        }
    }

    fn range_of(&self, pieces: &[&Piece]) -> Option<Range<usize>> {
        Some(pieces.first()?.range.start..pieces.last()?.range.end)
    }

    /// The words between the values of the anchor line.
    fn middle(&self) -> &[Piece] {
        let core = self.pieces.get(self.parts.lead..self.parts.tail).unwrap_or(&[]);
        let is_value = |piece: &Piece| piece.sort.is_date() || piece.sort.is_number() || piece.sort == Sort::Mark;
        let first_value = core.iter().position(is_value).unwrap_or(core.len());
        let is_long = |piece: &Piece| {
            let word = self.str(piece);
            piece.sort.is_word() && (word.contains('™') || word.chars().filter(|c| c.is_alphabetic()).count() >= 3)
        };
        let words = |piece: &Piece| is_long(piece) || matches!(piece.sort, Sort::Letter(_));
        let Some(first) = core.iter().enumerate().skip(first_value).find(|(_, piece)| is_long(piece)).map(|(at, _)| at)
        else {
            return &[];
        };
        let length = core.iter().skip(first).take_while(|piece| words(piece)).count();
        core.get(first..first + length).unwrap_or(&[])
    }
}

/// Whether a word is mostly letters.
fn is_readable(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    !word.contains('™') && letters * 2 > word.chars().count()
}

/// How much of the title of an underlying security has been read: `Class A Common Stock`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Underlying {
    Start,
    Lettered,
    Letter,
    Kind,
    End,
}

impl Underlying {
    /// The state behind one more word; none when such a title does not go on with it.
    fn after(self, word: &str) -> Option<Underlying> {
        use Underlying as U;
        match self {
            U::Start if is_lettered(word) => Some(U::Lettered),
            U::Lettered if word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).len() == 1 => Some(U::Letter),
            U::Start | U::Letter if is_kind(word) && !alike(word, "restricted") => Some(U::Kind),
            U::Kind if is_end(word) => Some(U::End),
            _ => None,
        }
    }

    fn after_all<'w>(self, mut words: impl Iterator<Item = &'w str>) -> Option<Underlying> {
        words.try_fold(self, Underlying::after)
    }
}
