//! See rules/values/html_entity_or_markup_residue.toml.

use super::characters;
use super::flaw::{Flaw, each};
use crate::rules::damage::together;
use crate::rules::prelude::*;
use crate::tables::ownership::SUBMISSION;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        values(cx);
        let text = cx.written(&filing.span);
        let found = characters::residue(text, filing.by_machine || is_html(text) || is_xml(text));
        let Some(shown) = found.first().and_then(|at| text.get(at.clone())) else { return };
        let message = match found.len() {
            1 => format!("`{shown}` stands in the text as such"),
            count => format!("{count} entities of HTML stand in the text as such, as `{shown}`"),
        };
        let places = found.iter().map(|at| (cx.part(&filing.span, at.clone()).witness(), String::new())).collect();
        together(cx, places, message);
    }
}

/// In HTML an entity is as it should be, and one made of it is not.
fn is_html(text: &str) -> bool {
    text.contains("</td>") || text.contains("</TD>")
}

/// The same holds of XML, which begins with its root.
fn is_xml(text: &str) -> bool {
    let root = text.split([' ', '>', '\n', '\t', '\r']).next();
    root.is_some_and(|root| root.starts_with('<') && root.ends_with(SUBMISSION))
}

/// Values that were not read for the marks about them.
fn values(cx: &mut Cx<'_>) {
    let values: Vec<_> = each(cx).into_iter().filter(|(.., flaw)| *flaw == Flaw::Markup).collect();
    let Some((_, written, _)) = values.first() else { return };
    let message = match values.len() {
        1 => format!("a value has marks of a table reader about it, `{written}`"),
        count => format!("{count} values have marks of a table reader about them, as `{written}`"),
    };
    let places = values.iter().map(|(field, ..)| (field.witness(), String::new())).collect();
    together(cx, places, message);
}
