//! What stands in one line of a scan: dates, amounts, letters and words, as far as their characters say.

use std::ops::Range;

use super::unfold;
use crate::syntax::value;

/// What a piece looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Date,
    /// A date when its confusable characters are unfolded: `41/04/2024`, `o6/09/2026`.
    DateLike,
    /// `$4.61`, `$ 0`
    Money,
    /// A sign of dollars whose figure stands elsewhere.
    Dollar,
    Amount,
    /// Digits that are no amount as they stand: `100,0001`, `g959`.
    AmountLike,
    Letter(u8),
    /// A footnote mark, or what a scan makes of one: `(1)`, `Q)`, `@`.
    Mark,
    Word,
}

impl Sort {
    pub(super) fn is_number(self) -> bool {
        matches!(self, Sort::Money | Sort::Amount | Sort::AmountLike)
    }

    pub(super) fn is_date(self) -> bool {
        matches!(self, Sort::Date | Sort::DateLike)
    }

    pub(super) fn is_word(self) -> bool {
        matches!(self, Sort::Word)
    }
}

/// Characters of one line that are one value or one word.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub sort: Sort,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// So many pieces of one line are looked at; no row has more.
const MOST: usize = 120;

/// The pieces of a line; `at` is where it starts in the text. Rules that were drawn between cells are left
/// out, in whatever shape the scan gave them.
pub(super) fn pieces(line: &str, at: usize) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut start = 0;
    for (here, c) in line.char_indices().chain(std::iter::once((line.len(), ' '))) {
        if parts(c) {
            if start < here {
                chunk(line, start..here, at, &mut found);
            }
            start = here + c.len_utf8();
            if found.len() > MOST {
                break;
            }
        }
    }
    with_dollars(line, at, found)
}

/// Blanks, and what drawn rules and underlines become.
fn parts(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '[' | ']' | '{' | '}' | '_' | '~' | '=' | '—' | '–' | '«' | '»' | '\u{a0}')
}

fn is_mark_sign(c: char) -> bool {
    matches!(c, '(' | ')' | '@' | '©' | '®' | '°' | '™')
}

/// What stands between two blanks: mostly one piece, or an amount with a letter or a mark at its end.
fn chunk(line: &str, range: Range<usize>, at: usize, found: &mut Vec<Piece>) {
    let Some(str) = line.get(range.clone()) else { return };
    let keeps = |c: char| c.is_alphanumeric() || is_mark_sign(c) || matches!(c, '$' | '§' | '¢');
    let inner = str.trim_start_matches(|c: char| !keeps(c) && c != '.' && c != '\\');
    let start = range.start + str.len() - inner.len();
    let inner = inner.trim_end_matches(|c: char| !keeps(c));
    if inner.is_empty() {
        return;
    }
    let mut push = |sort: Sort, from: usize, to: usize| {
        found.push(Piece { sort, range: at + start + from..at + start + to });
    };
    if let Some(sort) = date_sort(inner) {
        let (from, to) = alphanumeric(inner);
        push(sort, from, to);
        return;
    }
    let signed = inner.strip_prefix('\\').unwrap_or(inner);
    if let Some(rest) = signed.strip_prefix(['$', '§', '¢']) {
        let length = number_length(rest);
        let head = inner.len() - rest.len();
        match (rest.is_empty(), length) {
            (true, _) => push(Sort::Dollar, 0, inner.len()),
            (false, 0) => push(Sort::Mark, 0, inner.len()),
            (false, length) => {
                let written = inner.get(..head + length).unwrap_or("");
                let sort = if value::money(written).is_some() { Sort::Money } else { Sort::AmountLike };
                push(sort, 0, head + length);
                after_amount(inner, head + length, &mut push);
            }
        }
        return;
    }
    let length = number_length(inner);
    if length > 0 {
        let rest = inner.get(length..).unwrap_or("");
        let goes_on = rest.chars().next().is_some_and(char::is_alphanumeric);
        if !goes_on || is_letter_and_no_more(rest) {
            if is_short_mark(inner, length) {
                push(Sort::Mark, 0, inner.len());
                return;
            }
            let written = inner.get(..length).unwrap_or("");
            push(amount_sort(written), 0, length);
            after_amount(inner, length, &mut push);
            return;
        }
        // `5th`, `10b5`: words; `16840S`, `1l,169`: amounts with a confusable character.
        let sort = if is_amount_like(inner) { Sort::AmountLike } else { Sort::Word };
        push(sort, 0, inner.len());
        return;
    }
    match inner.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => push(Sort::Letter(*letter), 0, 1),
        [letter, b'.' | b',' | b';' | b'\''] if letter.is_ascii_alphabetic() => push(Sort::Letter(*letter), 0, 1),
        _ if is_mark(inner) => push(Sort::Mark, 0, inner.len()),
        _ if is_amount_like(inner) => push(Sort::AmountLike, 0, inner.len()),
        _ => push(Sort::Word, 0, inner.len()),
    }
}

/// What follows an amount without a blank: a letter `113,000D`, or a mark `294,840(5)`.
fn after_amount(inner: &str, length: usize, push: &mut impl FnMut(Sort, usize, usize)) {
    let Some(rest) = inner.get(length..) else { return };
    match rest.as_bytes() {
        [] | [b')'] => {}
        [letter] if letter.is_ascii_alphabetic() => push(Sort::Letter(*letter), length, length + 1),
        [b',' | b'.' | b'/' | b')', letter] if letter.is_ascii_alphabetic() => {
            push(Sort::Letter(*letter), length + 1, length + 2);
        }
        _ if rest.starts_with(is_mark_sign) => push(Sort::Mark, length, inner.len()),
        _ => {}
    }
}

/// `2)`, `26)`, `3)(4)`: the rest of a footnote mark whose first parenthesis is lost; `16,840)` is an amount.
fn is_short_mark(inner: &str, length: usize) -> bool {
    let digits = inner.get(..length).unwrap_or("");
    let rest = inner.get(length..).unwrap_or("");
    digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit()) && rest.starts_with(is_mark_sign)
}

fn is_letter_and_no_more(rest: &str) -> bool {
    let letter = rest.strip_prefix([',', '.', ')', '/']).unwrap_or(rest);
    matches!(letter.as_bytes(), [b'A' | b'D' | b'I'])
}

fn amount_sort(written: &str) -> Sort {
    let cut = matches!(written.as_bytes(), [b'0', b'0'..=b'9', ..]);
    if !cut && value::decimal(written).is_some() { Sort::Amount } else { Sort::AmountLike }
}

/// How many bytes of digits, commas and points a text begins with, up to its last digit.
fn number_length(str: &str) -> usize {
    let run = str.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.')).count();
    let run = str.get(..run).unwrap_or("");
    run.rfind(|c: char| c.is_ascii_digit()).map_or(0, |last| last + 1)
}

/// At most four letters and digits among parentheses, or a sign that only a mark becomes.
fn is_mark(str: &str) -> bool {
    let signs = str.chars().filter(|c| is_mark_sign(*c)).count();
    let others = str.chars().filter(|c| c.is_alphanumeric()).count();
    let mut run = 0;
    let longest = str.chars().fold(0, |most: usize, c| {
        run = if c.is_alphabetic() { run + 1 } else { 0 };
        most.max(run)
    });
    signs > 0 && others <= 5 && longest <= 2 && !str.contains('™')
}

/// Mostly digits, and what scans take digits for.
fn is_amount_like(str: &str) -> bool {
    let digits = str.bytes().filter(u8::is_ascii_digit).count();
    digits >= 2 && str.len() <= 16 && unfold::amount(str).is_some()
}

/// A date, or what becomes one when confusable characters are unfolded.
fn date_sort(str: &str) -> Option<Sort> {
    if !(6..=16).contains(&str.len()) || !str.contains('/') {
        return None;
    }
    let (from, to) = alphanumeric(str);
    let inner = str.get(from..to)?;
    let slashes = inner.bytes().filter(|byte| *byte == b'/').count();
    let whole = slashes == 2 && inner.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    let whole = whole && inner.rsplit('/').next().is_some_and(|year| year.len() == 4);
    if whole && value::date(inner).is_some() {
        return Some(Sort::Date);
    }
    let year = inner.rsplit('/').next().is_some_and(is_year);
    (year || unfold::date(inner).is_some()).then_some(Sort::DateLike)
}

/// `2023` at the end of a date, whatever became of its month and day.
fn is_year(str: &str) -> bool {
    matches!(str.as_bytes(), [b'1', b'9', _, _] | [b'2', b'0', _, _]) && str.bytes().all(|byte| byte.is_ascii_digit())
}

/// The bytes from the first letter or digit to the last.
fn alphanumeric(str: &str) -> (usize, usize) {
    let from = str.find(|c: char| c.is_ascii_alphanumeric()).unwrap_or(0);
    let to = str.rfind(|c: char| c.is_ascii_alphanumeric()).map_or(str.len(), |last| last + 1);
    (from, to.max(from))
}

/// `$ 21.87`: a sign of dollars and the figure right behind it are one price.
fn with_dollars(line: &str, at: usize, found: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(found.len());
    for piece in found {
        if let Some(before) = joined.last_mut()
            && before.sort == Sort::Dollar
            && piece.sort == Sort::Amount
            && before.range.end + 1 == piece.range.start
        {
            let range = before.range.start..piece.range.end;
            let written = line.get(range.start - at..range.end - at).unwrap_or("");
            before.sort = if value::money(written).is_some() { Sort::Money } else { Sort::AmountLike };
            before.range = range;
        } else {
            joined.push(piece);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<(Sort, &str)> {
        pieces(line, 0).into_iter().map(|piece| (piece.sort, &line[piece.range])).collect()
    }

    #[test]
    fn pieces_of_a_clean_line() {
        use Sort::*;
        assert_eq!(
            read("Common Stock 08/02/2021 M 5,000 A $0 9,500 I"),
            [
                (Word, "Common"),
                (Word, "Stock"),
                (Date, "08/02/2021"),
                (Letter(b'M'), "M"),
                (Amount, "5,000"),
                (Letter(b'A'), "A"),
                (Money, "$0"),
                (Amount, "9,500"),
                (Letter(b'I'), "I"),
            ]
        );
    }

    #[test]
    fn rules_and_underlines_part_what_they_touch() {
        use Sort::*;
        assert_eq!(read("4,424 |D_ |402.841]"), [(Amount, "4,424"), (Letter(b'D'), "D"), (Amount, "402.841")]);
        assert_eq!(read("16,840) D_1,157.7"), [(Amount, "16,840"), (Letter(b'D'), "D"), (Amount, "1,157.7")]);
        assert_eq!(
            read("113,000D 78,667/A"),
            [(Amount, "113,000"), (Letter(b'D'), "D"), (Amount, "78,667"), (Letter(b'A'), "A")]
        );
    }

    #[test]
    fn marks_are_told_in_the_shapes_that_scans_give_them() {
        use Sort::*;
        for mark in ["(1)", "Q)", "@", "2)", "ie)", "GB)", "(2)(3)", "()", "®", "26)"] {
            assert_eq!(read(mark), [(Mark, mark)], "{mark}");
        }
        assert_eq!(read("(right to buy)"), [(Word, "(right"), (Word, "to"), (Word, "buy)")]);
    }

    #[test]
    fn dates_and_amounts_with_confusable_characters() {
        use Sort::*;
        assert_eq!(read("o6/09/2026"), [(DateLike, "o6/09/2026")]);
        assert_eq!(read("(01/11/2028"), [(Date, "01/11/2028")]);
        assert_eq!(read("100,0001"), [(AmountLike, "100,0001")]);
        assert_eq!(read("$ 21.87"), [(Money, "$ 21.87")]);
        assert_eq!(read("$ See"), [(Dollar, "$"), (Word, "See")]);
    }
}
