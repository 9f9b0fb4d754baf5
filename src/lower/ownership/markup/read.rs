//! One place decides between present, malformed and missing, and where a value stands.

use crate::fault::{Fault, FaultKind};
use crate::filing::{Certainty, Field, Mark, Value};
use crate::source::Span;
use crate::syntax::xml::{Element, Tree, Written};

/// Where values are looked for: an element, or, where it is not there, the one that should hold it.
#[derive(Clone, Copy)]
pub(in crate::lower) struct Place {
    element: Option<Element>,
    nearest: Element,
}

impl Place {
    pub(in crate::lower) fn at(element: Element) -> Place {
        Place { element: Some(element), nearest: element }
    }

    pub(in crate::lower) fn element(self) -> Option<Element> {
        self.element
    }
}

pub(in crate::lower) struct Reader<'t> {
    pub(in crate::lower) tree: &'t Tree<'t>,
    misnamed: Vec<Fault>,
}

impl<'t> Reader<'t> {
    pub(in crate::lower) fn new(tree: &'t Tree<'t>) -> Reader<'t> {
        Reader { tree, misnamed: Vec::new() }
    }

    /// What the markup broke and what was found by another spelling, in the order of the document.
    pub(in crate::lower) fn faults(self) -> Vec<Fault> {
        let mut faults = self.tree.faults.clone();
        faults.extend(self.misnamed);
        faults.sort_by_key(|fault| (fault.span, fault.kind));
        faults.dedup();
        faults
    }

    /// Which of these names an element has; one with other capitals is taken for it, and reported.
    pub(in crate::lower) fn known(&mut self, element: Element, names: &[&'static str]) -> Option<&'static str> {
        let name = *names.iter().find(|name| self.tree.is_named(element, name))?;
        self.expect_name(element, name);
        Some(name)
    }

    pub(in crate::lower) fn expect_name(&mut self, element: Element, name: &'static str) {
        if self.tree.name(element) != name {
            let span = self.tree.name_span(element);
            self.misnamed.push(Fault { kind: FaultKind::NameCase(name), span, also: vec![] });
        }
    }

    /// The first element of a name at a place.
    pub(in crate::lower) fn within(&mut self, place: Place, name: &'static str) -> Place {
        let Some(element) = place.element else { return place };
        let Some((found, is_exact)) = self.tree.child_in_any_case(element, name) else {
            return Place { element: None, ..place };
        };
        if !is_exact {
            self.expect_name(found, name);
        }
        Place::at(found)
    }

    pub(in crate::lower) fn span(&self, place: Place) -> Span {
        place.element.map_or_else(|| self.tree.start_tag(place.nearest), |element| self.tree.span(element))
    }

    /// The value of an element by its name, with the footnotes that stand at it.
    pub(in crate::lower) fn field<T>(
        &mut self,
        place: Place,
        name: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Field<T> {
        let found = self.within(place, name);
        self.at(found, |written| read(&written.str))
    }

    /// The value that stands at a place itself.
    pub(in crate::lower) fn value<T>(&mut self, place: Place, read: impl Fn(&str) -> Option<T>) -> Field<T> {
        self.at(place, |written| read(&written.str))
    }

    /// The first of several elements that is there and holds something.
    pub(in crate::lower) fn first_field<T>(
        &mut self,
        place: Place,
        names: &[&'static str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Field<T> {
        self.first(place, names, |written| read(&written.str))
    }

    pub(in crate::lower) fn words(&mut self, place: Place, name: &'static str) -> Field<Box<str>> {
        let found = self.within(place, name);
        self.at(found, |written| Some(on_one_line(&written.str)))
    }

    pub(in crate::lower) fn first_words(&mut self, place: Place, names: &[&'static str]) -> Field<Box<str>> {
        self.first(place, names, |written| Some(on_one_line(&written.str)))
    }

    /// What is written in an element that has no name of its own for its value.
    pub(in crate::lower) fn words_of(&mut self, element: Element) -> Field<Box<str>> {
        self.at(Place::at(element), |written| Some(on_one_line(&written.str)))
    }

    /// A name as signed. A leading `/s/` is left out; what stands before one, as `Alder LP, by: /s/`, is not.
    pub(in crate::lower) fn name_signed(&mut self, place: Place, name: &'static str) -> Field<Box<str>> {
        let mut field = self.words(place, name);
        if let Value::Present(words) = &mut field.value
            && let Some(signed) = words.strip_prefix("/s/").map(str::trim).filter(|signed| !signed.is_empty())
        {
            *words = signed.into();
        }
        field
    }

    fn first<T>(&mut self, place: Place, names: &[&'static str], read: impl Fn(&Written<'t>) -> Option<T>) -> Field<T> {
        let mut nothing: Option<Field<T>> = None;
        let mut is_there = false;
        for name in names {
            let found = self.within(place, name);
            let field = self.at(found, &read);
            if !field.is_missing() {
                return field;
            }
            // The first that is there is where the value belongs; it may have footnotes instead of a value.
            if nothing.is_none() || (found.element.is_some() && !is_there) {
                nothing = Some(field);
            }
            is_there |= found.element.is_some();
        }
        nothing.unwrap_or_else(|| self.missing(place.nearest))
    }

    fn at<T>(&mut self, place: Place, read: impl Fn(&Written<'t>) -> Option<T>) -> Field<T> {
        let Some(element) = place.element else { return self.missing(place.nearest) };
        // Values that may bear footnotes stand in an element of their own.
        let (value, marks) = match self.tree.is_leaf(element) {
            true => (element, Vec::new()),
            false => (self.within(place, "value").element.unwrap_or(element), self.marks(place)),
        };
        let field = match self.tree.written(value) {
            Some(written) => {
                // What has no end may be cut anywhere.
                let certainty = if self.tree.is_closed(value) { Certainty::Written } else { Certainty::Guessed };
                match read(&written) {
                    Some(read) => Field::new(read, written.span, certainty),
                    None => Field::malformed(written.span, certainty),
                }
            }
            None => self.missing(value),
        };
        field.with_marks(marks)
    }

    /// A value that is not there; of what has no end it may have been lost.
    fn missing<T>(&self, place: Element) -> Field<T> {
        let mut field = Field::missing(self.tree.start_tag(place));
        if !self.tree.is_closed(place) {
            field.certainty = Certainty::Guessed;
        }
        field
    }

    /// The footnotes that stand directly at a place.
    pub(in crate::lower) fn marks(&mut self, place: Place) -> Vec<Mark> {
        let Some(element) = place.element else { return Vec::new() };
        let mut marks = Vec::new();
        for child in self.tree.children(element) {
            if self.known(child, &["footnoteId"]).is_none() {
                continue;
            }
            let id = self.tree.attribute(child, "id").or_else(|| self.tree.written(child));
            marks.extend(id.map(|id| Mark { id: id.str.into(), span: id.span }));
        }
        marks
    }
}

/// Words with one blank between them, wherever their lines end.
fn on_one_line(str: &str) -> Box<str> {
    if is_on_one_line(str.as_bytes()) {
        str.into()
    } else {
        str.split_whitespace().collect::<Vec<_>>().join(" ").into()
    }
}

/// Whether no line ends in it and no two blanks stand together. Sixteen bytes are asked at once: footnotes are long,
/// and nearly all are even.
fn is_on_one_line(bytes: &[u8]) -> bool {
    let breaks = |byte: u8, next: u8| ((byte == b' ') & (next == b' ')) | (b'\t'..=b'\r').contains(&byte);
    let mut at = 0;
    let window = |from: usize| bytes.get(from..).and_then(|rest| rest.first_chunk::<16>());
    while let (Some(window), Some(nexts)) = (window(at), window(at + 1)) {
        let mut broken = [0u8; 16];
        for (broken, (byte, next)) in broken.iter_mut().zip(window.iter().zip(nexts)) {
            *broken = u8::from(breaks(*byte, *next));
        }
        if u128::from_ne_bytes(broken) != 0 {
            return false;
        }
        at += 16;
    }
    let rest = bytes.get(at..).unwrap_or(&[]);
    rest.iter().zip(rest.iter().skip(1).chain(&[0])).all(|(byte, next)| !breaks(*byte, *next))
}
