//! Schedules 13D and 13G from a text: pieces and what stands around them become the AST.
//!
//! One mechanism for all layouts: a caption is found by its words, and its value stands in the text up
//! to the next caption (before a caption, on the cover). Lines, cells and columns only say how surely.

mod annex;
mod cover;
mod doc;
mod headings;
mod items;
mod lines;
pub(super) mod markup;
mod prose;
mod rows;
mod signed;
mod trades;

use crate::fault::Fault;
use crate::filing::{Beneficial, Body, Certainty, Fidelity, Field, Filing, Form, FormKind, Stage};
use crate::source::{SourceId, Text};
use crate::syntax::schedule13::{self, Kind, Part, Piece};

use doc::Doc;

/// Reads a text as a Schedule 13D or 13G; none when it is neither.
pub(crate) fn read(id: SourceId, text: &Text) -> Option<Filing> {
    let str = text.as_str();
    // Every title has the word, and few other texts do: the grammar is spared the rest.
    memchr::memmem::find(str.as_bytes(), b"13")?;
    let pieces = schedule13::pieces(str);
    let title = title(str, &pieces)?;
    let kind = kind_of(str, pieces.get(title)?);
    let doc = Doc::new(text, kind, pieces);

    let cover = cover::read(&doc, title);
    let mentions = cover::cusips(&doc, &cover);
    let persons = rows::read(&doc, &mentions);
    let (trades, trades_heading, unread) = trades::read(&doc);
    let annex = annex::read(&doc);
    let said = prose::read(&doc);

    let title = doc.pieces.get(title)?;
    let amendment = title.part(Part::SlashA).is_some() || cover.amendment.present().is_some();
    let form = Field::new(Form { kind, amendment }, doc.span(&title.range), Certainty::Written);
    let faults: Vec<Fault> = annex.fault.into_iter().chain(unread).collect();
    let body = Beneficial {
        amendment_number: cover.amendment,
        class_title: cover.class_title,
        cusips: mentions,
        event_date: cover.event_date,
        persons,
        items: items::read(&doc),
        shares_outstanding: said.outstanding,
        trades,
        trades_heading,
        stated_totals: said.totals,
        stated_positions: said.positions,
        ceased_five_percent: said.ceased,
        prior_filings: said.prior,
        amendment_mentions: said.amendments,
        pages: cover::pages(&doc),
        addresses: cover.addresses,
        rule_144: said.rule_144,
        open_market: said.open_market,
        annex: annex.persons,
        annex_span: annex.span,
    };
    let whole = text.span(0..str.len());
    Some(Filing {
        source: id,
        span: whole,
        fidelity: fidelity(str),
        by_machine: false,
        stage: Stage::Disseminated,
        found: Stage::Disseminated,
        form,
        accession: Field::missing(doc.span(&title.range)),
        filed_as_of: Field::missing(doc.span(&title.range)),
        submission: None,
        issuer: cover.issuer,
        signatures: signed::read(&doc),
        body: Body::Beneficial(Box::new(body)),
        faults,
    })
}

/// The title of the schedule: the first that opens a line, in a text that has a schedule's captions.
fn title(str: &str, pieces: &[Piece]) -> Option<usize> {
    let opens_line = |piece: &Piece| {
        let before = str.get(..piece.range.start).unwrap_or("");
        before.rsplit('\n').next().unwrap_or("").trim().is_empty()
    };
    let title = pieces.iter().position(|piece| piece.kind == Kind::Title && opens_line(piece))?;
    let caption = |kind| pieces.iter().any(|piece| piece.kind == kind);
    let rows = pieces.iter().filter(|piece| piece.row().is_some()).count();
    let covers = caption(Kind::IssuerCaption) && (caption(Kind::EventCaption) || caption(Kind::CusipCaption));
    (covers || rows >= 4 || headings::item_rows(str, pieces).len() >= 4).then_some(title)
}

fn kind_of(str: &str, title: &Piece) -> FormKind {
    let letter = title.part(Part::Letter).and_then(|range| str.get(range)).unwrap_or("");
    if letter.eq_ignore_ascii_case("g") { FormKind::Schedule13G } else { FormKind::Schedule13D }
}

/// The tags of a submission are kept only where the text is the document of record.
fn fidelity(str: &str) -> Fidelity {
    let tagged = ["<DOCUMENT>", "<SEC-DOCUMENT>", "<SEC-HEADER>", "<PAGE>"];
    let native = tagged.iter().any(|tag| memchr::memmem::find(str.as_bytes(), tag.as_bytes()).is_some());
    if native { Fidelity::Native } else { Fidelity::Rendered }
}
