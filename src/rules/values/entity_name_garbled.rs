//! See rules/values/entity_name_garbled.toml.

use crate::rules::prelude::*;
use crate::rules::slip::of_text;
use crate::words::fold;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        for owner in &form.owners {
            if let Some(word) = owner.name.present().and_then(|name| mixed(name)) {
                let message =
                    format!("the name of the reporting person has `{word}`, with another kind of letter in it");
                cx.report(&owner.name, message);
            }
        }
        let ([owner], [signature]) = (form.owners.as_slice(), filing.signatures.as_slice()) else { return };
        let (Some(name), Some(signed)) = (owner.name.sure(), signature.name.sure()) else { return };
        let Some((own, other)) = slip(name, signed) else { return };
        let message = format!("the reporting person is {name}, and `{other}` stands for `{own}` in the signature");
        cx.report(&owner.name, message).also(&signature.name, "signed so");
    }
}

/// A word that is in capitals but for an `l`, or has a digit among its letters.
fn mixed(name: &str) -> Option<&str> {
    name.split(|c: char| !c.is_alphanumeric()).find(|word| {
        let count = |is: fn(&char) -> bool| word.chars().filter(is).count();
        let (capitals, digits) = (count(char::is_ascii_uppercase), count(char::is_ascii_digit));
        let small = word.chars().filter(|c| c.is_lowercase()).count();
        let within = word.get(1..word.len().saturating_sub(1)).unwrap_or("");
        let has_l = capitals >= 4 && small == 1 && within.contains('l');
        let has_digit = digits == 1 && capitals + small >= 4 && within.contains(|c: char| c.is_ascii_digit());
        has_l || has_digit
    })
}

/// The one long word of a name that the signature spells a letter differently, and how.
fn slip(name: &str, signed: &str) -> Option<(String, String)> {
    let words = |text: &str| fold::person(text).split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (own, others) = (words(name), words(signed));
    let left = |words: &[String], others: &[String]| {
        let left = words.iter().filter(|word| word.len() > 2 && !others.contains(word));
        left.cloned().collect::<Vec<_>>()
    };
    let (mine, theirs) = (left(&own, &others), left(&others, &own));
    let shares = own.iter().any(|word| word.len() > 2 && others.contains(word));
    let ([mine], [theirs]) = (mine.as_slice(), theirs.as_slice()) else { return None };
    let is_slip = mine.len().min(theirs.len()) >= 5 && of_text(mine, theirs).is_some();
    (shares && is_slip).then(|| (mine.clone(), theirs.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_letters_of_one_kind() {
        assert_eq!(mixed("PETERS CHRlSTOPHER"), Some("CHRlSTOPHER"));
        assert_eq!(mixed("R0BERTS ANN"), Some("R0BERTS"));
        for name in ["8X8 INC", "McDONALD ANN", "LPL FUND 2 LP", "Abel MARLOWE", "3M CO", "A10 NETWORKS"] {
            assert_eq!(mixed(name), None, "{name}");
        }
    }

    #[test]
    fn one_long_word_is_spelled_in_two_ways() {
        assert_eq!(slip("MARLOWE EDITH", "Edith Marlowa"), Some(("marlowe".to_owned(), "marlowa".to_owned())));
        for signed in ["Edith Marlowe", "Edith J. Marlowe", "Samuel Okafor", "Edith Marlow-Jones", "E. Marlowa"] {
            assert_eq!(slip("MARLOWE EDITH", signed), None, "{signed}");
        }
    }
}
