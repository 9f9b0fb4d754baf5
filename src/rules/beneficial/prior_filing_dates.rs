//! See rules/beneficial/prior_filing_dates.toml.

use crate::rules::prelude::*;
use crate::rules::stated;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let signature = stated::signed(filing);
        // The latest day that this schedule knows of: a signature may itself be misdated.
        let signed = signature.and_then(Field::sure).copied();
        let latest = stated::floor(schedule).max(signed).max(filing.filed_as_of.sure().copied());
        let mut known: Vec<&PriorFiling> =
            schedule.prior_filings.iter().filter(|prior| prior.date.sure().is_some()).collect();
        if let Some((prior, day)) = latest.and_then(|latest| {
            let day = |prior: &&&PriorFiling| prior.date.sure().is_some_and(|date| *date > latest);
            known.iter().find(day).map(|prior| (*prior, latest))
        }) {
            let filed = prior.date.sure().copied().unwrap_or_default();
            let message = format!(
                "{} is said to have been filed on {}, after everything this schedule dates, the last on {}",
                name(prior),
                words_of_date(filed),
                words_of_date(day)
            );
            let draft = cx.report(&prior.date, message);
            if let Some(signed) = signature {
                draft.also(signed, "signed");
            }
            return;
        }
        // The original counts as number nought.
        known.sort_by_key(|prior| prior.amendment.sure().copied().unwrap_or_default());
        for pair in known.windows(2) {
            let [earlier, later] = pair else { continue };
            if earlier.amendment.present() == later.amendment.present() || earlier.date.sure() <= later.date.sure() {
                continue;
            }
            let day = |prior: &PriorFiling| prior.date.sure().copied().map_or_else(String::new, words_of_date);
            let message =
                format!("{} is dated {}, before {} of {}", name(later), day(later), name(earlier), day(earlier));
            cx.report(&later.date, message).also(&earlier.date, name(earlier));
            return;
        }
    }
}

fn name(prior: &PriorFiling) -> String {
    prior.amendment.present().map_or_else(|| "the original".to_owned(), |number| format!("Amendment No. {number}"))
}
