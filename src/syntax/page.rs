//! A page becomes a sheet: lines and cells, with tokens where they are asked for. See grammar/text.pest.

use std::ops::Range;

use pest::Parser;

use crate::source::{Span, Text};

#[derive(pest_derive::Parser)]
#[grammar = "grammar/text.pest"]
struct Grammar;

/// Lines and cells of one text.
pub struct Sheet<'t> {
    text: &'t Text,
    lines: Vec<Line>,
    cells: Vec<Cell>,
    marked_up: bool,
}

/// One line; its cells are a run of the sheet's.
#[derive(Clone, Copy, Debug)]
struct Line {
    first: u32,
    after: u32,
}

/// One cell: a range of bytes of the text, blanks around it left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    pub start: u32,
    pub end: u32,
}

/// What a token looks like.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TokenKind {
    Date,
    /// `12/2`, `6/2003`, `/17/2013`: a date that a border cut.
    DatePart,
    Money,
    /// A footnote mark, also one that a letter stands in.
    Mark,
    Percent,
    Amount,
    /// Digits and commas that are no amount: `2,`, `413,27`.
    AmountPart,
    /// One letter alone.
    Letter,
    Word,
}

/// A token and the bytes of the text it covers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    pub kind: TokenKind,
    pub range: Range<usize>,
}

impl<'t> Sheet<'t> {
    /// Reads a text as lines and cells. Cannot fail: any text is lines of cells.
    #[must_use]
    pub fn of(text: &'t Text) -> Sheet<'t> {
        let str = text.as_str();
        let (lines_at_most, cells_at_most) = (str.len() / 48, str.len() / 24);
        let mut sheet = Sheet {
            text,
            lines: Vec::with_capacity(lines_at_most),
            cells: Vec::with_capacity(cells_at_most),
            marked_up: false,
        };
        for (start, line) in lines(str) {
            let first = offset(sheet.cells.len());
            sheet.cells_of(line, start);
            sheet.lines.push(Line { first, after: offset(sheet.cells.len()) });
        }
        sheet
    }

    /// The same of a text whose cells are those of markup.
    #[must_use]
    pub fn of_markup(text: &'t Text) -> Sheet<'t> {
        Sheet { marked_up: true, ..Sheet::of(text) }
    }

    /// Whether its cells are as they were made: nobody looked for their borders, so none is cut and no two are merged.
    #[must_use]
    pub fn is_marked_up(&self) -> bool {
        self.marked_up
    }

    /// Parts a line at its tabs, or at its bars when it is a row of a pipe table.
    fn cells_of(&mut self, line: &str, at: usize) {
        let bars = line.strip_prefix('|').filter(|row| row.contains('|'));
        let (line, at, end) = bars.map_or((line, at, b'\t'), |row| (row, at + 1, b'|'));
        let mut start = 0;
        for stop in memchr::memchr_iter(end, line.as_bytes()).chain(std::iter::once(line.len())) {
            let (from, to) = trimmed(line, start, stop);
            self.cells.push(Cell { start: offset(at + from), end: offset(at + to) });
            start = stop + 1;
        }
    }

    #[must_use]
    pub fn text(&self) -> &'t Text {
        self.text
    }

    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The cells of a line; none beyond the last line.
    #[must_use]
    pub fn cells(&self, line: usize) -> &[Cell] {
        let Some(Line { first, after }) = self.lines.get(line).copied() else { return &[] };
        self.cells.get(first as usize..after as usize).unwrap_or(&[])
    }

    /// The characters of a cell.
    #[must_use]
    pub fn str(&self, cell: Cell) -> &'t str {
        self.text.as_str().get(cell.start as usize..cell.end as usize).unwrap_or("")
    }

    #[must_use]
    pub fn span(&self, cell: Cell) -> Span {
        self.text.span(cell.start as usize..cell.end as usize)
    }

    /// First byte of the first cell to last byte of the last.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Range<usize> {
        match self.cells(line) {
            [] => 0..0,
            [only] => only.start as usize..only.end as usize,
            [first, .., last] => first.start as usize..last.end as usize,
        }
    }

    /// The characters of a line, its tabs too.
    #[must_use]
    pub fn line(&self, line: usize) -> &'t str {
        self.text.as_str().get(self.line_range(line)).unwrap_or("")
    }
}

/// The lines of a page, each with its first byte. It only hurries: a test holds that the grammar finds the same.
fn lines(page: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = memchr::memchr_iter(b'\n', page.as_bytes()).chain(std::iter::once(page.len()));
    let mut start = 0;
    ends.map(move |end| {
        let line = (start, page.get(start..end).unwrap_or(""));
        start = end + 1;
        line
    })
}

/// The tokens of one cell; `at` is where the cell starts in the text.
#[must_use]
pub fn tokens(cell: &str, at: usize) -> Vec<Token> {
    plain_tokens(cell, at).unwrap_or_else(|| tokens_by_grammar(cell, at))
}

/// The tokens of a cell whose words are all plain. It only hurries: a test holds that the grammar finds the same.
fn plain_tokens(cell: &str, at: usize) -> Option<Vec<Token>> {
    let bytes = cell.as_bytes();
    let mut tokens = Vec::with_capacity(12);
    let mut start = 0;
    while start < bytes.len() {
        if bytes.get(start) == Some(&b' ') {
            start += 1;
            continue;
        }
        let rest = bytes.get(start..)?;
        let mut length = word_length(rest);
        let word = rest.get(..length)?;
        let kind = match word {
            [letter] if letter.is_ascii_alphabetic() => TokenKind::Letter,
            [first, ..] if first.is_ascii_alphabetic() => {
                let plain =
                    |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',' | b'-' | b'\'' | b'&');
                word.iter().all(plain).then_some(TokenKind::Word)?
            }
            // A sign of dollars takes the figure behind one blank.
            [b'$'] if length < rest.len() => {
                let figure = word_length(rest.get(2..)?);
                is_amount(rest.get(2..2 + figure)?).then_some(())?;
                length = 2 + figure;
                TokenKind::Money
            }
            [b'$', figure @ ..] => (figure.is_empty() || is_amount(figure)).then_some(TokenKind::Money)?,
            [b'(', b'0'..=b'9', b')'] | [b'(', b'0'..=b'9', b'0'..=b'9', b')'] => TokenKind::Mark,
            _ if is_amount(word) => TokenKind::Amount,
            _ => is_date(word).then_some(TokenKind::Date)?,
        };
        tokens.push(Token { kind, range: at + start..at + start + length });
        start += length;
    }
    Some(tokens)
}

fn word_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| *byte == b' ').unwrap_or(bytes.len())
}

/// `250`, `9,000`, `12.3450`
fn is_amount(word: &[u8]) -> bool {
    let mut parts = word.splitn(2, |byte| *byte == b'.');
    let whole = parts.next().unwrap_or(&[]);
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let mut groups = whole.split(|byte| *byte == b',');
    let first = groups.next().unwrap_or(&[]);
    let grouped = whole.len() > first.len();
    digits(first)
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && digits(group))
        && parts.next().is_none_or(digits)
}

/// `3/5/2012`, `03/05/2012`
fn is_date(word: &[u8]) -> bool {
    let mut parts = word.split(|byte| *byte == b'/');
    let mut is = |most: usize, least: usize| {
        parts.next().is_some_and(|part| (least..=most).contains(&part.len()) && part.iter().all(u8::is_ascii_digit))
    };
    is(2, 1) && is(2, 1) && is(4, 4) && parts.next().is_none()
}

fn tokens_by_grammar(cell: &str, at: usize) -> Vec<Token> {
    let Ok(parsed) = Grammar::parse(Rule::tokens, cell) else {
        return vec![Token { kind: TokenKind::Word, range: at..at + cell.len() }];
    };
    let kind = |rule| {
        Some(match rule {
            Rule::date => TokenKind::Date,
            Rule::date_part => TokenKind::DatePart,
            Rule::money => TokenKind::Money,
            Rule::mark => TokenKind::Mark,
            Rule::percent => TokenKind::Percent,
            Rule::amount => TokenKind::Amount,
            Rule::amount_part => TokenKind::AmountPart,
            Rule::letter => TokenKind::Letter,
            Rule::word => TokenKind::Word,
            _ => return None,
        })
    };
    let token = |pair: pest::iterators::Pair<'_, Rule>| {
        let span = pair.as_span();
        Some(Token { kind: kind(pair.as_rule())?, range: at + span.start()..at + span.end() })
    };
    parsed.flatten().filter_map(token).collect()
}

/// The dates among the words of a text, those too that exist in no calendar or have a letter in the place of a digit;
/// `at` is where it starts.
pub fn dates(str: &str, at: usize) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    str.split_inclusive([' ', '\t', '\n', '<', '>', '*', '_', '(', ')', '\u{a0}']).filter_map(move |word| {
        let start = end;
        end += word.len();
        let is_letter = |byte: u8| matches!(byte, b'O' | b'o' | b'l' | b'I' | b'S' | b'B');
        let date = word.trim_end_matches(|c: char| !(c.is_ascii_digit() || matches!(c, 'O' | 'o' | 'l' | 'I')));
        let count = |is: fn(u8) -> bool| date.bytes().filter(|byte| is(*byte)).count();
        let (slashes, digits) = (count(|byte| byte == b'/'), count(|byte| byte.is_ascii_digit()));
        // One letter or two among the digits of a whole date.
        let letters = date.bytes().filter(|byte| is_letter(*byte)).count();
        let shape = slashes == 2
            && date.len() >= 6
            && digits + letters + slashes == date.len()
            && (letters == 0 || letters <= 2 && digits >= 6);
        shape.then(|| at + start..at + start + date.len())
    })
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("sources: a text is at most 256 MiB")
}

/// A range without the blanks at its ends; an empty one stays where it was.
fn trimmed(str: &str, start: usize, end: usize) -> (usize, usize) {
    let cell = str.get(start..end).unwrap_or("");
    match cell.as_bytes() {
        // Most cells are empty, or begin and end in plain characters.
        [] => return (start, start),
        [only] if only.is_ascii_graphic() => return (start, end),
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => return (start, end),
        _ => {}
    }
    let head = cell.len() - cell.trim_start().len();
    let tail = cell.len() - cell.trim_end().len();
    if head == cell.len() { (start, start) } else { (start + head, end - tail) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn kinds(cell: &str) -> Vec<(TokenKind, &str)> {
        tokens(cell, 0).into_iter().map(|token| (token.kind, &cell[token.range])).collect()
    }

    #[test]
    fn a_page_is_lines_of_cells() {
        let mut sources = Sources::new();
        let id = sources.add_text("a", "one\n a \tb\t\t c\r\n\n|x| y |\nlast");
        let sheet = Sheet::of(sources.text(id));
        let lines: Vec<Vec<&str>> = (0..sheet.line_count())
            .map(|line| sheet.cells(line).iter().map(|cell| sheet.str(*cell)).collect())
            .collect();
        assert_eq!(lines, [vec!["one"], vec!["a", "b", "", "c"], vec![""], vec!["x", "y", ""], vec!["last"]]);
    }

    #[test]
    fn lines_are_those_of_the_grammar() {
        for page in ["", "\n", "one", "one\n", "\none\r\n\ntwo\u{85}\u{2028}é\n\n", "a\tb\u{c}\nc"] {
            let parsed = Grammar::parse(Rule::page, page).expect("grammar: a page takes any text");
            let of_grammar: Vec<(usize, &str)> = parsed
                .flatten()
                .filter(|pair| pair.as_rule() == Rule::line)
                .map(|pair| (pair.as_span().start(), pair.as_span().as_str()))
                .collect();
            assert_eq!(lines(page).collect::<Vec<_>>(), of_grammar, "{page:?}");
        }
    }

    #[test]
    fn what_is_plain_the_grammar_finds_too() {
        let pages = [
            include_str!("../../fixtures/layouts/stream_wrapped.txt"),
            include_str!("../../fixtures/layouts/stream_initial.txt"),
            include_str!("../../fixtures/layouts/sale_shredded.txt"),
            "$ 0\n$ D\n$\n$  5\n$ (1)\n5 $ 12,345.5 D\n1,2345\n1234,567\n12.\n.5\n3/5/2012\n03/05/12\n(123)\nS/K\nG(1)\n5% a\n2A. (A) 1,000\nJr., O'Neil\n$1,0 $.5 1/2/20123",
        ];
        let mut plain = 0;
        for cell in pages.iter().flat_map(|page| page.lines()).flat_map(|line| line.split('\t')).map(str::trim) {
            if let Some(tokens) = plain_tokens(cell, 7) {
                assert_eq!(tokens, tokens_by_grammar(cell, 7), "{cell}");
                plain += 1;
            }
        }
        assert!(plain > 200, "{plain}");
    }

    #[test]
    fn tokens_of_clean_and_cut_cells() {
        use TokenKind::*;
        assert_eq!(kinds("Common stock 12/2"), [(Word, "Common"), (Word, "stock"), (DatePart, "12/2")]);
        assert_eq!(kinds("210,000 D"), [(Amount, "210,000"), (Letter, "D")]);
        assert_eq!(kinds("\\$4.62 2,"), [(Money, "\\$4.62"), (AmountPart, "2,")]);
        assert_eq!(kinds("$ 0"), [(Money, "$ 0")]);
        assert_eq!(kinds("09/"), [(DatePart, "09/")]);
        assert_eq!(kinds("/17/2013"), [(DatePart, "/17/2013")]);
        assert_eq!(kinds("0 (1)(2)"), [(Amount, "0"), (Mark, "(1)"), (Mark, "(2)")]);
        assert_eq!(kinds("G(1)"), [(Letter, "G"), (Mark, "(1)")]);
        assert_eq!(kinds("413,27"), [(AmountPart, "413,27")]);
        assert_eq!(kinds("15,500)"), [(Word, "15,500)")]);
        assert_eq!(kinds("12/26/2003"), [(Date, "12/26/2003")]);
        assert_eq!(kinds("Employee Stock Option (Right to buy)").len(), 6);
    }
}
