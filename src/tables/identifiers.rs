//! What can be told of an identifier by itself.

/// The ninth character of a CUSIP, from the first eight: modulus 10, double add double (ANSI X9.6).
///
/// `282912 10` gives `4`. Letters count from A = 10; `*`, `@` and `#` are 36, 37 and 38. None when there
/// are not eight characters of that alphabet.
#[must_use]
pub fn cusip_check_digit(first_eight: &str) -> Option<char> {
    if first_eight.chars().count() != 8 {
        return None;
    }
    let mut sum = 0;
    for (at, character) in first_eight.chars().enumerate() {
        let value = match character {
            '*' => 36,
            '@' => 37,
            '#' => 38,
            _ if character.is_ascii_alphanumeric() => character.to_digit(36)?,
            _ => return None,
        };
        let value = if at % 2 == 1 { value * 2 } else { value };
        sum += value / 10 + value % 10;
    }
    char::from_digit((10 - sum % 10) % 10, 10)
}

/// Whether the text stands for "no CUSIP": nine zeros, `N/A`, `None`.
#[must_use]
pub fn is_placeholder_cusip(text: &str) -> bool {
    let folded: String = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let repeated = |digit: char| folded.len() == 9 && folded.chars().all(|c| c == digit);
    matches!(folded.as_str(), "NA" | "NONE" | "NOTAPPLICABLE" | "NOTAVAILABLE") || repeated('0') || repeated('X')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        for cusip in ["282912104", "757209101", "037833100", "594918104", "00279#AA8", "000000000"] {
            let (first, last) = cusip.split_at(8);
            assert_eq!(cusip_check_digit(first).map(String::from).as_deref(), Some(last), "{cusip}");
        }
        assert_ne!(cusip_check_digit("28291210"), Some('5'));
        for refused in ["", "2829121", "282912104", "28291 10", "2829é210"] {
            assert_eq!(cusip_check_digit(refused), None, "{refused}");
        }
    }

    #[test]
    fn placeholders() {
        for text in ["000000000", "N/A", "None", "n.a.", "XXXXXXXXX"] {
            assert!(is_placeholder_cusip(text), "{text}");
        }
        for text in ["282912104", "00000000", ""] {
            assert!(!is_placeholder_cusip(text), "{text}");
        }
    }
}
