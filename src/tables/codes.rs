//! Codes that the forms ask for. See tables/codes.toml.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{load, table};

/// A transaction code of General Instruction 8 and what goes with it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TransactionCode {
    /// One capital letter.
    pub code: Box<str>,
    pub meaning: Box<str>,
    /// What it does to the holding in Table I.
    #[serde(rename = "table-1")]
    pub table1: Direction,
    /// What it does to the holding in Table II.
    #[serde(rename = "table-2")]
    pub table2: Direction,
    pub price: Price,
    /// Whether the code by itself asks for a footnote or a remark.
    #[serde(default)]
    pub explained: bool,
}

/// What a transaction does to the holding.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Acquired,
    Disposed,
    /// The code does not say; the column (A) or (D) does.
    Either,
    /// It does not stand in this table.
    Never,
}

/// The price that goes with a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Price {
    /// Money changed hands.
    AboveZero,
    /// The exercise price of the derivative in Table I, zero for units that convert one for one.
    Exercise,
    /// Zero, or blank.
    Zero,
    Any,
}

/// The transaction code of this letter.
#[must_use]
pub fn transaction(code: &str) -> Option<&'static TransactionCode> {
    table().transactions.iter().find(|known| known.code.as_ref() == code)
}

/// Whether the letter stands beside a code and is none: `K`, `V`.
#[must_use]
pub fn is_modifier(code: &str) -> bool {
    has(&table().modifiers, code)
}

/// Whether the cover of the schedule, `SC 13D` or `SC 13G/A`, has this type of reporting person.
#[must_use]
pub fn person_type(form: &str, code: &str) -> bool {
    let schedule = form.trim_end_matches("/A");
    let allowed = |known: &&Code| known.only.as_deref().is_none_or(|only| only == schedule);
    table().person_types.iter().filter(allowed).any(|known| known.code.as_ref() == code)
}

/// What a type of reporting person means: `CO`, corporation.
#[must_use]
pub fn person_type_meaning(code: &str) -> Option<&'static str> {
    table().person_types.iter().find(|known| known.code.as_ref() == code).map(|known| known.meaning.as_ref())
}

/// Whether row 4 of Schedule 13D has this source of funds.
#[must_use]
pub fn source_of_funds(code: &str) -> bool {
    has(&table().sources_of_funds, code)
}

/// Whether Item 3 of Schedule 13G has this type of institution.
#[must_use]
pub fn item3_type(code: &str) -> bool {
    has(&table().item_3_types, code)
}

fn has(codes: &[Code], code: &str) -> bool {
    codes.iter().any(|known| known.code.as_ref() == code)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    transactions: Vec<TransactionCode>,
    modifiers: Vec<Code>,
    person_types: Vec<Code>,
    sources_of_funds: Vec<Code>,
    item_3_types: Vec<Code>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    code: Box<str>,
    meaning: Box<str>,
    #[serde(default)]
    only: Option<Box<str>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| load("codes", table!("codes")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_transaction_codes_is_whole() {
        let mut codes: Vec<&str> = table().transactions.iter().map(|known| known.code.as_ref()).collect();
        codes.sort_unstable();
        assert_eq!(codes.concat(), "ACDEFGHIJLMOPSUWXZ");
        assert_eq!(transaction("s"), None);
    }

    #[test]
    fn a_code_says_its_direction() {
        use Direction::{Acquired, Disposed, Either, Never};
        for (code, table1, table2) in
            [("S", Disposed, Disposed), ("M", Acquired, Disposed), ("G", Either, Either), ("H", Never, Disposed)]
        {
            let known = transaction(code).expect("a code of the list");
            assert_eq!((known.table1, known.table2), (table1, table2), "{code}");
        }
    }

    #[test]
    fn modifiers_are_no_codes() {
        for modifier in ["K", "V"] {
            assert!(is_modifier(modifier));
            assert_eq!(transaction(modifier), None);
        }
        assert!(!is_modifier("S"));
    }

    #[test]
    fn lists_differ_by_schedule() {
        assert!(person_type("SC 13G/A", "FI"));
        assert!(!person_type("SC 13D", "FI"));
        assert!(person_type("SC 13D/A", "CO"));
        assert!(!person_type("SC 13D", "00"));
        assert!(source_of_funds("WC"));
        assert!(!source_of_funds("IN"));
        assert!(item3_type("OO"));
        assert!(!item3_type("IN"));
    }
}
