//! The date of earliest transaction, where a scan garbled it: the rows state it a second time.

use chrono::NaiveDate;

use crate::filing::{Certainty, Field, How, Repair, Row, Signature};
use crate::source::Text;

/// The date of box 3 of a scan. It is sure where a row states it too, or a signature soon after; what the
/// rows of a Form 4 say in its place is a guess.
pub(in crate::lower::ownership) fn confirmed<'r>(
    text: &Text,
    mut period: Field<NaiveDate>,
    rows: impl Iterator<Item = &'r Row>,
    signatures: &[Signature],
) -> Field<NaiveDate> {
    const SOON: i64 = 60;
    let dated: Vec<&Field<NaiveDate>> =
        rows.map(|row| &row.transaction_date).filter(|date| date.sure().is_some()).collect();
    if let Some(date) = period.present() {
        let signed = signatures.iter().filter_map(|signature| signature.date.present());
        let soon =
            signed.map(|signed| signed.signed_duration_since(*date).num_days()).any(|days| (0..=SOON).contains(&days));
        if !soon && !dated.iter().any(|row| row.sure() == Some(date)) {
            period.certainty = Certainty::Guessed;
        }
        return period;
    }
    let earliest = dated.into_iter().min_by_key(|date| date.sure().copied());
    let Some((date, place)) = earliest.and_then(|field| Some((*field.sure()?, field.span))) else { return period };
    if period.is_missing() {
        return Field::new(date, place, Certainty::Guessed);
    }
    let written = text.copied_from(period.span).unwrap_or("");
    // One garbled date is not another date: most of its characters are still those of the rows.
    let spelt = date.format("%m/%d/%Y").to_string();
    let alike = spelt.chars().zip(written.chars()).filter(|(a, b)| a == b).count();
    if spelt.len() != written.len() || alike + 2 < spelt.len() {
        return period;
    }
    period.repaired(date, Repair { how: How::SecondMention, written: written.into(), witnesses: vec![place] })
}
