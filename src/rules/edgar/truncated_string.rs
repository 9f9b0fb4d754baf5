//! See rules/edgar/truncated_string.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let Some(form) = filing.ownership().filter(|_| filing.fidelity == Fidelity::Native) else { return };
        for owner in &form.owners {
            let others = [&owner.city, &owner.street1, &owner.street2];
            if let Some(whole) = others.into_iter().find(|other| is_cut_from(cx, "zip", &owner.zip, other)) {
                let (zip, whole_words) = (cx.written(&owner.zip), cx.written(whole));
                let message = format!("the postal code `{zip}` is the beginning of `{whole_words}`");
                cx.report(&owner.zip, message).also(whole, "the whole");
            }
            for (name, title) in [("officer-title", &owner.officer_title), ("other-text", &owner.other_text)] {
                if is_cut_from(cx, name, title, &form.remarks) {
                    let message = format!("the title `{}` is the beginning of the remarks", cx.written(title));
                    cx.report(title, message).at_most(Severity::Note).also(&form.remarks, "the whole");
                }
            }
        }
    }
}

/// Whether a value fills its element and goes on, within a word, in another one.
fn is_cut_from(cx: &Cx<'_>, limit: &str, value: &Field<Box<str>>, whole: &Field<Box<str>>) -> bool {
    let Some(limit) = cx.whole(limit, None).and_then(|limit| usize::try_from(limit).ok()) else { return false };
    let (Some(value), Some(whole)) = (value.sure(), whole.sure()) else { return false };
    let goes_on = || whole.strip_prefix(&**value)?.chars().next();
    value.chars().count() == limit && goes_on().is_some_and(char::is_alphanumeric)
}
