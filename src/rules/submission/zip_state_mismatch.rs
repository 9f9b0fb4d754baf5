//! See rules/submission/zip_state_mismatch.toml.

use crate::rules::prelude::*;
use crate::tables::places;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        match &filing.body {
            Body::Ownership(form) => {
                form.owners.iter().for_each(|owner| compare(&owner.state, &owner.zip, cx));
            }
            Body::Beneficial(form) => {
                form.addresses.iter().for_each(|address| compare(&address.state, &address.zip, cx));
            }
        }
    }
}

fn compare(state: &Field<Box<str>>, zip: &Field<Box<str>>, cx: &mut Cx<'_>) {
    let (Some(written_state), Some(written_zip)) = (state.present(), zip.present()) else { return };
    let Some(state_code) = places::us_state(written_state) else { return };
    let Some(digits) = five_digits(written_zip) else { return };
    // A prefix that is not assigned tells no state.
    let Some(states) = places::zip_states(digits) else { return };
    if states.iter().any(|state| state.as_ref() == state_code) {
        return;
    }
    let name = |code: &str| places::edgar_place(code).unwrap_or("another state").to_owned();
    let there = states.iter().map(|code| name(code)).collect::<Vec<_>>().join(" or ");
    let here = name(state_code);
    let draft =
        cx.report(zip, format!("{digits} is a ZIP code of {there}, not of {here}")).also(state, "the state beside it");
    match candidates(digits, state_code).as_slice() {
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
