//! Answers of one plain word, ` 900,000`, read by hand. The grammar defines; this only hurries, and a
//! property test holds that what it takes, the grammar takes as the same parts.

use std::ops::Range;

use super::Said;
use super::trades::amount;

/// What a text says that is one figure, percentage, `-0-` or code of two letters, or nothing at all.
/// None of any other text.
pub(super) fn plain(text: &str) -> Option<Option<(Said, Range<usize>)>> {
    let tail = text.trim_end_matches(is_blank);
    let word = tail.trim_start_matches(is_blank);
    let start = tail.len() - word.len();
    let bytes = word.as_bytes();
    let (said, length) = match bytes {
        [] => return Some(None),
        b"-0-" => (Said::Nought, bytes.len()),
        [b'A'..=b'Z', b'A'..=b'Z'] => (Said::Word, bytes.len()),
        [b'0'..=b'9', ..] => {
            let end = amount(bytes, 0)?;
            match bytes.get(end..)? {
                [] => (Said::Figure, end),
                b"%" => (Said::Percent, end),
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(Some((said, start..start + length)))
}

/// The commonest of what the grammar lets stand about an answer.
fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::answer_by_grammar;
    use super::*;

    #[test]
    fn plain_answers_are_taken_and_others_left() {
        for text in ["", " \n", " 900,000\n", "\t-0-\r\n", "3.0%", "\nPN\n\n"] {
            let said: Vec<_> = plain(text).expect("a plain answer").into_iter().collect();
            assert_eq!(said, answer_by_grammar(text, 0), "{text:?}");
        }
        for text in ["900,00", "9 %", "900,000 shares", "N/A", "X", "5.", "OO, PN", "(1)"] {
            assert_eq!(plain(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn an_answer_read_by_hand_is_the_answer_of_the_grammar(
            text in "[ \t\r\n]{0,2}([0-9]{0,4}(,[0-9]{2,4}){0,2}[.]?[0-9]{0,3}[%(]?|[-0]{1,4}|[A-Za-z]{1,3})[ \t\r\n]{0,2}",
        ) {
            if let Some(said) = plain(&text) {
                prop_assert_eq!(said.into_iter().collect::<Vec<_>>(), answer_by_grammar(&text, 0), "{:?}", text);
            }
        }
    }
}
