//! Characters that remember where they came from.
//!
//! One kind of span serves filings, rule files and configuration. This module knows encodings and
//! lines; it knows no format and no form.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// One text in use: the number of its input, and which of that input's texts it is.
///
/// Ids of different inputs differ also where each was read by itself, so that what was read can be
/// [joined](Sources::append).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct SourceId(u32);

/// Bits of an id that tell the text from the others of its input.
const TEXT_BITS: u32 = 10;

/// The most inputs whose texts can be told apart.
pub const MAX_INPUTS: usize = 1 << (u32::BITS - TEXT_BITS);

impl SourceId {
    fn of(input: usize, text: usize) -> SourceId {
        SourceId(offset(input.min(MAX_INPUTS - 1)) << TEXT_BITS | offset(text.min((1 << TEXT_BITS) - 1)))
    }

    fn input(self) -> usize {
        (self.0 >> TEXT_BITS) as usize
    }

    fn text(self) -> usize {
        (self.0 & ((1 << TEXT_BITS) - 1)) as usize
    }
}

/// A half-open range of bytes in the decoded text of one source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    pub source: SourceId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The smallest span that covers both; spans of two sources yield the first.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        if self.source != other.source {
            return self;
        }
        Span { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies within this span.
    #[must_use]
    pub fn covers(self, other: Span) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// Characters and the places they were copied from.
///
/// A run was copied, so offsets move with it, or stands for one unit (an entity, an escape) and is
/// taken whole. Only [`Text::span`] makes a [`Span`].
#[derive(Debug, Clone, Default)]
pub struct Text {
    str: String,
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    at: u32,
    from: Span,
    whole: bool,
}

impl Text {
    /// A decoded source, taken over as it is.
    fn of_source(source: SourceId, str: String) -> Text {
        let end = offset(str.len());
        Text { str, runs: vec![Run { at: 0, from: Span { source, start: 0, end }, whole: false }] }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.str
    }

    /// Where the characters of `range` stand in the source.
    ///
    /// A range that is empty or lies outside yields the nearest place.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        // A text as it was decoded is one run.
        if let [Run { at: 0, from, whole: false }] = self.runs.as_slice() {
            let place = |at: usize| (from.start + offset(at.min(self.str.len()))).min(from.end);
            return Span { source: from.source, start: place(range.start), end: place(range.end.max(range.start)) };
        }
        let start = self.place(range.start, false);
        let end = self.place(range.end.max(range.start), true);
        Span { source: start.source, start: start.start, end: end.end.max(start.start) }
    }

    fn place(&self, at: usize, end: bool) -> Span {
        let at = offset(at.min(self.str.len()));
        let index = self.runs.partition_point(|run| if end { run.at < at } else { run.at <= at });
        let Some(run) = self.runs.get(index.saturating_sub(1)) else { return Span::default() };
        if run.whole {
            return run.from;
        }
        let here = (run.from.start + (at - run.at.min(at))).min(run.from.end);
        Span { source: run.from.source, start: here, end: here }
    }

    /// The characters that were copied from a place; none when they are not all of one run.
    #[must_use]
    pub fn copied_from(&self, place: Span) -> Option<&str> {
        let run = self.runs.iter().find(|run| !run.whole && run.from.covers(place))?;
        let start = (run.at + (place.start - run.from.start)) as usize;
        self.str.get(start..start + (place.end - place.start) as usize)
    }

    /// Adds characters copied from `from`.
    pub fn copy(&mut self, str: &str, from: Span) {
        self.push(str, from, false);
    }

    /// Adds characters that stand for the whole of `from`.
    pub fn stand_for(&mut self, str: &str, from: Span) {
        self.push(str, from, true);
    }

    fn push(&mut self, str: &str, from: Span, whole: bool) {
        if str.is_empty() {
            return;
        }
        self.runs.push(Run { at: offset(self.str.len()), from, whole });
        self.str.push_str(str);
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// How the bytes of a source were turned into characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

/// Why an input is no text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreadable {
    Empty,
    Pdf,
    /// A ZIP container: an office document or an archive.
    Zip,
    Gzip,
    /// The older container of office documents.
    OfficeBinary,
    Image,
    /// NUL bytes and the like: some other binary format.
    Binary,
    /// Above the stated limit, in bytes.
    TooLarge(usize),
    /// A file within a text, in other characters than those of base64.
    NotBase64,
}

/// The texts in use.
#[derive(Default)]
pub struct Sources {
    /// The number of the first input that is here.
    first: usize,
    /// The texts of each input: its own, then those it holds.
    inputs: Vec<Vec<Source>>,
}

/// One text with its name and the way back to bytes on disk.
pub struct Source {
    pub path: String,
    /// The name of a file within the one at the path.
    pub member: Option<String>,
    pub encoding: Encoding,
    text: Text,
    bom: u32,
    lines: OnceLock<Vec<LineStart>>,
    marks: OnceLock<Vec<Milestone>>,
}

#[derive(Clone, Copy)]
struct LineStart {
    text: u32,
    disk: u32,
}

/// A place within a long line from which columns are counted on, so that a document on one line is
/// not counted from its start for each of its findings.
#[derive(Clone, Copy)]
struct Milestone {
    text: u32,
    disk: u32,
    column: u32,
}

/// Lines longer than this have milestones, this many bytes apart.
const LONG: usize = 4096;

/// A place as people and programs are told it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    pub path: String,
    pub member: Option<String>,
    /// Bytes in the file as it is on disk.
    pub start: usize,
    pub end: usize,
    /// Lines and columns from 1; columns in characters.
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// The largest input that is read, in bytes.
pub const MAX_INPUT: usize = 256 << 20;

impl Sources {
    #[must_use]
    pub fn new() -> Sources {
        Sources::default()
    }

    /// For the texts of the inputs of a run from this one on.
    #[must_use]
    pub fn from_input(first: usize) -> Sources {
        Sources { first, inputs: Vec::new() }
    }

    /// Takes over the texts of later inputs of the same run; their ids stay what they are.
    pub fn append(&mut self, mut later: Sources) {
        debug_assert!(self.first + self.inputs.len() <= later.first, "sources: inputs are joined in their order");
        // An input of which nothing was read has no texts.
        self.inputs.resize_with(later.first.saturating_sub(self.first), Vec::new);
        self.inputs.append(&mut later.inputs);
    }

    /// Takes in the bytes of one input.
    ///
    /// # Errors
    /// What the bytes are, when they are no text.
    pub fn add(&mut self, path: impl Into<String>, bytes: Vec<u8>) -> Result<SourceId, Unreadable> {
        let (str, encoding, bom) = decode(bytes)?;
        Ok(self.keep(path.into(), str, encoding, bom))
    }

    /// Takes in a file that stood encoded within a source: it has that one's path, and a name within it. An input
    /// has at most 1,023 of them.
    ///
    /// # Errors
    /// What the bytes are, when they are no text.
    pub(crate) fn add_member(&mut self, of: SourceId, name: String, bytes: Vec<u8>) -> Result<SourceId, Unreadable> {
        let decoded = decode(bytes)?;
        let path = self.get(of).path.clone();
        let texts = of.input().checked_sub(self.first).and_then(|input| self.inputs.get_mut(input));
        let texts = texts.expect("sources: an id comes from this collection");
        let id = SourceId::of(of.input(), texts.len());
        texts.push(Source::new(id, path, Some(name), decoded));
        Ok(id)
    }

    /// Takes in a text that is already decoded.
    pub fn add_text(&mut self, path: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.keep(path.into(), text.into(), Encoding::Utf8, 0)
    }

    fn keep(&mut self, path: String, str: String, encoding: Encoding, bom: u32) -> SourceId {
        let id = SourceId::of(self.first + self.inputs.len(), 0);
        self.inputs.push(vec![Source::new(id, path, None, (str, encoding, bom))]);
        id
    }

    /// The source of an id that this collection gave.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        let texts = id.input().checked_sub(self.first).and_then(|input| self.inputs.get(input));
        texts.and_then(|texts| texts.get(id.text())).expect("sources: an id comes from this collection")
    }

    #[must_use]
    pub fn text(&self, id: SourceId) -> &Text {
        &self.get(id).text
    }

    /// The characters a span covers; empty where it covers none.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.source).as_str().get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Where a part of the characters that a span covers stands; the part is told by its bytes among them.
    #[must_use]
    pub fn part(&self, whole: Span, part: Range<usize>) -> Span {
        let start = whole.start as usize;
        self.text(whole.source).span(start + part.start..start + part.end)
    }

    /// A span as path, bytes on disk, line and column.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        self.get(span.source).place(span)
    }

    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.inputs.iter().enumerate().flat_map(move |(input, texts)| {
            let id = move |text| SourceId::of(self.first + input, text);
            texts.iter().enumerate().map(move |(text, source)| (id(text), source))
        })
    }
}

impl Source {
    fn new(
        id: SourceId,
        path: String,
        member: Option<String>,
        (str, encoding, bom): (String, Encoding, u32),
    ) -> Source {
        let text = Text::of_source(id, str);
        Source { path, member, encoding, text, bom, lines: OnceLock::new(), marks: OnceLock::new() }
    }

    #[must_use]
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Number of lines.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines().len()
    }

    /// The index of the line (from 0) that holds a byte of the decoded text.
    #[must_use]
    pub fn line_of(&self, at: usize) -> usize {
        let at = offset(at);
        self.lines().partition_point(|line| line.text <= at).saturating_sub(1)
    }

    /// Where a line (from 0) starts and ends in the decoded text, its line break left out.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let lines = self.lines();
        let str = self.text.as_str();
        let start = lines.get(line).map_or(str.len(), |line| line.text as usize);
        let end = lines.get(line + 1).map_or(str.len(), |line| line.text as usize);
        let line = str.get(start..end).unwrap_or("");
        start..start + line.trim_end_matches(['\n', '\r']).len()
    }

    fn lines(&self) -> &[LineStart] {
        self.lines.get_or_init(|| {
            let str = self.text.as_str();
            let mut lines = vec![LineStart { text: 0, disk: self.bom }];
            let mut last = LineStart { text: 0, disk: self.bom };
            for at in memchr::memchr_iter(b'\n', str.as_bytes()) {
                let disk = last.disk + self.disk_length(str.get(last.text as usize..=at).unwrap_or(""));
                last = LineStart { text: offset(at + 1), disk };
                lines.push(last);
            }
            lines
        })
    }

    /// How many bytes on disk a piece of the decoded text takes.
    fn disk_length(&self, str: &str) -> u32 {
        match self.encoding {
            Encoding::Utf8 => offset(str.len()),
            Encoding::Windows1252 => offset(str.chars().count()),
            Encoding::Utf16Le | Encoding::Utf16Be => offset(str.encode_utf16().count() * 2),
        }
    }

    fn place(&self, span: Span) -> Place {
        let (start, line, column) = self.locate(span.start);
        let (end, end_line, end_column) = self.locate(span.end);
        Place { path: self.path.clone(), member: self.member.clone(), start, end, line, column, end_line, end_column }
    }

    fn locate(&self, at: u32) -> (usize, usize, usize) {
        let line = self.line_of(at as usize);
        let start = self.lines().get(line).copied().unwrap_or(LineStart { text: 0, disk: self.bom });
        let marks = self.milestones();
        let before = marks.partition_point(|mark| mark.text <= at).checked_sub(1).and_then(|last| marks.get(last));
        let line_start = Milestone { text: start.text, disk: start.disk, column: 0 };
        let from = before.copied().filter(|mark| mark.text > start.text).unwrap_or(line_start);
        let between = self.text.as_str().get(from.text as usize..at as usize).unwrap_or("");
        let disk = (from.disk + self.disk_length(between)) as usize;
        (disk, line + 1, from.column as usize + between.chars().count() + 1)
    }

    fn milestones(&self) -> &[Milestone] {
        self.marks.get_or_init(|| {
            let str = self.text.as_str();
            let mut marks = Vec::new();
            for (index, start) in self.lines().iter().enumerate() {
                let end = self.lines().get(index + 1).map_or(str.len(), |next| next.text as usize);
                let mut last = Milestone { text: start.text, disk: start.disk, column: 0 };
                while end - last.text as usize > LONG {
                    let mut at = last.text as usize + LONG;
                    while !str.is_char_boundary(at) {
                        at -= 1;
                    }
                    let between = str.get(last.text as usize..at).unwrap_or("");
                    let column = last.column + offset(between.chars().count());
                    last = Milestone { text: offset(at), disk: last.disk + self.disk_length(between), column };
                    marks.push(last);
                }
            }
            marks
        })
    }
}

fn decode(bytes: Vec<u8>) -> Result<(String, Encoding, u32), Unreadable> {
    if bytes.len() > MAX_INPUT {
        return Err(Unreadable::TooLarge(bytes.len()));
    }
    if let Some(what) = binary(&bytes) {
        return Err(what);
    }
    if let [0xff, 0xfe, rest @ ..] = bytes.as_slice() {
        return Ok((whole(encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0), Encoding::Utf16Le, 2));
    }
    if let [0xfe, 0xff, rest @ ..] = bytes.as_slice() {
        return Ok((whole(encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0), Encoding::Utf16Be, 2));
    }
    if memchr::memchr(0, &bytes).is_some() {
        return Err(Unreadable::Binary);
    }
    let (str, encoding, bom) = match String::from_utf8(bytes) {
        Ok(str) => match str.strip_prefix('\u{feff}') {
            Some(rest) => (rest.to_owned(), Encoding::Utf8, 3),
            None => (str, Encoding::Utf8, 0),
        },
        Err(not_utf8) => {
            let bytes = not_utf8.into_bytes();
            (whole(encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0), Encoding::Windows1252, 0)
        }
    };
    if str.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok((str, encoding, bom))
}

fn whole(str: Cow<'_, str>) -> String {
    str.into_owned()
}

/// The containers and images people hand in by mistake, by their first bytes.
fn binary(bytes: &[u8]) -> Option<Unreadable> {
    const MAGIC: [(&[u8], Unreadable); 9] = [
        (b"%PDF-", Unreadable::Pdf),
        (b"PK\x03\x04", Unreadable::Zip),
        (b"\x1f\x8b", Unreadable::Gzip),
        (b"\xd0\xcf\x11\xe0", Unreadable::OfficeBinary),
        (b"\x89PNG", Unreadable::Image),
        (b"\xff\xd8\xff", Unreadable::Image),
        (b"GIF8", Unreadable::Image),
        (b"II*\0", Unreadable::Image),
        (b"MM\0*", Unreadable::Image),
    ];
    if bytes.is_empty() {
        return Some(Unreadable::Empty);
    }
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_bytes_on_disk_and_columns_in_characters() {
        let mut sources = Sources::new();
        let id = sources.add("a.txt", b"caf\xe9 one\nna\xefve two\n".to_vec()).expect("text");
        let text = sources.text(id).as_str();
        let at = text.find("two").expect("there");
        let place = sources.place(sources.text(id).span(at..at + 3));
        assert_eq!((place.start, place.end, place.line, place.column, place.end_column), (15, 18, 2, 7, 10));
    }

    #[test]
    fn a_byte_order_mark_is_not_text_but_counts_on_disk() {
        let mut sources = Sources::new();
        let id = sources.add("a.txt", "\u{feff}FORM 4".into()).expect("text");
        assert_eq!(sources.text(id).as_str(), "FORM 4");
        assert_eq!(sources.place(sources.text(id).span(0..4)).start, 3);
    }

    #[test]
    fn columns_of_a_long_line_are_counted_right() {
        let mut sources = Sources::new();
        let line = "é1".repeat(5000);
        let id = sources.add_text("a", format!("x\n{line}TWO\nthree"));
        let text = sources.text(id).as_str();
        for (word, expected) in [("TWO", (2, 10_001)), ("three", (3, 1))] {
            let at = text.find(word).expect("there");
            let place = sources.place(sources.text(id).span(at..at + word.len()));
            assert_eq!((place.start, (place.line, place.column)), (at, expected));
        }
    }

    #[test]
    fn utf_16_is_read_by_its_mark() {
        let mut sources = Sources::new();
        let bytes = b"\xff\xfeF\0O\0\n\0R\0".to_vec();
        let id = sources.add("a.txt", bytes).expect("text");
        assert_eq!(sources.text(id).as_str(), "FO\nR");
        assert_eq!(sources.place(sources.text(id).span(3..4)).start, 8);
    }

    #[test]
    fn a_member_has_the_path_of_its_input_and_places_of_its_own() {
        let mut sources = Sources::from_input(3);
        let outer = sources.add_text("outer.xml", "around");
        let inner = sources.add_member(outer, "form4.xml".to_owned(), b"\xef\xbb\xbfone\ntwo".to_vec()).expect("text");
        let place = sources.place(sources.text(inner).span(4..7));
        assert_eq!((place.path.as_str(), place.member.as_deref()), ("outer.xml", Some("form4.xml")));
        assert_eq!((place.start, place.line, place.column), (7, 2, 1));
        assert_eq!(sources.get(outer).member, None);
        assert_ne!(inner, sources.add_text("next.xml", "next"));
    }

    #[test]
    fn texts_that_were_read_apart_are_told_apart_when_joined() {
        let read = |input: usize, words: &str| {
            let mut sources = Sources::from_input(input);
            let id = sources.add_text(format!("{input}.txt"), words);
            let span = sources.text(id).span(0..words.len());
            (sources, span)
        };
        let (mut all, first) = read(0, "one");
        let (third, last) = read(2, "three");
        all.append(third);
        assert_eq!((all.slice(first), all.slice(last)), ("one", "three"));
        assert_eq!(all.place(last).path, "2.txt");
        let ids: Vec<SourceId> = all.iter().map(|(id, _)| id).collect();
        assert_eq!(ids, [first.source, last.source]);
    }

    #[test]
    fn what_is_no_text_is_called_by_its_name() {
        let mut sources = Sources::new();
        assert_eq!(sources.add("a", b"%PDF-1.7".to_vec()), Err(Unreadable::Pdf));
        assert_eq!(sources.add("a", b"".to_vec()), Err(Unreadable::Empty));
        assert_eq!(sources.add("a", b"a\0b".to_vec()), Err(Unreadable::Binary));
    }

    #[test]
    fn a_text_made_of_runs_points_at_what_it_was_made_from() {
        let mut sources = Sources::new();
        let id = sources.add_text("a", "AT&amp;T Corp");
        let from = sources.text(id).clone();
        let mut made = Text::default();
        made.copy("AT", from.span(0..2));
        made.stand_for("&", from.span(2..7));
        made.copy("T Corp", from.span(7..13));
        assert_eq!(made.as_str(), "AT&T Corp");
        assert_eq!(made.span(0..4), from.span(0..8));
        assert_eq!(made.span(2..3), from.span(2..7));
        assert_eq!(made.span(5..9), from.span(9..13));
    }
}
