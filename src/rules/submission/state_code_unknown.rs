//! See rules/submission/state_code_unknown.toml.

use super::places_of;
use crate::rules::prelude::*;
use crate::tables::places;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for place in places_of(filing) {
            let Some(state) = place.state.present().filter(|state| state.chars().count() == 2) else { continue };
            let is_known = places::us_state(state).is_some()
                || places::edgar_place(state).is_some()
                || places::retired(state).is_some();
            if is_known {
                continue;
            }
            let draft = cx.report(place.state, format!("{state} is the code of no state and no country"));
            let five = place
                .zip
                .present()
                .and_then(|zip| zip.get(..5))
                .filter(|five| five.bytes().all(|b| b.is_ascii_digit()));
            if let Some([only]) = five.and_then(places::zip_states) {
                draft.also(place.zip, format!("a ZIP code of {only}")).help(format!("write {only} if that is meant"));
            }
        }
    }
}
