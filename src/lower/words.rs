//! Words as a rendering writes them: markup around them is not part of what they say.

use std::ops::Range;

use crate::filing::{Certainty, Field};
use crate::source::Text;

/// What converters put around or between words.
const MARKUP: [&str; 12] =
    ["<u>", "</u>", "<b>", "</b>", "<br>", "<br/>", "<i>", "</i>", "**", "<strong>", "</strong>", "\\*"];

/// The range without blanks and markup at both ends.
pub(super) fn peel(text: &str, range: Range<usize>) -> Range<usize> {
    let mut str = text.get(range.clone()).unwrap_or("");
    let mut start = range.start;
    loop {
        let before = str.len();
        let trimmed = str.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
        let trimmed = MARKUP.iter().find_map(|mark| trimmed.strip_prefix(mark)).unwrap_or(trimmed);
        start += before - trimmed.len();
        str = trimmed.trim_end();
        str = MARKUP.iter().find_map(|mark| str.strip_suffix(mark)).unwrap_or(str);
        if str.len() == before {
            return start..start + str.len();
        }
    }
}

/// The words with one blank between them, markup left out.
pub(super) fn clean(str: &str) -> String {
    if is_clean(str.as_bytes()) {
        return str.to_owned();
    }
    let plain = if str.contains(['<', '*']) {
        MARKUP.iter().fold(str.to_owned(), |str, mark| str.replace(mark, " "))
    } else {
        str.to_owned()
    };
    let mut words = plain.split_whitespace();
    let first = words.next().unwrap_or("").to_owned();
    words.fold(first, |mut sum, word| {
        sum.push(' ');
        sum.push_str(word);
        sum
    })
}

/// Whether words are plain characters with one blank between them: most are.
fn is_clean(bytes: &[u8]) -> bool {
    let graphic = |byte: &u8| byte.is_ascii_graphic();
    let plain = |byte: &u8| (byte.is_ascii_graphic() && !matches!(byte, b'<' | b'*')) || *byte == b' ';
    bytes.first().is_none_or(graphic)
        && bytes.last().is_none_or(graphic)
        && bytes.iter().all(plain)
        && !bytes.windows(2).any(|pair| pair == b"  ")
}

/// A field at a range of the text.
pub(super) fn field<T>(text: &Text, range: Range<usize>, value: T, certainty: Certainty) -> Field<T> {
    Field::new(value, text.span(range), certainty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_peeled_off() {
        let text = " <u>PETERS **X** </u> ";
        assert_eq!(&text[peel(text, 0..text.len())], "PETERS **X");
        assert_eq!(clean("A<br>B  **C**"), "A B C");
        assert_eq!(
            ["A  B", " A", "A ", "A\tB", "A\u{a0}B", "", " "].map(clean),
            ["A B", "A", "A", "A B", "A B", "", ""]
        );
        assert_eq!(peel("  ", 0..2), 2..2);
    }
}
