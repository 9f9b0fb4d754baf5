//! See rules/ownership/signer_not_owner.toml.

use super::signers::{is_entity, is_entity_word, names_capacity, sign_elsewhere, words};
use crate::rules::prelude::*;
use crate::words::slips_between;

pub(in crate::rules) struct Check;

/// EDGAR takes ten owners and ten signatures. Each is held against each, and of many more nobody makes a form.
const MOST: usize = 100;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let Some(form) = filing.ownership() else { return };
        if form.owners.len() > MOST || filing.signatures.len() > MOST {
            return;
        }
        let names: Vec<&Field<Box<str>>> = form.owners.iter().map(|owner| &owner.name).collect();
        let Some(owners) = names.iter().map(|name| Some(parts(name.sure()?))).collect::<Option<Vec<_>>>() else {
            return;
        };
        // For an entity another always signs: entity-signature-capacity.
        let Some(first) = names.first() else { return };
        if names.iter().any(|name| is_entity(name)) || owners.iter().any(Vec::is_empty) || sign_elsewhere(filing) {
            return;
        }
        for signature in &filing.signatures {
            let Some(signed) = signature.name.sure().filter(|_| signature.title.is_missing()) else { continue };
            let owner = first.present().map_or("", AsRef::as_ref);
            let message = if is_stranger(signed, &owners) {
                format!("`{signed}` signs for {owner} and says not by what right")
            } else if is_for_stranger(signed, &owners) && filing.signatures.len() == 1 && owners.len() == 1 {
                format!("`{signed}` signs for someone else than {owner}")
            } else {
                continue;
            };
            cx.report(&signature.name, message).also(*first, "the reporting person");
        }
    }
}

/// A whole name of a person that has no word of any owner's, also not a mistyped one.
fn is_stranger(signed: &str, owners: &[Vec<String>]) -> bool {
    if names_capacity(signed) || words(signed).iter().any(|word| is_entity_word(word)) {
        return false;
    }
    let signer = parts(signed);
    let is_of_owner = |word: &String| owners.iter().flatten().any(|other| is_same(word, other));
    signer.len() >= 2 && signer.iter().any(|word| word.len() >= 4) && !signer.iter().any(is_of_owner)
}

/// `Piero Rossi, attorney-in-fact for Ruth Hayes`, where Ruth Hayes is no owner.
fn is_for_stranger(signed: &str, owners: &[Vec<String>]) -> bool {
    let signed = words(signed);
    let Some(at) = signed.iter().position(|word| word == "FOR" || word == "BEHALF") else { return false };
    let principal: Vec<String> =
        signed.into_iter().skip(at + 1).filter(|word| word.len() > 1 && word != "OF").collect();
    // `for the reporting person`, `on behalf of himself`: whoever that is.
    const MEANT: [&str; 6] = ["REPORTING", "PERSON", "HIMSELF", "HERSELF", "ITSELF", "OWNER"];
    let is_named = |word: &String| owners.iter().flatten().any(|other| is_same(word, other));
    principal.len() >= 2
        && !principal.iter().any(|word| MEANT.contains(&word.as_str()) || is_named(word) || is_entity_word(word))
}

/// The words of a name, without initials; none where there are figures, as in an address.
fn parts(name: &str) -> Vec<String> {
    if name.chars().any(|c| c.is_ascii_digit()) {
        return Vec::new();
    }
    words(name).into_iter().filter(|word| word.chars().count() > 1).collect()
}

/// Long words may differ by two letters: a slip, or a scan.
fn is_same(one: &str, other: &str) -> bool {
    one == other || (one.len().min(other.len()) >= 5 && slips_between(one, other) <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_signs_for_another_names_the_owner() {
        let owners = [parts("MARLOWE EDITH B.")];
        assert!(is_for_stranger("Piero Rossi, attorney-in-fact for Ruth Hayes", &owners));
        for signed in [
            "Piero Rossi, as attorney-in-fact for Edith Marlow",
            "Piero Rossi, on behalf of the Reporting Person",
            "Piero Rossi, for Alder Trust",
            "Piero Rossi, attorney-in-fact",
        ] {
            assert!(!is_for_stranger(signed, &owners), "{signed}");
        }
    }

    #[test]
    fn a_stranger_has_no_word_of_the_owner() {
        let owners = [parts("MARLOWE EDITH B.")];
        for signed in ["Piero Rossi", "P. R. Rossi Bianchi"] {
            assert!(is_stranger(signed, &owners), "{signed}");
        }
        for signed in ["/s/ E. Marlowe", "Edith Smith-Marlow", "Piero Rossi, attorney-in-fact", "Rossi", "Alder Inc"] {
            assert!(!is_stranger(signed, &owners), "{signed}");
        }
    }
}
