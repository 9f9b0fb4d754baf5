//! See rules/ownership/joint_filer_coverage.toml.

use std::collections::HashSet;

use super::signers::{is_entity, is_entity_word, names_capacity, sign_elsewhere, words};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let Some(form) = filing.ownership() else { return };
        if form.owners.len() < 2 || filing.signatures.len() >= form.owners.len() || sign_elsewhere(filing) {
            return;
        }
        let signatures = || filing.signatures.iter();
        let Some(signed) = signatures().map(|signature| signature.name.sure()).collect::<Option<Vec<_>>>() else {
            return;
        };
        let Some(first) = filing.signatures.first() else { return };
        let is_for_others =
            |signed: &str| names_capacity(signed) || words(signed).iter().any(|word| is_entity_word(word));
        if signatures().any(|signature| !signature.title.is_missing())
            || signed.iter().any(|signed| is_for_others(signed))
        {
            return;
        }
        let signers: HashSet<String> = signed.iter().flat_map(|signed| words(signed)).collect();
        let is_missing = |name: &str| !words(name).iter().any(|word| word.len() > 1 && signers.contains(word));
        for owner in form.owners.iter().filter(|owner| !is_entity(&owner.name)) {
            let Some(name) = owner.name.sure().filter(|name| is_missing(name)) else { continue };
            cx.report(&owner.name, format!("{name} reports here, and no signature is {name}'s"))
                .also(&first.name, "signed by");
        }
    }
}
