//! XML: flat pieces, and a tree of what they make. quick-xml is known here alone.
//!
//! A document that breaks its own markup is still read: every break is a fault at its place, and what
//! stands around it keeps its meaning. Nothing is expanded but the five entities and character references.

mod builder;
mod content;
mod key;
mod pieces;
mod wrapped;

use std::borrow::Cow;
use std::ops::Range;

use crate::fault::Fault;
use crate::source::{Span, Text};
use builder::Builder;
use key::Key;
pub use wrapped::joined;

/// The elements of one document, in the order of their start tags.
pub struct Tree<'t> {
    text: &'t Text,
    nodes: Vec<Node>,
    /// Comments, instructions and CDATA sections: their characters are no markup.
    opaque: Vec<(u32, u32)>,
    pub faults: Vec<Fault>,
}

/// One element, by its place in the tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Element(u32);

/// Offsets in the text.
#[derive(Clone, Copy)]
struct Node {
    /// The start tag.
    open: u32,
    /// The name without its prefix.
    name: (u32, u32),
    key: Key,
    characters: Characters,
    /// Where the start tag ends and the content begins.
    inner: u32,
    inner_end: u32,
    end: u32,
    /// The node after the last one within.
    next: u32,
}

/// What stands directly in an element beside other elements and blanks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Characters {
    None,
    /// Characters that are what they are written as.
    Literal,
    /// References among them, or ends of lines to be made one, comments, CDATA sections, a `<` that is no markup.
    Resolved,
}

/// The characters of an element, references resolved and blanks at both ends left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written<'t> {
    pub str: Cow<'t, str>,
    pub span: Span,
}

impl<'t> Tree<'t> {
    /// Reads the XML that stands in a range of a text. Cannot fail: what is no markup is characters.
    #[must_use]
    pub fn of(text: &'t Text, range: Range<usize>) -> Tree<'t> {
        Builder::of(text, range)
    }

    /// The element that the document is.
    #[must_use]
    pub fn root(&self) -> Option<Element> {
        (!self.nodes.is_empty()).then_some(Element(0))
    }

    /// The name without its prefix.
    #[must_use]
    pub fn name(&self, element: Element) -> &'t str {
        let (start, end) = self.node(element).name;
        self.str(start, end)
    }

    /// The elements directly within, in order.
    pub fn children(&self, element: Element) -> impl Iterator<Item = Element> {
        let last = self.node(element).next;
        let mut at = element.0 + 1;
        std::iter::from_fn(move || {
            let child = (at < last).then_some(Element(at))?;
            at = self.node(child).next;
            Some(child)
        })
    }

    /// Whether no element stands within.
    #[must_use]
    pub fn is_leaf(&self, element: Element) -> bool {
        self.node(element).next == element.0 + 1
    }

    /// The first element of a name directly within.
    #[must_use]
    pub fn child(&self, element: Element, name: &str) -> Option<Element> {
        let key = Key::of(name);
        self.children(element).find(|child| self.node(*child).key == key && self.name(*child) == name)
    }

    /// The first element of a name directly within, or the first whose name differs by capitals; and whether it has
    /// the name as it is.
    #[must_use]
    pub fn child_in_any_case(&self, element: Element, name: &str) -> Option<(Element, bool)> {
        let key = Key::of(name);
        let mut alike = None;
        for child in self.children(element).filter(|child| self.node(*child).key == key) {
            let written = self.name(child);
            if written == name {
                return Some((child, true));
            }
            alike = alike.or_else(|| written.eq_ignore_ascii_case(name).then_some((child, false)));
        }
        alike
    }

    /// Whether an element has this name, but for capitals.
    #[must_use]
    pub fn is_named(&self, element: Element, name: &str) -> bool {
        self.node(element).key == Key::of(name) && self.name(element).eq_ignore_ascii_case(name)
    }

    /// From its start tag to its end tag.
    #[must_use]
    pub fn span(&self, element: Element) -> Span {
        let node = self.node(element);
        self.text.span(node.open as usize..node.end as usize)
    }

    /// Its start tag.
    #[must_use]
    pub fn start_tag(&self, element: Element) -> Span {
        let node = self.node(element);
        self.text.span(node.open as usize..node.inner as usize)
    }

    /// Its name, where it stands in the start tag.
    #[must_use]
    pub fn name_span(&self, element: Element) -> Span {
        let (start, end) = self.node(element).name;
        self.text.span(start as usize..end as usize)
    }

    /// Whether its end is written.
    #[must_use]
    pub fn is_closed(&self, element: Element) -> bool {
        let node = self.node(element);
        // A tag such as `<a/>` ends what it begins.
        node.inner_end < node.end || self.str(node.open, node.inner).ends_with("/>")
    }

    /// What is written in it, before the first element within; none when that is blank.
    #[must_use]
    pub fn written(&self, element: Element) -> Option<Written<'t>> {
        let (start, end) = self.before_first(element);
        match self.node(element).characters {
            Characters::None => None,
            Characters::Literal => self.literal(start, end),
            Characters::Resolved => self.trimmed(start, end),
        }
    }

    /// The value of an attribute; none when it is blank or not there.
    #[must_use]
    pub fn attribute(&self, element: Element, name: &str) -> Option<Written<'t>> {
        let node = self.node(element);
        let mut at = node.name.1;
        loop {
            let rest = self.str(at, node.inner);
            let equals = memchr::memchr(b'=', rest.as_bytes())?;
            let (named, value) = rest.split_at_checked(equals)?;
            let before_quote = 1 + value.bytes().skip(1).position(|byte| !byte.is_ascii_whitespace())?;
            let quote = *value.as_bytes().get(before_quote).filter(|byte| matches!(byte, b'"' | b'\''))?;
            let length = memchr::memchr(quote, value.as_bytes().get(before_quote + 1..)?)?;
            let opened = at + offset(equals + before_quote + 1);
            let prefix = named.trim_ascii().strip_suffix(name);
            if prefix.is_some_and(|prefix| prefix.is_empty() || prefix.ends_with(':')) {
                return self.trimmed(opened, opened + offset(length));
            }
            at = opened + offset(length) + 1;
        }
    }

    fn trimmed(&self, start: u32, end: u32) -> Option<Written<'t>> {
        let is_literal = memchr::memchr2(b'&', b'<', self.str(start, end).as_bytes()).is_none();
        if is_literal { self.literal(start, end) } else { self.decoded(start, end) }
    }

    fn literal(&self, start: u32, end: u32) -> Option<Written<'t>> {
        let raw = self.str(start, end);
        // Few values have blanks at their ends.
        let is_trim = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
        let (rest, str) = match is_trim(raw.as_bytes().first()) && is_trim(raw.as_bytes().last()) {
            true => (raw, raw),
            false => (raw.trim_start(), raw.trim()),
        };
        let from = start as usize + (raw.len() - rest.len());
        let written = || Written { str: Cow::Borrowed(str), span: self.text.span(from..from + str.len()) };
        (!str.is_empty()).then(written)
    }

    /// Characters in which references stand, or comments, or CDATA sections, or a `<` that is no markup.
    fn decoded(&self, start: u32, end: u32) -> Option<Written<'t>> {
        let decoded = self.decode(start, end);
        let raw = decoded.as_str();
        let str = raw.trim();
        let from = raw.len() - raw.trim_start().len();
        let written = || Written { str: Cow::Owned(str.to_owned()), span: decoded.span(from..from + str.len()) };
        (!str.is_empty()).then(written)
    }

    fn decode(&self, start: u32, end: u32) -> Text {
        let mut decoded = Text::default();
        let mut at = start;
        let first = self.opaque.partition_point(|(opaque, _)| *opaque < start);
        let within = self.opaque.get(first..).unwrap_or(&[]).iter().take_while(|(opaque, _)| *opaque < end);
        for (from, to) in within {
            self.resolve(at, *from, &mut decoded);
            let piece = self.str(*from, *to);
            if let Some(characters) = piece.strip_prefix(CDATA).and_then(|rest| rest.strip_suffix("]]>")) {
                let from = *from as usize + CDATA.len();
                decoded.copy(characters, self.text.span(from..from + characters.len()));
            }
            at = *to;
        }
        self.resolve(at, end, &mut decoded);
        decoded
    }

    /// Copies characters, each reference as the one it stands for.
    fn resolve(&self, start: u32, end: u32, decoded: &mut Text) {
        let raw = self.str(start, end);
        let mut done = 0;
        for at in memchr::memchr_iter(b'&', raw.as_bytes()) {
            let Some((character, length)) = raw.get(at..).and_then(reference) else { continue };
            self.copy(raw, start, done..at, decoded);
            let span = self.text.span(start as usize + at..start as usize + at + length);
            decoded.stand_for(character.encode_utf8(&mut [0; 4]), span);
            done = at + length;
        }
        self.copy(raw, start, done..raw.len(), decoded);
    }

    fn copy(&self, raw: &str, start: u32, range: Range<usize>, decoded: &mut Text) {
        let span = self.text.span(start as usize + range.start..start as usize + range.end);
        decoded.copy(raw.get(range).unwrap_or(""), span);
    }

    fn node(&self, element: Element) -> &Node {
        self.nodes.get(element.0 as usize).expect("xml: an element comes from this tree")
    }

    fn str(&self, start: u32, end: u32) -> &'t str {
        self.text.as_str().get(start as usize..end as usize).unwrap_or("")
    }
}

const CDATA: &str = "<![CDATA[";

/// The character that a reference at the start of a text stands for, and the length of the reference.
fn reference(str: &str) -> Option<(char, usize)> {
    // `&#x10FFFF;` is the longest.
    let end = str.bytes().take(10).position(|byte| byte == b';')?;
    let name = str.get(1..end)?;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => hex.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(hex, 16))?,
                None => number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse())?,
            };
            code.ok().and_then(char::from_u32).filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))?
        }
    };
    Some((character, end + 1))
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("sources: a text is at most 256 MiB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn references_are_the_five_and_characters_by_number() {
        let cases = [("&amp;x", '&', 5), ("&lt;", '<', 4), ("&#65;", 'A', 5), ("&#x201D;", '\u{201d}', 8)];
        for (text, character, length) in cases {
            assert_eq!(reference(text), Some((character, length)), "{text}");
        }
        for text in ["&", "&;", "&amp", "&AMP;", "&nbsp;", "&#;", "&#x;", "&#0;", "&#xD800;", "&#+65;", "& amp;", "&é;"]
        {
            assert_eq!(reference(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_knows_where_it_stands() {
        let mut sources = Sources::new();
        let id = sources.add_text("a", "<a b=\"1\" c:id = ' F1 '>  x &lt; <!-- no -->y<![CDATA[&]]> <d/>tail</a>");
        let text = sources.text(id);
        let tree = Tree::of(text, 0..text.as_str().len());
        let root = tree.root().expect("a root");
        let written = tree.written(root).expect("written in");
        assert_eq!(written.str, "x < y&");
        assert_eq!(sources.slice(written.span), "x &lt; <!-- no -->y<![CDATA[&");
        let attribute = tree.attribute(root, "id").expect("there");
        assert_eq!((attribute.str.as_ref(), sources.slice(attribute.span)), ("F1", "F1"));
        assert_eq!(tree.attribute(root, "d"), None);
        assert_eq!(tree.faults, []);
    }
}
