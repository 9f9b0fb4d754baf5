//! See rules/beneficial/item5_vs_cover.toml.

use crate::ledger::trades;
use crate::rules::prelude::*;
use crate::rules::stated::{self, Rows};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let Some(rows) = stated::rows(cx.filing) else { return };
        let Some(position) = stated::holding(schedule) else { return };
        let Some(person) = schedule.persons.first() else { return };
        shares_differ(schedule, person, position, &rows, cx);
        percents_differ(person, position, &rows, cx);
    }
}

fn shares_differ<'f>(
    schedule: &'f Beneficial,
    person: &'f Person,
    position: &'f StatedPosition,
    rows: &Rows,
    cx: &mut Cx<'f>,
) {
    let (Some(cover), Some(text)) = (person.aggregate.sure(), position.shares.sure()) else { return };
    if (*cover - *text).abs() < Decimal::ONE {
        return;
    }
    let message =
        format!("row {} says {} shares, {} says {}", rows.aggregate, number(*cover), rows.item, number(*text));
    let witness = witness(schedule, person, *cover, *text);
    let percent = percent_agrees_with(schedule, person, *cover, *text);
    let draft = cx.report(&person.aggregate, message);
    draft.saying("the cover page").also(&position.shares, rows.item);
    if let Some((spot, words)) = witness {
        draft.also(&spot, words);
    }
    if let Some(shares) = percent {
        draft.also(&person.percent, format!("agrees with {}", number(shares)));
    }
}

/// Which of two numbers of shares the percentage follows from, when it is one of them.
fn percent_agrees_with(schedule: &Beneficial, person: &Person, cover: Decimal, text: Decimal) -> Option<Decimal> {
    let class = *stated::outstanding(schedule)?.shares.sure()?;
    let percent = *person.percent.sure()?;
    let agrees = |shares: Decimal| {
        stated::percentage(shares, class).is_some_and(|exact| exact.round_dp(percent.scale()) == percent)
    };
    match (agrees(cover), agrees(text)) {
        (true, false) => Some(cover),
        (false, true) => Some(text),
        _ => None,
    }
}

/// A third place that sides with one of two numbers of shares.
fn witness(
    schedule: &Beneficial,
    person: &Person,
    cover: Decimal,
    text: Decimal,
) -> Option<(crate::rules::Witness, String)> {
    let sides_with =
        |shares: Decimal| if shares == cover { Some(cover) } else { Some(text).filter(|text| *text == shares) };
    let powers = [&person.sole_voting, &person.shared_voting, &person.sole_dispositive, &person.shared_dispositive];
    let power = powers.into_iter().find_map(|power| Some((power, sides_with(*power.sure()?)?)));
    if let Some((power, shares)) = power {
        return Some((power.witness(), format!("agrees with {}", number(shares))));
    }
    let previous = stated::previous(schedule)?;
    let traded = trades::sum(&schedule.trades)?;
    let before = previous.shares.sure()?;
    let after = if trades::are_sales(schedule)? { before.checked_sub(traded) } else { before.checked_add(traded) };
    Some((previous.shares.witness(), format!("with the trades, agrees with {}", number(sides_with(after?)?))))
}

fn percents_differ<'f>(person: &'f Person, position: &'f StatedPosition, rows: &Rows, cx: &mut Cx<'f>) {
    let (Some(cover), Some(text)) = (person.percent.sure(), position.percent.sure()) else { return };
    let places = cover.scale().min(text.scale());
    let difference = (*cover - *text).abs();
    // Prose has more decimals than the cover, or fewer; a last digit may be rounded or cut.
    let same_places = cover.scale() == text.scale();
    let unit = if same_places { Decimal::ZERO } else { Decimal::new(1, places) };
    if difference <= unit {
        return;
    }
    let message = format!("row {} says {cover}%, {} says {text}%", rows.percent, rows.item);
    let soft = cx.decimal("soft", None).unwrap_or_default();
    let draft = cx.report(&person.percent, message);
    draft.saying("the cover page").also(&position.percent, rows.item);
    if difference <= soft {
        draft.at_most(Severity::Warning);
    }
}
