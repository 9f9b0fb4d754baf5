//! XML: flat pieces, and a tree of what they make. quick-xml is known here alone.
//!
//! A document that breaks its own markup is still read: every break is a fault at its place, and what
//! stands around it keeps its meaning. Nothing is expanded but the five entities and character references.

mod pieces;
mod wrapped;

use std::borrow::Cow;
use std::ops::Range;

use crate::fault::{Fault, FaultKind};
use crate::source::{Span, Text};
use pieces::{Kind, pieces};
pub use wrapped::joined;

/// How many open elements an end tag is compared with, so that a text of end tags costs no more than another.
/// Documents of the SEC are less than ten deep.
const DEEPEST_MATCH: usize = 64;

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
    /// Where the start tag ends and the content begins.
    inner: u32,
    inner_end: u32,
    end: u32,
    /// The node after the last one within.
    next: u32,
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
        let size = range.len();
        let tree = Tree { text, nodes: Vec::with_capacity(size / 48), opaque: Vec::new(), faults: Vec::new() };
        let mut builder = Builder { tree, open: Vec::new(), last: range.start };
        pieces(text.as_str(), range.clone(), &mut |kind, piece| builder.take(kind, piece));
        builder.finish(range)
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

    /// The first element of a name directly within.
    #[must_use]
    pub fn child(&self, element: Element, name: &str) -> Option<Element> {
        self.children(element).find(|child| self.name(*child) == name)
    }

    /// The first element directly within whose name differs by capitals at most.
    #[must_use]
    pub fn child_in_any_case(&self, element: Element, name: &str) -> Option<Element> {
        self.children(element).find(|child| self.name(*child).eq_ignore_ascii_case(name))
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
        node.inner_end < node.end || node.inner == node.end
    }

    /// What is written in it, before the first element within; none when that is blank.
    #[must_use]
    pub fn written(&self, element: Element) -> Option<Written<'t>> {
        let node = self.node(element);
        let first = element.0 + 1;
        let end = if first < node.next { self.node(Element(first)).open } else { node.inner_end };
        self.trimmed(node.inner, end)
    }

    /// The value of an attribute; none when it is blank or not there.
    #[must_use]
    pub fn attribute(&self, element: Element, name: &str) -> Option<Written<'t>> {
        let node = self.node(element);
        let mut at = node.name.1 as usize;
        let tag = self.text.as_str().get(..node.inner as usize)?;
        loop {
            let rest = tag.get(at..)?;
            let equals = rest.find('=')?;
            let named = rest.get(..equals)?.trim();
            let value = rest.get(equals + 1..)?;
            let quote = value.trim_start().chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let opened = at + equals + 1 + value.find(quote)? + 1;
            let length = tag.get(opened..)?.find(quote)?;
            if named.rsplit(':').next() == Some(name) {
                return self.trimmed(offset(opened), offset(opened + length));
            }
            at = opened + length + 1;
        }
    }

    fn trimmed(&self, start: u32, end: u32) -> Option<Written<'t>> {
        let raw = self.str(start, end);
        if memchr::memchr2(b'&', b'<', raw.as_bytes()).is_some() {
            return self.decoded(start, end);
        }
        let str = raw.trim();
        let from = start as usize + (raw.len() - raw.trim_start().len());
        let written = || Written { str: Cow::Borrowed(str), span: self.text.span(from..from + str.len()) };
        (!str.is_empty()).then(written)
    }

    /// Characters in which references stand, or comments, or CDATA sections, or a `<` that is no markup.
    fn decoded(&self, start: u32, end: u32) -> Option<Written<'t>> {
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
        let raw = decoded.as_str();
        let str = raw.trim();
        let from = raw.len() - raw.trim_start().len();
        let written = || Written { str: Cow::Owned(str.to_owned()), span: decoded.span(from..from + str.len()) };
        (!str.is_empty()).then(written)
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

/// A tree in the making.
struct Builder<'t> {
    tree: Tree<'t>,
    /// The elements that are open, the outermost first.
    open: Vec<u32>,
    /// Where the last piece ended.
    last: usize,
}

impl<'t> Builder<'t> {
    fn take(&mut self, kind: Kind, piece: Range<usize>) {
        if self.open.is_empty() {
            self.outside(self.last..piece.start);
        }
        self.last = piece.end;
        match kind {
            Kind::Open { name } => {
                let node = self.start(&piece, name);
                self.open.push(node);
            }
            Kind::Empty { name } => drop(self.start(&piece, name)),
            Kind::Close { name } => self.close(&piece, name),
            Kind::Opaque => self.tree.opaque.push((offset(piece.start), offset(piece.end))),
            Kind::DocumentType => {
                self.tree.opaque.push((offset(piece.start), offset(piece.end)));
                self.fault(FaultKind::DocumentType, piece);
            }
            Kind::Junk => self.fault(FaultKind::BrokenTag, piece),
        }
    }

    fn start(&mut self, tag: &Range<usize>, name: Range<usize>) -> u32 {
        let at = offset(self.tree.nodes.len());
        if self.open.is_empty() && at > 0 {
            self.fault(FaultKind::OutsideRoot, tag.clone());
        }
        let name = without_prefix(self.tree.text.as_str(), name);
        let end = offset(tag.end);
        self.tree.nodes.push(Node { open: offset(tag.start), name, inner: end, inner_end: end, end, next: at + 1 });
        at
    }

    fn close(&mut self, tag: &Range<usize>, name: Range<usize>) {
        let (start, end) = without_prefix(self.tree.text.as_str(), name);
        let name = self.tree.str(start, end);
        let is_named = |node: &u32| self.tree.name(Element(*node)) == name;
        match self.open.iter().rev().take(DEEPEST_MATCH).position(is_named) {
            Some(above) => {
                for _ in 0..above {
                    self.leave_unclosed(tag.start);
                }
                self.leave(tag);
            }
            None if self.is_leaf_written_in(tag.start) => {
                let start_tag = self.open.last().map(|node| self.tree.start_tag(Element(*node)));
                let span = self.tree.text.span(tag.clone());
                let also = start_tag.into_iter().collect();
                self.tree.faults.push(Fault { kind: FaultKind::MismatchedTags, span, also });
                self.leave(tag);
            }
            None => self.fault(FaultKind::StrayEndTag, tag.clone()),
        }
    }

    /// Whether the innermost open element holds characters and no element: an end tag there must be its own.
    fn is_leaf_written_in(&self, end: usize) -> bool {
        let Some(node) = self.open.last().and_then(|at| self.tree.nodes.get(*at as usize)) else { return false };
        let is_last = self.open.last().is_some_and(|at| *at as usize + 1 == self.tree.nodes.len());
        is_last && !self.tree.str(node.inner, offset(end)).trim().is_empty()
    }

    fn leave(&mut self, tag: &Range<usize>) {
        let next = offset(self.tree.nodes.len());
        let Some(node) = self.open.pop().and_then(|at| self.tree.nodes.get_mut(at as usize)) else { return };
        (node.inner_end, node.end, node.next) = (offset(tag.start), offset(tag.end), next);
    }

    /// Ends the innermost open element without an end tag. Where characters stand in it, it ends before the
    /// first element within, which then stands beside it.
    fn leave_unclosed(&mut self, end: usize) {
        let Some(at) = self.open.pop() else { return };
        let element = Element(at);
        let start_tag = self.tree.start_tag(element);
        let inner = self.tree.node(element).inner;
        let first = self.tree.nodes.get(at as usize + 1).map(|child| child.open);
        let before = first.filter(|first| !self.tree.str(inner, *first).trim().is_empty());
        let next = if before.is_some() { at + 1 } else { offset(self.tree.nodes.len()) };
        let end = before.unwrap_or(offset(end));
        if let Some(node) = self.tree.nodes.get_mut(at as usize) {
            (node.inner_end, node.end, node.next) = (end, end, next);
        }
        self.tree.faults.push(Fault { kind: FaultKind::UnclosedElement, span: start_tag, also: vec![] });
    }

    fn finish(mut self, range: Range<usize>) -> Tree<'t> {
        if self.open.is_empty() {
            self.outside(self.last..range.end);
        }
        while !self.open.is_empty() {
            self.leave_unclosed(range.end);
        }
        self.unknown_references(range);
        self.tree.faults.sort_by_key(|fault| fault.span);
        self.tree
    }

    /// Characters that stand beside the root.
    fn outside(&mut self, range: Range<usize>) {
        let str = self.tree.text.as_str().get(range.clone()).unwrap_or("");
        let words = str.trim();
        if !words.is_empty() {
            let start = range.start + (str.len() - str.trim_start().len());
            self.fault(FaultKind::OutsideRoot, start..start + words.len());
        }
    }

    fn unknown_references(&mut self, range: Range<usize>) {
        let str = self.tree.text.as_str().get(range.clone()).unwrap_or("");
        for at in memchr::memchr_iter(b'&', str.as_bytes()) {
            let rest = str.get(at..).unwrap_or("");
            if reference(rest).is_some() {
                continue;
            }
            let start = range.start + at;
            let before = self.tree.opaque.partition_point(|(from, _)| *from as usize <= start).checked_sub(1);
            let opaque = before.and_then(|at| self.tree.opaque.get(at));
            if opaque.is_none_or(|(_, to)| *to as usize <= start) {
                let name =
                    rest.bytes().skip(1).take(32).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
                let length = 1 + name.count();
                let closed = rest.as_bytes().get(length) == Some(&b';');
                self.fault(FaultKind::UnknownReference, start..start + length + usize::from(closed));
            }
        }
    }

    fn fault(&mut self, kind: FaultKind, range: Range<usize>) {
        let span = self.tree.text.span(range);
        self.tree.faults.push(Fault { kind, span, also: vec![] });
    }
}

fn without_prefix(str: &str, name: Range<usize>) -> (u32, u32) {
    let whole = str.get(name.clone()).unwrap_or("");
    let prefix = memchr::memrchr(b':', whole.as_bytes()).map_or(0, |at| at + 1);
    (offset(name.start + prefix), offset(name.end))
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
