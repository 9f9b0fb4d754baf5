//! Characters that scans confuse. See tables/confusables.toml.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::{load, table};

/// The digit that this character is taken for: `I` is `1`. A digit is itself.
#[must_use]
pub fn digit_for(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    table().digits.iter().find(|(_, alike)| alike.contains(c)).and_then(|(digit, _)| digit.chars().next())
}

/// Whether two characters are of one shape to a scan: `8` and `B`, `I` and `l`.
#[must_use]
pub fn are_alike(one: char, other: char) -> bool {
    one == other || digit_for(one).is_some_and(|digit| digit_for(other) == Some(digit))
}

/// The text with every confusable character as its digit; none when a character is like no digit.
#[must_use]
pub fn as_digits(text: &str) -> Option<String> {
    text.chars().map(digit_for).collect()
}

/// A number or a date with digits in the places of letters that look like them; none where it has no such letter, others
/// too, or no digit.
#[must_use]
pub fn mended(text: &str) -> Option<String> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| !c.is_ascii_digit() && digit_for(*c).is_some()).count();
    if letters == 0 || digits == 0 {
        return None;
    }
    text.chars().map(|c| if matches!(c, ',' | '.' | '/' | '-') { Some(c) } else { digit_for(c) }).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    digits: BTreeMap<Box<str>, Box<str>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| load("confusables", table!("confusables")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_for_digits() {
        for (letter, digit) in [('O', '0'), ('I', '1'), ('l', '1'), ('|', '1'), ('S', '5'), ('B', '8'), ('7', '7')] {
            assert_eq!(digit_for(letter), Some(digit));
        }
        assert_eq!(digit_for('K'), None);
        assert_eq!(as_digits("l2,O00"), None);
        assert_eq!(as_digits("l2O0").as_deref(), Some("1200"));
        assert_eq!(mended("l2,O00").as_deref(), Some("12,000"));
        assert_eq!(mended("01/15/2O24").as_deref(), Some("01/15/2024"));
        assert!(["12,000", "OO", "l2K", "l2 000"].iter().all(|text| mended(text).is_none()));
        assert!(are_alike('I', 'l'));
        assert!(!are_alike('K', 'k'));
    }
}
