//! See rules/ownership/entity_signature_capacity.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

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
const CAPACITIES: [&str; 33] = [
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
];

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
        // Where the signatures stand elsewhere, what they say is not known.
        if signed()
            .any(|signed| words(signed).iter().any(|word| matches!(word.as_str(), "SEE" | "EXHIBIT" | "ATTACHED")))
        {
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

fn is_entity(name: &Field<Box<str>>) -> bool {
    name.present().is_some_and(|name| words(name).iter().skip(1).any(|word| is_entity_word(word)))
}

fn is_entity_word(word: &str) -> bool {
    ENTITIES.contains(&word)
}

fn names_capacity(signature: &str) -> bool {
    words(signature).iter().any(|word| CAPACITIES.contains(&word.as_str()))
}

/// The words of a name in capitals; `N.V.` is `NV`.
fn words(name: &str) -> Vec<String> {
    let plain = name.to_uppercase().replace('.', "");
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_and_persons() {
        let name = |text: &str| Field::new(Box::<str>::from(text), Default::default(), Certainty::Written);
        for entity in ["ALDER HOLDINGS NV", "Alder Partners, L.P.", "The Rossi Family Trust"] {
            assert!(is_entity(&name(entity)), "{entity}");
        }
        for person in ["ROSSI PIERO", "Sa Maria", "NG A B", "PARTNERS"] {
            assert!(!is_entity(&name(person)), "{person}");
        }
        assert!(names_capacity("Ann Rossi, Attorney-in-Fact"));
        assert!(names_capacity("By: Ann Rossi"));
        assert!(!names_capacity("Ann Rossi"));
    }
}
