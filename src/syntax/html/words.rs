//! Characters of a page, one blank between words, each with its place in the file.

use std::ops::Range;

use super::tags::References;
use super::tree::Face;
use crate::source::{Span, Text};

/// A page as it is written, and where it stands in its text.
pub(super) struct Source<'t> {
    pub text: &'t Text,
    pub str: &'t str,
    pub start: usize,
}

impl<'t> Source<'t> {
    pub fn slice(&self, at: &Range<usize>) -> &'t str {
        self.str.get(at.clone()).unwrap_or("")
    }

    fn span(&self, at: Range<usize>) -> Span {
        self.text.span(self.start + at.start..self.start + at.end)
    }
}

/// What a break between lines is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Breaks {
    Lines,
    /// `<br>`, as within a cell of a pipe table.
    Tags,
    Blanks,
}

/// What is owed between the last word and the next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Owed {
    Nothing,
    Blank,
    Line,
    Gap,
}

pub(super) struct Writer<'t> {
    source: &'t Source<'t>,
    out: Text,
    pub breaks: Breaks,
    owed: Owed,
    /// Whether something stands in the cell, or on the page, that the next word is parted from.
    begun: bool,
    /// Whether nothing but blanks that are kept stands since the last break: an empty line is drawn with one.
    spaced: bool,
    references: References<'t>,
}

impl<'t> Writer<'t> {
    pub fn new(source: &'t Source<'t>) -> Writer<'t> {
        let references = References::default();
        let (breaks, owed) = (Breaks::Lines, Owed::Nothing);
        Writer { source, out: Text::default(), breaks, owed, begun: false, spaced: false, references }
    }

    pub fn finish(self) -> Text {
        self.out
    }

    pub fn blank(&mut self) {
        self.owe(Owed::Blank);
    }

    /// A block begins or ends.
    pub fn line(&mut self) {
        let empty = self.spaced && self.owed >= Owed::Line;
        self.owe(if empty { Owed::Gap } else { Owed::Line });
        self.spaced = false;
    }

    /// A break: a second one leaves a line empty.
    pub fn line_break(&mut self) {
        self.owe(if self.owed >= Owed::Line { Owed::Gap } else { Owed::Line });
        self.spaced = false;
    }

    pub fn gap(&mut self) {
        self.owe(Owed::Gap);
        self.spaced = false;
    }

    fn owe(&mut self, owed: Owed) {
        self.owed = self.owed.max(owed);
    }

    /// Begins a row: a line of its own, whatever its first cell holds.
    pub fn begin_row(&mut self, at: &Range<usize>) {
        if !self.out.as_str().is_empty() {
            let ends = if self.owed == Owed::Gap { "\n\n" } else { "\n" };
            self.out.stand_for(ends, self.source.span(at.start..at.start));
        }
        (self.owed, self.begun) = (Owed::Nothing, false);
    }

    pub fn tab(&mut self, at: &Range<usize>) {
        self.out.stand_for("\t", self.source.span(at.start..at.start));
        (self.owed, self.begun) = (Owed::Nothing, false);
    }

    /// The next word follows the last at once: a sign and its figure in cells of their own.
    pub fn join(&mut self) {
        self.owed = Owed::Nothing;
    }

    pub fn end_row(&mut self) {
        (self.owed, self.begun) = (Owed::Line, true);
    }

    /// The last character that was written.
    pub fn last(&self) -> Option<char> {
        self.out.as_str().chars().next_back()
    }

    pub fn draw(&mut self, checked: bool, at: &Range<usize>) {
        self.blank();
        self.put(if checked { "[X]" } else { "[ ]" }, at.clone(), true);
        self.blank();
    }

    pub fn words(&mut self, face: Face, at: &Range<usize>) {
        let str = self.source.slice(at);
        match face {
            Face::Plain => self.plain(at.start, str),
            Face::Typed => self.typed(at.start, str),
            Face::Raised => self.raised(at, str),
            Face::Symbols => self.symbols(at.start, str),
        }
    }

    /// Words, whatever blanks stand between them.
    fn plain(&mut self, start: usize, str: &'t str) {
        let mut at = 0;
        while let Some(rest) = str.get(at..).filter(|rest| !rest.is_empty()) {
            let run = run_of_words(rest);
            if run > 0 {
                self.put(rest.get(..run).unwrap_or(""), start + at..start + at + run, false);
                at += run;
            } else if rest.starts_with('&') {
                at += self.reference(start + at, rest);
            } else {
                let blank = rest.chars().next().map_or(1, char::len_utf8);
                self.unseen(rest.get(..blank).unwrap_or(""));
                at += blank;
            }
        }
    }

    /// Characters that are not drawn: blanks, and what only tells where a word may be parted.
    fn unseen(&mut self, str: &str) {
        if str.contains(char::is_whitespace) {
            self.blank();
            self.spaced |= str.contains('\u{a0}');
        }
    }

    /// Lines as they are typed.
    fn typed(&mut self, start: usize, str: &'t str) {
        let mut at = start;
        for (number, line) in str.split('\n').enumerate() {
            if number > 0 {
                self.line_break();
            }
            let mut rest = line.trim_end_matches('\r');
            let mut place = at;
            while !rest.is_empty() {
                let run = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
                let taken = if run > 0 {
                    self.put(rest.get(..run).unwrap_or(""), place..place + run, false);
                    run
                } else {
                    self.reference(place, rest)
                };
                place += taken;
                rest = rest.get(taken..).unwrap_or("");
            }
            at += line.len() + 1;
        }
    }

    /// A number that is raised is the mark of a note, as in parentheses.
    fn raised(&mut self, at: &Range<usize>, str: &'t str) {
        let mark = str.trim();
        let is_number = matches!(mark.len(), 1 | 2) && mark.bytes().all(|byte| byte.is_ascii_digit());
        if is_number || mark.starts_with('(') {
            self.blank();
        }
        if is_number {
            self.put(&format!("({mark})"), at.clone(), true);
        } else {
            self.plain(at.start, str);
        }
    }

    /// Letters in a face of symbols: those that it draws as boxes are boxes.
    fn symbols(&mut self, start: usize, str: &'t str) {
        let letters = str.trim();
        let at = start + (str.len() - str.trim_start().len());
        let resolved = letters.strip_suffix(';').is_some_and(|name| name.starts_with('&') && name.len() < 8);
        let known = match if resolved { self.references.resolve(letters) } else { letters } {
            "x" | "þ" | "ý" | "R" | "S" | "T" | "\u{f078}" | "\u{f0fe}" | "\u{f0fd}" => Some(true),
            "o" | "q" | "¨" | "£" | "r" | "\u{f06f}" | "\u{f0a8}" => Some(false),
            _ => None,
        };
        match known {
            Some(checked) => self.draw(checked, &(at..at + letters.len())),
            None => self.plain(start, str),
        }
    }

    /// What a reference stands for; gives how much of the page it was.
    fn reference(&mut self, start: usize, rest: &'t str) -> usize {
        const LONGEST: usize = 33;
        let name = rest.bytes().skip(1).take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
        let mut length = 1 + name.count();
        length += usize::from(rest.as_bytes().get(length) == Some(&b';'));
        let piece = rest.get(..length).unwrap_or("");
        let characters = self.references.resolve(piece).to_owned();
        // Only the head of what stands there may be a reference: `&copy2020`.
        let same = characters.bytes().rev().zip(piece.bytes().rev()).take_while(|(one, other)| one == other).count();
        let (head, tail) = (characters.len() - same, length - same);
        match (characters.get(..head), piece.get(tail..)) {
            (Some(head), Some(after)) => {
                self.characters(head, start..start + tail);
                self.put(after, start + tail..start + length, false);
            }
            _ => self.characters(&characters, start..start + length),
        }
        length
    }

    /// The characters of one reference.
    fn characters(&mut self, str: &str, at: Range<usize>) {
        if str.chars().all(is_unseen) {
            self.unseen(str);
        } else {
            self.put(str, at, true);
        }
    }

    fn put(&mut self, str: &str, at: Range<usize>, whole: bool) {
        if str.is_empty() {
            return;
        }
        let parts = match (self.owed, self.breaks) {
            _ if !self.begun => "",
            (Owed::Nothing, _) => "",
            (Owed::Blank, _) | (_, Breaks::Blanks) => " ",
            (_, Breaks::Tags) => "<br>",
            (Owed::Line, Breaks::Lines) => "\n",
            (Owed::Gap, Breaks::Lines) => "\n\n",
        };
        self.out.stand_for(parts, self.source.span(at.start..at.start));
        if whole {
            self.out.stand_for(str, self.source.span(at));
        } else {
            self.out.copy(str, self.source.span(at));
        }
        (self.owed, self.begun, self.spaced) = (Owed::Nothing, true, false);
    }
}

/// How much of the head of a text is words one plain blank apart.
fn run_of_words(str: &str) -> usize {
    let bytes = str.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let next_is_word = || bytes.get(at + 1).is_some_and(|next| next.is_ascii_graphic() && *next != b'&');
        match byte {
            b'&' => break,
            b' ' if at > 0 && next_is_word() => at += 1,
            byte if byte.is_ascii_graphic() => at += 1,
            byte if byte.is_ascii() => break,
            _ => match str.get(at..).and_then(|rest| rest.chars().next()).filter(|c| !is_unseen(*c)) {
                Some(c) => at += c.len_utf8(),
                None => break,
            },
        }
    }
    at
}

/// Blanks of all kinds, controls, and what has no width.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
