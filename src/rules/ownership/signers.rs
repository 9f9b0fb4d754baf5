//! Who signs: names of persons and of entities, and the capacity of those who sign for others.

use crate::filing::{Field, Filing};
use crate::words::slips_between;

/// Words that make a name that of an entity. None counts as the first word: persons stand surname first.
const ENTITIES: [&str; 33] = [
    "INC",
    "CORP",
    "CORPORATION",
    "COMPANY",
    "LLC",
    "LLP",
    "LP",
    "LTD",
    "LIMITED",
    "PLC",
    "NV",
    "BV",
    "AG",
    "GMBH",
    "SA",
    "SE",
    "AB",
    "ASA",
    "SPA",
    "TRUST",
    "FUND",
    "FUNDS",
    "FOUNDATION",
    "PARTNERS",
    "PARTNERSHIP",
    "HOLDINGS",
    "HOLDING",
    "CAPITAL",
    "MANAGEMENT",
    "INVESTMENTS",
    "VENTURES",
    "ASSOCIATES",
    "ADVISORS",
];

/// Words that name a title or a capacity, or the one on whose behalf another signs.
const CAPACITIES: [&str; 36] = [
    "BY",
    "BEHALF",
    "FOR",
    "PRESIDENT",
    "VP",
    "SVP",
    "EVP",
    "CHIEF",
    "CEO",
    "CFO",
    "COO",
    "OFFICER",
    "DIRECTOR",
    "TREASURER",
    "SECRETARY",
    "MANAGER",
    "MANAGING",
    "MEMBER",
    "PARTNER",
    "TRUSTEE",
    "ATTORNEY",
    "COUNSEL",
    "AGENT",
    "AUTHORIZED",
    "SIGNATORY",
    "CHAIRMAN",
    "CHAIR",
    "PRINCIPAL",
    "CONTROLLER",
    "ADMINISTRATOR",
    "EXECUTOR",
    "GENERAL",
    "POA",
    "FACT",
    "AIF",
    "CONFIRMING",
];

/// Whether a name is that of an entity.
pub(super) fn is_entity(name: &Field<Box<str>>) -> bool {
    name.present().is_some_and(|name| words(name).iter().skip(1).any(|word| is_entity_word(word)))
}

pub(super) fn is_entity_word(word: &str) -> bool {
    ENTITIES.contains(&word)
}

/// Whether a signature tells a title, a capacity or the one for whom it stands, also where a letter or two of a long
/// word are mistyped.
pub(super) fn names_capacity(signature: &str) -> bool {
    // Each slip makes a word longer or shorter by a letter at most.
    let may_be = |word: &str, capacity: &str| capacity.len() >= 7 && word.len().abs_diff(capacity.len()) <= 2;
    let is_capacity =
        |word: &str, capacity: &str| word == capacity || (may_be(word, capacity) && slips_between(word, capacity) <= 2);
    words(signature).iter().any(|word| CAPACITIES.iter().any(|capacity| is_capacity(word, capacity)))
}

/// Whether the signatures stand in another document, so that what they say is not known.
pub(super) fn sign_elsewhere(filing: &Filing) -> bool {
    let mut signed = filing.signatures.iter().filter_map(|signature| signature.name.present());
    signed.any(|signed| words(signed).iter().any(|word| matches!(word.as_str(), "SEE" | "EXHIBIT" | "ATTACHED")))
}

/// The words of a name in capitals; `N.V.` is `NV`, `O'Neil` is `ONEIL`.
pub(super) fn words(name: &str) -> Vec<String> {
    let plain = name.to_uppercase().replace(['.', '\'', '’'], "");
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::Certainty;

    #[test]
    fn entities_and_persons() {
        let name = |text: &str| Field::new(Box::<str>::from(text), Default::default(), Certainty::Written);
        for entity in ["ALDER HOLDINGS NV", "Alder Partners, L.P.", "The Rossi Family Trust"] {
            assert!(is_entity(&name(entity)), "{entity}");
        }
        for person in ["ROSSI PIERO", "Sa Maria", "NG A B", "PARTNERS"] {
            assert!(!is_entity(&name(person)), "{person}");
        }
    }

    #[test]
    fn a_capacity_is_known_also_when_mistyped() {
        for signed in ["Ann Rossi, Attorney-in-Fact", "By: Ann Rossi", "Ann Rossi, Antorney in fcat"] {
            assert!(names_capacity(signed), "{signed}");
        }
        for signed in ["Ann Rossi", "Carol Marsden"] {
            assert!(!names_capacity(signed), "{signed}");
        }
    }
}
