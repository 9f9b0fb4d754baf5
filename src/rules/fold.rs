//! Names and titles, folded: spellings of one thing become one key.
//!
//! A key tells that two spellings may mean one thing, never that they do: what rests on it is at most
//! a warning.

use std::collections::BTreeSet;

/// A company's name: `8X8 INC /DE/` and `8x8, Inc.` are one.
///
/// The state that EDGAR adds between slashes is no part of it, nor are case, points and commas.
pub(in crate::rules) fn company(name: &str) -> String {
    let name = name.split_once(" /").map_or(name, |(name, _)| name);
    let mut words: Vec<String> = words(name);
    if words.len() > 1 && words.first().is_some_and(|word| word == "THE") {
        words.remove(0);
    }
    let words: Vec<&str> = words.iter().map(|word| short(word)).collect();
    words.join(" ")
}

/// A person's or a company's name, whatever the order of its words: `NING PAUL` and `Paul Ning` are one.
pub(in crate::rules) fn person(name: &str) -> String {
    let company = company(name);
    let words: BTreeSet<&str> = company.split(' ').collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// Words in capitals; points and apostrophes join, what else is no letter or digit separates.
fn words(name: &str) -> Vec<String> {
    let kept = name.chars().filter(|c| !matches!(c, '.' | '\'' | '’'));
    let spaced: String = kept.map(|c| if c.is_alphanumeric() || c == '&' { c } else { ' ' }).collect();
    spaced.split_whitespace().map(str::to_uppercase).collect()
}

/// The shorter spelling of a word that names have in two.
fn short(word: &str) -> &str {
    match word {
        "INCORPORATED" => "INC",
        "CORPORATION" => "CORP",
        "COMPANY" => "CO",
        "LIMITED" => "LTD",
        "&" => "AND",
        word => word,
    }
}

/// A class of securities: par value, case and points left out. Shares and stock are one word.
pub(in crate::rules) fn class(title: &str) -> String {
    let lower = title.to_lowercase();
    let cut = ["par value", "no par", "without par", "$", "(", " par "];
    let end = cut.iter().filter_map(|mark| lower.find(mark)).min().unwrap_or(lower.len());
    let head = lower.get(..end).unwrap_or(&lower);
    let spaced: String = head.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words = spaced.split_whitespace().map(|word| if word == "share" || word == "shares" { "stock" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a title is plain common stock, without a letter or a series.
pub(in crate::rules) fn is_plain_common(title: &str) -> bool {
    matches!(class(title).as_str(), "common stock" | "common" | "ordinary stock" | "stock of common stock")
}

/// A title without case, blanks and points: equal keys of unequal spellings are matters of style.
pub(in crate::rules) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
