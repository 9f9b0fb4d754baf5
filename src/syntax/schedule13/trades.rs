//! Plain rows of a table of trades, `02/12/2012 350 4.0123`, read by hand. The grammar defines; this only
//! hurries, and a property test holds that what it takes, the grammar takes as the same piece.

use std::ops::RangeInclusive;

use super::{Kind, LONGEST, Part, Piece};

/// The trade that is all of its line from a place on: a date in digits, then two numbers, each plain or
/// in dollars. None of any other line, which may still be a trade to the grammar.
pub(super) fn plain(text: &str, at: usize) -> Option<Piece> {
    let bytes = text.as_bytes();
    let date_end = date(bytes, at)?;
    let first = after_blanks(bytes, date_end)?;
    let (first_sort, first_end) = number(bytes, first)?;
    let second = after_blanks(bytes, first_end)?;
    let (second_sort, second_end) = number(bytes, second)?;
    let end = after_blanks(bytes, second_end).unwrap_or(second_end);
    let ends_line = bytes.get(end).is_none_or(|byte| *byte == b'\n');
    (ends_line && end - at < LONGEST).then(|| Piece {
        kind: Kind::Trade,
        range: at..end,
        parts: vec![(Part::Date, at..date_end), (first_sort, first..first_end), (second_sort, second..second_end)],
    })
}

/// The end of `2/12/2012` or `02/12/12`.
fn date(bytes: &[u8], at: usize) -> Option<usize> {
    let month = digits(bytes, at, 1..=2)?;
    let day = digits(bytes, after(bytes, month, b'/')?, 1..=2)?;
    let year = after(bytes, day, b'/')?;
    digits(bytes, year, 4..=4).or_else(|| digits(bytes, year, 2..=2))
}

/// `350`, `$4.0123`: what it is, and its end, which a blank or the line's end follows.
fn number(bytes: &[u8], at: usize) -> Option<(Part, usize)> {
    let (sort, start) = after(bytes, at, b'$').map_or((Part::Figure, at), |start| (Part::Dollars, start));
    let end = amount(bytes, start)?;
    let stands_alone = bytes.get(end).is_none_or(|byte| is_blank(*byte) || *byte == b'\n');
    stands_alone.then_some((sort, end))
}

/// The end of `350`, `1,350` or `4.0123`. What follows is for the asker to say.
pub(super) fn amount(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = digits(bytes, at, 1..=usize::MAX)?;
    if end - at <= 3 {
        while let Some(group) = after(bytes, end, b',') {
            end = digits(bytes, group, 3..=3)?;
        }
    }
    match after(bytes, end, b'.') {
        Some(fraction) => digits(bytes, fraction, 1..=usize::MAX),
        None => Some(end),
    }
}

/// The end of a run of digits, when it has as many as `count` says.
fn digits(bytes: &[u8], at: usize, count: RangeInclusive<usize>) -> Option<usize> {
    let run = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    count.contains(&run).then_some(at + run)
}

/// The place after a byte, when that is what stands here.
fn after(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    (bytes.get(at) == Some(&byte)).then_some(at + 1)
}

/// The place after blanks, when there are any.
fn after_blanks(bytes: &[u8], at: usize) -> Option<usize> {
    let run = bytes.get(at..)?.iter().take_while(|byte| is_blank(**byte)).count();
    (run > 0).then_some(at + run)
}

/// The commonest of the grammar's blanks.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

#[cfg(test)]
mod tests {
    use pest::Parser;
    use proptest::prelude::*;

    use super::super::{Grammar, Rule, piece};
    use super::*;

    fn by_grammar(text: &str) -> Option<Piece> {
        piece(Grammar::parse(Rule::at_head_digit, text).ok()?, 0)
    }

    #[test]
    fn plain_rows_are_taken_and_others_left() {
        for row in ["02/12/2012\t350\t4.0123", "2/1/12 1,350 $4 ", "02/12/2012\t$4.5\t12,345,678\r\nnext"] {
            assert!(plain(row, 0).is_some(), "{row}");
            assert_eq!(plain(row, 0), by_grammar(row), "{row}");
        }
        for row in ["02/12/2012\tsold\t350\t4.01", "02/12/2012", "02/12/201\t350\t4.01", "02/12/2012\t350\t4.01\t7"] {
            assert_eq!(plain(row, 0), None, "{row}");
        }
    }

    proptest! {
        #[test]
        fn a_trade_read_by_hand_is_the_trade_of_the_grammar(
            date in "[0-9]{1,3}/[0-9]{1,2}/[0-9]{1,5}",
            rest in "([ \t\r]{0,2}[(]?[$\\\\]?[0-9]{0,4}(,[0-9]{2,4}){0,2}[.]?[0-9]{0,4}[)%]?){1,3}[ \t\r]{0,2}(\n[0-9 \ta-z]{0,4})?",
        ) {
            let row = date + &rest;
            if let Some(trade) = plain(&row, 0) {
                prop_assert_eq!(Some(trade), by_grammar(&row), "{:?}", row);
            }
        }
    }
}
