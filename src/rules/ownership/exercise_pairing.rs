//! See rules/ownership/exercise_pairing.toml.

use std::collections::BTreeMap;

use super::doubt::{has_uncoded_row, rows_may_be_lost};
use super::notes::is_one_of_several;
use super::slip::is_cut;
use crate::ledger::{Exercise, is_exercise_code, same_class};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for exercise in &cx.ledger().exercises {
            match (exercise.given.as_slice(), exercise.taken.as_slice()) {
                ([given, ..], [taken, ..]) if !is_put(exercise) => both_sides(exercise, (given, taken), form, cx),
                ([given, ..], []) => one_side(exercise, given, form, cx),
                ([], [taken, ..]) => one_side(exercise, taken, form, cx),
                _ => {}
            }
        }
    }
}

fn both_sides<'f>(exercise: &Exercise<'f>, (given, taken): (&'f Row, &'f Row), form: &'f Ownership, cx: &mut Cx<'f>) {
    // Zero underlying shares are another question: underlying-in-dollars.
    let sure = !has_uncoded_row(form.rows(), exercise.date)
        && exercise.given.iter().all(|row| row.underlying_shares.sure().is_some_and(|shares| !shares.is_zero()))
        && exercise.taken.iter().all(|row| row.shares.sure().is_some());
    let totals = exercise.underlying_total().zip(exercise.taken_total()).filter(|_| sure);
    if let Some((underlying, received)) = totals.filter(|(a, b)| differ(*a, *b, exercise)) {
        let odd = odd_pair(exercise);
        let most = most(odd, cx.filing);
        let (given, taken) = odd.unwrap_or((given, taken));
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
            .at_most(most)
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

/// A rendering may have lost a row, or cut one of two figures that differ.
fn most(odd: Option<(&Row, &Row)>, filing: &Filing) -> Severity {
    if !filing.is_rendered() {
        return Severity::Error;
    }
    let Some((given, taken)) = odd else { return Severity::Note };
    let figures = given.underlying_shares.present().zip(taken.shares.present());
    let cut = figures.is_some_and(|(given, taken)| is_cut(*given, *taken) || is_cut(*taken, *given));
    if cut || rows_may_be_lost(filing) { Severity::Warning } else { Severity::Error }
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
    if is_put(exercise) || is_one_of_several(form) || !was_read_whole(exercise, row, form, cx.filing) {
        return;
    }
    // A derivative that comes by such a code is another question: code-direction-conflict.
    let derivative_comes = exercise.taken.iter().any(|taken| taken.table == Table::Two) && exercise.given.is_empty();
    let is_elsewhere = |other: &Row| is_other_leg(other, row) || comes_otherwise(other, exercise);
    if derivative_comes || form.rows().any(is_elsewhere) {
        return;
    }
    if let Some(counterpart) = counterpart(row, form) {
        other_code(row, counterpart, cx);
        return;
    }
    let missing =
        if row.table == Table::One { "derivative disposed of in Table II" } else { "underlying acquired in Table I" };
    let message =
        format!("{} has code {code} on {}, but no {missing} on that day", place(row), words_of_date(exercise.date));
    let most = if cx.filing.is_rendered() { Severity::Note } else { Severity::Warning };
    cx.report(&row.code, message)
        .also(&row.transaction_date, "on this day")
        .at_most(most)
        .help("report both sides of the exercise, or write the code of what happened");
}

/// A row of that day in the other table for as many shares: the other side under another code or direction.
fn counterpart<'f>(row: &Row, form: &'f Ownership) -> Option<&'f Row> {
    let shares =
        |row: &Row| if row.table == Table::One { row.shares.sure() } else { row.underlying_shares.sure() }.copied();
    let ours = shares(row)?;
    let (others, comes) = if row.table == Table::One { (&form.table2, false) } else { (&form.table1, true) };
    others.iter().find(|other| {
        let other_side = other.acquires() == Some(comes) || other.code().is_some_and(is_exercise_code);
        other.transaction_date.present() == row.transaction_date.present() && other_side && shares(other) == Some(ours)
    })
}

fn other_code<'f>(row: &'f Row, counterpart: &'f Row, cx: &mut Cx<'f>) {
    // The same code in the wrong direction is another question: code-direction-conflict.
    let (Some(code), Some(other)) = (row.code.sure(), counterpart.code.sure()) else { return };
    if is_exercise_code(other) {
        return;
    }
    let message = format!(
        "{} has code {other} for as many shares as the exercise of that day, code {code} in {}",
        place(counterpart),
        place(row),
    );
    cx.report(&counterpart.code, message)
        .saying(format!("code {other}"))
        .also(&row.code, format!("code {code}"))
        .at_most(Severity::Warning)
        .help(format!("write {code} if this is the other side of the exercise"));
}

/// Whether what was read can tell that the other side is missing. A row that lost its code or its date
/// may be the other side, and in a rendering a holding of the other table may be one that lost both.
fn was_read_whole(exercise: &Exercise<'_>, row: &Row, form: &Ownership, filing: &Filing) -> bool {
    let may_be_it = |other: &Row| !other.is_transaction() && other.table != row.table;
    row.acquired_disposed.sure().is_some()
        && !has_uncoded_row(form.rows(), exercise.date)
        && !(filing.is_rendered() && (rows_may_be_lost(filing) || form.rows().any(may_be_it)))
}

/// A row of that day with an exercise code in the other direction: a conversion shown whole in one
/// table, or a derivative for another derivative.
fn is_other_leg(other: &Row, row: &Row) -> bool {
    other.is_transaction()
        && other.transaction_date.present() == row.transaction_date.present()
        && other.code().is_some_and(is_exercise_code)
        && other.acquires() != row.acquires()
}

/// The class comes on that day as a derivative of Table II, or under code J, which says what happened in words.
fn comes_otherwise(other: &Row, exercise: &Exercise<'_>) -> bool {
    let same_class = || {
        let title = other.security_title.present();
        title.zip(exercise.class()).is_some_and(|(title, class)| same_class(title, class))
    };
    other.transaction_date.present() == Some(&exercise.date)
        && other.acquires() == Some(true)
        && (other.table == Table::Two || other.code() == Some("J"))
        && same_class()
}

fn place(row: &Row) -> String {
    format!("{}, row {}", row.table.name(), row.number)
}
