//! States, EDGAR's place codes and ZIP prefixes. See tables/places.toml and tables/zip3.toml.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::load;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(borrow)]
    us: HashMap<&'static str, Vec<&'static str>>,
    #[serde(borrow)]
    edgar: HashMap<&'static str, &'static str>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| load("places.toml", include_str!("../../tables/places.toml")))
}

/// Folded names and codes of states to the two letters.
fn states() -> &'static HashMap<String, &'static str> {
    static STATES: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    STATES.get_or_init(|| {
        let mut states = HashMap::new();
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
    &ZIPS.get_or_init(|| load("zip3.toml", include_str!("../../tables/zip3.toml"))).ranges
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
}
