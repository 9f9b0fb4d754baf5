//! The cover page of each reporting person.

use super::Document;
use crate::filing::{Field, FormKind, Person};
use crate::lower::ownership::markup::read::Place;
use crate::syntax::value;

impl Document<'_> {
    pub(super) fn persons(&mut self, data: Place) -> Vec<Person> {
        let persons = match self.kind {
            FormKind::Schedule13D => {
                let all = self.reader.within(data, "reportingPersons");
                self.children(all, "reportingPersonInfo")
            }
            _ => self.children(data, "coverPageHeaderReportingPersonDetails"),
        };
        persons.into_iter().map(|person| self.person(Place::at(person))).collect()
    }

    fn person(&mut self, place: Place) -> Person {
        let names = self.names;
        let powers = match self.kind {
            FormKind::Schedule13D => place,
            _ => self.reader.within(place, "reportingPersonBeneficiallyOwnedNumberOfShares"),
        };
        let span = self.reader.span(place);
        let reader = &mut self.reader;
        Person {
            span,
            // The schema asks every row of every person.
            rows: (1..=names.rows).map(|row| (row, span)).collect(),
            page: 0,
            unit_words: Vec::new(),
            name: reader.words(place, "reportingPersonName"),
            cik: reader.field(place, names.person_cik, value::cik),
            cusip: Field::missing(span),
            group: reader.field(place, names.group, group),
            legal_proceedings: reader.field(place, "legalProceedings", yes_or_no),
            citizenship: reader.words(place, "citizenshipOrOrganization"),
            sole_voting: reader.field(powers, "soleVotingPower", value::xml_decimal),
            shared_voting: reader.field(powers, "sharedVotingPower", value::xml_decimal),
            sole_dispositive: reader.field(powers, "soleDispositivePower", value::xml_decimal),
            shared_dispositive: reader.field(powers, "sharedDispositivePower", value::xml_decimal),
            aggregate: reader.field(place, names.aggregate, value::xml_decimal),
            excludes_shares: reader.field(place, names.excludes_shares, yes_or_no),
            percent: reader.field(place, names.percent, value::xml_decimal),
            source_of_funds: self.codes(place, "fundType"),
            type_codes: self.codes(place, "typeOfReportingPerson"),
        }
    }

    /// Codes that stand in an element each, as one value.
    fn codes(&mut self, place: Place, name: &'static str) -> Field<Box<str>> {
        let all = self.children(place, name).into_iter();
        let all: Vec<Field<Box<str>>> = all.map(|element| self.reader.words_of(element)).collect();
        let written: Vec<&Field<Box<str>>> = all.iter().filter(|code| code.present().is_some()).collect();
        let Some((first, others)) = written.split_first() else {
            return all.into_iter().next().unwrap_or_else(|| Field::missing(self.reader.span(place)));
        };
        let codes: Vec<&str> = written.iter().filter_map(|code| code.present().map(AsRef::as_ref)).collect();
        let certainty = written.iter().map(|code| code.certainty).min().unwrap_or(first.certainty);
        let pieces = others.iter().map(|code| code.span).collect();
        Field::new(codes.join(" ").into(), first.span, certainty).with_pieces(pieces)
    }
}

fn group(written: &str) -> Option<Box<str>> {
    matches!(written, "a" | "b").then(|| written.into())
}

fn yes_or_no(written: &str) -> Option<bool> {
    match written {
        "Y" => Some(true),
        "N" => Some(false),
        _ => None,
    }
}
