//! See rules/submission/address_incomplete.toml.

use crate::rules::prelude::*;
use crate::tables::places;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Owner;

    fn check<'f>(&self, owner: &'f Owner, cx: &mut Cx<'f>) {
        let Some(state) = owner.state.sure() else { return };
        let Some(code) = places::us_state(state).filter(|code| places::is_one_of_the_fifty(code)) else { return };
        // Without a city this is no address line, and the state may be a word of something else.
        if owner.city.present().is_none() || !owner.zip.is_missing() {
            return;
        }
        let name = places::edgar_place(code).unwrap_or(code);
        cx.report(&owner.zip, format!("the address in {name} has no ZIP code")).also(&owner.state, "the state");
    }
}
