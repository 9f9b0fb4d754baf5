//! Characters that nobody meant, found in the text of a document.

use std::ops::Range;

/// Characters in which those of UTF-8 appear when they are read as Windows-1252: `Ã©` for `é`, with what is meant.
pub(super) fn mojibake(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    if text.is_ascii() {
        return found;
    }
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some((start, lead)) = rest.char_indices().find(|(_, c)| !c.is_ascii()) else { break };
        match meant(rest.get(start..).unwrap_or("")) {
            Some((length, meant)) => {
                found.push((at + start..at + start + length, meant.to_string()));
                at += start + length;
            }
            None => at += start + lead.len_utf8(),
        }
    }
    found
}

/// The character that the first few of a text are one of, and how many bytes they take.
fn meant(text: &str) -> Option<(usize, char)> {
    let lead = byte(text.chars().next()?)?;
    let count = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = Vec::with_capacity(count);
    let mut length = 0;
    for c in text.chars().take(count) {
        bytes.push(byte(c)?);
        length += c.len_utf8();
    }
    let mut meant = std::str::from_utf8(&bytes).ok()?.chars();
    let only = meant.next().filter(|c| is_western(*c))?;
    meant.next().is_none().then_some((length, only))
}

/// Letters of Latin, signs of writing and of money: what filings in English have. Others come about by chance.
fn is_western(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{24f}' | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' | '\u{2100}'..='\u{214f}' | '\u{fffd}')
}

/// The byte that Windows-1252 writes a character as.
fn byte(c: char) -> Option<u8> {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let upper = || UPPER.iter().position(|known| *known == c).and_then(|at| u8::try_from(0x80 + at).ok());
    upper().or_else(|| u8::try_from(u32::from(c)).ok().filter(|byte| !(0x80..0xA0).contains(byte)))
}

/// Characters without a shape, and those that stand for what could not be decoded.
pub(super) fn unseen(text: &str) -> Vec<Range<usize>> {
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C) || byte == 0x7F;
    // Without a way out of the loop it goes over many bytes at once.
    if text.is_ascii() && !text.bytes().fold(false, |found, byte| found | is_control(byte)) {
        return Vec::new();
    }
    let is_unseen = |c: char| {
        u8::try_from(c).is_ok_and(is_control)
            || matches!(c, '\u{fffd}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    text.char_indices().filter(|(_, c)| is_unseen(*c)).map(|(at, c)| at..at + c.len_utf8()).collect()
}

/// Entities of HTML that stand there as such: `&amp;nbsp;` in markup, `&nbsp;` in text.
pub(super) fn residue(text: &str, is_markup: bool) -> Vec<Range<usize>> {
    const NAMES: [&str; 12] =
        ["amp", "nbsp", "lt", "gt", "quot", "apos", "rsquo", "lsquo", "ldquo", "rdquo", "mdash", "ndash"];
    let sign = if is_markup { "&amp;" } else { "&" };
    let found = text.match_indices(sign).filter_map(|(at, _)| {
        let rest = text.get(at + sign.len()..)?;
        let name = rest.get(..rest.bytes().take(10).position(|byte| byte == b';')?)?;
        let is_code = |code: &str| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_entity = NAMES.contains(&name) || name.strip_prefix('#').is_some_and(is_code);
        is_entity.then(|| at..at + sign.len() + name.len() + ";".len())
    });
    found.collect()
}

/// Numbers in the form of a Social Security number, three digits, two and four.
pub(super) fn personal_numbers(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let found = memchr::memchr_iter(b'-', bytes).filter_map(|dash| {
        let (start, end) = (dash.checked_sub(3)?, dash + 8);
        let [a, b, c, b'-', d, e, b'-', rest @ ..] = bytes.get(start..end)? else { return None };
        let digits = [a, b, c, d, e].into_iter().chain(rest).all(u8::is_ascii_digit);
        let joins = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        let alone = !joins(start.checked_sub(1).and_then(|before| bytes.get(before))) && !joins(bytes.get(end));
        // Areas 000, 666 and from 900 were given to nobody.
        let is_given = !matches!([*a, *b, *c], [b'0', b'0', b'0'] | [b'6', b'6', b'6'] | [b'9', ..]);
        (digits && alone && is_given).then_some(start..end)
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decoded_twice_is_found() {
        let of =
            |text: &str| mojibake(text).into_iter().map(|(at, meant)| (text[at].to_owned(), meant)).collect::<Vec<_>>();
        assert_eq!(of("SociÃ©tÃ© d’Or"), [("Ã©".to_owned(), "é".to_owned()), ("Ã©".to_owned(), "é".to_owned())]);
        assert_eq!(of("issuerâ€™s"), [("â€™".to_owned(), "’".to_owned())]);
        for text in ["Société", "SÃO PAULO", "“A” – B", "plain", "£5", "Â", "é€§"] {
            assert_eq!(of(text), [], "{text}");
        }
    }

    #[test]
    fn characters_without_a_shape_are_found() {
        assert_eq!(unseen("5,\u{ad}000").len(), 1);
        assert_eq!(unseen("a\u{1}b\u{fffd}").len(), 2);
        assert!(unseen("a\tb\r\n\u{c}é\u{a0}“x”").is_empty());
    }

    #[test]
    fn entities_are_found_where_they_are_text() {
        let of =
            |text: &str, is_xml| residue(text, is_xml).into_iter().map(|at| text[at].to_owned()).collect::<Vec<_>>();
        assert_eq!(of("A &amp;amp; B &amp;nbsp;", true), ["&amp;amp;", "&amp;nbsp;"]);
        assert_eq!(of("A &amp; B &#8217; &lt;", true), [""; 0]);
        assert_eq!(of("A &amp; B&#8217;s", false), ["&amp;", "&#8217;"]);
        assert_eq!(of("A & B; R&D", false), [""; 0]);
    }

    #[test]
    fn personal_numbers_are_three_two_four() {
        assert_eq!(personal_numbers("S.S. No. 123-45-6789.").len(), 1);
        for text in ["12-3456789", "650-838-3600", "0001234567-24-000001", "000-12-3456", "1123-45-6789", "2024-03-05"]
        {
            assert!(personal_numbers(text).is_empty(), "{text}");
        }
    }
}
