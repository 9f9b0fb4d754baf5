//! The cover page: issuer, class, CUSIP, date of event, amendment, and the addresses on it.

use std::ops::Range;

use chrono::NaiveDate;

use crate::filing::{AddressLine, Certainty, CusipMention, Field, Issuer, PageMark};
use crate::syntax::schedule13::{self, Kind, Part, Piece, Row};
use crate::syntax::value;

use super::doc::Doc;
use super::lines::has_words;

pub(super) struct Cover {
    pub issuer: Issuer,
    pub class_title: Field<Box<str>>,
    pub cusip: Option<CusipMention>,
    pub event_date: Field<NaiveDate>,
    pub amendment: Field<u32>,
    pub addresses: Vec<AddressLine>,
}

pub(super) fn read(doc: &Doc<'_>, title: usize) -> Cover {
    let title_span = doc.pieces.get(title).map_or_else(Default::default, |title| doc.span(&title.range));
    let first_row = doc.pieces.iter().position(|piece| piece.row().is_some());
    let first_item = doc.items.first().copied();
    let first_item_row = doc.item_rows.first().map(|(at, _)| *at);
    let end = [first_row, first_item, first_item_row].into_iter().flatten().min().unwrap_or(doc.pieces.len());
    let within = |kind, mut range: Range<usize>| range.find(|at| doc.pieces.get(*at).is_some_and(|p| p.kind == kind));
    let caption = |kind| within(kind, 0..end);
    // Items 1(a) and 2(d) of 13G ask again for what a cover may leave without its caption.
    let again = |kind| within(kind, 0..doc.pieces.len()).filter(|at| is_followed_by_colon(doc, *at));
    let absent = || Field::missing(title_span);

    let mut issuer = Issuer::empty(title_span);
    if let Some(at) = caption(Kind::IssuerCaption).or_else(|| again(Kind::IssuerCaption)) {
        issuer.name = words(doc, at);
    }
    let class_title =
        caption(Kind::ClassCaption).or_else(|| again(Kind::ClassCaption)).map_or_else(absent, |at| words(doc, at));
    let event_date = caption(Kind::EventCaption).map_or_else(|| Field::missing(title_span), |at| date(doc, at));
    let cusip = caption(Kind::CusipCaption).and_then(|at| cusip_before(doc, at));
    Cover {
        issuer,
        class_title,
        cusip,
        event_date,
        amendment: amendment(doc, title, end).unwrap_or_else(|| Field::missing(title_span)),
        addresses: addresses(doc, end),
    }
}

/// `(Amendment No. 2)` on the cover; missing at its caption when that is blank.
fn amendment(doc: &Doc<'_>, title: usize, end: usize) -> Option<Field<u32>> {
    let stop = (title..end).find(|at| doc.pieces.get(*at).is_some_and(|piece| piece.kind == Kind::IssuerCaption));
    let cover = doc.pieces.get(title..stop.unwrap_or(end))?;
    let caption = cover.iter().find(|piece| piece.kind == Kind::Amendment)?;
    Some(match caption.part(Part::Count) {
        Some(count) => doc.count(&count),
        None => Field::missing(doc.span(&caption.range)),
    })
}

fn is_followed_by_colon(doc: &Doc<'_>, at: usize) -> bool {
    let after = doc.pieces.get(at).map(|piece| doc.slice(&doc.line_after(piece.range.end)));
    after.is_some_and(|after| after.trim_start().starts_with(':'))
}

/// The value of a caption of the cover: before it, or after it where it ends with a colon.
fn value_lines(doc: &Doc<'_>, at: usize) -> Vec<Range<usize>> {
    let Some(caption) = doc.pieces.get(at) else { return Vec::new() };
    if !doc.slice(&caption.range).starts_with('(') {
        let after = doc.line_after(caption.range.end);
        if let Some(value) = doc.slice(&after).trim_start().strip_prefix(':') {
            let start = after.end - value.len();
            return after_colon(doc, start, after.end);
        }
    }
    let from = (0..at).rev().filter_map(|at| doc.pieces.get(at)).find(|piece| bounds(doc, piece));
    let start = from.map_or(0, |piece| piece.range.end);
    paragraph_before(doc, start..caption.range.start)
}

/// What on the cover is no value, and so ends the search for one.
fn bounds(doc: &Doc<'_>, piece: &Piece) -> bool {
    match piece.kind {
        Kind::Title => doc.opens_line(piece.range.start),
        Kind::Commission
        | Kind::Act
        | Kind::Information
        | Kind::Amendment
        | Kind::IssuerCaption
        | Kind::ClassCaption
        | Kind::CusipCaption
        | Kind::EventCaption
        | Kind::ContactCaption
        | Kind::Page => true,
        _ => false,
    }
}

fn after_colon(doc: &Doc<'_>, start: usize, end: usize) -> Vec<Range<usize>> {
    let same_line = doc.trim(start..end);
    if has_words(doc.slice(&same_line)) {
        return vec![same_line];
    }
    let rest = doc.at_most(end..doc.str().len(), 400);
    doc.lines(rest).find(|line| has_words(doc.slice(line))).into_iter().collect()
}

/// The last lines with words in a range, up to a blank line or a rule before them.
fn paragraph_before(doc: &Doc<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let all: Vec<Range<usize>> = doc.lines(range.clone()).collect();
    for (at, line) in all.iter().enumerate().rev() {
        // What is left of a caption's own line, as `)*`, is no value.
        let remainder = at == 0 && all.len() > 1 && !doc.opens_line(range.start);
        if remainder || !has_words(doc.slice(line)) {
            if lines.is_empty() {
                continue;
            }
            break;
        }
        // A former name or an explanation stands in parentheses below the value.
        if !doc.slice(line).starts_with('(') {
            lines.push(line.clone());
        }
    }
    lines.reverse();
    lines
}

fn words(doc: &Doc<'_>, at: usize) -> Field<Box<str>> {
    let lines = value_lines(doc, at);
    let lines: Vec<Range<usize>> =
        lines.into_iter().map(|line| doc.trim_matches(line, |c| c.is_whitespace() || matches!(c, '*' | '_'))).collect();
    doc.joined(&lines, Certainty::Written)
        .unwrap_or_else(|| Field::missing(doc.pieces.get(at).map_or_else(Default::default, |at| doc.span(&at.range))))
}

fn date(doc: &Doc<'_>, at: usize) -> Field<NaiveDate> {
    let caption = doc.pieces.get(at).map_or_else(Default::default, |at| doc.span(&at.range));
    let Some(line) = value_lines(doc, at).pop() else { return Field::missing(caption) };
    let line = doc.trim_matches(line, |c| c.is_whitespace() || matches!(c, '*' | '_' | '.'));
    doc.date(&line, Certainty::Written)
}

fn cusip_before(doc: &Doc<'_>, at: usize) -> Option<CusipMention> {
    let lines = value_lines(doc, at);
    let field = lines.iter().find_map(|line| cusip_at(doc, line.clone()))?;
    Some(CusipMention { span: field.span, page: 1, cusip: field })
}

/// The CUSIP that a line begins with, blanks and rules before it left out.
fn cusip_at(doc: &Doc<'_>, line: Range<usize>) -> Option<Field<Box<str>>> {
    let line = doc.trim_matches(line, |c| c.is_whitespace() || matches!(c, '_' | ':' | '.'));
    let str = doc.slice(&line);
    let mut end = 0;
    let mut first: Option<&str> = None;
    // Nine characters stand in at most four groups, as `282912 10 4`.
    for word in str.split_whitespace().take(4) {
        end = str.get(end..)?.find(word).map(|start| end + start + word.len())?;
        let bare = word.trim_end_matches(['_', ',', ';', '.', '*']);
        first = first.or(Some(bare));
        let until = end - (word.len() - bare.len());
        let whole = str.get(..until)?;
        if let Some(cusip) = value::cusip(whole) {
            let digits = cusip.chars().filter(char::is_ascii_digit).count();
            let field = Field::new(cusip, doc.span(&(line.start..line.start + until)), Certainty::Written);
            return (digits >= 2).then_some(field);
        }
    }
    let first = first?;
    let digits = first.chars().filter(char::is_ascii_digit).count();
    let plain = first.chars().all(|c| c.is_ascii_alphanumeric()) && (6..=12).contains(&first.len());
    (plain && digits >= 3).then(|| {
        let range = line.start..line.start + first.len();
        Field::new(first.into(), doc.span(&range), Certainty::Written)
    })
}

/// Every labelled CUSIP, the cover's first.
pub(super) fn cusips(doc: &Doc<'_>, cover: &Cover) -> Vec<CusipMention> {
    let mut mentions: Vec<CusipMention> = cover.cusip.iter().cloned().collect();
    let (mut last_mark, mut persons) = (None, 0);
    for (at, piece) in doc.pieces.iter().enumerate() {
        match piece.kind {
            Kind::Page => last_mark = page_number(doc, piece).or(last_mark),
            Kind::Row if piece.row().is_some_and(|(row, _)| row == Row::Name) => persons += 1,
            Kind::Item if doc.item_row(at) == Some(1) => persons += 1,
            Kind::CusipLabel => {
                let rest = doc.at_most(piece.range.end..doc.str().len(), 120);
                let next = doc.lines(rest).find(|line| has_words(doc.slice(line)));
                let Some(field) = next.and_then(|line| cusip_at(doc, line)) else { continue };
                // Where no page is marked, the cover is the first and each person has the next.
                let counted = if mentions.is_empty() { 1 } else { persons + 2 };
                let page = match page_below(doc, at).or(last_mark.map(|mark| mark + 1)) {
                    _ if doc.items.first().is_some_and(|item| *item < at) && !heads_rows(doc, at) => 0,
                    Some(marked) => marked,
                    None => counted,
                };
                mentions.push(CusipMention { span: field.span, page, cusip: field });
            }
            _ => {}
        }
    }
    mentions
}

/// Whether rows of a cover page follow soon.
fn heads_rows(doc: &Doc<'_>, at: usize) -> bool {
    doc.pieces.iter().skip(at + 1).take(4).any(|piece| piece.row().is_some()) || doc.item_row(at + 1).is_some()
}

/// The page mark in the same head of a page as the piece at `at`.
fn page_below(doc: &Doc<'_>, at: usize) -> Option<usize> {
    let here = doc.pieces.get(at)?.range.end;
    let near = doc.pieces.get(at + 1..)?.iter().take(4).take_while(|piece| piece.row().is_none());
    let mark = near.filter(|piece| piece.range.start < here + 160).find(|piece| piece.kind == Kind::Page)?;
    page_number(doc, mark)
}

fn page_number(doc: &Doc<'_>, mark: &Piece) -> Option<usize> {
    mark.part(Part::Count).and_then(|count| doc.slice(&count).parse().ok())
}

pub(super) fn pages(doc: &Doc<'_>) -> Vec<PageMark> {
    let marks = doc.pieces.iter().filter(|piece| piece.kind == Kind::Page);
    marks
        .filter_map(|piece| {
            let mut counts = piece.parts(Part::Count);
            let (number, of) = (counts.next()?, counts.next()?);
            Some(PageMark { span: doc.span(&piece.range), number: doc.count(&number), of: doc.count(&of) })
        })
        .collect()
}

/// The last lines of the addresses on the cover: those of the contact and of who gets copies.
fn addresses(doc: &Doc<'_>, end: usize) -> Vec<AddressLine> {
    let cover = doc.pieces.get(..end).unwrap_or(&[]);
    let start = cover.iter().rev().find(|piece| matches!(piece.kind, Kind::CusipCaption | Kind::ClassCaption));
    let until = cover.iter().find(|piece| piece.kind == Kind::EventCaption);
    let (Some(start), Some(until)) = (start, until) else { return Vec::new() };
    if start.range.end > until.range.start {
        return Vec::new();
    }
    let lines = doc.lines(start.range.end..until.range.start);
    let read = |line: Range<usize>| {
        let str = doc.slice(&line);
        if str.len() > 120 || !may_end_with_zip(str) {
            return None;
        }
        let [city, state, zip] = schedule13::address(str)?;
        let field =
            |part: Range<usize>| doc.words(&(line.start + part.start..line.start + part.end), Certainty::Written);
        Some(AddressLine { span: doc.span(&line), city: field(city), state: field(state), zip: field(zip) })
    };
    lines.filter_map(read).collect()
}

/// Whether a line's last bytes are of `94025` or `10528-1234`; spares the grammar the other lines.
fn may_end_with_zip(line: &str) -> bool {
    let [.., fifth, a, b, c, d] = line.as_bytes() else { return false };
    [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()) && (fifth.is_ascii_digit() || *fifth == b'-')
}
