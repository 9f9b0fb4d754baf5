//! The filer's own side: a submission file, `edgarSubmission`, in which each document stands as base64.
//!
//! The names are those of the EDGAR Ownership XML Technical Specification, sections 3.4 and 4.2. What a document
//! holds is a text of its own, with places of its own; what the submission says of it goes with its filing.

use super::not_ours::{self, Kind};
use super::ownership::markup::read::{Place, Reader};
use super::submission::plain_format;
use super::{Reading, conform};
use crate::fault::{Broken, Fault, FaultKind, SchemaFault};
use crate::filing::{Field, Filing, Form, Stage, Submission, Supporting};
use crate::source::{SourceId, Sources, Span, Text, Unreadable};
use crate::syntax::base64::{self, NotBase64};
use crate::syntax::xml::{Element, Tree};
use crate::tables::ownership::SUBMISSION;

const DOCUMENT: &str = "edgarDocument";
const BLOCK: &str = "documentMimeBlock";

/// How many forms of a submission are read. EDGAR takes one; the types of the others are still known.
const MOST_FORMS: usize = 16;

/// A submission file, its documents decoded.
pub(super) struct Enclosed {
    submission_type: Field<Box<str>>,
    documents: Vec<Document>,
    /// What the submission file itself breaks.
    faults: Vec<Fault>,
}

/// One document of it.
struct Document {
    facts: Supporting,
    /// The element that holds it.
    block: Span,
    holds: Holds,
}

enum Holds {
    /// What may be a form.
    Form(Vec<u8>),
    Other,
    Broken(NotBase64),
}

/// Reads a submission file; none when the text is another, or has no documents.
pub(super) fn read(text: &Text) -> Option<Enclosed> {
    let str = text.as_str();
    if !not_ours::is_submission_file(str) {
        return None;
    }
    let tree = Tree::of(text, 0..str.len());
    let root = tree.root()?;
    let is_named = |element: &Element, name: &str| tree.name(*element).eq_ignore_ascii_case(name);
    if !is_named(&root, SUBMISSION) {
        return None;
    }
    let mut reader = Reader::new(&tree);
    reader.expect_name(root, SUBMISSION);
    let submission_type = reader.field(Place::at(root), "submissionType", form_type);
    // Where an end tag is lost one stands in another.
    let elements = tree.elements().filter(|element| is_named(element, DOCUMENT));
    let documents: Vec<Document> = elements.map(|element| document(&mut reader, element)).collect();
    if documents.is_empty() {
        return None;
    }
    let mut faults = reader.faults();
    faults.extend(conform::submission_faults(&tree, root));
    faults.extend(documents.iter().filter_map(Document::fault));
    Some(Enclosed { submission_type, documents, faults })
}

/// A type of submission is the form in it.
fn form_type(written: &str) -> Option<Box<str>> {
    let is_form = Form::NAMES.contains(&written) && !written.starts_with("SC");
    is_form.then(|| written.into())
}

fn document(reader: &mut Reader<'_>, element: Element) -> Document {
    let place = Place::at(element);
    let document_type = reader.words(place, "documentType");
    let file_name = reader.words(place, "documentName");
    let block = reader.within(place, BLOCK);
    let tree = reader.tree;
    let decoded = block.element().map(|block| base64::decode(&tree.content(block)));
    let is_pdf = matches!(&decoded, Some(Ok(bytes)) if bytes.starts_with(b"%PDF-"));
    let holds = match decoded {
        Some(Err(broken)) => Holds::Broken(broken),
        Some(Ok(bytes)) if may_be_form(&document_type, &bytes) => Holds::Form(bytes),
        _ => Holds::Other,
    };
    let facts = Supporting { span: tree.span(element), is_pdf, document_type, file_name };
    Document { facts, block: tree.name_span(block.element().unwrap_or(element)), holds }
}

/// Whether a document is a form by its type or, whatever that says, by what it is.
fn may_be_form(document_type: &Field<Box<str>>, bytes: &[u8]) -> bool {
    let head = bytes.get(..not_ours::HEAD).unwrap_or(bytes);
    document_type.present().is_none_or(|written| not_ours::is_ours(written))
        || memchr::memmem::find(head, b"<ownershipDocument").is_some()
}

impl Document {
    fn fault(&self) -> Option<Fault> {
        let Holds::Broken(NotBase64 { span, cut }) = self.holds else { return None };
        let kind = FaultKind::Schema(SchemaFault { element: BLOCK, broken: Broken::NotBase64 { cut } });
        Some(Fault { kind, span, also: Vec::new() })
    }

    /// The bytes of what may be a form, which it gives away.
    fn form(&mut self) -> Option<Vec<u8>> {
        let Holds::Form(bytes) = &mut self.holds else { return None };
        Some(std::mem::take(bytes))
    }

    fn broken(&self) -> Option<Reading> {
        let Holds::Broken(NotBase64 { span, .. }) = self.holds else { return None };
        Some(Reading { undecoded: Some((span, Unreadable::NotBase64)), ..Reading::default() })
    }

    /// What it is called: its name, or its place among the documents, from 1.
    fn name(&self, number: usize) -> String {
        self.facts.file_name.present().map_or_else(|| format!("document {number}"), |name| name.to_string())
    }
}

/// Opens what a reading found enclosed: each document that may be a form becomes a source of its own and is read.
/// Any other reading is left as it is.
pub(super) fn open(sources: &mut Sources, outer: SourceId, reading: Reading) -> Reading {
    let Some(enclosed) = reading.enclosed else { return reading };
    let Enclosed { submission_type, mut documents, faults } = *enclosed;
    let forms = documents.iter_mut().enumerate().filter_map(|(at, document)| Some((at, document.form()?)));
    let forms: Vec<(usize, Vec<u8>)> = forms.take(MOST_FORMS).collect();
    let mut filings = Vec::new();
    let mut instead = None;
    for (at, bytes) in forms {
        let Some(document) = documents.get(at) else { continue };
        match filing(sources, outer, document, document.name(at + 1), bytes) {
            Ok(filing) => filings.push((at, filing)),
            Err(other) => drop(instead.get_or_insert(other)),
        }
    }
    if filings.is_empty() {
        let broken = || documents.iter().find_map(Document::broken);
        return instead.or_else(broken).unwrap_or_else(|| without_form(&submission_type));
    }
    Reading { filings: around(&submission_type, &documents, faults, filings), ..Reading::default() }
}

/// Reads one document, or tells what it is instead of a form.
fn filing(
    sources: &mut Sources,
    outer: SourceId,
    document: &Document,
    name: String,
    bytes: Vec<u8>,
) -> Result<Filing, Reading> {
    let id = sources.add_member(outer, name, bytes);
    let id = id.map_err(|what| Reading { undecoded: Some((document.block, what)), ..Reading::default() })?;
    let text = sources.text(id);
    super::document(sources, id, text, Some(Stage::Submission))
        .ok_or_else(|| Reading::from(kind(document, text.as_str())))
}

/// What a submission is in which no document may be a form.
fn without_form(submission_type: &Field<Box<str>>) -> Reading {
    let written = submission_type.present().map(|written| &**written);
    Reading::from(not_ours::of_type(written, "a submission file without the form in it"))
}

/// What a document is that should be a form and is none.
fn kind(document: &Document, text: &str) -> Kind {
    let written = document.facts.document_type.present().map(|written| &**written);
    match not_ours::kind(text) {
        kind if kind != Kind::default() => kind,
        _ => not_ours::of_type(written, plain_format(text)),
    }
}

/// The filings, each with what the submission says of it. What stands around all of them goes with the first:
/// there is to be one alone.
fn around(
    submission_type: &Field<Box<str>>,
    documents: &[Document],
    faults: Vec<Fault>,
    filings: Vec<(usize, Filing)>,
) -> Vec<Filing> {
    let mut faults = Some(faults);
    let with_submission = |(at, mut filing): (usize, Filing)| {
        let facts = documents.get(at).map(|document| document.facts.clone()).unwrap_or_default();
        let others = documents.iter().enumerate().filter(|(other, _)| *other != at);
        let is_first = faults.is_some();
        filing.faults.extend(faults.take().into_iter().flatten());
        filing.submission = Some(Box::new(Submission {
            submission_type: submission_type.clone(),
            period: Field::missing(submission_type.span),
            accepted: Field::missing(submission_type.span),
            document_count: Field::missing(submission_type.span),
            parties: Vec::new(),
            document_type: facts.document_type,
            file_name: facts.file_name,
            supporting: others.filter(|_| is_first).map(|(_, document)| document.facts.clone()).collect(),
        }));
        filing
    };
    filings.into_iter().map(with_submission).collect()
}
