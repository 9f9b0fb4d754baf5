//! Schedules 13D and 13G from the XML in which they are filed since December 2024.
//!
//! The names are those of the EDGAR Schedule 13D and Schedule 13G XML Technical Specification. Prefixes say nothing.

mod names;
mod persons;

use std::ops::Range;

use crate::filing::{
    AddressLine, Beneficial, Body, Certainty, CusipMention, Fidelity, Field, Filing, Form, FormKind, Issuer, Item,
    Signature, Stage, StatedPosition,
};
use crate::lower::ownership::markup::read::{Place, Reader};
use crate::source::{SourceId, Text};
use crate::syntax::value;
use crate::syntax::xml::{self, Element, Tree};
use crate::tables::ownership::SUBMISSION as ROOT;
use names::Names;

/// The items, by the element that holds each.
const ITEMS: [(&str, &str); 10] = [
    ("item1", "1"),
    ("item2", "2"),
    ("item3", "3"),
    ("item4", "4"),
    ("item5", "5"),
    ("item6", "6"),
    ("item7", "7"),
    ("item8", "8"),
    ("item9", "9"),
    ("item10", "10"),
];

/// Reads the XML in a range of a text as a Schedule 13D or 13G; none when it is another. `told` is what stands around
/// it says of its stage, which goes before what it says of itself.
pub(in crate::lower) fn read(id: SourceId, text: &Text, range: Range<usize>, told: Option<Stage>) -> Option<Filing> {
    let joined = xml::joined(text, range.clone());
    let (text, range) = joined.as_ref().map_or((text, range), |joined| (joined, 0..joined.as_str().len()));
    let tree = Tree::of(text, range);
    let root = tree.root().filter(|root| tree.name(*root).eq_ignore_ascii_case(ROOT))?;
    let kind = kind(&tree, root)?;
    let document = Document { root, kind, names: Names::of(kind), reader: Reader::new(&tree) };
    Some(document.filing(id).at_stage(told))
}

/// What a document says it is or, where its type is none of ours, what its persons stand in.
fn kind(tree: &Tree<'_>, root: Element) -> Option<FormKind> {
    let child = |element: Element, name: &str| tree.child_in_any_case(element, name).map(|(child, _)| child);
    let stated = child(root, "headerData").and_then(|header| tree.written(child(header, "submissionType")?));
    if let Some(written) = stated {
        return form(&written.str).map(|form| form.kind);
    }
    let data = child(root, "formData")?;
    child(data, "coverPageHeader")?;
    let is_d = child(data, "reportingPersons").map(|_| FormKind::Schedule13D);
    is_d.or_else(|| child(data, "coverPageHeaderReportingPersonDetails").map(|_| FormKind::Schedule13G))
}

struct Document<'t> {
    root: Element,
    kind: FormKind,
    names: &'static Names,
    reader: Reader<'t>,
}

impl Document<'_> {
    fn filing(mut self, id: SourceId) -> Filing {
        let tree = self.reader.tree;
        self.reader.expect_name(self.root, ROOT);
        let document = Place::at(self.root);
        let nothing = tree.start_tag(self.root);
        let header = self.reader.within(document, "headerData");
        let form = self.reader.field(header, "submissionType", form);
        let stage = self.stage(document, header);
        let data = self.reader.within(document, "formData");
        let cover = self.reader.within(data, "coverPageHeader");
        let issuer = self.reader.within(cover, "issuerInfo");
        let body = self.body(data, cover, issuer);
        let issuer = Issuer {
            span: self.reader.span(issuer),
            cik: self.reader.field(issuer, self.names.issuer_cik, value::cik),
            name: self.reader.words(issuer, "issuerName"),
            symbol: Field::missing(self.reader.span(issuer)),
        };
        let signatures = self.signatures(data);
        Filing {
            source: id,
            span: tree.span(self.root),
            fidelity: Fidelity::Native,
            by_machine: false,
            stage,
            found: stage,
            form,
            accession: Field::missing(nothing),
            filed_as_of: Field::missing(nothing),
            submission: None,
            issuer,
            body: Body::Beneficial(Box::new(body)),
            signatures,
            faults: self.reader.faults(),
        }
    }

    /// EDGAR publishes each confirmation code as capitals X, and some documents with the version of their schema.
    fn stage(&mut self, document: Place, header: Place) -> Stage {
        let info = self.reader.within(header, "filerInfo");
        let filer = self.reader.within(info, "filer");
        let credentials = self.reader.within(filer, "filerCredentials");
        let code = self.reader.words(credentials, "ccc");
        let version = self.reader.words(document, "schemaVersion");
        match code.present() {
            Some(code) if code.bytes().all(|byte| byte == b'X') => Stage::Disseminated,
            None if !version.is_missing() => Stage::Disseminated,
            _ => Stage::Submission,
        }
    }

    fn body(&mut self, data: Place, cover: Place, issuer: Place) -> Beneficial {
        let persons = self.persons(data);
        let items = self.reader.within(data, self.names.items);
        // Of several persons the item does not say whose holding it states.
        let stated_positions = if persons.len() == 1 { self.position(items) } else { Vec::new() };
        let item5 = self.reader.within(items, "item5");
        Beneficial {
            amendment_number: self.reader.field(cover, "amendmentNo", |written| written.parse().ok()),
            class_title: self.reader.words(cover, "securitiesClassTitle"),
            cusips: self.cusips(issuer),
            event_date: self.reader.field(cover, self.names.event_date, value::xml_date),
            persons,
            items: self.items(items),
            stated_positions,
            ceased_five_percent: self.if_read(item5, "date5PercentOwnership", value::xml_date),
            addresses: self.addresses(cover, issuer),
            ..Beneficial::default()
        }
    }

    /// A value in an element that is for prose: what is no value is no mistake.
    fn if_read<T>(&mut self, place: Place, name: &'static str, read: impl Fn(&str) -> Option<T>) -> Field<T> {
        let field = self.reader.field(place, name, read);
        if field.is_malformed() { Field::missing(field.span) } else { field }
    }

    fn cusips(&mut self, issuer: Place) -> Vec<CusipMention> {
        let listed = self.reader.within(issuer, "issuerCusips");
        let mut all = self.children(listed, "issuerCusipNumber");
        all.extend(self.reader.within(issuer, self.names.cusip).element());
        let mentions = all.into_iter().map(|element| {
            let place = Place::at(element);
            let cusip = self.reader.value(place, |written| value::cusip(written).or_else(|| Some(written.into())));
            CusipMention { span: self.reader.span(place), page: 1, cusip }
        });
        mentions.filter(|mention| !mention.cusip.is_missing()).collect()
    }

    fn addresses(&mut self, cover: Place, issuer: Place) -> Vec<AddressLine> {
        let mut places = vec![self.reader.within(issuer, self.names.issuer_address)];
        let authorized = self.reader.within(cover, "authorizedPersons");
        for notified in self.children(authorized, "notificationInfo") {
            places.push(self.reader.within(Place::at(notified), "personAddress"));
        }
        places.retain(|place| place.element().is_some());
        let address = |place| AddressLine {
            span: self.reader.span(place),
            city: self.reader.words(place, "city"),
            state: self.reader.words(place, "stateOrCountry"),
            zip: self.reader.words(place, "zipCode"),
        };
        places.into_iter().map(address).collect()
    }

    fn items(&mut self, items: Place) -> Vec<Item> {
        let tree = self.reader.tree;
        let mut read = Vec::new();
        for child in items.element().into_iter().flat_map(|items| tree.children(items)) {
            let Some(name) = self.reader.known(child, &ITEMS.map(|(name, _)| name)) else { continue };
            let number = ITEMS.iter().find(|(known, _)| *known == name).map_or("", |(_, number)| number);
            let number = Field::new(number.into(), tree.name_span(child), Certainty::Written);
            read.push(Item { number, body: tree.span(child), ..Item::empty(tree.start_tag(child)) });
        }
        read
    }

    /// Item 4 of 13G.
    fn position(&mut self, items: Place) -> Vec<StatedPosition> {
        if self.kind != FormKind::Schedule13G {
            return Vec::new();
        }
        let item = self.reader.within(items, "item4");
        let span = self.reader.span(item);
        let position = StatedPosition {
            shares: self.if_read(item, "amountBeneficiallyOwned", value::xml_decimal),
            percent: self.if_read(item, "classPercent", value::percent),
            ..StatedPosition::empty(span)
        };
        let is_stated = position.shares.present().is_some() || position.percent.present().is_some();
        is_stated.then_some(position).into_iter().collect()
    }

    fn signatures(&mut self, data: Place) -> Vec<Signature> {
        let persons = match self.kind {
            FormKind::Schedule13D => {
                let all = self.reader.within(data, "signatureInfo");
                self.children(all, "signaturePerson")
            }
            _ => self.children(data, "signatureInformation"),
        };
        let mut signatures = Vec::new();
        for person in persons {
            for details in self.children(Place::at(person), "signatureDetails") {
                let place = Place::at(details);
                signatures.push(Signature {
                    span: self.reader.span(place),
                    name: self.reader.name_signed(place, "signature"),
                    title: self.reader.words(place, "title"),
                    date: self.reader.field(place, "date", value::xml_date),
                });
            }
        }
        signatures
    }

    /// The elements of a name directly at a place.
    fn children(&mut self, place: Place, name: &'static str) -> Vec<Element> {
        let tree = self.reader.tree;
        let all = place.element().into_iter().flat_map(|element| tree.children(element));
        all.filter(|child| self.reader.known(*child, &[name]).is_some()).collect()
    }
}

/// `SCHEDULE 13D/A`
fn form(written: &str) -> Option<Form> {
    let name = written.trim();
    let (kind, amendment) = match name.strip_suffix("/A") {
        Some(kind) => (kind, true),
        None => (name, false),
    };
    let kind = match kind {
        "SCHEDULE 13D" | "SC 13D" => FormKind::Schedule13D,
        "SCHEDULE 13G" | "SC 13G" => FormKind::Schedule13G,
        _ => return None,
    };
    Some(Form { kind, amendment })
}
