//! See rules/submission/header_body_identity.toml.

use crate::rules::prelude::*;
use crate::words::fold;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let Some(submission) = &filing.submission else { return };
        if let Some(party) = submission.parties.iter().find(|party| party.is_issuer) {
            ciks(&filing.issuer.cik, party, "issuer", cx);
            names(&filing.issuer.name, party, "issuer", cx);
        }
        let owners = filing.ownership().map_or(&[][..], |form| &form.owners);
        let filers: Vec<&Party> = submission.parties.iter().filter(|party| !party.is_issuer).collect();
        for owner in owners {
            match filer_of(owner, &filers, owners) {
                Some(filer) => {
                    ciks(&owner.cik, filer, "reporting person", cx);
                    names(&owner.name, filer, "reporting person", cx);
                }
                None => continue,
            }
        }
    }
}

/// The filer of the header that an owner is: of his CIK, or else the one that is nobody's, where it is one.
fn filer_of<'f>(owner: &Owner, filers: &[&'f Party], owners: &[Owner]) -> Option<&'f Party> {
    let has = |owner: &Owner, filer: &Party| match (owner.cik.sure(), filer.cik.sure()) {
        (Some(one), Some(other)) => bare(one) == bare(other),
        _ => false,
    };
    let own = filers.iter().find(|filer| has(owner, filer));
    own.copied().or_else(|| {
        let mut left = filers.iter().filter(|filer| !owners.iter().any(|owner| has(owner, filer)));
        let only = left.next()?;
        left.next().is_none().then_some(*only)
    })
}

fn ciks<'f>(cik: &'f Field<Box<str>>, party: &'f Party, what: &str, cx: &mut Cx<'f>) {
    let (Some(own), Some(other)) = (cik.sure(), party.cik.sure()) else { return };
    if bare(own) == bare(other) {
        return;
    }
    let message = format!("the CIK of the {what} is {own}, the header has {other}");
    cx.report(cik, message).also(&party.cik, "the header");
}

/// One name, spelled in two ways, is one; what differs by a slip, or in every word, is not.
fn names<'f>(name: &'f Field<Box<str>>, party: &'f Party, what: &str, cx: &mut Cx<'f>) {
    let (Some(own), Some(other)) = (name.sure(), party.name.sure()) else { return };
    let is_former = party.former_names.iter().any(|former| is_same(own, former));
    if is_former || !are_two(own, other) {
        return;
    }
    let message = format!("the {what} is {own}, and {other} in the header");
    cx.report(name, message).also(&party.name, "the header").at_most(Severity::Warning);
}

/// Whether two names are spellings of one.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (fold::person(one), fold::person(other));
    one == other || fold::letters(&one) == fold::letters(&other)
}

/// Whether two names cannot be spellings of one.
fn are_two(one: &str, other: &str) -> bool {
    if is_same(one, other) {
        return false;
    }
    let (one, other) = (fold::person(one), fold::person(other));
    let tells = |word: &&str| !KINDS.contains(word);
    let shares = one.split(' ').filter(tells).any(|word| other.split(' ').any(|other| other == word));
    !shares || is_slip(&one, &other)
}

/// What kind of company it is, which tells none from another.
const KINDS: [&str; 16] = [
    "inc", "corp", "co", "ltd", "llc", "lp", "llp", "plc", "nv", "sa", "ag", "trust", "fund", "group", "holdings", "of",
];

/// Whether one letter or two part names that are long enough for it to be no other name.
fn is_slip(one: &str, other: &str) -> bool {
    one.len().min(other.len()) >= 8
        && one.split(' ').count() == other.split(' ').count()
        && strsim::osa_distance(one, other) <= 2
}

/// Without leading zeros.
fn bare(cik: &str) -> &str {
    cik.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_are_told_from_two_spellings() {
        for (one, other) in [
            ("8X8 INC /DE/", "8x8, Inc."),
            ("ROE JANE", "Jane Roe"),
            ("ALDER SYSTEMS", "Alder Systems Inc"),
            ("MC DONALD ANN", "McDonald Ann"),
        ] {
            assert!(!are_two(one, other), "{one}, {other}");
        }
        for (one, other) in [("ALDER SYSTEMS INC", "ALDER SYSTENS INC"), ("ROE JANE", "MARLOWE EDITH")] {
            assert!(are_two(one, other), "{one}, {other}");
        }
    }
}
