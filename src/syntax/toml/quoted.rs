//! Strings of TOML with their places: an escape is one place, marked whole.

use std::ops::Range;

use crate::source::Text;

/// The characters of a string whose quotes stand at `at`, as they are written in the file. Where the two do not agree,
/// the whole string is one place.
#[must_use]
pub fn text(file: &Text, at: Range<usize>, value: &str) -> Text {
    let read = file.as_str().get(at.clone()).and_then(|written| inside(file, written, at.start));
    read.filter(|text| text.as_str() == value).unwrap_or_else(|| {
        let mut whole = Text::default();
        whole.stand_for(value, file.span(at));
        whole
    })
}

fn inside(file: &Text, written: &str, start: usize) -> Option<Text> {
    for (quotes, is_literal) in [("'''", true), ("\"\"\"", false), ("'", true), ("\"", false)] {
        let Some(inner) = written.strip_prefix(quotes).and_then(|rest| rest.strip_suffix(quotes)) else { continue };
        // A line break right after three quotes is no part of the string.
        let first = inner.strip_prefix("\r\n").or_else(|| inner.strip_prefix('\n')).unwrap_or(inner);
        let inner = if quotes.len() == 3 { first } else { inner };
        let start = start + written.len() - quotes.len() - inner.len();
        return if is_literal { Some(copied(file, inner, start)) } else { unescaped(file, inner, start) };
    }
    None
}

pub(super) fn copied(file: &Text, inner: &str, start: usize) -> Text {
    let mut text = Text::default();
    text.copy(inner, file.span(start..start + inner.len()));
    text
}

fn unescaped(file: &Text, inner: &str, start: usize) -> Option<Text> {
    let mut text = Text::default();
    let mut rest = inner;
    while let Some(slash) = rest.find('\\') {
        let at = start + inner.len() - rest.len();
        let (plain, escape) = rest.split_at(slash);
        text.copy(plain, file.span(at..at + slash));
        let (length, meant) = escaped(escape)?;
        let (_, behind) = escape.split_at_checked(length)?;
        if let Some(meant) = meant {
            text.stand_for(&meant.to_string(), file.span(at + slash..at + slash + length));
        }
        rest = behind;
    }
    let at = start + inner.len() - rest.len();
    text.copy(rest, file.span(at..at + rest.len()));
    Some(text)
}

/// How many bytes an escape has, and what it stands for; nothing for the end of a line, which joins two.
fn escaped(escape: &str) -> Option<(usize, Option<char>)> {
    let code = |digits: usize| {
        let value = u32::from_str_radix(escape.get(2..2 + digits)?, 16).ok()?;
        Some((2 + digits, Some(char::from_u32(value)?)))
    };
    let kind = escape.chars().nth(1)?;
    match kind {
        'b' => Some((2, Some('\u{8}'))),
        't' => Some((2, Some('\t'))),
        'n' => Some((2, Some('\n'))),
        'f' => Some((2, Some('\u{c}'))),
        'r' => Some((2, Some('\r'))),
        'e' => Some((2, Some('\u{1b}'))),
        '"' | '\\' => Some((2, Some(kind))),
        'x' => code(2),
        'u' => code(4),
        'U' => code(8),
        blank if blank.is_ascii_whitespace() => {
            let joined = escape.trim_start_matches('\\').trim_start_matches([' ', '\t', '\r', '\n']);
            Some((escape.len() - joined.len(), None))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_place_in_a_string_is_a_place_in_the_file() {
        for (written, value, word, there) in [
            ("'code == 1'", "code == 1", "== 1", "== 1"),
            (r#""a \"b\" c""#, "a \"b\" c", "b", "b"),
            (r#""a \"b\" c""#, "a \"b\" c", "\"", "\\\""),
            ("\"caf\\u00e9 price\"", "café price", "price", "price"),
            ("\"\"\"\na \\\n   b\"\"\"", "a b", "b", "b"),
            ("'''\na\nb'''", "a\nb", "b", "b"),
        ] {
            let mut sources = Sources::new();
            let id = sources.add_text("a.toml", format!("x = {written}\n"));
            let text = text(sources.text(id), 4..4 + written.len(), value);
            let at = text.as_str().find(word).expect("the word is in the string");
            assert_eq!(text.as_str(), value, "{written}");
            assert_eq!(sources.slice(text.span(at..at + word.len())), there, "{written}");
        }
    }

    #[test]
    fn a_string_that_is_not_understood_is_marked_whole() {
        let mut sources = Sources::new();
        let id = sources.add_text("a.toml", "x = \"a\\qb\"");
        let text = text(sources.text(id), 4..10, "ab");
        assert_eq!(sources.slice(text.span(0..1)), "\"a\\qb\"");
    }
}
