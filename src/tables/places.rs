//! States, EDGAR's place codes and when they were in use, and ZIP prefixes. See tables/places.toml and tables/zip3.toml.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{load, table};

/// The states of the first three digits of a ZIP code; none when the prefix is not assigned.
#[must_use]
pub fn zip_states(zip: &str) -> Option<&'static [Box<str>]> {
    let prefix = zip.get(..3).filter(|prefix| prefix.bytes().all(|byte| byte.is_ascii_digit()))?;
    let ranges = zips();
    // Three digits compare as text as they do as numbers.
    let at = ranges.partition_point(|range| range.through.as_ref() < prefix);
    ranges.get(at).filter(|range| range.from.as_ref() <= prefix).map(|range| range.states.as_slice())
}

/// The two letters of a state, possession or military address, from them or from its name, whatever the
/// case: `CA`, `Calif.` and `CALIFORNIA` are `CA`.
#[must_use]
pub fn us_state(text: &str) -> Option<&'static str> {
    let table = table();
    // Nearly always the two letters are written.
    let letters = table.us.get_key_value(text).map(|(letters, _)| *letters);
    letters.or_else(|| states().get(folded(text).as_str()).copied())
}

/// Whether the two letters are one of the fifty states or the District of Columbia.
#[must_use]
pub fn is_one_of_the_fifty(state: &str) -> bool {
    const OTHERS: [&str; 11] = ["GU", "PR", "VI", "AS", "MP", "FM", "MH", "PW", "AA", "AE", "AP"];
    us_state(state) == Some(state) && !OTHERS.contains(&state)
}

/// The name of a two-character state or country code of EDGAR: `CA`, `A6`, `V8`.
#[must_use]
pub fn edgar_place(code: &str) -> Option<&'static str> {
    let named = |code: &str| {
        let of_us = || table().us.get(code).and_then(|names| names.first());
        table().edgar.get(code).or_else(of_us).copied()
    };
    if code.contains(char::is_lowercase) { named(&code.to_uppercase()) } else { named(code) }
}

/// A code that EDGAR has taken out of its list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retired {
    #[serde(borrow)]
    pub place: &'static str,
    /// The last day on which it may have been taken.
    #[serde(deserialize_with = "super::date")]
    pub until: NaiveDate,
}

/// What a code that is in EDGAR's list no more stood for: `2F`, East Timor.
#[must_use]
pub fn retired(code: &str) -> Option<&'static Retired> {
    table().retired.get(code)
}

/// The first day on which a code may have been taken, where EDGAR had none of it before: `Y9` in April 2010.
#[must_use]
pub fn introduced(code: &str) -> Option<NaiveDate> {
    table().introduced.get(code).map(|day| day.0)
}

/// The two characters of every place of this name, whatever the case and the points and commas: `GEORGIA` is a state
/// and a country.
pub fn edgar_codes(name: &str) -> impl Iterator<Item = &'static str> {
    let asked = letters(name);
    let abroad = table().edgar.iter().filter({
        let asked = asked.clone();
        move |(_, place)| letters(place) == asked
    });
    let us = table().us.iter().filter(move |(_, names)| names.iter().any(|name| letters(name) == asked));
    abroad.map(|(code, _)| *code).chain(us.map(|(code, _)| *code))
}

/// Whether the words are the name of a country in EDGAR's list, whatever the case.
#[must_use]
pub fn is_country(name: &str) -> bool {
    let folded = folded(name);
    // Georgia is first of all a state.
    if us_state(name).is_some() {
        return false;
    }
    folded == "UNITED STATES" || table().edgar.values().any(|country| country.eq_ignore_ascii_case(&folded))
}

/// Capitals, one blank between words, no points.
fn folded(text: &str) -> String {
    text.replace('.', "").split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase()
}

/// Letters alone, as capitals.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(borrow)]
    us: BTreeMap<&'static str, Vec<&'static str>>,
    #[serde(borrow)]
    edgar: BTreeMap<&'static str, &'static str>,
    #[serde(borrow)]
    introduced: BTreeMap<&'static str, Day>,
    #[serde(borrow)]
    retired: BTreeMap<&'static str, Retired>,
}

#[derive(Deserialize)]
struct Day(#[serde(deserialize_with = "super::date")] NaiveDate);

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| load("places", table!("places")))
}

/// Folded names and codes of states to the two letters.
fn states() -> &'static BTreeMap<String, &'static str> {
    static STATES: OnceLock<BTreeMap<String, &'static str>> = OnceLock::new();
    STATES.get_or_init(|| {
        let mut states = BTreeMap::new();
        for (code, names) in &table().us {
            states.insert((*code).to_owned(), *code);
            states.extend(names.iter().map(|name| (folded(name), *code)));
        }
        states
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Zips {
    /// In order, without overlap.
    ranges: Vec<Range>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    from: Box<str>,
    through: Box<str>,
    states: Vec<Box<str>>,
}

fn zips() -> &'static [Range] {
    static ZIPS: OnceLock<Zips> = OnceLock::new();
    &ZIPS.get_or_init(|| load("zip3", table!("zip3"))).ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zip_codes_lie_in_states() {
        for (zip, states) in [
            ("65054", &["MO"][..]),
            ("95054", &["CA"]),
            ("94025-1234", &["CA"]),
            ("02842", &["RI"]),
            ("06390", &["CT", "NY"]),
            ("00501", &["NY"]),
            ("20549", &["DC", "MD", "VA"]),
            ("99950", &["AK"]),
        ] {
            let found: Vec<&str> = zip_states(zip).expect("an assigned prefix").iter().map(AsRef::as_ref).collect();
            assert_eq!(found, states, "{zip}");
        }
        for unassigned in ["00012", "26900", "69412", "71500", "V6B 1", "12", "", "ééé"] {
            assert!(zip_states(unassigned).is_none(), "{unassigned}");
        }
    }

    #[test]
    fn ranges_are_in_order() {
        let ranges = zips();
        assert!(ranges.iter().all(|range| range.from <= range.through && range.from.len() == 3));
        assert!(ranges.windows(2).all(|pair| pair[0].through < pair[1].from));
        let states = ranges.iter().flat_map(|range| &range.states);
        assert!(states.into_iter().all(|state| us_state(state) == Some(state)));
    }

    #[test]
    fn states_have_names() {
        for (text, state) in [
            ("CA", Some("CA")),
            ("ca", Some("CA")),
            ("California", Some("CA")),
            ("NEW  YORK", Some("NY")),
            ("D.C.", Some("DC")),
            ("N. Mex.", Some("NM")),
            ("AE", Some("AE")),
            ("A6", None),
            ("Switzerland", None),
            ("", None),
        ] {
            assert_eq!(us_state(text), state, "{text}");
        }
        let fifty = table().us.keys().filter(|code| is_one_of_the_fifty(code)).count();
        assert_eq!(fifty, 51, "fifty states and the District of Columbia");
    }

    #[test]
    fn edgar_codes_have_names() {
        for (code, name) in
            [("V8", "Switzerland"), ("A6", "Ontario Canada"), ("X0", "United Kingdom"), ("CA", "California")]
        {
            assert_eq!(edgar_place(code), Some(name));
        }
        assert_eq!(edgar_place("SZ"), None);
    }

    #[test]
    fn names_have_edgar_codes() {
        let codes = |name| edgar_codes(name).collect::<Vec<_>>();
        assert_eq!(codes("ALBERTA, CANADA"), ["A0"]);
        assert_eq!(codes("Georgia"), ["2Q", "GA"]);
        assert_eq!(codes("Ruritania"), [""; 0]);
    }

    #[test]
    fn codes_come_and_go() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(introduced("Y9"), day("2010-04-01"));
        assert_eq!(retired("2F").map(|gone| gone.until), day("2010-04-30"));
        assert!(introduced("X0").is_none() && retired("X0").is_none());
        assert!(table().introduced.keys().all(|code| table().edgar.contains_key(code)));
        assert!(table().retired.keys().all(|code| edgar_place(code).is_none()), "what is gone is in no list");
    }
}
