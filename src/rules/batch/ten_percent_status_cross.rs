//! See rules/batch/ten_percent_status_cross.toml.

use crate::rules::keys::{self, Closing};
use crate::rules::prelude::*;
use crate::rules::stated;

pub(in crate::rules) struct Check;

impl AcrossRule for Check {
    fn across<'f>(&self, filings: &'f [Filing], cx: &mut AcrossCx<'f>) {
        let (Some(days), Some(limit)) = (cx.whole("days", None), cx.decimal("percent", None)) else { return };
        for filings in keys::by_issuer(filings).into_values() {
            let stated: Vec<(&OutstandingShares, NaiveDate)> =
                filings.iter().filter_map(|(_, filing)| outstanding(filing.beneficial()?)).collect();
            for closing in filings.iter().filter_map(|(at, filing)| Closing::of(*at, filing)) {
                if !is_ten_percent_owner_only(closing.owner) {
                    continue;
                }
                let near = stated.iter().filter(|(_, day)| (*day - closing.day).num_days().abs() <= days);
                let Some((outstanding, _)) = near.min_by_key(|(_, day)| (*day - closing.day).num_days().abs()) else {
                    continue;
                };
                let (Some(class), Some(before)) = (outstanding.shares.sure(), closing.opening()) else { continue };
                let percent = |shares: Decimal| stated::percentage(shares, *class);
                let Some((opening, after)) = percent(before).zip(percent(closing.shares)) else { continue };
                if opening >= limit || after >= limit {
                    continue;
                }
                let message = format!(
                    "the owner is marked a 10% owner and nothing else, with {} of {} shares, {}%, before the transactions",
                    number(before),
                    number(*class),
                    opening.round_dp(2)
                );
                let draft = cx.report(closing.filing, &closing.owner.is_ten_percent_owner, message);
                for balance in &closing.balances {
                    draft.also(*balance, "held after them");
                }
                draft.also(&outstanding.shares, "outstanding");
            }
        }
    }
}

/// Every box was read, and that one alone is ticked.
fn is_ten_percent_owner_only(owner: &Owner) -> bool {
    owner.is_ten_percent_owner.sure() == Some(&true)
        && [&owner.is_director, &owner.is_officer, &owner.is_other].iter().all(|field| field.sure() == Some(&false))
}

/// The shares outstanding that a schedule states, and for which day.
fn outstanding(schedule: &Beneficial) -> Option<(&OutstandingShares, NaiveDate)> {
    let stated = stated::outstanding(schedule)?;
    let day = stated.as_of.sure().or(schedule.event_date.sure()).copied()?;
    Some((stated, day))
}
