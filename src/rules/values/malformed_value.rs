//! See rules/values/malformed_value.toml.

use super::flaw::{Flaw, each};
use crate::rules::prelude::*;
use crate::words::excerpt;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, _: &'f Filing, cx: &mut Cx<'f>) {
        for (field, written, flaw) in each(cx) {
            if flaw != Flaw::Other {
                continue;
            }
            let what = match field.sort() {
                Sort::Number => "number",
                Sort::Date => "date",
                Sort::Truth => "yes or no",
                Sort::Form => "form",
                Sort::Text => continue,
            };
            let message = format!("{} is `{}`, which is no {what}", cx.name_of(field), excerpt(written));
            let draft = cx.report(&field, message);
            // What was hardly read is hardly what stands there.
            if field.certainty() == Certainty::Guessed {
                draft.at_most(Severity::Note);
            }
        }
    }
}
