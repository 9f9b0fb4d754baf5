//! See rules/ownership/exercise_pairing.toml.

use std::collections::BTreeMap;

use super::notes::is_one_of_several;
use crate::ledger::{Exercise, is_exercise_code};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for exercise in &cx.ledger().exercises {
            match (exercise.given.as_slice(), exercise.taken.as_slice()) {
                ([given, ..], [taken, ..]) if !is_put(exercise) => both_sides(exercise, given, taken, cx),
                ([given, ..], []) => one_side(exercise, given, form, cx),
                ([], [taken, ..]) => one_side(exercise, taken, form, cx),
                _ => {}
            }
        }
    }
}

fn both_sides<'f>(exercise: &Exercise<'f>, given: &'f Row, taken: &'f Row, cx: &mut Cx<'f>) {
    let sure = exercise.given.iter().all(|row| row.underlying_shares.sure().is_some())
        && exercise.taken.iter().all(|row| row.shares.sure().is_some());
    let totals = exercise.underlying_total().zip(exercise.taken_total()).filter(|_| sure);
    if let Some((underlying, received)) = totals.filter(|(a, b)| differ(*a, *b, exercise)) {
        let (given, taken) = odd_pair(exercise).unwrap_or((given, taken));
        let message = format!(
            "the exercises of {} into {} give {} underlying shares in Table II, but {} are acquired",
            words_of_date(exercise.date),
            exercise.class().unwrap_or("the underlying"),
            number(underlying),
            number(received),
        );
        cx.report(&taken.shares, message)
            .saying(format!("{} acquired in all", number(received)))
            .also(&given.underlying_shares, format!("{} underlying in all", number(underlying)))
            .help("write the same number of shares on both sides, or report the missing row");
        return;
    }
    let Some((given, taken)) = other_codes(exercise) else { return };
    let (Some(theirs), Some(ours)) = (given.code.sure(), taken.code.sure()) else { return };
    let message = format!(
        "the exercise of {} has code {ours} in {} and code {theirs} in {}",
        words_of_date(exercise.date),
        place(taken),
        place(given),
    );
    cx.report(&taken.code, message)
        .saying(format!("code {ours}"))
        .also(&given.code, format!("code {theirs}"))
        .help("write one code on both sides: M for an exercise exempt under Rule 16b-3, X, O or C otherwise");
}

/// The rows that no row of the other side matches in number, when there is one on each side.
fn odd_pair<'f>(exercise: &Exercise<'f>) -> Option<(&'f Row, &'f Row)> {
    let mut surplus: BTreeMap<&Decimal, i64> = BTreeMap::new();
    for row in &exercise.given {
        *surplus.entry(row.underlying_shares.present()?).or_default() += 1;
    }
    for row in &exercise.taken {
        *surplus.entry(row.shares.present()?).or_default() -= 1;
    }
    let of = |shares: &Field<Decimal>| shares.present().and_then(|shares| surplus.get(shares)).copied().unwrap_or(0);
    let mut given = exercise.given.iter().filter(|row| of(&row.underlying_shares) > 0);
    let mut taken = exercise.taken.iter().filter(|row| of(&row.shares) < 0);
    match (given.next(), given.next(), taken.next(), taken.next()) {
        (Some(given), None, Some(taken), None) => Some((given, taken)),
        _ => None,
    }
}

/// With fractions, one share for each row is rounding.
fn differ(underlying: Decimal, received: Decimal, exercise: &Exercise<'_>) -> bool {
    let fraction = !underlying.fract().is_zero() || !received.fract().is_zero();
    let rows = exercise.given.len() + exercise.taken.len();
    let tolerance = if fraction { Decimal::from(rows) } else { Decimal::ZERO };
    underlying.checked_sub(received).is_some_and(|gap| gap.abs() > tolerance)
}

/// A row of each side, where the sides have different codes.
fn other_codes<'f>(exercise: &Exercise<'f>) -> Option<(&'f Row, &'f Row)> {
    let on_the_other_side =
        |row: &Row, rows: &[&Row]| row.code.sure().is_none() || rows.iter().any(|other| other.code() == row.code());
    let given = exercise.given.iter().find(|row| !on_the_other_side(row, &exercise.taken))?;
    let taken = exercise.taken.iter().find(|row| !on_the_other_side(row, &exercise.given))?;
    Some((given, taken))
}

/// A put gives the underlying away.
fn is_put(exercise: &Exercise<'_>) -> bool {
    exercise.given.iter().any(|row| {
        row.security_title
            .present()
            .is_some_and(|title| title.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| word == "put"))
    })
}

fn one_side<'f>(exercise: &Exercise<'f>, row: &'f Row, form: &'f Ownership, cx: &mut Cx<'f>) {
    let Some(code) = row.code.sure() else { return };
    if row.acquired_disposed.sure().is_none()
        || is_put(exercise)
        || is_one_of_several(form)
        || cannot_tell(exercise, form)
    {
        return;
    }
    // Table II that acquires under such a code is another question: code-direction-conflict.
    if row.table == Table::Two && row.acquires() == Some(true) {
        return;
    }
    if form.rows().any(|other| is_other_leg(other, row)) {
        return;
    }
    let missing =
        if row.table == Table::One { "derivative disposed of in Table II" } else { "underlying acquired in Table I" };
    let message =
        format!("{} has code {code} on {}, but no {missing} on that day", place(row), words_of_date(exercise.date));
    // A rendering may have lost the row.
    let most = if cx.filing.is_rendered() { Severity::Note } else { Severity::Warning };
    cx.report(&row.code, message)
        .also(&row.transaction_date, "on this day")
        .at_most(most)
        .help("report both sides of the exercise, or write the code of what happened");
}

/// A row of that day with an exercise code in the other direction or of another class: a conversion
/// shown whole in one table, or a derivative for another derivative.
fn is_other_leg(other: &Row, row: &Row) -> bool {
    other.is_transaction()
        && !std::ptr::eq(other, row)
        && other.transaction_date.present() == row.transaction_date.present()
        && other.code().is_some_and(is_exercise_code)
        && (other.acquires() != row.acquires() || other.acquires().is_none())
}

/// Whether a row of that day, or of an unknown day, may be the missing side.
fn cannot_tell(exercise: &Exercise<'_>, form: &Ownership) -> bool {
    form.rows().filter(|row| row.is_transaction()).any(|row| {
        let that_day = row.transaction_date.sure().is_none_or(|date| *date == exercise.date);
        that_day && (row.code.sure().is_none() || row.transaction_date.sure().is_none())
    })
}

fn place(row: &Row) -> String {
    format!("{}, row {}", row.table.name(), row.number)
}
