//! The pieces of XML one after another, each with its bytes. What stands between them is characters.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

/// What a piece is. Names are ranges of the text, prefixes included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Open {
        name: Range<usize>,
    },
    Close {
        name: Range<usize>,
    },
    Empty {
        name: Range<usize>,
    },
    /// A comment, a CDATA section, an instruction or the declaration.
    Opaque,
    DocumentType,
    /// A `<` that opens nothing. It is a character.
    Junk,
}

/// Shows every piece of a range of a text, in order.
pub(super) fn pieces(str: &str, range: Range<usize>, visit: &mut impl FnMut(Kind, Range<usize>)) {
    let mut scan = Scan { str, end: range.end, wasted: 0, visit };
    let mut at = scan.next_bracket(range.start);
    while let Some(start) = at {
        // A tag that does not end is looked through to its end, and again behind its `<`. A text of such tags
        // would be looked through over and over: it is read by brackets alone, once that has cost its length.
        let next = if scan.wasted > range.len() { scan.by_brackets(start) } else { scan.by_library(start) };
        at = scan.next_bracket(next);
    }
}

struct Scan<'t, 'v, V> {
    str: &'t str,
    end: usize,
    /// Bytes looked at that became no piece.
    wasted: usize,
    visit: &'v mut V,
}

impl<V: FnMut(Kind, Range<usize>)> Scan<'_, '_, V> {
    fn next_bracket(&self, from: usize) -> Option<usize> {
        let rest = self.str.as_bytes().get(from..self.end)?;
        memchr::memchr(b'<', rest).map(|at| from + at)
    }

    /// Reads from a `<` on until something is broken or the text ends; yields where to go on.
    fn by_library(&mut self, start: usize) -> usize {
        let mut reader = Reader::from_str(self.str.get(start..self.end).unwrap_or(""));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let mut before = start;
        loop {
            let event = reader.read_event();
            let after = usize::try_from(reader.buffer_position()).map_or(self.end, |read| start + read).min(self.end);
            let event_failed = event.is_err();
            let kind = match event {
                Ok(Event::Eof) => return self.end,
                Ok(Event::Text(_) | Event::GeneralRef(_)) => {
                    before = after;
                    continue;
                }
                Ok(Event::Start(tag)) => Kind::Open { name: range(before + 1, tag.name().as_ref().len()) },
                Ok(Event::Empty(tag)) => Kind::Empty { name: range(before + 1, tag.name().as_ref().len()) },
                Ok(Event::End(tag)) => Kind::Close { name: range(before + 2, tag.name().as_ref().len()) },
                Ok(Event::DocType(_)) => Kind::DocumentType,
                Ok(_) => Kind::Opaque,
                Err(_) => Kind::Junk,
            };
            let whole = matches!(kind, Kind::Opaque | Kind::DocumentType) || self.is_tag(&kind, before..after);
            if !whole {
                // Where an error is reported says nothing of how far the library looked.
                return self.broken(before, if event_failed { self.end } else { after });
            }
            (self.visit)(kind, before..after);
            before = after;
        }
    }

    /// A tag opens with a name and has no further `<`.
    fn is_tag(&self, kind: &Kind, tag: Range<usize>) -> bool {
        let (Kind::Open { name } | Kind::Close { name } | Kind::Empty { name }) = kind else { return false };
        let opens = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_' || !byte.is_ascii();
        let bytes = self.str.as_bytes();
        bytes.get(name.start).is_some_and(opens)
            && bytes.get(tag.start + 1..tag.end).is_some_and(|rest| memchr::memchr(b'<', rest).is_none())
    }

    /// A tag that the library could not end, or that is none.
    fn broken(&mut self, start: usize, end: usize) -> usize {
        self.wasted += end.saturating_sub(start);
        (self.visit)(Kind::Junk, start..start + 1);
        self.take_between_brackets(start).unwrap_or(start + 1)
    }

    fn by_brackets(&mut self, start: usize) -> usize {
        self.take_between_brackets(start).unwrap_or_else(|| {
            (self.visit)(Kind::Junk, start..start + 1);
            start + 1
        })
    }

    /// Takes one tag as what stands from `<` to `>` with no `<` between, whatever is in quotes; yields its end.
    fn take_between_brackets(&mut self, start: usize) -> Option<usize> {
        let rest = self.str.as_bytes().get(start + 1..self.end)?;
        let close = memchr::memchr2(b'<', b'>', rest).filter(|at| rest.get(*at) == Some(&b'>'))?;
        let (tag, end) = (rest.get(..close)?, start + 1 + close + 1);
        let ends_name = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'/';
        let length = |from: usize| {
            let name = tag.get(from..).unwrap_or(&[]);
            name.iter().position(ends_name).unwrap_or(name.len())
        };
        let kind = match tag {
            [b'/', ..] => Kind::Close { name: range(start + 2, length(1)) },
            [.., b'/'] => Kind::Empty { name: range(start + 1, length(0)) },
            _ => Kind::Open { name: range(start + 1, length(0)) },
        };
        if !self.is_tag(&kind, start..end) {
            return None;
        }
        (self.visit)(kind, start..end);
        Some(end)
    }
}

fn range(start: usize, length: usize) -> Range<usize> {
    start..start + length
}
