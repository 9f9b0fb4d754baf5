//! See rules/edgar/owner_state_code.toml.

use super::broken::{self, STATE};
use super::is_published;
use crate::fault::{Broken, Fault};
use crate::rules::made::made;
use crate::rules::prelude::*;
use crate::tables::places;
use crate::words::excerpt;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        not_taken(filing, cx);
        let Some(form) = filing.ownership().filter(|_| filing.by_machine) else { return };
        let Some(made) = made(filing) else { return };
        for code in form.owners.iter().flat_map(|owner| [&owner.state_code, &owner.country]) {
            out_of_use(code, made, cx);
        }
    }
}

/// What the schema does not take.
fn not_taken<'f>(filing: &'f Filing, cx: &mut Cx<'f>) {
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

/// What the schema takes and EDGAR's list did not have when the filing was made.
fn out_of_use<'f>(
    field: &'f Field<Box<str>>,
    (spot, date, verb): (&'f Field<NaiveDate>, NaiveDate, &str),
    cx: &mut Cx<'f>,
) {
    let filing = cx.filing;
    let is_at = |fault: &Fault| fault.span == field.span();
    let is_refused =
        broken::each(filing).any(|(fault, _, broken)| matches!(broken, Broken::NotPlace { .. }) && is_at(fault));
    let Some(code) = field.sure().filter(|_| !is_refused) else { return };
    if let Some(gone) = places::retired(code).filter(|gone| gone.until < date) {
        let message = format!(
            "{verb} {}, but `{code}`, EDGAR's code of {}, was in use until {} at the latest",
            words_of_date(date),
            gone.place,
            words_of_date(gone.until)
        );
        let draft = cx.report(field, message);
        draft.also(spot, verb).help("write the code that the place has today");
        // EDGAR's own pages may write one, and what they write is published.
        if is_published(filing) {
            draft.at_most(Severity::Note).edgar(None);
        }
        return;
    }
    let Some(from) = places::introduced(code).filter(|from| date < *from) else { return };
    let place = places::edgar_place(code).unwrap_or("a place");
    let message = format!(
        "{verb} {}, but `{code}`, EDGAR's code of {place}, came into use {}",
        words_of_date(date),
        words_of_date(from)
    );
    let draft = cx.report(field, message);
    draft.at_most(Severity::Note).edgar(None).also(spot, verb).help("check the code and the dates");
}
