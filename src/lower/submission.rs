//! EDGAR full submissions: each document is read where it stands, and the header says when it was filed.

use std::ops::Range;

use super::{Reading, not_ours};
use crate::filing::{Certainty, Fidelity, Field, Filing, Party, Stage, Submission, Supporting};
use crate::source::{SourceId, Sources, Text};
use crate::syntax::sgml::{self, Document, Envelope, Format};
use crate::syntax::value;

/// Reads a full submission. It may hold no filing, one or several.
pub(super) fn read(sources: &Sources, id: SourceId, envelope: &Envelope) -> Reading {
    let text = sources.text(id);
    let mut filings: Vec<Filing> =
        envelope.documents.iter().filter_map(|document| filing(sources, id, envelope, document)).collect();
    for filing in &mut filings {
        if let Some(accession) = header(text, envelope.accession.as_ref(), value::accession) {
            filing.accession = accession;
        }
        if let Some(filed) = header(text, envelope.filed_as_of.as_ref(), value::compact_date) {
            filing.filed_as_of = filed;
        }
    }
    let otherwise = if filings.is_empty() { otherwise(text, envelope) } else { not_ours::Kind::default() };
    Reading { filings, ..Reading::from(otherwise) }
}

fn filing(sources: &Sources, id: SourceId, envelope: &Envelope, document: &Document) -> Option<Filing> {
    let text = sources.text(id);
    // What the document says of itself goes before what its header says of the whole.
    let said = document.document_type.as_ref().or(envelope.submission_type.as_ref());
    if said.is_some_and(|said| !not_ours::is_ours(str(text, said))) {
        return None;
    }
    // EDGAR numbers what it has accepted.
    let told = envelope.accession.is_some().then_some(Stage::Disseminated);
    let filing = match document.format {
        Format::Xml => super::markup(id, text, document.body.clone(), told),
        Format::Plain => {
            let mut part = Text::default();
            part.copy(str(text, &document.body), text.span(document.body.clone()));
            let filing = super::document(sources, id, &part, told)?;
            let fidelity = if not_ours::is_html(part.as_str()) { Fidelity::Rendered } else { Fidelity::Native };
            Some(Filing { span: text.span(document.body.clone()), fidelity, ..filing })
        }
        Format::Pdf | Format::Encoded => None,
    };
    let submission = Some(Box::new(around(text, envelope, document)));
    filing.map(|filing| Filing { submission, ..filing })
}

/// The submission around one of its documents.
fn around(text: &Text, envelope: &Envelope, form: &Document) -> Submission {
    let place = |document: &Document| text.span(document.body.start..document.body.start);
    let words = |range: Option<&Range<usize>>, document: &Document| {
        header(text, range, |written| Some(Box::from(written))).unwrap_or_else(|| Field::missing(place(document)))
    };
    let supporting = envelope.documents.iter().filter(|document| document.body != form.body).map(|document| {
        let body = text.span(document.body.clone());
        Supporting {
            span: body,
            is_pdf: document.format == Format::Pdf,
            document_type: words(document.document_type.as_ref(), document),
            file_name: words(document.file_name.as_ref(), document),
        }
    });
    let nothing = place(form);
    Submission {
        period: header(text, envelope.period.as_ref(), value::compact_date).unwrap_or_else(|| Field::missing(nothing)),
        accepted: words(envelope.accepted.as_ref(), form),
        document_count: header(text, envelope.document_count.as_ref(), |written| written.parse().ok())
            .unwrap_or_else(|| Field::missing(nothing)),
        parties: envelope.parties.iter().map(|named| party(text, named)).collect(),
        submission_type: words(envelope.submission_type.as_ref(), form),
        document_type: words(form.document_type.as_ref(), form),
        file_name: words(form.file_name.as_ref(), form),
        supporting: supporting.collect(),
    }
}

fn party(text: &Text, party: &sgml::Party) -> Party {
    let caption = text.span(party.caption.clone());
    Party {
        span: caption,
        is_issuer: party.is_issuer,
        former_names: party.former_names.iter().map(|name| str(text, name).into()).collect(),
        cik: header(text, party.cik.as_ref(), value::cik).unwrap_or_else(|| Field::missing(caption)),
        name: header(text, party.name.as_ref(), |written| Some(Box::from(written)))
            .unwrap_or_else(|| Field::missing(caption)),
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
        Format::Plain => plain_format(body),
    };
    let written = document.document_type.as_ref().or(envelope.submission_type.as_ref());
    not_ours::of_type(written.map(|written| str(text, written)), format)
}

/// What a document of text is that holds no filing.
pub(super) fn plain_format(body: &str) -> &'static str {
    if not_ours::is_html(body) {
        "HTML in an EDGAR submission whose layout is not known"
    } else {
        "a text in an EDGAR submission whose layout is not known"
    }
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
