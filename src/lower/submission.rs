//! EDGAR full submissions: each document is read where it stands, and the header says when it was filed.

use std::ops::Range;

use super::{Reading, not_ours, ownership};
use crate::filing::{Certainty, Fidelity, Field, Filing, Stage};
use crate::source::{SourceId, Sources, Text};
use crate::syntax::sgml::{Document, Envelope, Format};
use crate::syntax::value;

/// Reads a full submission. It may hold no filing, one or several.
pub(super) fn read(sources: &Sources, id: SourceId, envelope: &Envelope) -> Reading {
    let text = sources.text(id);
    let mut filings: Vec<Filing> =
        envelope.documents.iter().filter_map(|document| filing(sources, id, envelope, document)).collect();
    for filing in &mut filings {
        filing.stage = Stage::Disseminated;
        if let Some(accession) = header(text, envelope.accession.as_ref(), value::accession) {
            filing.accession = accession;
        }
        if let Some(filed) = header(text, envelope.filed_as_of.as_ref(), value::compact_date) {
            filing.filed_as_of = filed;
        }
    }
    let otherwise = if filings.is_empty() { otherwise(text, envelope) } else { not_ours::Kind::default() };
    Reading { filings, not_ours: otherwise.not_ours, unread_format: otherwise.unread_format }
}

fn filing(sources: &Sources, id: SourceId, envelope: &Envelope, document: &Document) -> Option<Filing> {
    let text = sources.text(id);
    // What the document says of itself goes before what its header says of the whole.
    let said = document.document_type.as_ref().or(envelope.submission_type.as_ref());
    if said.is_some_and(|said| !not_ours::is_ours(str(text, said))) {
        return None;
    }
    match document.format {
        Format::Xml => ownership::markup::read(id, text, document.body.clone()),
        Format::Plain => {
            let mut part = Text::default();
            part.copy(str(text, &document.body), text.span(document.body.clone()));
            let filing = super::document(sources, id, &part)?;
            Some(Filing { span: text.span(document.body.clone()), fidelity: Fidelity::Native, ..filing })
        }
        Format::Pdf | Format::Encoded => None,
    }
}

/// What a submission is that holds no filing: its own type, or the format of its first document.
fn otherwise(text: &Text, envelope: &Envelope) -> not_ours::Kind {
    let is_ours = |document: &&Document| {
        document.document_type.as_ref().is_some_and(|written| not_ours::is_ours(str(text, written)))
    };
    let Some(document) = envelope.documents.iter().find(is_ours).or(envelope.documents.first()) else {
        return envelope.submission_type.as_ref().map_or_else(Default::default, |written| {
            not_ours::of_type(Some(str(text, written)), "the header of an EDGAR submission without its documents")
        });
    };
    let body = str(text, &document.body);
    let format = match document.format {
        Format::Xml => return not_ours::kind(body),
        Format::Pdf => "a PDF in an EDGAR submission",
        Format::Encoded => "an encoded file in an EDGAR submission",
        Format::Plain if not_ours::is_html(body) => "HTML in an EDGAR submission",
        Format::Plain => "a text in an EDGAR submission whose layout is not known",
    };
    let written = document.document_type.as_ref().or(envelope.submission_type.as_ref());
    not_ours::of_type(written.map(|written| str(text, written)), format)
}

/// A line of the header; none when it is not there.
fn header<T>(text: &Text, range: Option<&Range<usize>>, read: impl Fn(&str) -> Option<T>) -> Option<Field<T>> {
    let range = range?;
    let span = text.span(range.clone());
    Some(match read(str(text, range)) {
        Some(value) => Field::new(value, span, Certainty::Written),
        None => Field::malformed(span, Certainty::Written),
    })
}

fn str<'t>(text: &'t Text, range: &Range<usize>) -> &'t str {
    text.as_str().get(range.clone()).unwrap_or("")
}
