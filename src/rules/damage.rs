//! How rules speak of damage: many places of one kind make one finding.

use crate::filing::{Field, How, Row};
use crate::rules::{Cx, Draft, Witness};

/// The most places that one finding labels.
const MOST: usize = 12;

/// One finding for places of one kind: the first is the primary label, the others are labelled too.
/// None when there is no place.
pub(in crate::rules) fn together<'c, 'f>(
    cx: &'c mut Cx<'f>,
    places: Vec<(Witness, String)>,
    message: impl Into<String>,
) -> Option<&'c mut Draft> {
    let count = places.len();
    let mut places = places.into_iter().take(MOST);
    let (first, words) = places.next()?;
    let message = message.into();
    let message = if count > MOST { format!("{message} ({MOST} of {count} are shown)") } else { message };
    let draft = cx.report(&first, message).saying(words);
    for (place, words) in places {
        draft.also(&place, words);
    }
    Some(draft)
}

/// `2,|19,500`, as a repair keeps it, in words.
pub(in crate::rules) fn in_pieces(written: &str) -> String {
    let pieces: Vec<String> =
        written.split('|').map(str::trim).filter(|piece| !piece.is_empty()).map(|piece| format!("`{piece}`")).collect();
    match pieces.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        Some((last, _)) => last.clone(),
        None => "nothing".to_owned(),
    }
}

/// Whether the balance of this row was damaged and the row's own amount was needed to read it.
pub(in crate::rules) fn is_settled_by_arithmetic(row: &Row) -> bool {
    let needed = |balance: &Field<_>| {
        let repair = balance.repair()?;
        let by_sum = matches!(repair.how, How::Overlapped | How::Balance);
        Some(by_sum && repair.witnesses.contains(&row.shares.extent()))
    };
    needed(&row.owned_following).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_said_in_words() {
        assert_eq!(in_pieces("2,|19,500"), "`2,` and `19,500`");
        assert_eq!(in_pieces("00"), "`00`");
        assert_eq!(in_pieces("a|b|c"), "`a`, `b` and `c`");
    }
}
