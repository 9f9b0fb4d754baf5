//! The date of earliest transaction, where a scan garbled it: the rows state it a second time.

use chrono::NaiveDate;

use crate::filing::{Certainty, Field, How, Repair, Row};
use crate::source::{Span, Text};

/// The date of box 3 of a scanned Form 4; what the rows say in its place is a guess.
pub(super) fn confirmed<'r>(
    text: &Text,
    period: Field<NaiveDate>,
    rows: impl Iterator<Item = &'r Row>,
) -> Field<NaiveDate> {
    let dated = rows.map(|row| &row.transaction_date).filter(|date| date.sure().is_some());
    let earliest = dated.min_by_key(|date| date.sure().copied());
    let Some((date, place)) = earliest.and_then(|field| Some((*field.sure()?, field.span))) else { return period };
    if period.is_missing() {
        return Field::new(date, place, Certainty::Guessed);
    }
    if !period.is_malformed() {
        return period;
    }
    let written = written(text, period.span);
    // One garbled date is not another date: most of its characters are still those of the rows.
    let spelt = date.format("%m/%d/%Y").to_string();
    let alike = spelt.chars().zip(written.chars()).filter(|(a, b)| a == b).count();
    if spelt.len() != written.len() || alike + 2 < spelt.len() {
        return period;
    }
    period.repaired(date, Repair { how: How::SecondMention, written: written.into(), witnesses: vec![place] })
}

fn written(text: &Text, span: Span) -> &str {
    text.as_str().get(span.start as usize..span.end as usize).unwrap_or("")
}
