//! A document of ownership XML against its schema, or the submission file around it, in one pass. What breaks it is
//! left as faults.
//!
//! The schema is a table (tables/ownership/). A version of which there is no table is not judged, and neither is a
//! document whose markup is broken: what stands where is then not known.

mod order;
mod prolog;
mod strangers;
mod values;

use chrono::NaiveDate;

use order::Order;

use crate::fault::{Broken, Fault, FaultKind, SchemaFault};
use crate::filing::{Form, Stage};
use crate::source::Span;
use crate::syntax::value;
use crate::syntax::xml::{Element, Tree};
use crate::tables::ownership::{Group, Holds, Schema};

/// What a document breaks, in its order; `start` is where it begins in the text of the tree, and `is_part` whether a
/// submission stands around it.
pub(in crate::lower) fn faults(
    tree: &Tree<'_>,
    root: Element,
    start: usize,
    is_part: bool,
    stage: Stage,
) -> Vec<Fault> {
    let mut faults = prolog::faults(tree, root, start, is_part);
    if !tree.has_broken_structure() {
        match form(tree, root) {
            Ok(form) => {
                if let Some(schema) = schema(tree, root, form, stage) {
                    faults.extend(Walk::faults(tree, root, schema, form));
                }
            }
            Err(fault) => faults.push(fault),
        }
    }
    in_order(faults)
}

/// What the submission file around documents breaks, in its order.
pub(in crate::lower) fn submission_faults(tree: &Tree<'_>, root: Element) -> Vec<Fault> {
    let mut faults = prolog::faults(tree, root, 0, false);
    if !tree.has_broken_structure() {
        faults.extend(Walk::faults(tree, root, Schema::of_submission(), ""));
    }
    in_order(faults)
}

fn in_order(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by_key(|fault| (fault.span, fault.kind));
    faults.dedup();
    faults
}

/// The type of document, without which no schema is chosen.
fn form(tree: &Tree<'_>, root: Element) -> Result<&'static str, Fault> {
    const ELEMENT: &str = "documentType";
    let Some((stated, _)) = tree.child_in_any_case(root, ELEMENT) else {
        let broken = Broken::Missing { or: None };
        return Err(fault(ELEMENT, broken, tree.name_span(root)));
    };
    let written = tree.written(stated);
    let form = written.as_ref().and_then(|written| Form::NAMES.into_iter().find(|name| **name == *written.str));
    let span = written.map_or_else(|| tree.start_tag(stated), |written| written.span);
    form.filter(|form| !form.starts_with("SC")).ok_or_else(|| fault(ELEMENT, Broken::NotForm, span))
}

/// What is published states the version it was checked against. What is sent is checked against the one in force,
/// whatever it states; the day it was signed is as near as the document comes to that.
fn schema(tree: &Tree<'_>, root: Element, form: &str, stage: Stage) -> Option<&'static Schema> {
    let signatures = tree.children(root).filter(|child| tree.name(*child) == "ownerSignature");
    let signed = signatures.filter_map(|signature| tree.child(signature, "signatureDate"));
    let day: Option<NaiveDate> = signed.filter_map(|date| value::xml_date(&tree.written(date)?.str)).max();
    let version = tree.child(root, "schemaVersion").and_then(|version| tree.written(version));
    let version = version.filter(|_| stage == Stage::Disseminated);
    Schema::of(form, version.as_ref().map(|version| &*version.str), day)
}

fn fault(element: &'static str, broken: Broken, span: Span) -> Fault {
    Fault { kind: FaultKind::Schema(SchemaFault { element, broken }), span, also: Vec::new() }
}

struct Walk<'t> {
    tree: &'t Tree<'t>,
    schema: &'static Schema,
    /// The type of the document; none for the submission file.
    form: &'static str,
    faults: Vec<Fault>,
}

/// How often each element of a group stands there. A group has no more than these, which a test holds.
#[derive(Default)]
struct Counts([u32; 24]);

impl Counts {
    fn add(&mut self, at: usize) {
        if let Some(count) = self.0.get_mut(at) {
            *count += 1;
        }
    }

    fn of(&self, at: usize) -> u32 {
        self.0.get(at).copied().unwrap_or(0)
    }

    fn total(&self) -> u32 {
        self.0.iter().sum()
    }
}

impl<'t> Walk<'t> {
    fn faults(tree: &'t Tree<'t>, root: Element, schema: &'static Schema, form: &'static str) -> Vec<Fault> {
        let mut walk = Walk { tree, schema, form, faults: Vec::new() };
        let (name, group) = schema.root();
        walk.group(root, name, group);
        walk.faults
    }

    /// An element that holds elements, by its name.
    fn group(&mut self, parent: Element, name: &'static str, group: &'static Group) {
        let tree = self.tree;
        let mut counts = Counts::default();
        let mut strangers = Vec::new();
        let mut order = Order::default();
        for child in tree.children(parent) {
            let Some(at) = self.known(child, group, order.last) else {
                strangers.push(child);
                continue;
            };
            counts.add(at);
            let Some(known) = group.elements.get(at) else { continue };
            order.add(at, known.most);
            if tree.name(child) != &*known.name {
                self.stranger(child, name, &known.name);
            }
            // A value that may bear footnotes is called by the element that holds both.
            let field = if &*known.name == "value" { name } else { &known.name };
            match &known.holds {
                Holds::Group(within) => self.group(child, field, self.schema.group(*within)),
                holds => self.value(child, field, holds),
            }
        }
        if !strangers.is_empty() {
            self.strangers(&strangers, name, group, &mut counts);
        }
        let has_text = self.stray_text(parent, name);
        // What is written beside its `value` is the value that is missed.
        let taken = has_text && group.find("value").is_some();
        self.occurrence(parent, group, &counts, taken);
        if order.is_broken && !group.any_order {
            let known = tree.children(parent).filter_map(|child| Some((self.known(child, group, 0)?, child)));
            let seen: Vec<(usize, Element)> = known.collect();
            self.out_of_order(&seen, group);
        }
    }

    /// Which element of a group it is; one with other capitals is taken for it. `last` is the one before it.
    fn known(&self, child: Element, group: &'static Group, last: usize) -> Option<usize> {
        let written = self.tree.name(child);
        let alike = || group.elements.iter().position(|known| known.name.eq_ignore_ascii_case(written));
        group.find_from(last, written).or_else(alike)
    }

    fn stray_text(&mut self, parent: Element, name: &'static str) -> bool {
        let stray = self.tree.stray_text(parent);
        stray.into_iter().for_each(|span| self.faults.push(fault(name, Broken::StrayText, span)));
        stray.is_some()
    }

    /// How often each element stands there. `taken`: what stands there may be what is missed.
    fn occurrence(&mut self, parent: Element, group: &'static Group, counts: &Counts, taken: bool) {
        let place = self.tree.name_span(parent);
        let name = |at: usize| group.elements.get(at).map_or("", |known| &*known.name);
        for (at, known) in group.elements.iter().enumerate() {
            if counts.of(at) < known.least && !taken {
                self.faults.push(fault(&known.name, Broken::Missing { or: None }, place));
            }
        }
        let chosen = |among: &[usize]| among.iter().filter(|at| counts.of(**at) > 0).count();
        for among in [&group.one_of, &group.some_of] {
            if let [one, other, ..] = among.as_slice()
                && chosen(among) == 0
                && !taken
            {
                self.faults.push(fault(name(*one), Broken::Missing { or: Some(name(*other)) }, place));
            }
        }
        for among in [&group.one_of, &group.either] {
            if let [one, other, ..] = among.as_slice()
                && chosen(among) > 1
            {
                let place = self.tree.child(parent, name(*other)).map_or(place, |other| self.tree.name_span(other));
                self.faults.push(fault(name(*other), Broken::Beside { other: name(*one) }, place));
            }
        }
        if let Some((count, most)) = group.most.map(|most| (counts.total(), most)).filter(|(count, most)| count > most)
        {
            let rows = Broken::Rows { count, most };
            self.faults.push(fault(name(0), rows, place));
        }
    }
}
