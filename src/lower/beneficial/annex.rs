//! The directors and officers of an annex, where they are labelled with position and citizenship.

use std::ops::Range;

use crate::fault::{Fault, FaultKind};
use crate::filing::{AnnexPerson, Certainty, Field};
use crate::source::Span;
use crate::syntax::schedule13::{Kind, Piece};

use super::doc::Doc;
use super::lines::has_words;

#[derive(Default)]
pub(super) struct Annex {
    pub persons: Vec<AnnexPerson>,
    pub span: Option<Span>,
    pub fault: Option<Fault>,
}

pub(super) fn read(doc: &Doc<'_>) -> Annex {
    let labelled = |at: usize| doc.pieces.iter().skip(at).any(|piece| piece.kind == Kind::PositionLabel);
    let heading = (0..doc.pieces.len())
        .find(|at| doc.pieces.get(*at).is_some_and(|piece| piece.kind == Kind::AnnexHeading))
        .filter(|at| labelled(*at));
    let Some(start) = heading else { return Annex::default() };
    let Some(pieces) = doc.pieces.get(start..) else { return Annex::default() };
    let end = pieces.iter().find(|piece| piece.kind == Kind::ExhibitHeading);
    let end = end.map_or(doc.str().len(), |piece| piece.range.start);
    let Some(heading) = pieces.first() else { return Annex::default() };

    let labels: Vec<&Piece> = pieces
        .iter()
        .filter(|piece| matches!(piece.kind, Kind::PositionLabel | Kind::CitizenshipLabel | Kind::AddressLabel))
        .filter(|piece| piece.range.start < end)
        .collect();
    let positions: Vec<usize> = (0..labels.len()).filter(|at| is_position(&labels, *at)).collect();
    let mut persons: Vec<AnnexPerson> = Vec::with_capacity(positions.len());
    for (nth, at) in positions.iter().enumerate() {
        let next = positions.get(nth + 1).copied().unwrap_or(labels.len());
        let until = labels.get(next).map_or(end, |label| label.range.start);
        persons.extend(labels.get(*at..next).and_then(|own| person(doc, own, until)));
    }
    let scattered: Vec<Span> = persons.iter().filter(|person| person.scattered).map(|person| person.span).collect();
    let whole = doc.span(&(heading.range.start..doc.trim(heading.range.start..end).end));
    let fault = (!scattered.is_empty()).then(|| Fault {
        kind: FaultKind::ShreddedColumns,
        span: doc.span(&doc.trim(heading.range.clone())),
        also: scattered,
    });
    Annex { persons, span: Some(whole), fault }
}

fn is_position(labels: &[&Piece], at: usize) -> bool {
    labels.get(at).is_some_and(|label| label.kind == Kind::PositionLabel)
}

/// One person from the labels between one `Position:` and the next.
fn person(doc: &Doc<'_>, own: &[&Piece], end: usize) -> Option<AnnexPerson> {
    let position = own.first()?;
    let span = doc.span(&position.range);
    let value = |kind: Kind| {
        let at = own.iter().position(|piece| piece.kind == kind)?;
        let label = own.get(at)?;
        let line = doc.line_after(label.range.end);
        let next = own.get(at + 1).map_or(end, |next| next.range.start);
        let value = doc.trim(line.start..line.end.min(next).max(line.start));
        has_words(doc.slice(&value)).then_some(value)
    };
    let field = |kind| value(kind).map_or_else(|| Field::missing(span), |range| doc.words(&range, Certainty::Written));
    let name = name_before(doc, position.range.start);
    let mut person = AnnexPerson {
        name: name.map_or_else(|| Field::missing(span), |range| doc.words(&range, Certainty::Written)),
        position: field(Kind::PositionLabel),
        citizenship: field(Kind::CitizenshipLabel),
        address: field(Kind::AddressLabel),
        ..AnnexPerson::empty(span)
    };
    // A citizenship is a word or two; more is what stood in the next column.
    if person.citizenship.present().is_some_and(|words| words.split(' ').count() > 3) {
        person.citizenship = Field::missing(span);
    }
    person.scattered = person.name.is_missing() || person.position.is_missing() || person.citizenship.is_missing();
    Some(person)
}

/// The name that stands before `Position:` on its line, and nothing else does.
fn name_before(doc: &Doc<'_>, at: usize) -> Option<Range<usize>> {
    let before = doc.line_before(at);
    let range = doc.trim(at - before.len()..at);
    let words: Vec<&str> = doc.slice(&range).split_whitespace().collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    ((2..=4).contains(&words.len()) && words.iter().all(capital)).then_some(range)
}
