//! Lines inside a table that hold the values of a row and became none.

use crate::syntax::page::{Sheet, TokenKind, tokens};

/// The longest line that is looked at; rows are shorter, and paragraphs are not.
const LONGEST: usize = 400;

/// Whether a line without cells holds the values of a row: a date or an amount with its comma, and behind it
/// another value. `Common Stock 01/15/2024 M 472 A $0 6,076 D` does; a signature with its date and a sentence
/// that names figures do not.
pub(super) fn is_row_without_cells(sheet: &Sheet<'_>, line: usize) -> bool {
    let [cell] = sheet.cells(line) else { return false };
    let str = sheet.str(*cell);
    let may_hold = str.len() <= LONGEST && str.contains(['/', ',']) && str.contains(|c: char| c.is_ascii_digit());
    if !may_hold || str.contains("/s/") {
        return false;
    }
    let tokens = tokens(str, 0);
    let is_anchor = |kind: TokenKind, range: &std::ops::Range<usize>| match kind {
        TokenKind::Date => true,
        TokenKind::Amount => str.get(range.clone()).is_some_and(|amount| amount.contains(',')),
        _ => false,
    };
    let is_value = |kind| {
        matches!(kind, TokenKind::Date | TokenKind::DatePart | TokenKind::Amount | TokenKind::Money | TokenKind::Letter)
    };
    let Some(anchor) = tokens.iter().position(|token| is_anchor(token.kind, &token.range)) else { return false };
    let values = tokens.iter().filter(|token| is_value(token.kind)).count();
    let words = tokens.iter().filter(|token| token.kind == TokenKind::Word).count();
    let behind = tokens.iter().skip(anchor + 1).any(|token| is_value(token.kind));
    // A row has a title and perhaps a few words on how it is held; a sentence has more words than values.
    behind && words <= 3 * values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn rows_are_told_from_sentences_and_signatures() {
        let of = |line: &str| {
            let mut sources = Sources::new();
            let id = sources.add_text("a", line);
            is_row_without_cells(&Sheet::of(sources.text(id)), 0)
        };
        for row in [
            "Common Stock 01/15/2024 M 472 A $ 0 6,076 D",
            "Common Stock      01/15/2024      F",
            "Common Stock      6,076      D",
            "Stock Option (Right to Buy) $ 4.85 03/02/2012 M 700 (1) 03/01/2020 Common Stock 700 $ 0 1,400 D",
        ] {
            assert!(of(row), "{row}");
        }
        for other in [
            "/s/ Mary D Alder 12/30/2003",
            "Mary D Alder 12/30/2003",
            "Includes 3,019 shares that were bought under the purchase plan on 11/28/2003.",
            "(Instr. 3, 4 and 5)",
            "Common Stock\t01/15/2024\tM\t472",
            "5,887 shares",
        ] {
            assert!(!of(other), "{other}");
        }
    }
}
