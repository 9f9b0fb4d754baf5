//! The signatures: who signed, in what capacity, and when.

use std::ops::Range;

use crate::filing::{Certainty, Field, Signature};
use crate::syntax::schedule13::{Kind, Part, Piece};

use super::doc::Doc;
use super::lines::has_words;

pub(super) fn read(doc: &Doc<'_>) -> Vec<Signature> {
    let (block, end) = block(doc);
    let signed: Vec<usize> = (0..block.len()).filter(|at| signs(doc, block, *at)).collect();
    // A sentence may name a letter `dated` on another day; a label has a capital.
    let is_date = |piece: &&Piece| match piece.kind {
        Kind::Dated => !doc.slice(&piece.range).starts_with('d'),
        kind => kind == Kind::LoneDate,
    };
    let dates: Vec<&Piece> = block.iter().filter(is_date).collect();
    let mut signatures = Vec::with_capacity(signed.len());
    for (nth, at) in signed.iter().enumerate() {
        let Some(piece) = block.get(*at) else { continue };
        let next = signed.get(nth + 1).copied().unwrap_or(block.len());
        let own = block.get(at + 1..next).unwrap_or(&[]);
        let span = doc.span(&piece.range);
        let mut signature = Signature::empty(span);
        signature.name = name(doc, piece, own).unwrap_or_else(|| Field::missing(span));
        signature.title = title(doc, piece, own, &signature.name, end).unwrap_or_else(|| Field::missing(span));
        if let Some(range) = date_of(&dates, piece, signed.first().and_then(|first| block.get(*first))) {
            signature.date = doc.date(&range, Certainty::Written);
        }
        signatures.push(signature);
    }
    signatures
}

/// The pieces under the heading `Signature`, up to the first annex or exhibit, and where that begins.
fn block<'d>(doc: &'d Doc<'_>) -> (&'d [Piece], usize) {
    let after_items = doc.items.last().map_or(0, |at| at + 1);
    let of = |kind: Kind, from: usize| {
        (from..doc.pieces.len()).find(|at| doc.pieces.get(*at).is_some_and(|p| p.kind == kind))
    };
    let start = of(Kind::SignatureHeading, after_items)
        .or_else(|| of(Kind::SignatureHeading, 0))
        .or_else(|| of(Kind::Dated, after_items))
        .or_else(|| of(Kind::Signed, after_items));
    let all = doc.str().len();
    let Some(start) = start else { return (&[], all) };
    let ends = |piece: &Piece| matches!(piece.kind, Kind::AnnexHeading | Kind::ExhibitHeading);
    let end = (start..doc.pieces.len()).find(|at| doc.pieces.get(*at).is_some_and(ends)).unwrap_or(doc.pieces.len());
    let until = doc.pieces.get(end).map_or(all, |piece| piece.range.start);
    (doc.pieces.get(start..end).unwrap_or(&[]), until)
}

/// Whether a piece is where someone signs: `/s/`, or a labelled line with a name and no `/s/`.
fn signs(doc: &Doc<'_>, block: &[Piece], at: usize) -> bool {
    let Some(piece) = block.get(at) else { return false };
    let next = block.get(at + 1);
    match piece.kind {
        Kind::Signed => true,
        Kind::SignatureLabel => {
            next.is_none_or(|next| next.kind != Kind::Signed) && has_words(doc.slice(&doc.line_after(piece.range.end)))
        }
        _ => false,
    }
}

fn name(doc: &Doc<'_>, signed: &Piece, own: &[Piece]) -> Option<Field<Box<str>>> {
    let typed = match signed.kind {
        Kind::Signed => signed.part(Part::Signer),
        _ => Some(doc.line_after(signed.range.end)),
    };
    let strip = |c: char| c.is_whitespace() || matches!(c, '_' | ',' | '*' | '|');
    if let Some(range) = typed.map(|range| doc.trim_matches(range, strip)).filter(|range| has_words(doc.slice(range))) {
        return Some(doc.words(&range, Certainty::Written));
    }
    if let Some(label) = own.iter().find(|piece| piece.kind == Kind::NameLabel) {
        let range = value_after(doc, label, own);
        return has_words(doc.slice(&range)).then(|| doc.words(&range, Certainty::Written));
    }
    let below = below(doc, signed.range.end).next()?;
    Some(doc.words(&doc.trim_matches(below, strip), Certainty::Laid))
}

fn title(doc: &Doc<'_>, signed: &Piece, own: &[Piece], name: &Field<Box<str>>, end: usize) -> Option<Field<Box<str>>> {
    let signer = name.present()?;
    if let Some(label) = own.iter().find(|piece| piece.kind == Kind::TitleLabel) {
        return capacity(doc, value_after(doc, label, own));
    }
    if let Some(label) = own.iter().find(|piece| piece.kind == Kind::NameTitleLabel) {
        let both = value_after(doc, label, own);
        let title = doc.slice(&both).strip_prefix(signer.as_ref())?.trim_start_matches([',', '/', ' ', ';']);
        return capacity(doc, both.end - title.len()..both.end);
    }
    // The name typed below the signature, and below that the capacity.
    let mut lines = below(doc, signed.range.end);
    let typed = lines.next().filter(|line| same_name(doc.slice(line), signer))?;
    let line = lines.next().filter(|line| line.start < end.min(typed.end + 120))?;
    let labelled = own.iter().any(|piece| piece.range.start >= line.start && piece.range.start < line.end);
    let is_capacity = !labelled && doc.slice(&line).chars().next().is_some_and(char::is_alphabetic);
    is_capacity.then(|| doc.words(&line, Certainty::Laid))
}

fn same_name(line: &str, signer: &str) -> bool {
    let letters =
        |str: &str| str.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(line) == letters(signer)
}

/// A title, with the line below it where it breaks off, as `Vice President and`.
fn capacity(doc: &Doc<'_>, range: Range<usize>) -> Option<Field<Box<str>>> {
    let range = doc.trim(range);
    let mut lines = vec![range.clone()];
    let last = doc.slice(&range).split_whitespace().next_back()?;
    if matches!(last, "and" | "of" | "&") || last.ends_with(',') {
        lines.extend(below(doc, range.end).next());
    }
    doc.joined(&lines, Certainty::Written)
}

/// What follows a label on its line, up to the next label.
fn value_after(doc: &Doc<'_>, label: &Piece, own: &[Piece]) -> Range<usize> {
    let line = doc.line_after(label.range.end);
    let next =
        own.iter().find(|piece| piece.range.start > label.range.start).map_or(line.end, |piece| piece.range.start);
    let value = doc.trim(line.start..line.end.min(next).max(line.start));
    match doc.slice(&value).find('\t') {
        Some(tab) => doc.trim(value.start..value.start + tab),
        None => value,
    }
}

/// The next lines with words below a place.
fn below<'d>(doc: &'d Doc<'_>, at: usize) -> impl Iterator<Item = Range<usize>> + 'd {
    let start = doc.line_after(at).end;
    let range = doc.at_most(start..doc.str().len(), 400);
    doc.lines(range).filter(|line| has_words(doc.slice(line)))
}

/// The date of a signature: where dates stand above the signatures, the last before it; else the next
/// one below it.
fn date_of(dates: &[&Piece], signed: &Piece, first: Option<&Piece>) -> Option<Range<usize>> {
    let above = dates.first()?.range.start < first?.range.start;
    let before = dates.partition_point(|date| date.range.start < signed.range.start);
    let date = if above { before.checked_sub(1).and_then(|at| dates.get(at)) } else { dates.get(before) };
    date.and_then(|date| date.part(Part::Date))
}
