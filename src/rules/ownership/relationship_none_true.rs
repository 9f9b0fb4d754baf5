//! See rules/ownership/relationship_none_true.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Owner;

    fn check<'f>(&self, owner: &'f Owner, cx: &mut Cx<'f>) {
        let boxes = [&owner.is_director, &owner.is_officer, &owner.is_ten_percent_owner, &owner.is_other];
        if !boxes.iter().all(|field| field.present() == Some(&false)) {
            return;
        }
        let who = owner.name.present().map_or("the reporting person", AsRef::as_ref);
        let [first, others @ ..] = boxes;
        let draft = cx.report(first, format!("no box says what {who} is to the issuer")).saying("not marked");
        for field in others {
            draft.also(field, "not marked");
        }
    }
}
