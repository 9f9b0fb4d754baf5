//! What a schema asks of a tree: values with their blanks, characters between elements, what is no element.

use std::borrow::Cow;

use super::{Characters, Element, Tree, offset};
use crate::fault::FaultKind;
use crate::source::{Span, Text};

impl<'t> Tree<'t> {
    /// The characters of an element before the first one within, blanks and all, with its lines ended as XML has
    /// them ended.
    #[must_use]
    pub fn raw(&self, element: Element) -> Cow<'t, str> {
        let (start, end) = self.before_first(element);
        let raw = self.str(start, end);
        if self.node(element).characters < Characters::Resolved {
            return Cow::Borrowed(raw);
        }
        let decoded = match memchr::memchr2(b'&', b'<', raw.as_bytes()) {
            None => Cow::Borrowed(raw),
            Some(_) => Cow::Owned(self.decode(start, end).as_str().to_owned()),
        };
        if memchr::memchr(b'\r', decoded.as_bytes()).is_none() {
            return decoded;
        }
        Cow::Owned(decoded.replace("\r\n", "\n").replace('\r', "\n"))
    }

    /// The same characters as they are written, each with its place.
    #[must_use]
    pub fn content(&self, element: Element) -> Text {
        let (start, end) = self.before_first(element);
        self.decode(start, end)
    }

    /// Where the characters of an element stand, blanks and all.
    #[must_use]
    pub fn raw_span(&self, element: Element) -> Span {
        let (start, end) = self.before_first(element);
        self.text.span(start as usize..end as usize)
    }

    /// The first characters, but for blanks, that stand in an element between or around those within.
    #[must_use]
    pub fn stray_text(&self, element: Element) -> Option<Span> {
        let node = self.node(element);
        if node.characters == Characters::None {
            return None;
        }
        let mut at = node.inner;
        for child in self.children(element) {
            let child = self.node(child);
            if let Some(stray) = self.characters(at, child.open) {
                return Some(stray);
            }
            at = child.end;
        }
        self.characters(at, node.inner_end)
    }

    fn characters(&self, start: u32, end: u32) -> Option<Span> {
        let is_blank = self.str(start, end).bytes().all(|byte| byte.is_ascii_whitespace());
        if is_blank { None } else { self.trimmed(start, end).map(|written| written.span) }
    }

    /// Every element, in the order of the start tags.
    pub fn elements(&self) -> impl Iterator<Item = Element> {
        (0..offset(self.nodes.len())).map(Element)
    }

    /// Whether the markup leaves open which element stands in which.
    #[must_use]
    pub fn has_broken_structure(&self) -> bool {
        use FaultKind::{BrokenTag, MismatchedTags, OutsideRoot, StrayEndTag, UnclosedElement};
        let breaks = |kind| matches!(kind, BrokenTag | MismatchedTags | OutsideRoot | StrayEndTag | UnclosedElement);
        self.faults.iter().any(|fault| breaks(fault.kind))
    }

    /// The name with its prefix.
    #[must_use]
    pub fn full_name(&self, element: Element) -> &'t str {
        let node = self.node(element);
        self.str(node.open + 1, node.name.1)
    }

    /// Comments, instructions, CDATA sections and the declaration, in order: what is written and where.
    pub fn opaque(&self) -> impl Iterator<Item = (&'t str, Span)> {
        self.opaque.iter().map(|(start, end)| (self.str(*start, *end), self.text.span(*start as usize..*end as usize)))
    }

    /// What stands before the first piece of the document, blanks and all.
    #[must_use]
    pub fn before(&self, start: usize) -> (&'t str, Span) {
        let first = self.opaque.first().map(|(start, _)| *start);
        let root = self.nodes.first().map(|root| root.open);
        let end = [first, root].into_iter().flatten().min().unwrap_or(offset(start));
        (self.str(offset(start), end), self.text.span(start..end as usize))
    }

    pub(super) fn before_first(&self, element: Element) -> (u32, u32) {
        let node = self.node(element);
        let first = element.0 + 1;
        (node.inner, if first < node.next { self.node(Element(first)).open } else { node.inner_end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn tree(xml: &str, see: impl Fn(&Tree<'_>, Element)) {
        let mut sources = Sources::new();
        let id = sources.add_text("a.xml", xml);
        let text = sources.text(id);
        let tree = Tree::of(text, 0..text.as_str().len());
        let root = tree.root().expect("a root");
        see(&tree, root);
    }

    #[test]
    fn blanks_count_and_references_are_resolved() {
        tree("<a> x &amp;\r\n<!-- y -->z<b/> w</a>", |tree, root| assert_eq!(tree.raw(root), " x &\nz"));
        tree("<a><![CDATA[ <x> ]]></a>", |tree, root| assert_eq!(tree.raw(root), " <x> "));
        tree("<a/>", |tree, root| assert_eq!(tree.raw(root), ""));
    }

    #[test]
    fn characters_between_elements_are_found() {
        for (xml, at) in [
            ("<a>\n<b>x</b>\n<!-- y -->\n</a>", None),
            ("<a>x<b/></a>", Some(3)),
            ("<a><b/> x</a>", Some(8)),
            ("<a><b/>&amp;<b/></a>", Some(7)),
        ] {
            tree(xml, |tree, root| assert_eq!(tree.stray_text(root).map(|span| span.start), at, "{xml}"));
        }
    }

    #[test]
    fn what_is_no_element_is_shown() {
        tree(" <?xml version=\"1.0\"?><?a b?><x:a/>", |tree, root| {
            assert_eq!(tree.before(0).0, " ");
            assert_eq!(
                tree.opaque().map(|(piece, _)| piece).collect::<Vec<_>>(),
                ["<?xml version=\"1.0\"?>", "<?a b?>"]
            );
            assert_eq!(tree.full_name(root), "x:a");
        });
    }
}
