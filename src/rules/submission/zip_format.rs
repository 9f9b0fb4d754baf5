//! See rules/submission/zip_format.toml.

use super::places_of;
use crate::rules::prelude::*;
use crate::tables::{confusables, places};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for place in places_of(filing) {
            let (Some(state), Some(zip)) = (place.state.present(), place.zip.present()) else { continue };
            let Some(code) = places::us_state(state) else { continue };
            if is_zip(zip) {
                continue;
            }
            let name = places::edgar_place(code).unwrap_or(code);
            let message = format!("the ZIP code in {name} is `{zip}`, which is no ZIP code");
            let draft = cx.report(place.zip, message);
            draft.also(place.state, "the state");
            if let Some(meant) = meant(zip, code) {
                draft.help(format!("write {meant} if that is meant"));
            }
        }
    }
}

/// Five digits, or nine with a hyphen before the last four, or without.
fn is_zip(zip: &str) -> bool {
    let zip = zip.trim_end_matches([',', '.']);
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    match zip.split_once('-') {
        Some((five, four)) => digits(five.trim_end(), 5) && digits(four.trim_start(), 4),
        None => {
            digits(zip, 5)
                || digits(zip, 9)
                || zip.split_once(' ').is_some_and(|(five, four)| digits(five, 5) && digits(four, 4))
        }
    }
}

/// A code of the state that one known slip makes this of: a zero lost at its beginning, letters for digits.
fn meant(zip: &str, state: &str) -> Option<String> {
    let confused = confusables::as_digits(zip).filter(|meant| is_zip(meant));
    let meant = confused.or_else(|| Some(format!("0{zip}")).filter(|meant| is_zip(meant)))?;
    places::zip_states(&meant)?.iter().any(|there| there.as_ref() == state).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_as_the_post_writes_them() {
        for zip in ["78701", "78701-1234", "787011234", "78701 1234"] {
            assert!(is_zip(zip), "{zip}");
        }
        for other in ["7870", "787011", "787O1", "US 11747", "Mountain V", "78701-12"] {
            assert!(!is_zip(other), "{other}");
        }
        assert_eq!(meant("2842", "RI").as_deref(), Some("02842"));
        assert_eq!(meant("787O1", "TX").as_deref(), Some("78701"));
        assert_eq!(meant("2842", "TX"), None);
    }
}
