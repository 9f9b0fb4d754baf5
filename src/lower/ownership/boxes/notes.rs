//! The numbered explanations below the tables: which lines belong to which number.
//!
//! Where a page sets the number beside the middle of its paragraph, the lines above the number are part
//! of it. Then the lines between two numbers are shared out so that each number stands in the middle and
//! each paragraph ends where a sentence does.

use std::ops::Range;

use super::joined::Joined;
use crate::filing::{Certainty, FootnoteText};
use crate::lower::ownership::outline::Outline;
use crate::lower::words::peel;
use crate::syntax::ownership::LineKind;
use crate::syntax::page::Sheet;

/// A line of the explanations, without its number.
struct Line {
    words: Range<usize>,
    /// The number that it begins with.
    id: Option<Range<usize>>,
}

/// Numbers that a scan may have lost between two.
const FURTHEST: usize = 4;

/// The lines of one explanation: before its number's line, and after.
#[derive(Clone, Copy)]
struct Share {
    before: usize,
    after: usize,
}

/// Reads the explanations of the given lines; `surest` is what a plain page allows.
pub(super) fn read(sheet: &Sheet<'_>, outline: &Outline, lines: Range<usize>, surest: Certainty) -> Vec<FootnoteText> {
    let lines = self::lines(sheet, outline, lines);
    let marks: Vec<usize> =
        (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| line.id.is_some())).collect();
    let Some(first) = marks.first().copied() else { return Vec::new() };
    let text = sheet.text();
    let str = |at: usize| lines.get(at).and_then(|line| text.as_str().get(line.words.clone())).unwrap_or("");
    let breaks = Breaks { str: &str };
    let top = shares_from_top(&marks, lines.len());
    let from_top = breaks.cost(&marks, &top) + if first > 0 { 3 } else { 0 };
    let middle = shares_around(&marks, lines.len(), &breaks);
    let from_middle = middle.as_ref().map_or(u32::MAX, |shares| breaks.cost(&marks, shares));
    let (shares, certainty) = match middle {
        Some(middle) if from_middle < from_top => (middle, Certainty::Guessed),
        _ => (top, surest),
    };
    let stray = certainty == Certainty::Guessed || from_top > 0 && first > 0;
    marks
        .iter()
        .zip(&shares)
        .filter_map(|(&mark, share)| {
            let own = mark - share.before..mark + share.after + 1;
            let id = lines.get(mark)?.id.clone()?;
            let pieces = lines.get(own)?.iter().map(|line| line.words.clone()).filter(|words| !words.is_empty());
            let joined = if share.before == 0 {
                // One run of the page, whatever its line breaks.
                let last = lines.get(mark + share.after)?;
                Joined::of(text, std::iter::once(lines.get(mark)?.words.start..last.words.end))
            } else {
                Joined::of(text, pieces)
            };
            // Where a sentence is cut, lines of one explanation stand with another.
            let next = mark + share.after + 1;
            let cut = mark > first && breaks.at(mark) > 0 || next < lines.len() && breaks.at(next) > 0;
            let certainty = if stray || cut { Certainty::Guessed } else { certainty };
            Some(FootnoteText {
                id: text.as_str().get(id.clone()).unwrap_or("").into(),
                text: joined
                    .words(0..joined.str.len(), certainty)
                    .unwrap_or_else(|| crate::filing::Field::missing(text.span(id.clone()))),
                id_span: text.span(id),
            })
        })
        .collect()
}

/// The lines up to the next part of the form, instructions above the first of them left out. A number
/// begins an explanation when it is the next in order.
fn lines(sheet: &Sheet<'_>, outline: &Outline, lines: Range<usize>) -> Vec<Line> {
    let text = sheet.text().as_str();
    let mut found: Vec<Line> = Vec::new();
    let mut last = 0;
    let mut instructed = false;
    for line in lines {
        let whole = sheet.line_range(line);
        if sheet.line(line).trim().is_empty() {
            continue;
        }
        // A table in between, where a converter sets tables after the words.
        if last == 0 && sheet.cells(line).len() > 1 {
            found.clear();
            continue;
        }
        if outline.is_other_part(line) {
            if last > 0 {
                break;
            }
            instructed = true;
            continue;
        }
        // The instructions above cite the code on a line of their own where they are wrapped.
        if std::mem::take(&mut instructed) && found.is_empty() && sheet.line(line).contains("U.S.C.") {
            continue;
        }
        let start = outline.on(line).find_map(|(kind, range)| match kind {
            LineKind::FootnoteStart { id } => Some((id.clone(), range.end)),
            _ => None,
        });
        let number =
            |id: &Range<usize>| text.get(id.clone()).and_then(|id| id.trim_start_matches('F').parse::<usize>().ok());
        let start = start.filter(|(id, _)| {
            number(id).is_some_and(|number| number > last && (last == 0 || number <= last + FURTHEST))
        });
        match start {
            Some((id, after)) => {
                last = number(&id).unwrap_or(last);
                found.push(Line { words: peel(text, after..whole.end.max(after)), id: Some(id) });
            }
            None => found.push(Line { words: peel(text, whole), id: None }),
        }
    }
    found
}

/// Every line belongs to the number above it.
fn shares_from_top(marks: &[usize], count: usize) -> Vec<Share> {
    let next = marks.iter().skip(1).copied().chain(std::iter::once(count));
    marks.iter().zip(next).map(|(mark, next)| Share { before: 0, after: next.saturating_sub(mark + 1) }).collect()
}

/// How well paragraphs end.
struct Breaks<'s> {
    str: &'s dyn Fn(usize) -> &'s str,
}

impl Breaks<'_> {
    /// What speaks against a paragraph that ends before the line `at`.
    fn at(&self, at: usize) -> u32 {
        let above =
            at.checked_sub(1).map_or("", |above| (self.str)(above)).trim_end_matches(['"', '”', ')', '\'', ' ']);
        let below = (self.str)(at);
        let ends = above.is_empty() || above.ends_with(['.', ':', ';', '!', '?']);
        let begins = !below.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')'));
        u32::from(!ends) * 2 + u32::from(!begins) * 2
    }

    /// What speaks against all paragraphs of a page.
    fn cost(&self, marks: &[usize], shares: &[Share]) -> u32 {
        let starts = marks.iter().zip(shares).skip(1);
        starts.map(|(mark, share)| self.at(mark.saturating_sub(share.before))).sum()
    }
}

/// One way to share out the lines so far.
struct Way {
    cost: u32,
    shares: Vec<Share>,
}

/// So many ways are kept for each number; the best of them hardly ever was not among the first.
const MOST: usize = 12;

/// Numbers in the middle of their paragraphs, or one line off it; none when the lines do not come out even.
fn shares_around<'s>(marks: &[usize], count: usize, breaks: &Breaks<'s>) -> Option<Vec<Share>> {
    let first = *marks.first()?;
    let mut ways = vec![Way { cost: 0, shares: vec![Share { before: first, after: 0 }] }];
    for (mark, next) in marks.iter().zip(marks.iter().skip(1).copied().map(Some).chain(std::iter::once(None))) {
        let gap = next.unwrap_or(count) - mark - 1;
        let mut longer: Vec<Way> = Vec::new();
        for way in &ways {
            let before = way.shares.last().map_or(0, |share| share.before);
            let candidates = if next.is_some() { before.saturating_sub(1)..=before + 1 } else { gap..=gap };
            for after in candidates.filter(|after| *after <= gap) {
                let uneven = before.abs_diff(after);
                let mut shares = way.shares.clone();
                if let Some(share) = shares.last_mut() {
                    share.after = after;
                }
                let broken = next.map_or(0, |next| breaks.at(next - (gap - after)));
                if next.is_some() {
                    shares.push(Share { before: gap - after, after: 0 });
                }
                let off = u32::try_from(uneven.saturating_sub(1)).unwrap_or(u32::MAX).saturating_mul(8);
                let cost =
                    way.cost.saturating_add(broken * 2).saturating_add(off).saturating_add(u32::from(uneven > 0));
                longer.push(Way { cost, shares });
            }
        }
        longer.sort_by_key(|way| way.cost);
        longer.truncate(MOST);
        ways = longer;
    }
    ways.into_iter()
        .next()
        .filter(|way| way.cost < 16 + 4 * u32::try_from(marks.len()).unwrap_or(0))
        .map(|way| way.shares)
}
