//! A box of the relationship and the words that must stand with it.

use crate::rules::prelude::*;

pub(super) struct Said<'f> {
    pub marked: &'f Field<bool>,
    pub words: &'f Field<Box<str>>,
    /// What the box makes of the person: `an officer`.
    pub a_box: &'static str,
    /// What the words are: `officer's title`.
    pub the_words: &'static str,
    /// What to do where they are missing.
    pub help: &'static str,
}

/// A marked box has its words, and words have their box.
pub(super) fn hold<'f>(said: &Said<'f>, owner: &'f Owner, cx: &mut Cx<'f>) {
    let Said { marked, words, a_box, the_words, help } = said;
    let who = owner.name.present().map_or("the reporting person", AsRef::as_ref);
    // On a page that was laid out by people both may have been lost on the way.
    if !cx.filing.by_machine {
        return;
    }
    if marked.sure() == Some(&true) && words.is_missing() {
        cx.report(*words, format!("{who} is marked as {a_box}, and there is no {the_words}"))
            .also(*marked, "marked")
            .help(*help);
        return;
    }
    let Some(written) = words.sure() else { return };
    // A box that is left out is not marked.
    if marked.sure() == Some(&false) || marked.is_missing() {
        let draft = cx.report(*words, format!("the {the_words} is `{written}`, and {who} is not marked as {a_box}"));
        if !marked.is_missing() {
            draft.also(*marked, "not marked");
        }
        draft.at_most(Severity::Warning).help(format!("mark {who} as {a_box}, or take the words away"));
    }
}
