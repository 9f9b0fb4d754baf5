//! See rules/ownership/net_exercise_coherence.toml.

use std::collections::BTreeMap;

use super::notes::is_marked;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let mut days: BTreeMap<NaiveDate, Vec<&'f Row>> = BTreeMap::new();
        for row in form.table1.iter().filter(|row| row.is_transaction()) {
            if let Some(date) = row.transaction_date.sure() {
                days.entry(*date).or_default().push(row);
            }
        }
        days.values().for_each(|rows| check(rows, cx));
    }
}

fn check<'f>(rows: &[&'f Row], cx: &mut Cx<'f>) {
    let (came, went): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.acquires() == Some(true));
    let kept: Vec<&'f Row> = went.into_iter().filter(|row| row.code() == Some("F")).collect();
    // Shares that came otherwise may have vested, and be what was taxed.
    let exercised = |row: &&Row| matches!(row.code(), Some("M" | "X" | "O"));
    if kept.is_empty() || came.is_empty() || !came.iter().all(exercised) {
        return;
    }
    let paid = came.iter().map(|row| row.price.sure().copied().filter(|price| !price.is_zero()));
    if let Some(cheapest) = paid.collect::<Option<Vec<Decimal>>>().and_then(|paid| paid.into_iter().min()) {
        kept.iter().for_each(|row| below_its_cost(row, cheapest, cx));
    }
    let (exercised, withheld) = (total(&came), total(&kept));
    let Some((exercised, withheld)) = exercised.zip(withheld).filter(|(exercised, withheld)| withheld > exercised)
    else {
        return;
    };
    let Some(largest) = kept.iter().max_by_key(|row| row.shares.present()).filter(|row| !is_marked(row)) else {
        return;
    };
    let message = format!(
        "Table I, row {}: {} shares are withheld on a day on which {} were exercised",
        largest.number,
        number(withheld),
        number(exercised),
    );
    cx.report(&largest.shares, message);
}

/// Nobody pays more to exercise than the shares that are given for it are worth.
fn below_its_cost<'f>(row: &'f Row, cheapest: Decimal, cx: &mut Cx<'f>) {
    let Some(price) = row.price.sure().filter(|price| **price < cheapest && !price.is_zero()) else { return };
    if is_marked(row) {
        return;
    }
    let message = format!(
        "Table I, row {}: shares are taken at {}, below the exercise price {}",
        row.number,
        money(*price),
        money(cheapest),
    );
    cx.report(&row.price, message);
}

fn total(rows: &[&Row]) -> Option<Decimal> {
    rows.iter().try_fold(Decimal::ZERO, |sum, row| sum.checked_add(*row.shares.sure()?))
}
