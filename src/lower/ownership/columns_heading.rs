//! Lines of a table's heading where no cells part it: known by their words, which are the form's own.

use crate::lower::table::{Kind, Unit};

/// What the headings of Tables I and II are made of. Words that begin the titles of securities are not here.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "a", "acquired", "amount", "and", "any", "at", "beneficial", "beneficially", "code", "conversion", "country", "d", "date",
    "deemed", "derivate", "derivative", "direct", "disposed", "end", "execution", "exercisable", "exercise",
    "expiration", "fiscal", "following", "form", "i", "if", "in", "indirect", "instr", "issuer's", "month/day/year",
    "mm/dd/yyyy", "nature", "number", "of", "or", "owned", "ownership", "price", "reported", "securities",
    "security", "shares", "title", "trans", "transaction", "transaction(s", "transactions", "underlying", "v", "year",
];

/// The longest line of a heading.
const LONGEST: usize = 120;

/// Whether a line is of a heading: mostly the words of headings, and nothing that only rows have.
pub(super) fn is_heading(line: &str, units: &[Unit]) -> bool {
    if line.len() > LONGEST || units.iter().any(|unit| matches!(unit.kind, Kind::Date | Kind::Money)) {
        return false;
    }
    let (mut known, mut other, mut numbered, mut bare) = (0, 0, 0, 0);
    for word in line.split_whitespace() {
        let inner = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        // `1.Title`, `2A.`
        let inner = inner.split_once('.').map_or(inner, |(number, rest)| if rest.is_empty() { number } else { rest });
        let digits = inner.trim_end_matches('A');
        let number = digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
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
            "1.Title of Security", "(Instr. 3, 4 and 5)", "2.", "5)", "or", "(I)", "2. Trans. Date 2A. Deemed",
            "Code V (A) (D)", "(Month/Day/Year)", "Amount or Number of", "Shares", "Issuer's Fiscal Year", "(Country)", "3, 4 and",
        ] {
            assert!(is(line), "{line}");
        }
        for line in [
            "Common Stock", "Stock", "Restricted", "Class A", "5", "472", "(1)", "(2) (3)", "See", "By Trust", "$",
            "Common Shares", "-3", "189", "0 D", "01/15/2024 A", "Option to Purchase Shares",
        ] {
            assert!(!is(line), "{line}");
        }
    }
}
