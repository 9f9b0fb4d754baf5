//! Forms 3, 4 and 5 from ownership XML, of every schema since June 2003.
//!
//! The names are those of the EDGAR Ownership XML Technical Specification, section 3. The first schema,
//! X0101, had no tables: its rows stand in the document itself and say `transactionValue` for the price.

pub(in crate::lower) mod read;

use std::ops::Range;

use crate::filing::{
    Body, Boilerplate, Fidelity, Field, Filing, FootnoteText, Form, FormKind, Inserted, Issuer, Owner, Ownership, Row,
    RowKind, Signature, Stage, Table,
};
use crate::lower::conform;
use crate::source::{SourceId, Text};
use crate::syntax::value;
use crate::syntax::xml::{self, Element, Tree};
use read::{Place, Reader};

/// The name of the one element.
const ROOT: &str = "ownershipDocument";

/// The parts of a document that may stand more than once, or hold such.
const PARTS: [&str; 5] = ["reportingOwner", "nonDerivativeTable", "derivativeTable", "footnotes", "ownerSignature"];

/// The elements that are rows, the last two of the first schema.
const ROWS: [&str; 6] = [
    "nonDerivativeTransaction",
    "nonDerivativeHolding",
    "derivativeTransaction",
    "derivativeHolding",
    "nonDerivativeSecurity",
    "derivativeSecurity",
];

/// Reads the XML in a range of a text as a Form 3, 4 or 5; none when its root is another. `told` is what stands around
/// it says of its stage, which goes before what it says of itself.
pub(in crate::lower) fn read(id: SourceId, text: &Text, range: Range<usize>, told: Option<Stage>) -> Option<Filing> {
    // A document that is a part of a submission begins on a line of its own.
    let is_part = range.start > 0;
    let joined = xml::joined(text, range.clone());
    let (text, range) = joined.as_ref().map_or((text, range), |joined| (joined, 0..joined.as_str().len()));
    let start = range.start;
    let tree = Tree::of(text, range);
    let root = tree.root()?;
    if !tree.name(root).eq_ignore_ascii_case(ROOT) {
        return None;
    }
    let mut filing = Document { root, reader: Reader::new(&tree) }.filing(id).at_stage(told);
    filing.faults.extend(conform::faults(&tree, root, start, is_part, filing.stage));
    Some(filing)
}

struct Document<'t> {
    root: Element,
    reader: Reader<'t>,
}

impl Document<'_> {
    fn filing(mut self, id: SourceId) -> Filing {
        let tree = self.reader.tree;
        self.reader.expect_name(self.root, ROOT);
        let document = Place::at(self.root);
        let nothing = tree.start_tag(self.root);
        let form = self.reader.field(document, "documentType", form);
        let issuer = self.issuer(document);
        let (body, signatures) = self.parts(document);
        let stage = self.stage(&issuer, &body);
        Filing {
            source: id,
            span: tree.span(self.root),
            fidelity: Fidelity::Native,
            by_machine: true,
            stage,
            found: stage,
            form,
            accession: Field::missing(nothing),
            filed_as_of: Field::missing(nothing),
            submission: None,
            issuer,
            body: Body::Ownership(Box::new(body)),
            signatures,
            faults: self.reader.faults(),
        }
    }

    /// What EDGAR publishes has the version of the schema and the names of issuer and owners, which EDGAR puts in,
    /// and no confirmation code, which it takes out (sections 4.3 to 4.3.2). One of the names is enough: the other
    /// may have been lost since.
    fn stage(&self, issuer: &Issuer, body: &Ownership) -> Stage {
        let tree = self.reader.tree;
        let owners = tree.children(self.root).filter(|child| tree.name(*child) == "reportingOwner");
        let mut ids = owners.filter_map(|owner| tree.child(owner, "reportingOwnerId"));
        let has_code = ids.any(|id| tree.child(id, "rptOwnerCcc").is_some());
        let has_name = !issuer.name.is_missing() || body.owners.iter().any(|owner| !owner.name.is_missing());
        let is_filled_in = !body.inserted.schema_version.is_missing() && has_name;
        if has_code || !is_filled_in { Stage::Submission } else { Stage::Disseminated }
    }

    /// The body and the signatures: what may stand more than once, in the order of the document.
    fn parts(&mut self, document: Place) -> (Ownership, Vec<Signature>) {
        let tree = self.reader.tree;
        let nothing = tree.start_tag(self.root);
        let mut signatures = Vec::new();
        let mut body = Ownership {
            period_of_report: self.reader.field(document, "periodOfReport", value::xml_date),
            date_of_original: self.reader.field(document, "dateOfOriginalSubmission", value::xml_date),
            not_subject_to_section16: self.reader.field(document, "notSubjectToSection16", value::xml_boolean),
            aff10b5one: self.reader.field(document, "aff10b5One", value::xml_boolean),
            remarks: self.reader.words(document, "remarks"),
            inserted: self.inserted(document),
            boilerplate: Boilerplate {
                title: Field::missing(nothing),
                form_number: Field::missing(nothing),
                omb_number: Field::missing(nothing),
                omb_caption: false,
            },
            ..Ownership::default()
        };
        for child in tree.children(self.root) {
            match self.reader.known(child, &PARTS) {
                Some("reportingOwner") => body.owners.push(self.owner(child)),
                Some("nonDerivativeTable" | "derivativeTable") => {
                    for row in tree.children(child) {
                        self.row(row, &mut body);
                    }
                }
                Some("footnotes") => {
                    body.explanations = Some(tree.start_tag(child));
                    for note in tree.children(child) {
                        body.footnotes.extend(self.footnote(note));
                    }
                }
                Some("ownerSignature") => signatures.push(self.signature(child)),
                _ => self.row(child, &mut body),
            }
        }
        (body, signatures)
    }

    fn inserted(&mut self, document: Place) -> Inserted {
        let reader = &mut self.reader;
        Inserted {
            span: reader.span(document),
            schema_version: reader.words(document, "schemaVersion"),
            no_securities_owned: reader.field(document, "noSecuritiesOwned", value::xml_boolean),
            form3_holdings_reported: reader.field(document, "form3HoldingsReported", value::xml_boolean),
            form4_transactions_reported: reader.field(document, "form4TransactionsReported", value::xml_boolean),
        }
    }

    fn issuer(&mut self, document: Place) -> Issuer {
        let issuer = self.reader.within(document, "issuer");
        Issuer {
            span: self.reader.span(issuer),
            cik: self.reader.field(issuer, "issuerCik", value::cik),
            name: self.reader.words(issuer, "issuerName"),
            symbol: self.reader.words(issuer, "issuerTradingSymbol"),
        }
    }

    fn owner(&mut self, owner: Element) -> Owner {
        let reader = &mut self.reader;
        let place = Place::at(owner);
        let id = reader.within(place, "reportingOwnerId");
        let address = reader.within(place, "reportingOwnerAddress");
        let relationship = reader.within(place, "reportingOwnerRelationship");
        Owner {
            span: reader.span(place),
            cik: reader.field(id, "rptOwnerCik", value::cik),
            name: reader.words(id, "rptOwnerName"),
            street1: reader.words(address, "rptOwnerStreet1"),
            street2: reader.words(address, "rptOwnerStreet2"),
            city: reader.words(address, "rptOwnerCity"),
            // A country has its own element since 2026, and before that its code stands as the state.
            state: reader.first_words(address, &["rptOwnerState", "rptOwnerCountry", "rptOwnerNonUSStateTerritory"]),
            zip: reader.words(address, "rptOwnerZipCode"),
            non_us_address: reader.field(address, "rptOwnerNonUSAddressFlag", value::xml_boolean),
            state_code: reader.words(address, "rptOwnerState"),
            country: reader.words(address, "rptOwnerCountry"),
            state_description: reader.words(address, "rptOwnerStateDescription"),
            good_address: reader.words(address, "rptOwnerGoodAddress"),
            is_director: reader.field(relationship, "isDirector", value::xml_boolean),
            is_officer: reader.field(relationship, "isOfficer", value::xml_boolean),
            is_ten_percent_owner: reader.field(relationship, "isTenPercentOwner", value::xml_boolean),
            is_other: reader.field(relationship, "isOther", value::xml_boolean),
            officer_title: reader.words(relationship, "officerTitle"),
            other_text: reader.words(relationship, "otherText"),
        }
    }

    /// An element that is a row of a table; any other is passed over.
    fn row(&mut self, element: Element, body: &mut Ownership) {
        let Some((table, kind)) = self.row_kind(element) else { return };
        let rows = match table {
            Table::One => &mut body.table1,
            Table::Two => &mut body.table2,
        };
        let number = rows.len() + 1;
        let row = row(&mut self.reader, Place::at(element), table, kind, number);
        rows.push(row);
    }

    fn row_kind(&mut self, element: Element) -> Option<(Table, RowKind)> {
        let tree = self.reader.tree;
        // The first schema calls transactions and holdings alike.
        let told = || {
            let says_when =
                ["transactionDate", "transactionCoding"].iter().any(|name| tree.child(element, name).is_some());
            if says_when { RowKind::Transaction } else { RowKind::Holding }
        };
        Some(match self.reader.known(element, &ROWS)? {
            "nonDerivativeTransaction" => (Table::One, RowKind::Transaction),
            "nonDerivativeHolding" => (Table::One, RowKind::Holding),
            "nonDerivativeSecurity" => (Table::One, told()),
            "derivativeTransaction" => (Table::Two, RowKind::Transaction),
            "derivativeHolding" => (Table::Two, RowKind::Holding),
            _ => (Table::Two, told()),
        })
    }

    fn footnote(&mut self, note: Element) -> Option<FootnoteText> {
        let tree = self.reader.tree;
        self.reader.known(note, &["footnote"])?;
        let id = tree.attribute(note, "id");
        let id_span = id.as_ref().map_or_else(|| tree.start_tag(note), |id| id.span);
        let id = id.map_or_else(|| "".into(), |id| id.str.into());
        Some(FootnoteText { id, id_span, text: self.reader.words_of(note) })
    }

    fn signature(&mut self, element: Element) -> Signature {
        let place = Place::at(element);
        Signature {
            span: self.reader.span(place),
            name: self.reader.name_signed(place, "signatureName"),
            title: Field::missing(self.reader.tree.start_tag(element)),
            date: self.reader.field(place, "signatureDate", value::xml_date),
        }
    }
}

fn row(reader: &mut Reader<'_>, place: Place, table: Table, kind: RowKind, number: usize) -> Row {
    let coding = reader.within(place, "transactionCoding");
    let amounts = reader.within(place, "transactionAmounts");
    let underlying = reader.within(place, "underlyingSecurity");
    let after = reader.within(place, "postTransactionAmounts");
    let nature = reader.within(place, "ownershipNature");
    Row {
        span: reader.span(place),
        kind,
        table,
        number,
        security_title: reader.words(place, "securityTitle"),
        conversion_price: reader.field(place, "conversionOrExercisePrice", value::xml_decimal),
        transaction_date: reader.field(place, "transactionDate", value::xml_date),
        deemed_execution_date: reader.field(place, "deemedExecutionDate", value::xml_date),
        form_type: reader.words(coding, "transactionFormType"),
        // The footnotes of the coding stand beside the code, not in it.
        code: reader.words(coding, "transactionCode").with_marks(reader.marks(coding)),
        equity_swap: reader.field(coding, "equitySwapInvolved", value::xml_boolean),
        timeliness: reader.words(place, "transactionTimeliness"),
        shares: reader.field(amounts, "transactionShares", value::xml_decimal),
        total_value: reader.field(amounts, "transactionTotalValue", value::xml_decimal),
        price: reader.first_field(amounts, &["transactionPricePerShare", "transactionValue"], value::xml_decimal),
        acquired_disposed: reader.words(amounts, "transactionAcquiredDisposedCode"),
        exercise_date: reader.field(place, "exerciseDate", value::xml_date),
        expiration_date: reader.field(place, "expirationDate", value::xml_date),
        underlying_title: reader.words(underlying, "underlyingSecurityTitle"),
        underlying_shares: reader.field(underlying, "underlyingSecurityShares", value::xml_decimal),
        underlying_value: reader.field(underlying, "underlyingSecurityValue", value::xml_decimal),
        owned_following: reader.field(after, "sharesOwnedFollowingTransaction", value::xml_decimal),
        value_owned_following: reader.field(after, "valueOwnedFollowingTransaction", value::xml_decimal),
        ownership: reader.words(nature, "directOrIndirectOwnership"),
        nature: reader.words(nature, "natureOfOwnership"),
    }
}

/// A type of document as EDGAR names it.
fn form(written: &str) -> Option<Form> {
    let (number, amendment) = written.strip_suffix("/A").map_or((written, false), |number| (number, true));
    let kind = match number {
        "3" => FormKind::Three,
        "4" => FormKind::Four,
        "5" => FormKind::Five,
        _ => return None,
    };
    Some(Form { kind, amendment })
}
