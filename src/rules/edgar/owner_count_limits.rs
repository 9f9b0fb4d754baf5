//! See rules/edgar/owner_count_limits.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some(most) = cx.whole("most", None).and_then(|most| usize::try_from(most).ok()) else { return };
        if !filing.by_machine {
            return;
        }
        let owners = form.owners.len();
        if let Some(owner) = form.owners.get(most) {
            cx.report(&owner.cik, format!("{owners} reporting owners, but EDGAR takes {most}"));
        }
        let signatures = filing.signatures.len();
        if let Some(signature) = filing.signatures.get(most) {
            cx.report(&signature.name, format!("{signatures} signatures, but EDGAR takes {most}"));
        }
    }
}
