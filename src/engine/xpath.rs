//! Places in XML as other programs name them: `/ownershipDocument/reportingOwner[2]/reportingOwnerId`.

use std::collections::HashMap;

use crate::filing::Filing;
use crate::source::{Sources, Span};
use crate::syntax::xml::Tree;

/// The elements of one filing's document. Made once for a filing that has findings.
pub(super) struct XPaths<'t> {
    /// In the order of their start tags.
    elements: Vec<Element<'t>>,
}

struct Element<'t> {
    span: Span,
    name: &'t str,
    parent: Option<usize>,
    /// Which of its siblings of the same name it is, from 1; none when it has none.
    nth: Option<usize>,
}

impl<'t> XPaths<'t> {
    /// None when the filing is no XML, or XML in which it is not clear what stands in what.
    pub(super) fn of(filing: &Filing, sources: &'t Sources) -> Option<XPaths<'t>> {
        let text = sources.text(filing.source);
        let range = filing.span.start as usize..filing.span.end as usize;
        let is_markup = text.as_str().get(range.clone())?.starts_with('<');
        if !is_markup || filing.ownership().is_none() {
            return None;
        }
        let tree = Tree::of(text, range);
        (!tree.has_broken_structure()).then(|| XPaths::of_tree(&tree))
    }

    /// Of the text around a filing that is a text of its own.
    pub(super) fn around(filing: &Filing, sources: &'t Sources) -> Option<XPaths<'t>> {
        let outer = filing.submission.as_deref()?.submission_type.span.source;
        if outer == filing.source {
            return None;
        }
        let text = sources.text(outer);
        let tree = Tree::of(text, 0..text.as_str().len());
        (!tree.has_broken_structure()).then(|| XPaths::of_tree(&tree))
    }

    fn of_tree(tree: &Tree<'t>) -> XPaths<'t> {
        let mut elements: Vec<Element<'t>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        // Of each name within each element: the first, and how many.
        let mut siblings: HashMap<(Option<usize>, &str), (usize, usize)> = HashMap::new();
        for (at, element) in tree.elements().enumerate() {
            let span = tree.span(element);
            let holds = |parent: usize| elements.get(parent).is_some_and(|parent| parent.span.covers(span));
            while open.last().is_some_and(|parent| !holds(*parent)) {
                open.pop();
            }
            let (name, parent) = (tree.name(element), open.last().copied());
            let (first, count) = siblings.entry((parent, name)).or_insert((at, 0));
            *count += 1;
            let nth = (*count > 1).then_some(*count);
            if let Some(first) = elements.get_mut(*first).filter(|_| nth.is_some()) {
                first.nth = Some(1);
            }
            elements.push(Element { span, name, parent, nth });
            open.push(at);
        }
        XPaths { elements }
    }

    /// The path of the innermost element that holds a place.
    pub(super) fn at(&self, span: Span) -> Option<String> {
        let last = self.elements.partition_point(|element| element.span.start <= span.start).checked_sub(1);
        let parent = |at: &usize| self.elements.get(*at)?.parent;
        let covers = |at: &usize| self.elements.get(*at).is_some_and(|element| element.span.covers(span));
        let innermost = std::iter::successors(last, parent).find(covers)?;
        let mut steps: Vec<String> = std::iter::successors(Some(innermost), parent)
            .filter_map(|at| self.elements.get(at))
            .map(|element| match element.nth {
                Some(nth) => format!("/{}[{nth}]", element.name),
                None => format!("/{}", element.name),
            })
            .collect();
        steps.reverse();
        Some(steps.concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_paths() {
        let xml = "<?xml version=\"1.0\"?>\n<ownershipDocument><documentType>4</documentType><nonDerivativeTable>\
                   <nonDerivativeHolding><securityTitle><value>Common</value></securityTitle></nonDerivativeHolding>\
                   <nonDerivativeHolding/></nonDerivativeTable></ownershipDocument>";
        let mut sources = Sources::new();
        let id = sources.add_text("form4.xml", xml);
        let text = sources.text(id);
        let paths = XPaths::of_tree(&Tree::of(text, 0..xml.len()));
        let at = |words: &str| {
            let start = xml.find(words).expect("the words stand there");
            paths.at(text.span(start..start + words.len()))
        };
        let holding = "/ownershipDocument/nonDerivativeTable/nonDerivativeHolding";
        assert_eq!(at("Common"), Some(format!("{holding}[1]/securityTitle/value")));
        assert_eq!(at("<nonDerivativeHolding/>"), Some(format!("{holding}[2]")));
        assert_eq!(at("documentType"), Some("/ownershipDocument/documentType".to_owned()));
        assert_eq!(at("?xml"), None);
    }
}
