//! See rules/values/personal_data_leak.toml.

use super::characters;
use crate::rules::damage::together;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let found = characters::personal_numbers(cx.written(&filing.span));
        // The number itself is not repeated.
        let message = match found.len() {
            0 => return,
            1 => "a number in the form of a Social Security number stands in the text".to_owned(),
            count => format!("{count} numbers in the form of Social Security numbers stand in the text"),
        };
        let places = found.iter().map(|at| (cx.part(&filing.span, at.clone()).witness(), String::new())).collect();
        together(cx, places, message);
    }
}
