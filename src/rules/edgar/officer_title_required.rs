//! See rules/edgar/officer_title_required.toml.

use super::box_words::{Said, hold};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Owner;

    fn check<'f>(&self, owner: &'f Owner, cx: &mut Cx<'f>) {
        let said = Said {
            marked: &owner.is_officer,
            words: &owner.officer_title,
            a_box: "an officer",
            the_words: "officer's title",
            help: "write the title, or `See Remarks` and the title in the remarks",
        };
        hold(&said, owner, cx);
    }
}
