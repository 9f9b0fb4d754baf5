//! See rules/ownership/entity_signature_capacity.toml.

use super::signers::{is_entity, is_entity_word, names_capacity, sign_elsewhere, words};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let Some(form) = filing.ownership() else { return };
        let Some(name) = form.owners.iter().map(|owner| &owner.name).find(|name| is_entity(name)) else { return };
        let signed = || filing.signatures.iter().filter_map(|signature| signature.name.present());
        let Some(signature) = filing.signatures.iter().find(|signature| signature.name.present().is_some()) else {
            return;
        };
        if filing.signatures.iter().any(|signature| signature.title.present().is_some()) {
            return;
        }
        if sign_elsewhere(filing) {
            return;
        }
        // An entity may stand in the signature itself: `Alder Holdings NV, by …`.
        if signed().any(|signed| names_capacity(signed) || words(signed).iter().any(|word| is_entity_word(word))) {
            return;
        }
        let (Some(entity), Some(person)) = (name.present(), signature.name.present()) else { return };
        cx.report(&signature.name, format!("{entity} is an entity, and the signature `{person}` gives no capacity"))
            .also(name, "the reporting person");
    }
}
