//! See rules/edgar/nonus_address_coherence.toml.

use super::broken;
use crate::fault::{Broken, Stranger};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Owner;

    fn check<'f>(&self, owner: &'f Owner, cx: &mut Cx<'f>) {
        let Some(is_abroad) = owner.non_us_address.sure().filter(|_| cx.filing.by_machine) else { return };
        let (asked, place, other, what) = if *is_abroad {
            (&owner.country, "country", &owner.state_code, "a state of the United States")
        } else {
            (&owner.state_code, "state", &owner.country, "a country")
        };
        let said = if *is_abroad { "abroad" } else { "in the United States" };
        if asked.is_missing() && !is_misspelt(cx.filing) {
            cx.report(asked, format!("the address is {said}, and its {place} is not given"))
                .also(&owner.non_us_address, said)
                .help(format!("give the {place}"));
        }
        if let Some(written) = other.sure() {
            cx.report(other, format!("the address is {said}, and `{written}` stands in the place of {what}"))
                .also(&owner.non_us_address, said);
        }
    }
}

/// An element that is very like the one that is missed says what is wrong with it already.
fn is_misspelt(filing: &Filing) -> bool {
    let like = |broken| matches!(broken, Broken::Stranger(Stranger::Like("rptOwnerCountry" | "rptOwnerState")));
    broken::each(filing).any(|(_, _, broken)| like(broken))
}
