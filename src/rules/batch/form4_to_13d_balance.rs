//! See rules/batch/form4_to_13d_balance.toml.

use std::collections::BTreeMap;

use crate::ledger::trades;
use crate::rules::keys::{self, Closing};
use crate::rules::prelude::*;
use crate::words::fold;

pub(in crate::rules) struct Check;

impl AcrossRule for Check {
    fn across<'f>(&self, filings: &'f [Filing], cx: &mut AcrossCx<'f>) {
        let Some(days) = cx.whole("days", None) else { return };
        for filings in keys::by_issuer(filings).into_values() {
            let mut closings: BTreeMap<String, Vec<Closing<'f>>> = BTreeMap::new();
            for closing in filings.iter().filter_map(|(at, filing)| Closing::of(*at, filing)) {
                let Some(name) = closing.owner.name.present() else { continue };
                closings.entry(fold::person(name)).or_default().push(closing);
            }
            for (at, filing) in filings {
                let Some(schedule) = filing.beneficial() else { continue };
                let [person] = schedule.persons.as_slice() else { continue };
                let Some(name) = person.name.present() else { continue };
                let Some(closings) = closings.get(&fold::person(name)) else { continue };
                compare(at, schedule, person, closings, days, cx);
            }
        }
    }
}

fn compare<'f>(
    at: usize,
    schedule: &'f Beneficial,
    person: &'f Person,
    closings: &[Closing<'f>],
    days: i64,
    cx: &mut AcrossCx<'f>,
) {
    if !schedule.class_title.present().is_some_and(|title| fold::is_plain_common(title)) {
        return;
    }
    let Some(aggregate) = person.aggregate.sure().copied() else { return };
    let Some(last) = trades::last(schedule).and_then(|trade| trade.date.sure()).copied() else { return };
    // The nearest balance before the trades that it does not know of.
    let Some(closing) = closings.iter().filter(|closing| closing.day < last).max_by_key(|closing| closing.day) else {
        return;
    };
    if schedule.trades.iter().any(|trade| trade.date.sure().is_none()) {
        return;
    }
    let since: Vec<&Trade> =
        schedule.trades.iter().filter(|trade| trade.date.sure().is_some_and(|day| *day > closing.day)).collect();
    let begins = since.iter().filter_map(|trade| trade.date.sure()).min();
    if begins.is_none_or(|begins| (*begins - closing.day).num_days() > days) {
        return;
    }
    let (Some(traded), Some(sales)) = (trades::sum(since.iter().copied()), trades::are_sales(schedule)) else { return };
    let after = |traded: Decimal| {
        if sales { closing.shares.checked_sub(traded) } else { closing.shares.checked_add(traded) }
    };
    let Some(reckoned) = after(traded).filter(|reckoned| *reckoned != aggregate) else { return };
    // Where the stated total would do, the table is wrong, and the filing's own rules say so.
    let total = schedule.stated_totals.first().and_then(|total| total.shares.sure()).copied();
    if since.len() == schedule.trades.len() && total.and_then(after) == Some(aggregate) {
        return;
    }
    let (word, verb) = if sales { ("less", "sold") } else { ("and", "bought") };
    let message = format!(
        "the cover page says {} shares; {} after {} by the Form 4, {word} {} {verb} since, come to {}",
        number(aggregate),
        number(closing.shares),
        words_of_date(closing.day),
        number(traded),
        number(reckoned)
    );
    let draft = cx.report(at, &person.aggregate, message);
    draft.saying("the schedule");
    for balance in closing.balances.iter().take(8) {
        draft.also(*balance, format!("held after {}", words_of_date(closing.day)));
    }
    if let Some(table) = trades::table(schedule) {
        draft.also(&table, format!("{} {verb} since", number(traded)));
    }
}
