//! When two texts of a form mean the same, and which figures a text names.

use rust_decimal::Decimal;

/// Letters and digits in lower case, words one blank apart: `Common  Stock,` is `common stock`.
#[must_use]
pub fn fold(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Whether two titles name one class: `Common Stock` and `Common Stock, par value $0.01`.
#[must_use]
pub fn same_class(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let begins =
        |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    !a.is_empty() && !b.is_empty() && (begins(&a, &b) || begins(&b, &a))
}

/// Every number written in digits in a text, separators left out: `3,019` is 3019.
pub fn figures_in(text: &str) -> impl Iterator<Item = Decimal> + '_ {
    text.split(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
        .filter_map(|word| Decimal::from_str_exact(&word.trim_matches(['.', ',']).replace(',', "")).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_par_value_makes_no_other_class() {
        assert!(same_class("Common Stock", "Common Stock, par value $0.01"));
        assert!(!same_class("Class A Common Stock", "Class B Common Stock"));
        assert!(!same_class("Common", "Commonwealth Units"));
        assert!(!same_class("", "Common Stock"));
    }

    #[test]
    fn figures_lose_their_separators() {
        let figures: Vec<String> = figures_in("Includes 3,019 shares, and 20.5 more.").map(|n| n.to_string()).collect();
        assert_eq!(figures, ["3019", "20.5"]);
    }
}
