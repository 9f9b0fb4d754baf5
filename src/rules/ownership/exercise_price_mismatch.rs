//! See rules/ownership/exercise_price_mismatch.toml.

use std::collections::BTreeMap;

use super::doubt::rows_may_be_lost;
use crate::ledger::Exercise;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, _form: &'f Ownership, cx: &mut Cx<'f>) {
        for exercise in &cx.ledger().exercises {
            let Some((paid, asked)) = prices(exercise) else { continue };
            let (odd_paid, odd_asked) = (without_match(&paid, &asked), without_match(&asked, &paid));
            let (Some((price, taken)), Some((exercise_price, given))) = (odd_paid, odd_asked) else { continue };
            // Several grants on one line may show their average.
            if paid.len() < asked.len() && lies_between(price, &asked) {
                continue;
            }
            let message = format!(
                "{} was acquired at {} by exercise on {}, but the exercise price is {}",
                exercise.class().unwrap_or("the underlying"),
                money(price),
                words_of_date(exercise.date),
                money(exercise_price),
            );
            // A row that was lost, or cut from the other table, leaves a price without its match.
            let lost = rows_may_be_lost(cx.filing) || (cx.filing.is_rendered() && paid.len() != asked.len());
            cx.report(&taken.price, message)
                .at_most(if lost { Severity::Warning } else { Severity::Error })
                .saying(format!("{} paid", money(price)))
                .also(&given.conversion_price, format!("exercise price {}", money(exercise_price)))
                .help("write the exercise price of Table II as the price per share of Table I");
        }
    }
}

/// Each price with its first row.
type Priced<'f> = BTreeMap<Decimal, &'f Row>;

/// The prices of both sides; none where one was not surely read or has a footnote, and for conversions.
fn prices<'f>(exercise: &Exercise<'f>) -> Option<(Priced<'f>, Priced<'f>)> {
    // Column 8 of Table II is the price of the derivative, not what the exercise cost.
    let paid = exercise.taken.iter().filter(|row| row.table == Table::One);
    let paid = paid.map(|row| Some((stated(row, &row.price)?, *row))).collect::<Option<Priced<'_>>>()?;
    let asked = exercise.given.iter().map(|row| Some((stated(row, &row.conversion_price)?, *row)));
    Some((paid, asked.collect::<Option<Priced<'_>>>()?)).filter(|(paid, asked)| !paid.is_empty() && !asked.is_empty())
}

fn stated(row: &Row, price: &Field<Decimal>) -> Option<Decimal> {
    let exercised = matches!(row.code(), Some("M" | "X" | "O"));
    price.sure().filter(|_| exercised && price.marks().is_empty()).copied()
}

/// The first price that no price of the other side equals.
fn without_match<'f>(prices: &Priced<'f>, others: &Priced<'f>) -> Option<(Decimal, &'f Row)> {
    let is_matched = |price: Decimal| {
        let (from, to) = (price.checked_sub(TOLERANCE), price.checked_add(TOLERANCE));
        from.zip(to).is_some_and(|(from, to)| others.range(from..=to).next().is_some())
    };
    prices.iter().find(|(price, _)| !is_matched(**price)).map(|(price, row)| (*price, *row))
}

/// Half of the fourth decimal, which is as many as EDGAR keeps.
const TOLERANCE: Decimal = Decimal::from_parts(5, 0, 0, false, 5);

fn lies_between(price: Decimal, among: &Priced<'_>) -> bool {
    among.range(..=price).next().is_some() && among.range(price..).next().is_some()
}
