//! See rules/ownership/nature_vs_owner.toml.

use super::signers::{is_entity, words};
use crate::rules::prelude::*;
use crate::words::fold::company;

pub(in crate::rules) struct Check;

const FAMILY: [&str; 10] =
    ["SPOUSE", "WIFE", "HUSBAND", "SON", "SONS", "DAUGHTER", "DAUGHTERS", "CHILD", "CHILDREN", "GRANDCHILDREN"];

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let [owner] = form.owners.as_slice() else { return };
        let Some(name) = owner.name.sure() else { return };
        let own = company(name);
        for row in form.rows() {
            let Some(nature) = row.nature.sure() else { continue };
            let place = format!("{}, row {}", row.table.name(), row.number);
            let draft = if is_entity(&owner.name) && is_of_family(nature) {
                cx.report(&row.nature, format!("{place}: `{nature}`, but {name} is an entity"))
            } else if held_by(nature) == own {
                cx.report(&row.nature, format!("{place}: held indirectly by {name}, who reports it"))
            } else {
                continue;
            };
            draft.also(&owner.name, "the reporting person");
        }
    }
}

/// `By Spouse`; a trust for the children is none of them.
fn is_of_family(nature: &str) -> bool {
    let words = words(nature);
    words.len() <= 3 && words.iter().any(|word| FAMILY.contains(&word.as_str()))
}

/// The holder that a nature names: `By Alder Holdings, LLC`.
fn held_by(nature: &str) -> String {
    let holder = company(nature);
    let begins = ["held by ", "by ", "through "];
    let holder = begins.iter().find_map(|begin| holder.strip_prefix(begin)).unwrap_or(&holder);
    holder.strip_prefix("the ").unwrap_or(holder).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holder_is_told_from_the_words_around_it() {
        assert_eq!(held_by("By The Alder Holdings, L.L.C."), company("ALDER HOLDINGS LLC"));
        assert!(is_of_family("By Wife"));
        assert!(!is_of_family("By Trust for the benefit of children"));
    }
}
