//! How rules speak of damage: many places of one kind make one finding, and what is lost was not left out.

use crate::fault::{Broken, FaultKind, SchemaFault};
use crate::filing::{Field, Filing, How, Row};
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

/// Whether rows may have been lost on the way: what is not there need not have been left out.
pub(in crate::rules) fn is_torn(filing: &Filing) -> bool {
    use FaultKind::{BrokenTag, MismatchedTags, OutsideRoot, Schema, StrayEndTag, UnclosedElement};
    // What is broken in a submission around the document leaves the document whole.
    let within = filing.faults.iter().filter(|fault| fault.span.source == filing.source);
    within.into_iter().any(|fault| match fault.kind {
        BrokenTag | MismatchedTags | OutsideRoot | StrayEndTag | UnclosedElement => true,
        Schema(SchemaFault { broken, .. }) => matches!(broken, Broken::Stranger(_)),
        _ => false,
    })
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

/// What stands at a place on one line, and not all of it when it is long.
pub(in crate::rules) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 48;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(LONGEST).collect();
    if cut.len() < line.len() { format!("{}…", cut.trim_end()) } else { line }
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
        assert_eq!(excerpt("a\t b\n c"), "a b c");
        assert_eq!(excerpt(&"word ".repeat(20)).chars().count(), 49);
    }
}
