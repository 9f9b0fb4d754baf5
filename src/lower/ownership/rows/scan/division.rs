//! Which lines between two rows belong to the one above, and which to the one below.
//!
//! Cells are centred, so a row has about as many lines above its values as below. A footnote mark closes a
//! cell; a sign of dollars, `By` and `See` open one; and rows of one table mostly open alike.

use std::ops::Range;

use super::pieces::{Piece, Sort};
use super::{Line, vocabulary};

/// The lines of one row, and the one among them that holds its values.
pub(super) struct Group {
    pub lines: Range<usize>,
    pub anchor: usize,
}

/// So many lines above or below its values a row may have.
const REACH: usize = 14;

/// The rows of the lines, each with its anchor; the best division of all lines taken together.
pub(super) fn groups(text: &str, lines: &[Line]) -> Vec<Group> {
    let anchors: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| line.is_anchor)).collect();
    let (Some(first), Some(last)) = (anchors.first(), anchors.last()) else { return Vec::new() };
    let opening = lines
        .get(first.saturating_sub(REACH))
        .filter(|_| *first > 0 && *first <= REACH)
        .map(|line| opening(text, line));

    // By gap between two anchors: the places where it may be cut, as the first line of the lower row.
    let gaps: Vec<Range<usize>> =
        anchors.windows(2).filter_map(|pair| Some(*pair.first()? + 1..*pair.get(1)?)).collect();
    let cuts: Vec<Vec<usize>> = gaps.iter().map(places).collect();

    // By gap and cut: the least cost of all above, and the cut of the gap before that gave it.
    let top = first.saturating_sub(REACH);
    let mut best: Vec<Vec<(f32, usize)>> = Vec::with_capacity(cuts.len());
    for (gap, places) in cuts.iter().enumerate() {
        let anchor = anchors.get(gap).copied().unwrap_or(0);
        let row = |start: usize, end: usize| lopsided(anchor - start, end - anchor - 1);
        let costs = places.iter().map(|cut| {
            let here = closing(text, lines, *cut, opening.as_deref());
            let before = match gap.checked_sub(1).and_then(|above| Some((cuts.get(above)?, best.get(above)?))) {
                None => (row(top, *cut), 0),
                Some((starts, costs)) => starts
                    .iter()
                    .zip(costs)
                    .enumerate()
                    .map(|(at, (start, (cost, _)))| (cost + row(*start, *cut), at))
                    .min_by(|a, b| a.0.total_cmp(&b.0))
                    .unwrap_or((0.0, 0)),
            };
            (before.0 + here, before.1)
        });
        best.push(costs.collect());
    }

    let bottom = (last + 1 + REACH).min(lines.len());
    let mut chosen = vec![bottom; anchors.len()];
    let final_cost = |cut: usize, cost: f32| cost + lopsided(last - cut, bottom - last - 1);
    let mut at = best.last().zip(cuts.last()).and_then(|(costs, places)| {
        let ends = costs.iter().zip(places).enumerate();
        ends.min_by(|(_, (a, p)), (_, (b, q))| final_cost(**p, a.0).total_cmp(&final_cost(**q, b.0))).map(|(at, _)| at)
    });
    for gap in (0..cuts.len()).rev() {
        let Some((cut, back)) = at.and_then(|at| Some((*cuts.get(gap)?.get(at)?, best.get(gap)?.get(at)?.1))) else {
            break;
        };
        if let Some(end) = chosen.get_mut(gap) {
            *end = cut;
        }
        at = Some(back);
    }
    let starts = std::iter::once(top).chain(chosen.iter().copied());
    anchors
        .iter()
        .zip(starts)
        .zip(&chosen)
        .map(|((anchor, start), end)| Group {
            lines: start.max(anchor.saturating_sub(REACH))..(*end).min(anchor + 1 + REACH),
            anchor: *anchor,
        })
        .collect()
}

/// The cuts of a gap: all where it is short; near its ends where it is longer than two rows reach.
fn places(gap: &Range<usize>) -> Vec<usize> {
    if gap.len() <= 2 * REACH {
        return (gap.start..=gap.end).collect();
    }
    vec![gap.start + REACH]
}

/// What it costs a row to have more lines on one side of its values than on the other.
fn lopsided(above: usize, below: usize) -> f32 {
    const MOST: f32 = 3.0;
    // A mark below the words makes one line more there quite usual.
    let apart = if above > below { above - below } else { (below - above).saturating_sub(1) };
    (apart as f32 * 0.7).min(MOST)
}

/// What it costs to begin a row with the line at `cut`.
fn closing(text: &str, lines: &[Line], cut: usize, opening: Option<&str>) -> f32 {
    let (above, below) = (cut.checked_sub(1).and_then(|above| lines.get(above)), lines.get(cut));
    let mut cost = 0.0;
    // A title that begins with a small letter began in the line above.
    if below.is_some_and(|line| line.is_anchor && begins_low(text, line)) && above.is_some_and(|line| !line.is_anchor) {
        cost += 3.0;
    }
    if let Some(line) = below.filter(|line| !line.is_anchor) {
        if is_marks(&line.pieces) {
            cost += 3.0;
        }
        if opens(text, &line.pieces) {
            cost -= 1.5;
        }
        if opening.is_some_and(|opening| self::opening(text, line) == opening) {
            cost -= 1.5;
        }
        if begins_low(text, line) {
            cost += 1.0;
        }
    }
    if let Some(line) = above.filter(|line| !line.is_anchor) {
        if opens(text, &line.pieces) {
            cost += 1.5;
        }
        // `129,555 $ (7)`: the mark of a price that stands beside another cell's figure closes nothing.
        let figures = line.pieces.iter().any(|piece| piece.sort.is_number());
        if !figures && line.pieces.last().is_some_and(|piece| piece.sort == Sort::Mark) {
            cost -= 1.0;
        }
    }
    cost
}

/// What a line begins with, to be compared with other lines: its first word, or that it is a figure.
fn opening(text: &str, line: &Line) -> String {
    let first = line.pieces.first();
    match first.map(|piece| piece.sort) {
        Some(sort) if sort.is_number() => return "#".to_owned(),
        Some(Sort::Dollar) => return "$".to_owned(),
        _ => {}
    }
    let word = first.and_then(|piece| text.get(piece.range.clone())).unwrap_or("");
    word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase()
}

fn is_marks(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| piece.sort == Sort::Mark)
}

/// A sign of dollars alone, or a word that begins a nature.
fn opens(text: &str, pieces: &[Piece]) -> bool {
    let Some(first) = pieces.first() else { return false };
    let dollar = first.sort == Sort::Dollar && !pieces.iter().any(|piece| piece.sort.is_number());
    let word = text.get(first.range.clone()).unwrap_or("");
    dollar || (first.sort.is_word() && matches!(word, "See" | "By"))
}

/// A line that begins with a small letter goes on with words above.
fn begins_low(text: &str, line: &Line) -> bool {
    let first = line.pieces.first().and_then(|piece| text.get(piece.range.clone())).unwrap_or("");
    first.starts_with(|c: char| c.is_ascii_lowercase()) && !vocabulary::is_kind(first)
}
