//! What the title of a security tells of its kind.

use crate::filing::Row;
use crate::words::fold::fold;

/// Whether a row is of options, warrants or appreciation rights, which expire. Units, notes and phantom stock are
/// settled at or after the date they show.
pub(super) fn is_option(row: &Row) -> bool {
    has(row, &["option", "warrant", "right to buy", "appreciation"])
}

/// Whether the title has one of these words or phrases, given in lower case.
pub(super) fn has(row: &Row, words: &[&str]) -> bool {
    row.security_title.present().is_some_and(|title| {
        let title = fold(title);
        words.iter().any(|word| title.contains(word))
    })
}
