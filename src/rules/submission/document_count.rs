//! See rules/submission/document_count.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let Some(submission) = &filing.submission else { return };
        let Some(told) = submission.document_count.sure().and_then(|count| usize::try_from(*count).ok()) else {
            return;
        };
        let there = submission.supporting.len() + 1;
        if told == there {
            return;
        }
        let message = format!("the header counts {}, and {} there", documents(told), are(there));
        cx.report(&submission.document_count, message);
    }
}

fn documents(count: usize) -> String {
    if count == 1 { "one document".to_owned() } else { format!("{count} documents") }
}

fn are(count: usize) -> String {
    if count == 1 { "one is".to_owned() } else { format!("{count} are") }
}
