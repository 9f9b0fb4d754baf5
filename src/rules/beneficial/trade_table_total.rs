//! See rules/beneficial/trade_table_total.toml.

use crate::fault::FaultKind;
use crate::ledger::trades;
use crate::rules::prelude::*;
use crate::rules::slip::{self, Slip};
use crate::rules::stated;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let Some(table) = trades::table(schedule) else { return };
        for (total, rows) in totals(schedule) {
            let (Some(stated), Some(sum)) = (total.shares.sure().copied(), trades::sum(rows.iter().copied())) else {
                continue;
            };
            if stated == sum {
                continue;
            }
            let damaged = cx.filing.faults.iter().any(|fault| {
                matches!(fault.kind, FaultKind::UnreadTable | FaultKind::UnreadText | FaultKind::MergedCells)
                    && table.covers(fault.span)
            });
            let verb = if total.sold { "sold" } else { "bought" };
            let message = format!(
                "the text says {} shares were {verb}, the {} trades come to {}",
                number(stated),
                rows.len(),
                number(sum)
            );
            let suspect = suspect(schedule, &rows, stated, sum);
            let draft = cx.report(&total.shares, message);
            draft.saying("the stated total").also(&table, format!("these come to {}", number(sum)));
            match suspect {
                Suspect::Total(words) => {
                    draft.help(words);
                }
                Suspect::Row(trade, words) => {
                    draft.also(&trade.shares, "suspected").help(words);
                }
                Suspect::Nobody => {}
            }
            if damaged {
                draft.at_most(Severity::Warning);
            }
        }
    }
}

/// Each stated total with the trades it is of: all of them when the text states one total, those of its window
/// when it states several whose windows do not overlap.
fn totals(schedule: &Beneficial) -> Vec<(&StatedTotal, Vec<&Trade>)> {
    let all: Vec<&StatedTotal> = schedule.stated_totals.iter().filter(|total| total.shares.sure().is_some()).collect();
    let Some((first, rest)) = all.split_first() else { return Vec::new() };
    let is_repeated = |other: &&StatedTotal| other.sold == first.sold && other.shares.sure() == first.shares.sure();
    if rest.iter().all(is_repeated) {
        return vec![(first, schedule.trades.iter().collect())];
    }
    let windows: Option<Vec<_>> = all.iter().map(|total| Some((total.from.sure()?, total.through.sure()?))).collect();
    let Some(mut windows) = windows else { return Vec::new() };
    windows.sort();
    let overlap = windows.windows(2).any(|pair| matches!(pair, [(_, through), (from, _)] if from <= through));
    let dated = schedule.trades.iter().all(|trade| trade.date.sure().is_some());
    if overlap || !dated {
        return Vec::new();
    }
    let lies_in = |total: &StatedTotal, trade: &Trade| {
        total.from.sure() <= trade.date.sure() && trade.date.sure() <= total.through.sure()
    };
    all.into_iter()
        .map(|total| (total, schedule.trades.iter().filter(|trade| lies_in(total, trade)).collect()))
        .collect()
}

/// What further witnesses say is wrong.
enum Suspect<'f> {
    Total(String),
    Row(&'f Trade, String),
    Nobody,
}

fn suspect<'f>(schedule: &'f Beneficial, rows: &[&'f Trade], stated: Decimal, sum: Decimal) -> Suspect<'f> {
    // The holdings before and after tell what was traded.
    let holdings = stated::previous(schedule).zip(stated::holding(schedule));
    let change = holdings.and_then(|(before, after)| before.shares.sure()?.checked_sub(*after.shares.sure()?));
    let change = change.map(|change| change.abs());
    if change == Some(sum) {
        return Suspect::Total(format!("write {}, which the holdings before and after confirm", number(sum)));
    }
    if let Some((trade, meant, words)) = row_that_mends(rows, stated, sum) {
        return Suspect::Row(trade, format!("look at trade {}: with {meant} the table adds up; {words}", trade.number));
    }
    match slip::between(stated, sum) {
        Some(slip) if change != Some(stated) => {
            Suspect::Total(format!("write {} if the table is right; {}", number(sum), slip.words()))
        }
        _ => Suspect::Nobody,
    }
}

/// The only row that one slip of the hand, undone, makes the table add up.
fn row_that_mends<'f>(rows: &[&'f Trade], stated: Decimal, sum: Decimal) -> Option<(&'f Trade, String, &'static str)> {
    let missing = stated.checked_sub(sum)?;
    let mended = |trade: &&'f Trade| {
        let shares = trade.shares.sure()?;
        let meant = shares.checked_add(missing).filter(|meant| *meant > Decimal::ZERO)?;
        Some((*trade, number(meant), slip::between(*shares, meant)?))
    };
    let found: Vec<(&Trade, String, Slip)> = rows.iter().filter_map(mended).collect();
    let swapped: Vec<_> = found.iter().filter(|(_, _, slip)| *slip == Slip::Swapped).collect();
    // Any row may have lost a hundred; a swap that fits is rarer and tells more.
    match (swapped.as_slice(), found.as_slice()) {
        ([(trade, meant, slip)], _) | ([], [(trade, meant, slip)]) => Some((trade, meant.clone(), slip.words())),
        _ => None,
    }
}
