//! See rules/edgar/doctype_mismatch.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let Some(submission) = filing.submission.as_deref().filter(|_| filing.by_machine) else { return };
        let Some(form) = filing.form.sure() else { return };
        let said = [
            (&submission.submission_type, "the submission"),
            (&submission.document_type, "the submission of this document"),
        ];
        let mut others = said.into_iter().filter_map(|(field, who)| {
            let written = field.sure().filter(|written| written.as_ref() != form.name())?;
            Some((field, who, written))
        });
        let Some((field, who, written)) = others.next() else { return };
        let message = format!("{who} says type {written}, the document says {form}");
        let draft = cx.report(&filing.form, message);
        draft.saying("the document says").also(field, format!("{who} says"));
        for (field, who, _) in others {
            draft.also(field, format!("{who} says"));
        }
    }
}
