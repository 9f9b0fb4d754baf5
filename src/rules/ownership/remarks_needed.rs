//! See rules/ownership/remarks_needed.toml.

use super::notes::has_word;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        if !form.remarks.is_missing() {
            return;
        }
        let of_owners = form.owners.iter().flat_map(|owner| [&owner.officer_title, &owner.other_text]);
        let of_rows = form.rows().flat_map(|row| [&row.nature, &row.security_title]);
        for answer in of_owners.chain(of_rows).filter(|answer| answer.marks().is_empty()) {
            let Some(written) = answer.sure().filter(|written| has_word(written, &["see remark", "see the remark"]))
            else {
                continue;
            };
            // A rendering may have lost the remarks.
            let most = if cx.filing.is_rendered() { Severity::Note } else { Severity::Error };
            cx.report(answer, format!("`{written}`, but the remarks are blank")).at_most(most);
        }
    }
}
