//! See rules/edgar/owner_state_code.toml.

use super::broken::{self, STATE};
use crate::fault::Broken;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;
use crate::tables::places;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let Broken::NotPlace { of } = broken else { continue };
            if element != STATE {
                continue;
            }
            let written = excerpt(cx.written(&fault.span));
            let code = places::us_state(&written);
            let abroad = places::edgar_place(&written).filter(|_| code.is_none());
            let message = match abroad {
                Some(place) => format!("the state is `{written}`, EDGAR's code of {place}, and must be that of a {of}"),
                None => format!("the state is `{written}`, which is no code that EDGAR has for a {of}"),
            };
            let draft = cx.report(&fault.span, message);
            match code {
                Some(code) => draft.help(format!("write {code}")),
                None if abroad.is_some() => draft.help("give the code as rptOwnerCountry"),
                None => draft,
            };
        }
    }
}
