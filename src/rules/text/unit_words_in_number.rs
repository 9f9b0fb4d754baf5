//! See rules/text/unit_words_in_number.toml.

use crate::rules::damage::together;
use crate::rules::prelude::*;
use crate::words::excerpt;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, form: &'f Beneficial, cx: &mut Cx<'f>) {
        let spans: Vec<_> = form.persons.iter().flat_map(|person| &person.unit_words).collect();
        let Some(first) = spans.first() else { return };
        let shown = excerpt(cx.written(*first));
        let message = match spans.len() {
            1 => format!("`{shown}` stands where a number is asked for"),
            count => format!("{count} rows of the cover have words where a number is asked for, as `{shown}`"),
        };
        together(cx, spans.iter().map(|span| (span.witness(), String::new())).collect(), message);
    }
}
