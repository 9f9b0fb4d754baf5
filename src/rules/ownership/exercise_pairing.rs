//! See rules/ownership/exercise_pairing.toml.

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashSet};

use super::doubt::rows_may_be_lost;
use super::exercise_day::{Day, Days};
use super::notes::is_one_of_several;
use crate::ledger::{Exercise, is_exercise_code};
use crate::rules::prelude::*;
use crate::rules::slip::is_cut;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        if cx.ledger().exercises.is_empty() {
            return;
        }
        let days = Days::of(form);
        let one_of_several = LazyCell::new(|| is_one_of_several(form));
        // In a rendering a holding may be a transaction that lost its date and its code.
        let lost = |rows: &[Row]| cx.filing.is_rendered() && rows.iter().any(|row| !row.is_transaction());
        let lost = (lost(&form.table1), lost(&form.table2), rows_may_be_lost(cx.filing) && cx.filing.is_rendered());
        for exercise in cx.ledger().exercises.iter().filter(|exercise| !is_put(exercise)) {
            let (day, was_read) = (days.on(exercise.date), days.was_read(exercise.date));
            // One derivative for another, by the terms of both, or two steps of which the units between are shown:
            // neither sums nor codes have to agree, and code-direction-conflict sees a figure in the wrong column.
            if day.derivative_comes {
                continue;
            }
            match (exercise.given.as_slice(), exercise.taken.as_slice()) {
                ([given, ..], [taken, ..]) => both_sides(exercise, (given, taken), was_read, cx),
                ([row, ..], []) | ([], [row, ..]) => {
                    let may_be_lost = lost.2 || if row.table == Table::One { lost.1 } else { lost.0 };
                    if was_read && !may_be_lost && !*one_of_several {
                        one_side(exercise, row, day, cx);
                    }
                }
                _ => {}
            }
        }
    }
}

fn both_sides<'f>(exercise: &Exercise<'f>, (given, taken): (&'f Row, &'f Row), was_read: bool, cx: &mut Cx<'f>) {
    // Zero underlying shares are another question: underlying-in-dollars.
    let sure = was_read
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
        let (in_one, in_two) =
            (format!("{} acquired in all", number(received)), format!("{} underlying in all", number(underlying)));
        // As many derivatives as shares that came: the underlying is the odd number.
        let odd_in_two = odd.is_some() && given.shares.sure().is_some_and(|shares| taken.shares.sure() == Some(shares));
        let draft = if odd_in_two {
            cx.report(&given.underlying_shares, message).saying(in_two).also(&taken.shares, in_one)
        } else {
            cx.report(&taken.shares, message).saying(in_one).also(&given.underlying_shares, in_two)
        };
        draft.at_most(most).help("write the same number of shares on both sides, or report the missing row");
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

/// A row of each side, where the sides have different codes: of both a code that the other has not, or of one and the
/// row of the other for as many shares.
fn other_codes<'f>(exercise: &Exercise<'f>) -> Option<(&'f Row, &'f Row)> {
    let codes = |rows: &[&'f Row]| rows.iter().filter_map(|row| row.code()).collect::<HashSet<&str>>();
    let odd = |rows: &[&'f Row], others: HashSet<&str>| {
        rows.iter().find(|row| row.code.sure().is_some_and(|code| !others.contains(code.as_ref()))).copied()
    };
    let given = odd(&exercise.given, codes(&exercise.taken));
    let taken = odd(&exercise.taken, codes(&exercise.given));
    let is_pair = |given: &Row, taken: &Row| {
        given.underlying_shares.sure().is_some() && given.underlying_shares.sure() == taken.shares.sure()
    };
    match (given, taken) {
        (Some(given), Some(taken)) => Some((given, taken)),
        (Some(given), None) => Some((given, exercise.taken.iter().find(|taken| is_pair(given, taken))?)),
        (None, Some(taken)) => Some((exercise.given.iter().find(|given| is_pair(given, taken))?, taken)),
        (None, None) => None,
    }
}

/// A put gives the underlying away.
fn is_put(exercise: &Exercise<'_>) -> bool {
    exercise.given.iter().any(|row| {
        row.security_title
            .present()
            .is_some_and(|title| title.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| word == "put"))
    })
}

fn one_side<'f>(exercise: &Exercise<'f>, row: &'f Row, day: &Day<'f>, cx: &mut Cx<'f>) {
    let Some(code) = row.code.sure().filter(|_| row.acquired_disposed.sure().is_some()) else { return };
    if day.has_other_leg(row) || exercise.class().is_some_and(|class| day.comes_otherwise(class)) {
        return;
    }
    if let Some(counterpart) = day.counterpart(row) {
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

fn place(row: &Row) -> String {
    format!("{}, row {}", row.table.name(), row.number)
}
