//! Texts folded: spellings of one thing become one key; and which figures a text names.
//!
//! A key tells that two spellings may mean one thing, never that they do: what rests on it is at most
//! a warning.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

/// Letters and digits in lower case, words one blank apart: `Common  Stock,` is `common stock`.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut folded = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word.to_lowercase());
    }
    folded
}

fn fold_ascii(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut is_parted = false;
    for byte in text.bytes() {
        if !byte.is_ascii_alphanumeric() {
            is_parted = !folded.is_empty();
            continue;
        }
        if is_parted {
            folded.push(' ');
            is_parted = false;
        }
        folded.push(byte.to_ascii_lowercase().into());
    }
    folded
}

/// Letters and digits alone: equal keys of unequal spellings are matters of style.
#[must_use]
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A company's name: `8X8 INC /DE/` and `8x8, Inc.` are one.
///
/// The state that EDGAR adds between slashes is no part of it, nor are case, points and commas.
#[must_use]
pub fn company(name: &str) -> String {
    let name = name.split_once(" /").map_or(name, |(name, _)| name);
    // Points and apostrophes join what they stand between: `N.V.` is `NV`.
    let joined = name.replace(['.', '\'', '’'], "").replace('&', " and ");
    let folded = fold(&joined);
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    bare.split(' ').map(short).collect::<Vec<_>>().join(" ")
}

/// A person's or a company's name, whatever the order of its words: `NING PAUL` and `Paul Ning` are one.
#[must_use]
pub fn person(name: &str) -> String {
    let company = company(name);
    let words: BTreeSet<&str> = company.split(' ').collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// The shorter spelling of a word that names have in two.
fn short(word: &str) -> &str {
    match word {
        "incorporated" => "inc",
        "corporation" => "corp",
        "company" => "co",
        "limited" => "ltd",
        word => word,
    }
}

/// A class of securities: par value, case and points left out. Shares and stock are one word.
#[must_use]
pub fn class(title: &str) -> String {
    let lower = title.to_lowercase();
    let cut = ["par value", "no par", "without par", "$", "(", " par "];
    let end = cut.iter().filter_map(|mark| lower.find(mark)).min().unwrap_or(lower.len());
    let head = fold(lower.get(..end).unwrap_or(&lower));
    let words = head.split(' ').map(|word| if word == "share" || word == "shares" { "stock" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a title is plain common stock, without a letter or a series.
#[must_use]
pub fn is_plain_common(title: &str) -> bool {
    matches!(class(title).as_str(), "common stock" | "common" | "ordinary stock" | "stock of common stock")
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
    fn a_key_is_of_letters_and_digits_in_lower_case() {
        for (text, key) in [
            ("Common  Stock,", "common stock"),
            ("(Série A) ÉTÉ2", "série a été2"),
            ("ΣΊΣΥΦΟΣ, B.V.", "σίσυφος b v"),
            ("--", ""),
            ("(8x8, Inc.)", "8x8 inc"),
        ] {
            assert_eq!(fold(text), key);
        }
    }

    #[test]
    fn spellings_of_one_company_are_one() {
        for (one, other) in [
            ("8X8 INC /DE/", "8x8, Inc."),
            ("STMICROELECTRONICS NV", "STMicroelectronics N.V."),
            ("SMITH & SONS CORP", "Smith and Sons Corporation"),
            ("The Alder Company", "ALDER CO"),
        ] {
            assert_eq!(company(one), company(other));
        }
        assert_ne!(company("Alder Systems Inc"), company("Alder Holdings Inc"));
    }

    #[test]
    fn the_order_of_a_persons_names_does_not_matter() {
        assert_eq!(person("NING PAUL"), person("Paul Ning"));
        assert_ne!(person("NING PAUL"), person("NING PAULA"));
    }

    #[test]
    fn a_class_is_known_without_its_par_value() {
        for title in ["Common Stock", "COMMON STOCK, $.01 par value", "Common Stock, Par Value $0.001 Per Share"] {
            assert_eq!(class(title), "common stock", "{title}");
            assert!(is_plain_common(title), "{title}");
        }
        assert!(!is_plain_common("Class A Common Stock"));
        assert!(!is_plain_common("Preferred Stock"));
    }

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
