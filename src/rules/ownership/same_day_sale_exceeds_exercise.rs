//! See rules/ownership/same_day_sale_exceeds_exercise.toml.

use std::collections::BTreeSet;

use crate::ledger::opening;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, _form: &'f Ownership, cx: &mut Cx<'f>) {
        for account in cx.ledger().accounts.iter().filter(|account| account.table == Table::One && !account.open) {
            let exercised = account.rows.iter().filter(|row| row.code() == Some("M") && row.acquires() == Some(true));
            let days: BTreeSet<NaiveDate> = exercised.filter_map(|row| row.transaction_date.sure()).copied().collect();
            for day in days {
                let rows: Vec<&'f Row> =
                    account.rows.iter().filter(|row| row.transaction_date.present() == Some(&day)).copied().collect();
                exceeds(day, &rows, cx);
            }
        }
    }
}

fn exceeds<'f>(day: NaiveDate, rows: &[&'f Row], cx: &mut Cx<'f>) {
    let Some(before) = rows.first().and_then(|first| opening(first)) else { return };
    if !rows.iter().all(|row| row.shares.sure().is_some() && row.acquired_disposed.sure().is_some()) {
        return;
    }
    let total = |acquires: bool| {
        let rows = rows.iter().filter(|row| row.acquires() == Some(acquires));
        rows.filter_map(|row| row.shares.present()).try_fold(Decimal::ZERO, |sum, shares| sum.checked_add(*shares))
    };
    let (Some(gained), Some(gone)) = (total(true), total(false)) else { return };
    let Some(had) = before.checked_add(gained) else { return };
    let sales = rows.iter().filter(|row| matches!(row.code(), Some("S" | "F")));
    let Some(largest) = sales.max_by_key(|row| row.shares.present()) else { return };
    if gone <= had {
        return;
    }
    let message = format!(
        "{} shares go on {}, but only {} were there: {} before and {} acquired that day",
        number(gone),
        words_of_date(day),
        number(had),
        number(before),
        number(gained),
    );
    cx.report(&largest.shares, message).help("check the shares of that day, or report what else was acquired");
}
