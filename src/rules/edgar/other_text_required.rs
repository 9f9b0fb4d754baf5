//! See rules/edgar/other_text_required.toml.

use super::box_words::{Said, hold};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Owner;

    fn check<'f>(&self, owner: &'f Owner, cx: &mut Cx<'f>) {
        let said = Said {
            marked: &owner.is_other,
            words: &owner.other_text,
            a_box: "`Other`",
            the_words: "text for `Other`",
            help: "say in up to thirty characters what the relationship is",
        };
        hold(&said, owner, cx);
    }
}
