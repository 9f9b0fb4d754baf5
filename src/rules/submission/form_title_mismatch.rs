//! See rules/submission/form_title_mismatch.toml.

use crate::rules::prelude::*;
use crate::tables::forms;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, ownership: &'f Ownership, cx: &mut Cx<'f>) {
        let (title, number) = (&ownership.boilerplate.title, &ownership.boilerplate.form_number);
        let (Some(printed), Some(said)) = (title.sure(), number.sure()) else { return };
        let Some(other) = forms::form_of_title(printed).filter(|other| *other != said.as_ref()) else { return };
        let message = format!("the heading is that of Form {other}, under the name of Form {said}");
        cx.report(title, message).also(number, "the name of the form");
    }
}
