//! What stands below the tables: explanations, remarks, signatures.

use std::ops::Range;

use super::joined::Joined;
use super::legibility::Legibility;
use super::notes;
use crate::filing::{Certainty, Field, FootnoteText, Signature};
use crate::lower::ownership::outline::Outline;
use crate::lower::words::{clean, field, peel};
use crate::source::Span;
use crate::syntax::ownership::LineKind;
use crate::syntax::page::{Sheet, dates};
use crate::syntax::value;

pub(in crate::lower::ownership) struct Tail {
    pub footnotes: Vec<FootnoteText>,
    pub explanations: Option<Span>,
    pub remarks: Field<Box<str>>,
    pub signatures: Vec<Signature>,
}

pub(in crate::lower::ownership) fn read(sheet: &Sheet<'_>, outline: &Outline, legibility: Legibility) -> Tail {
    let (text, name) = (legibility.of_text(), legibility.of_words());
    let whole = sheet.text().span(0..0);
    let remarks = outline.find(|kind| *kind == LineKind::Remarks);
    Tail {
        footnotes: footnotes(sheet, outline, text),
        explanations: outline.find(|kind| *kind == LineKind::Explanation).map(|(_, range)| sheet.text().span(range)),
        remarks: remarks
            .map_or(Field::missing(whole), |(line, range)| self::remarks(sheet, outline, line, &range, text)),
        signatures: signatures(sheet, outline, name),
    }
}

/// The numbered explanations below `Explanation of Responses:`.
fn footnotes(sheet: &Sheet<'_>, outline: &Outline, surest: Certainty) -> Vec<FootnoteText> {
    let Some((heading, _)) = outline.find(|kind| *kind == LineKind::Explanation) else { return Vec::new() };
    // Where a converter sets tables after the words, they stand between the heading and the explanations.
    let cells = |line: usize| sheet.cells(line).len() > 1;
    let ends = |line: usize, kind: &LineKind| {
        matches!(kind, LineKind::Remarks | LineKind::Signatures | LineKind::SignatureCaption | LineKind::OwnerList)
            || (matches!(kind, LineKind::TableOne | LineKind::TableTwo) && !cells(line))
    };
    let end = outline
        .kinds()
        .find(|(line, kind, _)| *line > heading && ends(*line, kind))
        .map_or(outline.line_count, |(line, _, _)| line);
    let signed = first_signature_line(sheet, outline, heading + 1..end);
    notes::read(sheet, outline, heading + 1..end.min(signed), surest)
}

/// Where the signature begins, so that the last explanation ends there: at `/s/`, or at the name that
/// stands with its date right above the caption.
fn first_signature_line(sheet: &Sheet<'_>, outline: &Outline, lines: Range<usize>) -> usize {
    let end = lines.end;
    let conformed = lines.clone().find(|line| sheet.line(*line).contains("/s/"));
    conformed.or_else(|| plain_signature_line(sheet, outline, lines)).unwrap_or(end)
}

/// The line of a name signed without `/s/`: a short line that ends with a date, or one above a date alone.
fn plain_signature_line(sheet: &Sheet<'_>, outline: &Outline, lines: Range<usize>) -> Option<usize> {
    const LONGEST: usize = 120;
    outline.on(lines.end).find(|(kind, _)| **kind == LineKind::SignatureCaption)?;
    let mut above = lines.rev().filter(|line| !sheet.line(*line).trim().is_empty());
    let last = above.next()?;
    let str = sheet.line(last).trim_end();
    let date = dates(str, 0).last().filter(|date| date.end == str.len() && str.len() <= LONGEST)?;
    if date.start > 0 {
        return Some(last);
    }
    above.next().filter(|line| sheet.line(*line).len() <= LONGEST)
}

fn remarks(
    sheet: &Sheet<'_>,
    outline: &Outline,
    line: usize,
    caption: &Range<usize>,
    certainty: Certainty,
) -> Field<Box<str>> {
    let text = sheet.text();
    let lines = outline.until_next_part(line);
    let signed = first_signature_line(sheet, outline, lines.clone());
    let end = (lines.start..lines.end.min(signed)).map(|line| sheet.line_range(line).end).max().unwrap_or(0);
    let range = peel(text.as_str(), caption.end..end.max(sheet.line_range(line).end));
    if range.is_empty() {
        return Field::missing(text.span(caption.clone()));
    }
    let words = clean(text.as_str().get(range.clone()).unwrap_or(""));
    field(text, range, words.into(), certainty)
}

/// A signature stands above its caption: name and date on one line, or on two.
fn signatures(sheet: &Sheet<'_>, outline: &Outline, certainty: Certainty) -> Vec<Signature> {
    let captions = outline.kinds().filter(|(_, kind, _)| **kind == LineKind::SignatureCaption);
    let parts: Vec<usize> = outline
        .kinds()
        .filter(|(_, kind, _)| !matches!(kind, LineKind::FootnoteStart { .. }))
        .map(|(line, _, _)| line)
        .collect();
    captions
        .filter_map(|(line, _, range)| {
            let above = parts.get(..parts.partition_point(|part| *part < line)).unwrap_or(&[]);
            let floor = above.last().map_or(0, |part| part + 1);
            signature(sheet, floor..line, range, certainty)
        })
        .collect()
}

fn signature(
    sheet: &Sheet<'_>,
    lines: Range<usize>,
    caption: &Range<usize>,
    certainty: Certainty,
) -> Option<Signature> {
    let text = sheet.text();
    let mut signature = Signature::empty(text.span(caption.clone()));
    // Nearest lines first: the date stands next to the caption, the name before it.
    let near = lines.rev().filter(|line| !sheet.line(*line).trim().is_empty()).take(5);
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut signed = false;
    for line in near {
        let whole = sheet.line_range(line);
        let dated = dates(sheet.line(line), whole.start).last();
        let name_end = dated.as_ref().map_or(whole.end, |range| range.start);
        if let Some(range) = dated.filter(|_| signature.date.is_missing()) {
            let word = text.as_str().get(range.clone()).unwrap_or("");
            let span = text.span(range);
            let date = value::date(word).map(|date| Field::new(date, span, certainty));
            signature.date = date.unwrap_or(Field::malformed(span, certainty));
        }
        let name = name(text.as_str(), whole.start..name_end);
        if !name.is_empty() {
            names.insert(0, name);
            signed = sheet.line(line).contains("/s/");
            if signed {
                break;
            }
        }
    }
    // A long name goes on in the lines below its `/s/`; without that, only the nearest line is its.
    let nearest = if signed { 0 } else { names.len().saturating_sub(1) };
    let joined = Joined::of(text, names.into_iter().skip(nearest));
    if let Some(name) = joined.words(0..joined.str.len(), certainty) {
        signature.name = name;
    }
    let signed = !(signature.name.is_missing() && signature.date.is_missing());
    signed.then_some(signature)
}

/// The name on a line. A leading `/s/` is left out; what stands before one, as `Alder LP, by: /s/`, is not.
fn name(text: &str, range: Range<usize>) -> Range<usize> {
    let range = peel(text, range);
    let str = text.get(range.clone()).unwrap_or("");
    let conformed = if str.starts_with("/s/") { "/s/".len() } else { 0 };
    let name = peel(text, range.start + conformed..range.end);
    let is_date_caption = text.get(name.clone()).is_some_and(|str| str.eq_ignore_ascii_case("date"));
    if is_date_caption { name.start..name.start } else { name }
}

#[cfg(test)]
mod tests {
    use crate::source::Sources;

    fn last_explanation(tail: &str) -> Option<String> {
        let mut sources = Sources::new();
        let page = format!(
            "FORM 4\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n\
             1. Name and Address of Reporting Person* ROE JANE\t2. Issuer Name and Ticker or Trading Symbol ALDER SYSTEMS INC [ALDR]\n\
             Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n\
             Explanation of Responses:\n\n{tail}\n** Signature of Reporting Person Date\n"
        );
        let id = sources.add_text("a", &page);
        let filing = crate::lower::read(&sources, id).filings.into_iter().next()?;
        Some(filing.ownership()?.footnotes.last()?.text.present()?.to_string())
    }

    #[test]
    fn an_explanation_ends_at_a_name_signed_without_a_sign() {
        let wanted = Some("Granted under the 2009 plan.".to_owned());
        assert_eq!(last_explanation("1. Granted under the 2009 plan.\n\nJane Roe 05/17/2011\n"), wanted);
        assert_eq!(last_explanation("1. Granted under the 2009 plan.\n\nJane Roe\n\n05/17/2011\n"), wanted);
        assert_eq!(last_explanation("1. Granted under the\n2009 plan.\n\n/s/ Jane Roe 05/17/2011\n"), wanted);
        assert_eq!(
            last_explanation("1. Granted under the plan of\n05/17/2011 and amended.\n").as_deref(),
            Some("Granted under the plan of 05/17/2011 and amended.")
        );
    }
}
