//! See rules/ownership/relationship_none_true.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Owner;

    fn check<'f>(&self, owner: &'f Owner, cx: &mut Cx<'f>) {
        let boxes = [&owner.is_director, &owner.is_officer, &owner.is_ten_percent_owner, &owner.is_other];
        // A box that is left out is not marked where none can be lost on the way.
        let by_machine = cx.filing.by_machine;
        let is_empty = |field: &Field<bool>| field.present() == Some(&false) || (by_machine && field.is_missing());
        if !boxes.iter().all(|field| is_empty(field)) || has_no_boxes(owner) {
            return;
        }
        let who = owner.name.present().map_or("the reporting person", AsRef::as_ref);
        let message = format!("no box says what {who} is to the issuer");
        let mut shown = boxes.into_iter().filter(|field| !field.is_missing());
        let Some(first) = shown.next() else {
            cx.report(&owner.is_director, message);
            return;
        };
        let draft = cx.report(first, message).saying("not marked");
        for field in shown {
            draft.also(field, "not marked");
        }
    }
}

/// The group of the boxes is left out whole when what should hold them is the person: missing-mandatory-element.
fn has_no_boxes(owner: &Owner) -> bool {
    owner.is_director.is_missing() && owner.is_director.span.start == owner.span.start
}
