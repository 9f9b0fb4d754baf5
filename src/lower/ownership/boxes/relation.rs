//! The boxes of the relationship: director, officer, ten percent owner, other.

use std::ops::Range;

use super::joined::Joined;
use crate::fault::{Fault, FaultKind};
use crate::filing::{Certainty, Field, Owner};
use crate::source::Text;
use crate::syntax::ownership::{BoxPiece, relationship};

/// How surely the boxes are read: where marks may be lost, only boxes that are all drawn tell.
#[derive(Clone, Copy)]
pub(super) struct Trust {
    pub certainty: Certainty,
    pub marks_may_be_lost: bool,
}

/// A mark stands before its label. Gives the fault of boxes that cannot be read.
pub(super) fn read(text: &Text, mut cells: Vec<Range<usize>>, owner: &mut Owner, trust: Trust) -> Option<Fault> {
    cells.sort_by_key(|cell| cell.start);
    // Each label with what is drawn before it: a mark, a blank box, or nothing.
    let mut labels: Vec<(BoxPiece, Option<bool>, Range<usize>)> = Vec::new();
    let mut words: Vec<Range<usize>> = Vec::new();
    for cell in &cells {
        let str = text.as_str().get(cell.clone()).unwrap_or("");
        let mut drawn = None;
        for (piece, range) in relationship(str) {
            let range = cell.start + range.start..cell.start + range.end;
            match piece {
                BoxPiece::Checked => drawn = Some(true),
                BoxPiece::Blank => drawn = Some(false),
                BoxPiece::Below => {}
                // A label's word that stands once more belongs to a title: `Chief Legal Officer`.
                BoxPiece::Word => words.push(range),
                label if labels.iter().any(|(known, _, _)| *known == label) => words.push(range),
                label => labels.push((label, drawn.take(), range)),
            }
        }
    }
    // Without any mark it is not known whether none stood there or all were lost, but where every box is drawn.
    let any = labels.iter().any(|(_, drawn, _)| *drawn == Some(true));
    let all_drawn = labels.len() == 4 && labels.iter().all(|(_, drawn, _)| drawn.is_some());
    let certainty = if trust.marks_may_be_lost && !all_drawn { Certainty::Guessed } else { trust.certainty };
    // On a scan four empty boxes are boxes whose mark was lost: every reporting person is one of the four.
    let all_drawn = all_drawn && !trust.marks_may_be_lost;
    for (piece, drawn, range) in &labels {
        let span = text.span(range.clone());
        let checked = *drawn == Some(true);
        let value = if any || all_drawn { Field::new(checked, span, certainty) } else { Field::missing(span) };
        match piece {
            BoxPiece::Director => owner.is_director = value,
            BoxPiece::TenPercent => owner.is_ten_percent_owner = value,
            BoxPiece::Officer => owner.is_officer = value,
            BoxPiece::Other => owner.is_other = value,
            _ => {}
        }
    }
    if !any && !all_drawn {
        let mut spans = cells.iter().map(|cell| text.span(cell.clone()));
        return Some(match spans.next() {
            Some(span) => Fault { kind: FaultKind::UnreadableBoxes, span, also: spans.collect() },
            None => Fault { kind: FaultKind::NoBoxes, span: owner.span, also: Vec::new() },
        });
    }
    // What is written below the boxes is the title of an officer, or says what "other" is.
    let after = labels.last().map_or(0, |(_, _, range)| range.end);
    let mut below = lines(text, words.into_iter().filter(|range| range.start >= after));
    // The next box, where its caption is lost.
    for line in &mut below {
        let joint = text.as_str().get(line.clone()).and_then(|str| str.find("Form filed"));
        line.end = joint.map_or(line.end, |at| line.start + at);
    }
    let below = Joined::of(text, below);
    let said = below.words(0..below.str.len(), certainty)?;
    if owner.is_officer.present() == Some(&true) {
        owner.officer_title = said;
    } else if owner.is_other.present() == Some(&true) {
        owner.other_text = said;
    }
    None
}

/// Words that stand one blank apart are one piece.
fn lines(text: &Text, words: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if text.as_str().get(line.end..word.start) == Some(" ") => line.end = word.end,
            _ => lines.push(word),
        }
    }
    lines
}
