//! Pieces of one value, put together.

use super::Column;
use crate::syntax::value;

/// What pieces of a cut value make when put together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::lower) enum Join {
    /// One piece is whole, and the others repeat parts of it.
    Repeat(String),
    /// Put together as they are.
    Plain(String),
    /// The pieces share this many characters at the cut.
    Overlap(String, usize),
    /// More than one way is well-formed.
    Several(Vec<String>),
    None,
}

/// Puts the pieces of a value together: plainly, or with characters shared at the cut.
pub(in crate::lower) fn join(pieces: &[&str], column: Column) -> Join {
    let well_formed = |text: &str| match column {
        Column::Date | Column::Deemed | Column::Exercise | Column::Expiration => is_whole_date(text),
        Column::Price | Column::ConversionPrice => value::money(text).is_some(),
        _ => !text.starts_with('0') && value::decimal(text).is_some(),
    };
    if let Some(whole) = pieces.iter().find(|piece| is_whole_date(piece)) {
        let repeats = pieces.iter().all(|piece| whole.starts_with(piece) || whole.ends_with(piece));
        return if repeats { Join::Repeat((*whole).to_owned()) } else { Join::None };
    }
    let mut ways: Vec<(String, usize)> = vec![(String::new(), 0)];
    for piece in pieces {
        let mut longer = Vec::new();
        for (text, shared) in &ways {
            longer.push((format!("{text}{piece}"), *shared));
            for overlap in 1..=3.min(text.len()).min(piece.len()) {
                let (Some(end), Some(rest)) = (text.get(text.len() - overlap..), piece.get(overlap..)) else {
                    continue;
                };
                if piece.starts_with(end) {
                    longer.push((format!("{text}{rest}"), shared + overlap));
                }
            }
        }
        ways = longer;
    }
    ways.retain(|(text, _)| well_formed(text));
    match ways.as_slice() {
        [] => Join::None,
        [(text, 0)] => Join::Plain(text.clone()),
        [(text, shared)] => Join::Overlap(text.clone(), *shared),
        _ => Join::Several(ways.into_iter().map(|(text, _)| text).collect()),
    }
}

pub(super) fn is_whole_date(text: &str) -> bool {
    text.len() >= 8 && value::date(text).is_some_and(|_| text.rsplit('/').next().is_some_and(|year| year.len() == 4))
}
