//! Which of the pieces that say `Item 5` are headings of items, and which are rows of a cover page.

use crate::syntax::schedule13::{Kind, Part, Piece};

use super::lines::line_after;

/// Rows of 13G written by number alone, as `Item 1: Reporting Person - X` and `Item 5: 1,037,259`.
///
/// Only a name opens them: `Item 5:` is else the heading of an item.
pub(super) fn item_rows(str: &str, pieces: &[Piece]) -> Vec<(usize, u8)> {
    let mut rows = Vec::new();
    let mut open = false;
    for (at, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.kind == Kind::Item) {
        let number =
            piece.part(Part::ItemNumber).and_then(|range| str.get(range)).and_then(|number| number.parse().ok());
        let after = str.get(piece.range.end..).and_then(|after| after.strip_prefix(':'));
        open = match (number, after) {
            (Some(1), Some(after)) => opens_with(after.trim_start(), REPORTING_PERSON),
            (Some(_), Some(_)) => open,
            _ => false,
        };
        rows.extend(number.filter(|_| open).map(|number: u8| (at, number)));
    }
    rows
}

/// What the first of such rows asks for.
pub(super) const REPORTING_PERSON: &str = "reporting person";

fn opens_with(text: &str, words: &str) -> bool {
    text.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words))
}

/// The headings of items among the pieces, in order; `rows` are those that are rows.
pub(super) fn items(str: &str, pieces: &[Piece], rows: &[(usize, u8)]) -> Vec<usize> {
    let is_row = |at: usize| rows.binary_search_by_key(&at, |(piece, _)| *piece).is_ok();
    let items = pieces.iter().enumerate().filter(|(_, piece)| piece.kind == Kind::Item);
    items.filter(|(at, piece)| !is_row(*at) && opens_item(str, piece)).map(|(at, _)| at).collect()
}

/// Whether `Item 5` opens an item and is not spoken of: it stands at the beginning of a line, and what
/// follows it is a full stop, a caption, or nothing.
fn opens_item(str: &str, piece: &Piece) -> bool {
    let after = str.get(line_after(str, piece.range.end)).unwrap_or("");
    let rest = after.trim();
    let title = rest.trim_start_matches(['.', ':', ')', '-', '–', '—', ' ', '\u{a0}', '\t']);
    if rest.is_empty() {
        return true;
    }
    let stopped = rest.starts_with(['.', ':', '-', '–', '—']);
    // `ITEM 1. (a)`, and `ITEM 1:` in a cell of its own.
    let in_parts = rest.starts_with('.') || rest.starts_with(":\t");
    let opens = title.chars().next().is_none_or(|c| c.is_uppercase() || (c == '(' && in_parts));
    let apart = after.starts_with('\t') || after.chars().take_while(|c| c.is_whitespace()).count() >= 2;
    opens && (stopped || apart || opens_caption(title))
}

/// The first words of the captions of both schedules.
pub(super) fn opens_caption(title: &str) -> bool {
    const FIRST: [&str; 17] = [
        "security",
        "identity",
        "source",
        "purpose",
        "interest",
        "contracts",
        "material",
        "name",
        "address",
        "citizenship",
        "title",
        "cusip",
        "if",
        "ownership",
        "identification",
        "notice",
        "certification",
    ];
    let word = title.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_ascii_lowercase();
    FIRST.contains(&word.as_str()) || word == "certifications"
}
