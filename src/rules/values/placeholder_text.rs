//! See rules/values/placeholder_text.toml.

use super::flaw::{Flaw, each};
use crate::rules::prelude::*;
use crate::words::excerpt;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (field, written, _) in each(cx).into_iter().filter(|(.., flaw)| *flaw == Flaw::Placeholder) {
            let message = format!("{} is `{}`, and no value", cx.name_of(field), excerpt(written));
            cx.report(&field, message);
        }
        // A rule to sign on is no placeholder, and a trading symbol may be any letters.
        let signed = filing.signatures.iter().map(|one| &one.name as &dyn AnyField);
        let others: Vec<&dyn AnyField> = signed.chain([&filing.issuer.symbol as &dyn AnyField]).collect();
        let mut found: Vec<(&'f dyn AnyField, String)> = Vec::new();
        filing.fields(&mut |field| {
            let Some(mark) = field.words().and_then(placeholder) else { return };
            if !others.iter().any(|own| std::ptr::addr_eq(*own, field)) {
                found.push((field, mark));
            }
        });
        for (field, mark) in found {
            let message = format!("{} has `{mark}`, which keeps the place of something", cx.name_of(field));
            cx.report(&field, message);
        }
    }
}

/// What in a text keeps the place of something: `[●]`, `[TBD]`, `$[__]`, `XXX`, or the whole of it is `TBD`.
fn placeholder(text: &str) -> Option<String> {
    if matches!(text, "TBD" | "TBA" | "TODO" | "tbd" | "tba") {
        return Some(text.to_owned());
    }
    let bracketed = || {
        text.split('[').skip(1).find_map(|rest| {
            let inner = rest.split_once(']')?.0;
            let is_kept = inner.chars().all(|c| matches!(c, '●' | '•' | '_' | '*' | ' ' | '\u{a0}'))
                && inner.contains(['●', '•', '_']);
            (is_kept || matches!(inner.trim(), "TBD" | "TBA" | "DATE" | "NAME" | "NUMBER" | "insert" | "INSERT"))
                .then(|| format!("[{inner}]"))
        })
    };
    let crossed = || {
        let is_run = |word: &&str| word.len() >= 3 && word.bytes().all(|byte| byte == b'X');
        text.split(|c: char| !c.is_alphanumeric()).find(is_run).map(str::to_owned)
    };
    let latin = || {
        let at = text.to_ascii_lowercase().find("lorem ipsum")?;
        text.get(at..at + "lorem ipsum".len()).map(str::to_owned)
    };
    // Most texts have none of these.
    let is_odd = text.contains("XXX") || text.contains('[') || text.contains("orem") || text.contains("OREM");
    is_odd.then(|| bracketed().or_else(crossed).or_else(latin)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_no_text_of_its_own() {
        for (text, mark) in [
            ("TBD", "TBD"),
            ("sold at $[●] per share", "[●]"),
            ("granted on [DATE]", "[DATE]"),
            ("held by XXX Partners", "XXX"),
            ("Lorem ipsum dolor", "Lorem ipsum"),
            ("at $[___]", "[___]"),
        ] {
            assert_eq!(placeholder(text).as_deref(), Some(mark), "{text}");
        }
        for text in ["None", "N/A", "[X] Director", "Class [A]", "XX Fund", "[ ]", "Rule [16b-3]", "Super Bowl XXXIV"] {
            assert_eq!(placeholder(text), None, "{text}");
        }
    }
}
