//! See rules/values/control_characters.toml.

use super::characters;
use crate::rules::damage::together;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let text = cx.written(&filing.span);
        let found = characters::unseen(text);
        let Some(first) = found.first().and_then(|at| text.get(at.clone())?.chars().next()) else { return };
        let shown = format!("U+{:04X}", u32::from(first));
        let message = match found.len() {
            1 => format!("a character without a shape, {shown}, stands in the text"),
            count => format!("{count} characters without a shape stand in the text, as {shown}"),
        };
        let places = found.iter().map(|at| (cx.part(&filing.span, at.clone()).witness(), String::new())).collect();
        together(cx, places, message);
    }
}
