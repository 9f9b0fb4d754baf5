//! See rules/edgar/nonus_address_coherence.toml.

use super::broken;
use crate::fault::{Broken, Stranger};
use crate::rules::prelude::*;
use crate::tables::places;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Owner;

    fn check<'f>(&self, owner: &'f Owner, cx: &mut Cx<'f>) {
        if !cx.filing.by_machine {
            return;
        }
        described(owner, cx);
        let Some(is_abroad) = owner.non_us_address.sure() else { return };
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

const DESCRIBED_BY_EDGAR: &str = "leave rptOwnerStateDescription out: EDGAR fills it in";

/// The name that EDGAR puts beside a code is that of its place. A name of no known place is not judged.
fn described<'f>(owner: &'f Owner, cx: &mut Cx<'f>) {
    let Some(written) = owner.state_description.sure() else { return };
    let given = [&owner.state_code, &owner.country].into_iter().find_map(|field| Some((field, field.sure()?)));
    let Some((field, code)) = given else { return };
    let Some(place) = places::edgar_place(code) else { return };
    let mut named = places::edgar_codes(written).peekable();
    if named.peek().is_some() && named.all(|other| !other.eq_ignore_ascii_case(code)) {
        let message = format!("`{written}` stands beside `{code}`, EDGAR's code of {place}");
        cx.report(&owner.state_description, message).also(field, place).help(DESCRIBED_BY_EDGAR);
    }
}

/// An element that is very like the one that is missed says what is wrong with it already.
fn is_misspelt(filing: &Filing) -> bool {
    let like = |broken| matches!(broken, Broken::Stranger(Stranger::Like("rptOwnerCountry" | "rptOwnerState")));
    broken::each(filing).any(|(_, _, broken)| like(broken))
}
