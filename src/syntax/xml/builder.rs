//! How pieces become a tree, and what they break.

use std::ops::Range;

use super::key::Key;
use super::pieces::{Kind, Pieces, pieces};
use super::{Characters, Element, Node, Tree, offset, reference};
use crate::fault::{Fault, FaultKind};
use crate::source::Text;

/// How many open elements an end tag is compared with, so that a text of end tags costs no more than another.
/// Documents of the SEC are less than ten deep.
const DEEPEST_MATCH: usize = 64;

/// Bytes of a document for each of its elements, about.
const USUAL_LENGTH: usize = 48;

/// A tree in the making.
pub(super) struct Builder<'t> {
    tree: Tree<'t>,
    /// The elements that are open, the outermost first.
    open: Vec<u32>,
}

impl Pieces for Builder<'_> {
    #[inline]
    fn take(&mut self, kind: Kind, piece: Range<usize>) {
        match kind {
            Kind::Open { name } => {
                let node = self.start(&piece, name);
                self.open.push(node);
            }
            Kind::Empty { name } => drop(self.start(&piece, name)),
            Kind::Close { name } => self.close(&piece, name),
            Kind::Characters if self.open.is_empty() => self.outside(piece),
            Kind::Characters => {
                let written = self.tree.text.as_str().as_bytes().get(piece).unwrap_or(&[]);
                let is_literal = memchr::memchr2(b'&', b'\r', written).is_none();
                self.holds(if is_literal { Characters::Literal } else { Characters::Resolved });
            }
            Kind::Opaque => self.opaque(&piece),
            Kind::DocumentType => {
                self.opaque(&piece);
                self.fault(FaultKind::DocumentType, piece);
            }
            Kind::Junk => {
                self.holds(Characters::Resolved);
                self.fault(FaultKind::BrokenTag, piece);
            }
        }
    }

    fn due(&self) -> &[u8] {
        self.open.last().map_or(&[], |node| self.tree.name(Element(*node)).as_bytes())
    }

    #[inline]
    fn take_due(&mut self, tag: Range<usize>) {
        self.leave(&tag);
    }
}

impl<'t> Builder<'t> {
    pub(super) fn of(text: &'t Text, range: Range<usize>) -> Tree<'t> {
        let nodes = Vec::with_capacity(range.len() / USUAL_LENGTH);
        let tree = Tree { text, nodes, opaque: Vec::new(), faults: Vec::new() };
        let mut builder = Builder { tree, open: Vec::new() };
        pieces(text.as_str(), range.clone(), &mut builder);
        builder.finish(range)
    }

    /// Characters stand in the innermost open element.
    fn holds(&mut self, characters: Characters) {
        if let Some(node) = self.open.last().and_then(|at| self.tree.nodes.get_mut(*at as usize)) {
            node.characters = node.characters.max(characters);
        }
    }

    fn opaque(&mut self, piece: &Range<usize>) {
        self.holds(Characters::Resolved);
        self.tree.opaque.push((offset(piece.start), offset(piece.end)));
    }

    fn start(&mut self, tag: &Range<usize>, name: Range<usize>) -> u32 {
        let at = offset(self.tree.nodes.len());
        if self.open.is_empty() && at > 0 {
            self.fault(FaultKind::OutsideRoot, tag.clone());
        }
        let name = (offset(name.start), offset(name.end));
        let end = offset(tag.end);
        self.tree.nodes.push(Node {
            open: offset(tag.start),
            name,
            key: Key::of(self.tree.str(name.0, name.1)),
            characters: Characters::None,
            inner: end,
            inner_end: end,
            end,
            next: at + 1,
        });
        at
    }

    fn close(&mut self, tag: &Range<usize>, name: Range<usize>) {
        let name = self.tree.text.as_str().get(name).unwrap_or("");
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
        if before.is_some() {
            // Some of its characters may stand beside it now.
            self.holds(Characters::Resolved);
        }
        if let Some(node) = self.tree.nodes.get_mut(at as usize) {
            (node.inner_end, node.end, node.next) = (end, end, next);
        }
        self.tree.faults.push(Fault { kind: FaultKind::UnclosedElement, span: start_tag, also: vec![] });
    }

    fn finish(mut self, range: Range<usize>) -> Tree<'t> {
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
