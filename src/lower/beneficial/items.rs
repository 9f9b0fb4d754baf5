//! The items and their captions.

use std::ops::Range;

use crate::filing::{Certainty, Item};
use crate::syntax::schedule13::{Kind, Part};

use super::doc::Doc;
use super::headings::opens_caption;
use super::lines::has_words;

pub(super) fn read(doc: &Doc<'_>) -> Vec<Item> {
    let mut headings: Vec<(Item, Range<usize>)> = Vec::new();
    for (at, piece) in doc.pieces.iter().enumerate() {
        match piece.kind {
            Kind::Item if doc.items.binary_search(&at).is_ok() => headings.push(numbered(doc, at)),
            // The caption of an item on the line below `Item 5.` is that item's.
            Kind::BareCaption if headings.last().is_none_or(|(_, head)| head.end < piece.range.start) => {
                let title = doc.trim_matches(piece.range.clone(), |c| c.is_whitespace() || c == '.');
                let span = doc.span(&piece.range);
                let item =
                    Item { span, unnumbered: true, title: doc.words(&title, Certainty::Written), ..Item::empty(span) };
                headings.push((item, piece.range.clone()));
            }
            _ => {}
        }
    }
    let ends: Vec<usize> = headings.iter().skip(1).map(|(_, head)| head.start).chain([doc.str().len()]).collect();
    let breaks = doc
        .pieces
        .iter()
        .filter(|piece| matches!(piece.kind, Kind::SignatureHeading | Kind::AnnexHeading | Kind::ExhibitHeading));
    let breaks: Vec<usize> = breaks.map(|piece| piece.range.start).collect();
    headings
        .into_iter()
        .zip(ends)
        .map(|((item, head), end)| {
            let next = breaks.partition_point(|at| *at < head.end);
            let end = breaks.get(next).map_or(end, |at| end.min(*at)).max(head.end);
            Item { body: doc.span(&doc.trim(head.end..end)), ..item }
        })
        .collect()
}

/// `Item 5. Interest in Securities of the Issuer.` and where its heading ends.
fn numbered(doc: &Doc<'_>, at: usize) -> (Item, Range<usize>) {
    let Some(piece) = doc.pieces.get(at) else { return (Item::default(), 0..0) };
    let number = piece.part(Part::ItemNumber).unwrap_or_else(|| piece.range.clone());
    let span = doc.span(&piece.range);
    let mut item = Item { number: doc.words(&number, Certainty::Written), ..Item::empty(span) };
    let mut end = piece.range.end;

    let strip = |c: char| c.is_whitespace() || matches!(c, '.' | ':' | ')' | '-' | '–' | '—');
    let same_line = doc.line_after(piece.range.end);
    let mut title = doc.trim_matches(same_line.clone(), strip);
    if !has_words(doc.slice(&title)) {
        let rest = doc.at_most(same_line.end..doc.str().len(), 240);
        let below = doc.lines(rest).find(|line| has_words(doc.slice(line)));
        let is_title = below.as_ref().is_some_and(|line| opens_caption(doc.slice(line)));
        title = if is_title { below.unwrap_or(title) } else { title.start..title.start };
    }
    let title = first_sentence(doc, title);
    if has_words(doc.slice(&title)) {
        item.title = doc.words(&title, Certainty::Written);
        item.span = span.to(doc.span(&title));
        end = title.end;
        // The full stop of the caption is no part of the text under it.
        let rest = doc.slice(&doc.line_after(end));
        end += rest.len() - rest.trim_start_matches(strip).len();
    }
    (item, piece.range.start..end)
}

/// A caption up to its full stop, colon or tab.
fn first_sentence(doc: &Doc<'_>, title: Range<usize>) -> Range<usize> {
    let str = doc.slice(&title);
    let ends = [str.find(". "), str.find(".\u{a0}"), str.find(": "), str.find('\t'), str.find("  ")];
    let end = ends.into_iter().flatten().min().unwrap_or(str.len());
    doc.trim_matches(title.start..title.start + end, |c| c.is_whitespace() || matches!(c, '.' | ':'))
}
