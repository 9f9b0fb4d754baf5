//! See rules/ownership/amendment_explains_itself.toml.

use super::notes::mentions;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

/// The beginnings of words by which amendments tell what they are for.
const WORDS: [&str; 16] = [
    "amend",
    "correct",
    "restat",
    "inadvertent",
    "omit",
    "omission",
    "clarif",
    "to add",
    "added",
    "revis",
    "error",
    "original",
    "supersed",
    "replac",
    "previously reported",
    "adjusted to reflect",
];

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let Some(form) = filing.ownership() else { return };
        // A rendering that shows no explanations may have lost them.
        let may_be_lost = filing.is_rendered() && form.footnotes.is_empty() && form.remarks.is_missing();
        if may_be_lost || !filing.form.sure().is_some_and(|form| form.amendment) || mentions(form, &WORDS) {
            return;
        }
        cx.report(&filing.form, "an amendment, and no explanation says what it amends");
    }
}
