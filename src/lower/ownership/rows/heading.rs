//! Lines of a table's heading where no cells part it: known by their words, which are the form's own.

use super::wrapped::begins_title;
use crate::lower::table::{Kind, Unit};

/// What the headings of Tables I and II are made of. Words that begin the titles of securities are not here.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "a", "acquired", "amount", "and", "any", "at", "beneficial", "beneficially", "code", "conversion", "country", "d", "date",
    "calls", "deemed", "derivate", "derivative", "direct", "disposed", "e.g", "end", "execution", "exercisable", "exercise",
    "expiration", "fiscal", "following", "form", "i", "if", "ii", "in", "indirect", "instr", "issuer's", "month/day/year",
    "mm/dd/yyyy", "nature", "non-derivative", "number", "of", "or", "owned", "ownership", "price", "puts", "reported", "securities",
    "security", "shares", "table", "title", "trans", "transaction", "transaction(s", "transactions", "underlying", "v", "year",
];

/// The longest line of a heading.
const LONGEST: usize = 120;

/// Whether a line is of a heading: mostly the words of headings, and nothing that only rows have.
pub(super) fn is_heading(line: &str, units: &[Unit]) -> bool {
    let marks = units.iter().flat_map(|unit| &unit.marks);
    let noted = marks.into_iter().any(|mark| mark.len() > 3 || !line.contains("(I)"));
    if line.len() > LONGEST || noted || units.iter().any(|unit| matches!(unit.kind, Kind::Date | Kind::Money)) {
        return false;
    }
    // `Common Shares of` may begin a title; `Shares` alone ends a heading.
    if begins_title(line) && !line.trim_start().get(..5).is_some_and(|word| word.eq_ignore_ascii_case("share")) {
        return false;
    }
    if line.starts_with("(e.g") {
        return true;
    }
    let (mut known, mut other, mut numbered, mut bare) = (0, 0, 0, 0);
    for word in line.split_whitespace() {
        let inner = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        // `1.Title`, `2A.`
        let inner = match inner.split_once('.') {
            Some((number, rest)) if is_number(number) && !rest.is_empty() => rest,
            _ => inner,
        };
        let number = is_number(inner);
        // A lone letter is a code or a direction, if nothing encloses it.
        if inner == word && (number || word.len() == 1) {
            bare += 1;
            continue;
        }
        if number && word.ends_with(['.', ',', ')']) {
            numbered += 1;
            continue;
        }
        let is_word = WORDS.iter().any(|known| known.eq_ignore_ascii_case(inner));
        (known, other) = (known + usize::from(is_word), other + usize::from(!is_word));
    }
    match known {
        0 => other == 0 && bare == 0 && numbered > 0 && !line.starts_with('('),
        _ => known * 2 > other * 3,
    }
}

/// `2`, `10`, `3A`
fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches('A');
    (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::table::units_of_words;
    use crate::source::Sources;
    use crate::syntax::page::Sheet;

    fn is(line: &str) -> bool {
        let mut sources = Sources::new();
        let id = sources.add_text("a", line);
        let sheet = Sheet::of(sources.text(id));
        is_heading(line, &units_of_words(&sheet, 0))
    }

    #[test]
    fn headings_are_told_from_titles_and_values() {
        for line in [
            "1.Title of Security",
            "(Instr. 3, 4 and 5)",
            "2.",
            "5)",
            "or",
            "(I)",
            "2. Trans. Date 2A. Deemed",
            "Code V (A) (D)",
            "(Month/Day/Year)",
            "Amount or Number of",
            "Shares",
            "Issuer's Fiscal Year",
            "(Country)",
            "(e.g., puts, calls, warrants, options, convertible securities)",
            "(A)",
            "Table I - Non-Derivative Securities Beneficially Owned",
            "Table II - Derivative Securities Beneficially Owned (e.g., puts, calls, warrants, options, convertible securities)",
            "3, 4 and",
        ] {
            assert!(is(line), "{line}");
        }
        for line in [
            "Common Stock",
            "Stock",
            "Restricted",
            "Class A",
            "5",
            "472",
            "(1)",
            "(2) (3)",
            "See",
            "By Trust",
            "$",
            "Common Shares",
            "Common Shares of",
            "Shares (1)",
            "-3",
            "189",
            "0 D",
            "01/15/2024 A",
            "Option to Purchase Shares",
        ] {
            assert!(!is(line), "{line}");
        }
    }
}
