//! See rules/beneficial/rule_144_volume.toml.

use chrono::Months;

use crate::ledger::trades;
use crate::rules::prelude::*;
use crate::rules::stated;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let Some(sentence) = schedule.rule_144 else { return };
        if trades::are_sales(schedule) == Some(false) {
            return;
        }
        let Some(outstanding) = stated::outstanding(schedule) else { return };
        let (Some(class), Some(percent)) = (outstanding.shares.sure().copied(), cx.decimal("percent", None)) else {
            return;
        };
        let Some(limit) = class.checked_mul(percent).and_then(|limit| limit.checked_div(Decimal::ONE_HUNDRED)) else {
            return;
        };
        let Some(sold) = most_in_three_months(schedule).filter(|sold| *sold > limit) else { return };
        let message = format!(
            "{} shares are sold under Rule 144 in three months, one percent of the class is {}",
            number(sold),
            number(limit.trunc())
        );
        let draft = cx.report(&sentence, message);
        if let Some(total) = schedule.stated_totals.first() {
            draft.also(&total.shares, "sold");
        }
        draft.also(&outstanding.shares, "outstanding");
    }
}

/// The most shares traded in any three months.
fn most_in_three_months(schedule: &Beneficial) -> Option<Decimal> {
    let days: Vec<(NaiveDate, Decimal)> = trades::by_day(schedule)?.into_iter().collect();
    let (mut start, mut sum, mut most) = (0, Decimal::ZERO, Decimal::ZERO);
    for (day, shares) in &days {
        sum = sum.checked_add(*shares)?;
        let since = day.checked_sub_months(Months::new(3))?;
        while let Some((_, old)) = days.get(start).filter(|(first, _)| *first < since) {
            sum = sum.checked_sub(*old)?;
            start += 1;
        }
        most = most.max(sum);
    }
    Some(most)
}
