//! See rules/submission/zip_state_mismatch.toml.

use std::collections::{BTreeMap, HashMap};

use crate::rules::prelude::*;
use crate::tables::places;
use crate::words::fold::fold;

pub(in crate::rules) struct Check;

/// State and ZIP code of one address.
struct Place<'f> {
    /// The filing it stands in.
    filing: usize,
    state: &'f Field<Box<str>>,
    zip: &'f Field<Box<str>>,
    /// The lines above it, where the form gives them as fields of their own.
    lines: Vec<&'f Field<Box<str>>>,
}

/// Codes that lie in their state, by street and state; of each code the first place in each of two filings.
type Streets<'p, 'f> = HashMap<(String, &'static str), BTreeMap<&'f str, Vec<&'p Place<'f>>>>;

impl AcrossRule for Check {
    fn across<'f>(&self, filings: &'f [Filing], cx: &mut AcrossCx<'f>) {
        let places: Vec<Place<'f>> =
            filings.iter().enumerate().flat_map(|(at, filing)| places_of(at, filing)).collect();
        let odd: Vec<&Place<'f>> = places.iter().filter(|place| is_odd(place)).collect();
        if odd.is_empty() {
            return;
        }
        let streets = streets(&places);
        odd.into_iter().for_each(|place| tell(place, &streets, cx));
    }

    fn answers_alone(&self) -> bool {
        true
    }
}
fn places_of(filing: usize, of: &Filing) -> Vec<Place<'_>> {
    match &of.body {
        Body::Ownership(form) => {
            let owners = form.owners.iter();
            owners
                .map(|at| Place { filing, state: &at.state, zip: &at.zip, lines: vec![&at.street1, &at.street2] })
                .collect()
        }
        Body::Beneficial(form) => {
            let addresses = form.addresses.iter();
            addresses.map(|at| Place { filing, state: &at.state, zip: &at.zip, lines: Vec::new() }).collect()
        }
    }
}

/// The state's code and the first five digits, when both are written as such.
fn read<'f>(place: &Place<'f>) -> Option<(&'static str, &'f str)> {
    Some((places::us_state(place.state.present()?)?, five_digits(place.zip.present()?)?))
}

/// Whether the code lies in the state. A prefix that is not assigned tells no state.
fn agrees(state: &str, digits: &str) -> Option<bool> {
    Some(places::zip_states(digits)?.iter().any(|there| there.as_ref() == state))
}

fn is_odd(place: &Place<'_>) -> bool {
    read(place).and_then(|(state, digits)| agrees(state, digits)) == Some(false)
}

fn streets<'p, 'f>(places: &'p [Place<'f>]) -> Streets<'p, 'f> {
    let mut streets = Streets::new();
    for place in places {
        let (Some(street), Some((state, digits))) = (street(place), read(place)) else { continue };
        if place.zip.sure().is_none() || agrees(state, digits) != Some(true) {
            continue;
        }
        let seen = streets.entry((street, state)).or_default().entry(digits).or_default();
        if seen.len() < 2 && seen.iter().all(|other| other.filing != place.filing) {
            seen.push(place);
        }
    }
    streets
}

/// The line with a number, folded; who the mail is in care of is no street.
fn street(place: &Place<'_>) -> Option<String> {
    let lines = place.lines.iter().filter_map(|line| Some(fold(line.present()?)));
    lines.into_iter().find(|line| line.contains(|c: char| c.is_ascii_digit()) && !line.starts_with("c o "))
}

fn tell<'f>(place: &Place<'f>, streets: &Streets<'_, 'f>, cx: &mut AcrossCx<'f>) {
    let Some((state, digits)) = read(place) else { return };
    let Some(states) = places::zip_states(digits) else { return };
    let name = |code: &str| places::edgar_place(code).unwrap_or("another state").to_owned();
    let there = states.iter().map(|code| name(code)).collect::<Vec<_>>().join(" or ");
    let here = name(state);
    let draft = cx
        .report(place.filing, place.zip, format!("{digits} is a ZIP code of {there}, not of {here}"))
        .also(place.state, "the state beside it");
    let candidates = candidates(digits, state);
    if let Some((other, zip)) = elsewhere(place, state, &candidates, streets) {
        draft
            .also(other.zip, "the same street in another filing")
            .help(format!("write {zip} if that is meant; it differs in one slip and stands with the same street"));
        return;
    }
    match candidates.as_slice() {
        [only] => {
            draft.help(format!("compare with the address; {only} differs in one slip and lies in {here}"));
        }
        several => {
            // Of many codes that differ in one digit none is likelier; two digits swapped are a known slip.
            let swapped: Vec<&String> = several.iter().filter(|zip| is_swapped(digits, zip)).collect();
            if let [only] = swapped.as_slice() {
                draft.help(format!("compare with the address; {only}, two digits swapped, lies in {here}"));
            }
        }
    }
}

/// The code that another filing gives for the same street, when one slip explains the difference.
fn elsewhere<'p, 'f, 'c>(
    place: &Place<'f>,
    state: &'static str,
    candidates: &'c [String],
    streets: &Streets<'p, 'f>,
) -> Option<(&'p Place<'f>, &'c str)> {
    let codes = streets.get(&(street(place)?, state))?;
    candidates.iter().find_map(|zip| {
        let other = codes.get(zip.as_str())?.iter().find(|other| other.filing != place.filing)?;
        Some((*other, zip.as_str()))
    })
}

/// The ZIP code without its four further digits.
fn five_digits(zip: &str) -> Option<&str> {
    let five = zip.get(..5).filter(|five| five.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = zip.get(5..)?.trim_start_matches('-');
    (rest.is_empty() || rest.len() == 4 && rest.bytes().all(|byte| byte.is_ascii_digit())).then_some(five)
}

/// The codes of the state that differ by one digit, or by two neighbours swapped.
fn candidates(zip: &str, state: &str) -> Vec<String> {
    let digits: Vec<char> = zip.chars().collect();
    let mut found = Vec::new();
    for at in 0..digits.len() {
        let changed = ('0'..='9').map(|digit| {
            let replace = |(place, old): (usize, &char)| if place == at { digit } else { *old };
            digits.iter().enumerate().map(replace).collect::<String>()
        });
        let swapped = || {
            let mut swapped = digits.clone();
            (at + 1 < swapped.len()).then(|| swapped.swap(at, at + 1))?;
            Some(swapped.into_iter().collect::<String>())
        };
        found.extend(changed.chain(swapped()));
    }
    found.retain(|candidate| {
        candidate != zip
            && places::zip_states(candidate).is_some_and(|states| states.iter().any(|s| s.as_ref() == state))
    });
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether one code has the other's digits in another order.
fn is_swapped(zip: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut digits: Vec<char> = text.chars().collect();
        digits.sort_unstable();
        digits
    };
    sorted(zip) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_mends_a_code() {
        assert_eq!(candidates("65131", "CA"), ["95131"]);
        assert!(candidates("02842", "MA").contains(&"02482".to_owned()));
        assert!(is_swapped("02842", "02482") && !is_swapped("02842", "01842"));
    }

    #[test]
    fn only_five_or_nine_digits_are_a_code() {
        for zip in ["65131", "65131-1234", "651311234"] {
            assert_eq!(five_digits(zip), Some("65131"));
        }
        for other in ["6513", "65131-12", "V6B 1A1", "65131x"] {
            assert_eq!(five_digits(other), None, "{other}");
        }
    }
}
