//! See rules/beneficial/amendment_number_consistency.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let Some(cover) = schedule.amendment_number.sure().copied() else { return };
        let differs = |mention: &&Field<u32>| mention.sure().is_some_and(|number| *number != cover);
        let mut odd = schedule.amendment_mentions.iter().filter(differs);
        if let Some(first) = odd.next() {
            let said = first.sure().copied().unwrap_or_default();
            let message = format!("the cover page says Amendment No. {cover}, the text says No. {said}");
            let draft = cx.report(&schedule.amendment_number, message);
            draft.saying("the cover page").also(first, "the text");
            for other in odd.take(8) {
                draft.also(other, "and here");
            }
            return;
        }
        let later = |prior: &&PriorFiling| prior.amendment.sure().is_some_and(|number| *number >= cover);
        let Some(prior) = schedule.prior_filings.iter().find(later) else { return };
        let number = prior.amendment.sure().copied().unwrap_or_default();
        let message = format!("Amendment No. {number} is named as an earlier one, and this is No. {cover}");
        cx.report(&prior.amendment, message)
            .at_most(Severity::Warning)
            .also(&schedule.amendment_number, "the cover page");
    }
}
