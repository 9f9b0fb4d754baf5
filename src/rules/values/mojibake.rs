//! See rules/values/mojibake.toml.

use super::characters;
use crate::rules::damage::together;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let text = cx.written(&filing.span);
        let found = characters::mojibake(text);
        let Some((first, meant)) = found.first() else { return };
        let shown = text.get(first.clone()).unwrap_or("");
        let message = match found.len() {
            1 => format!("`{shown}` stands for `{meant}`"),
            count => format!("{count} characters were decoded twice, as `{shown}` for `{meant}`"),
        };
        let places =
            found.iter().map(|(at, meant)| (cx.part(&filing.span, at.clone()).witness(), format!("`{meant}`")));
        let places = places.collect();
        together(cx, places, message);
    }
}
