//! The pieces of XML one after another, each with its bytes.
//!
//! Nearly every piece is a plain tag, `<name>`, `</name>` or `<name id="F1"/>`, and is taken here at sight; whatever
//! is not goes to the library, which knows XML.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

/// What a piece is. Names are ranges of the text, prefixes left out.
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
    /// What stands between the others, when it is more than blanks.
    Characters,
    /// A comment, a CDATA section, an instruction or the declaration.
    Opaque,
    DocumentType,
    /// A `<` that opens nothing. It is a character.
    Junk,
}

/// Who is shown the pieces.
pub(super) trait Pieces {
    fn take(&mut self, kind: Kind, piece: Range<usize>);

    /// The name that the next end tag should have, so that it need not be read letter by letter.
    fn due(&self) -> &[u8];

    /// The end tag that is due.
    fn take_due(&mut self, tag: Range<usize>);
}

/// Shows every piece of a range of a text, in order.
pub(super) fn pieces(str: &str, range: Range<usize>, to: &mut impl Pieces) {
    let mut scan = Scan { str, end: range.end, wasted: 0, to };
    let mut at = range.start;
    while let Some(start) = scan.next_bracket(at) {
        // A tag that does not end is looked through to its end, and again behind its `<`. A text of such tags
        // would be looked through over and over: it is read by brackets alone, once that has cost its length.
        at = match scan.plain_tag(start) {
            Some(end) => end,
            None if scan.wasted > range.len() => scan.by_brackets(start),
            None => scan.by_library(start),
        };
    }
}

/// Whether a byte stands in names and nowhere else in a tag, the `:` behind a prefix left out.
fn is_in_name(byte: u8) -> bool {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    is_letter | (byte.wrapping_sub(b'0') < 10) | (byte == b'_') | (byte == b'-') | (byte == b'.') | (byte >= 0x80)
}

fn is_blank(byte: u8) -> bool {
    (byte == b' ') | (byte == b'\n') | (byte == b'\r') | (byte == b'\t') | (byte == 0x0c)
}

/// How many bytes are of a kind before the first that is not. Sixteen are asked at once: this is where the time of
/// reading goes.
#[inline(always)]
fn run(bytes: &[u8], is_of: impl Fn(u8) -> bool) -> usize {
    let mut length = 0;
    while let Some(window) = bytes.get(length..).and_then(|rest| rest.first_chunk::<16>()) {
        let others = u128::from_le_bytes(window.map(|byte| if is_of(byte) { 0 } else { 0xff }));
        if others != 0 {
            return length + others.trailing_zeros() as usize / 8;
        }
        length += 16;
    }
    let rest = bytes.get(length..).unwrap_or(&[]);
    length + rest.iter().position(|byte| !is_of(*byte)).unwrap_or(rest.len())
}

/// Whether a name may begin with it.
fn opens_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || !byte.is_ascii()
}

struct Scan<'t, 'p, P> {
    str: &'t str,
    end: usize,
    /// Bytes looked at that became no piece.
    wasted: usize,
    to: &'p mut P,
}

impl<P: Pieces> Scan<'_, '_, P> {
    /// Shows the characters that stand before it.
    fn next_bracket(&mut self, from: usize) -> Option<usize> {
        let rest = self.str.as_bytes().get(from..self.end)?;
        let blanks = run(rest, is_blank);
        match rest.get(blanks) {
            Some(b'<') => return Some(from + blanks),
            Some(_) => {}
            None => return None,
        }
        let bracket = memchr::memchr(b'<', rest).map(|at| from + at);
        self.to.take(Kind::Characters, from..bracket.unwrap_or(self.end));
        bracket
    }

    /// Takes a tag that is written as nearly all are, and yields its end.
    #[inline]
    fn plain_tag(&mut self, start: usize) -> Option<usize> {
        let rest = self.str.as_bytes().get(start + 1..self.end)?;
        if let [b'/', rest @ ..] = rest {
            return self.plain_end_tag(start, rest);
        }
        rest.first().filter(|byte| opens_name(**byte))?;
        let mut length = run(rest, is_in_name);
        let name = range(start + 1, length);
        let kind = match rest.get(length..)? {
            [b'>', ..] => Kind::Open { name },
            [b'/', b'>', ..] => {
                length += 1;
                Kind::Empty { name }
            }
            attributes @ [byte, ..] if is_blank(*byte) => {
                let within = end_of_attributes(attributes)?;
                length += within;
                if attributes.get(within - 1) == Some(&b'/') { Kind::Empty { name } } else { Kind::Open { name } }
            }
            _ => return None,
        };
        let end = start + 1 + length + 1;
        self.to.take(kind, start..end);
        Some(end)
    }

    /// The same of `</name>`.
    fn plain_end_tag(&mut self, start: usize, rest: &[u8]) -> Option<usize> {
        let due = self.to.due();
        let is_due = !due.is_empty() && rest.starts_with(due) && rest.get(due.len()) == Some(&b'>');
        let length = if is_due { due.len() } else { run(rest, is_in_name) };
        let end = start + 2 + length + 1;
        if is_due {
            self.to.take_due(start..end);
            return Some(end);
        }
        rest.first().filter(|byte| opens_name(**byte))?;
        rest.get(length).filter(|byte| **byte == b'>')?;
        self.to.take(Kind::Close { name: range(start + 2, length) }, start..end);
        Some(end)
    }

    /// Takes what begins with a `<`, whatever it is; yields where to go on.
    fn by_library(&mut self, start: usize) -> usize {
        let mut reader = Reader::from_str(self.str.get(start..self.end).unwrap_or(""));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let event = reader.read_event();
        let after = usize::try_from(reader.buffer_position()).map_or(self.end, |read| start + read).min(self.end);
        let event_failed = event.is_err();
        let kind = match event {
            Ok(Event::Start(tag)) => Kind::Open { name: self.name(start + 1, tag.name().as_ref().len()) },
            Ok(Event::Empty(tag)) => Kind::Empty { name: self.name(start + 1, tag.name().as_ref().len()) },
            Ok(Event::End(tag)) => Kind::Close { name: self.name(start + 2, tag.name().as_ref().len()) },
            Ok(Event::DocType(_)) => Kind::DocumentType,
            Ok(Event::Eof | Event::Text(_) | Event::GeneralRef(_)) | Err(_) => Kind::Junk,
            Ok(_) => Kind::Opaque,
        };
        let whole = matches!(kind, Kind::Opaque | Kind::DocumentType) || self.is_tag(&kind, start..after);
        if !whole {
            // Where an error is reported says nothing of how far the library looked.
            return self.broken(start, if event_failed { self.end } else { after });
        }
        self.to.take(kind, start..after);
        after
    }

    /// A tag opens with a name and has no further `<`.
    fn is_tag(&self, kind: &Kind, tag: Range<usize>) -> bool {
        if !matches!(kind, Kind::Open { .. } | Kind::Close { .. } | Kind::Empty { .. }) {
            return false;
        }
        let bytes = self.str.as_bytes();
        let from = tag.start + 1 + usize::from(matches!(kind, Kind::Close { .. }));
        bytes.get(from).is_some_and(|byte| opens_name(*byte))
            && bytes.get(tag.start + 1..tag.end).is_some_and(|rest| memchr::memchr(b'<', rest).is_none())
    }

    /// A tag that the library could not end, or that is none.
    fn broken(&mut self, start: usize, end: usize) -> usize {
        self.wasted += end.saturating_sub(start);
        self.to.take(Kind::Junk, start..start + 1);
        self.take_between_brackets(start).unwrap_or(start + 1)
    }

    fn by_brackets(&mut self, start: usize) -> usize {
        self.take_between_brackets(start).unwrap_or_else(|| {
            self.to.take(Kind::Junk, start..start + 1);
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
            [b'/', ..] => Kind::Close { name: self.name(start + 2, length(1)) },
            [.., b'/'] => Kind::Empty { name: self.name(start + 1, length(0)) },
            _ => Kind::Open { name: self.name(start + 1, length(0)) },
        };
        if !self.is_tag(&kind, start..end) {
            return None;
        }
        self.to.take(kind, start..end);
        Some(end)
    }

    /// A name without its prefix.
    fn name(&self, start: usize, length: usize) -> Range<usize> {
        let whole = self.str.as_bytes().get(range(start, length)).unwrap_or(&[]);
        let prefix = memchr::memrchr(b':', whole).map_or(0, |at| at + 1);
        start + prefix..start + length
    }
}

/// Where a tag ends whose attributes begin here: at the first `>` outside quotes. None when a `<` comes before it, or
/// a quote is left open there.
fn end_of_attributes(attributes: &[u8]) -> Option<usize> {
    let mut open = None;
    for (at, byte) in attributes.iter().enumerate() {
        match byte {
            b'<' => return None,
            b'>' if open.is_none() => return Some(at),
            b'"' | b'\'' if open.is_none() => open = Some(byte),
            _ if open == Some(byte) => open = None,
            _ => {}
        }
    }
    None
}

fn range(start: usize, length: usize) -> Range<usize> {
    start..start + length
}
