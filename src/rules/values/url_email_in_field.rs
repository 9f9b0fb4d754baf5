//! See rules/values/url_email_in_field.toml.

use memchr::memmem;

use crate::rules::prelude::*;
use crate::words::excerpt;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        // Explanations and remarks are prose.
        let prose = filing.ownership().into_iter().flat_map(|form| {
            let notes = form.footnotes.iter().map(|note| &note.text as &dyn AnyField);
            notes.chain(std::iter::once(&form.remarks as &dyn AnyField))
        });
        let prose: Vec<&dyn AnyField> = prose.collect();
        let mut found: Vec<(&'f dyn AnyField, &'f str)> = Vec::new();
        filing.fields(&mut |field| {
            let Some(link) = field.words().and_then(link) else { return };
            if !prose.iter().any(|own| std::ptr::addr_eq(*own, field)) {
                found.push((field, link));
            }
        });
        for (field, link) in found {
            let message = format!("{} has `{}`", cx.name_of(field), excerpt(link));
            cx.report(&field, message);
        }
    }
}

/// A web address or an address of e-mail in a text.
fn link(text: &str) -> Option<&str> {
    let stands = |what: &str| memmem::find(text.as_bytes(), what.as_bytes()).is_some();
    if !stands("@") && !stands("://") && !["www.", "WWW.", "Www."].into_iter().any(stands) {
        return None;
    }
    text.split([' ', ',', ';', '<', '>', '(', ')']).find(|word| {
        let lower = word.to_ascii_lowercase();
        let is_mail = || lower.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.'));
        lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.") || is_mail()
    })
}
