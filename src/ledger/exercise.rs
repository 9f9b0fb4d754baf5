//! Exercises and conversions: what Table II gave up and what was received for it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{fold, same_class};
use crate::filing::{Row, Table};

/// Exercises and conversions of one day into one class.
#[derive(Clone, Debug)]
pub struct Exercise<'f> {
    pub date: NaiveDate,
    /// Rows of Table II that dispose of the derivative.
    pub given: Vec<&'f Row>,
    /// Rows of either table that acquire the underlying.
    pub taken: Vec<&'f Row>,
}

/// Codes `M`, `C`, `O` and `X`: the derivative goes, the underlying comes.
#[must_use]
pub fn is_exercise_code(code: &str) -> bool {
    matches!(code, "M" | "C" | "O" | "X")
}

/// The exercises of a filing, by day and class.
///
/// Titles of one class may be spelled in two ways; where a day has one underlying title and one
/// acquired title, they are taken for one.
#[must_use]
pub fn exercises<'f>(table1: &'f [Row], table2: &'f [Row]) -> Vec<Exercise<'f>> {
    let mut days: BTreeMap<NaiveDate, (Vec<&'f Row>, Vec<&'f Row>)> = BTreeMap::new();
    for row in table1.iter().chain(table2) {
        let Some(date) = row.transaction_date.present() else { continue };
        if !row.is_transaction() || !row.code().is_some_and(is_exercise_code) {
            continue;
        }
        match (row.table, row.acquires()) {
            (Table::Two, Some(false)) => days.entry(*date).or_default().0.push(row),
            (_, Some(true)) => days.entry(*date).or_default().1.push(row),
            _ => {}
        }
    }
    days.into_iter().flat_map(|(date, (given, taken))| by_class(date, given, taken)).collect()
}

/// The exercises of one day.
fn by_class<'f>(date: NaiveDate, given: Vec<&'f Row>, taken: Vec<&'f Row>) -> Vec<Exercise<'f>> {
    let mut found: Vec<Exercise<'f>> = Vec::new();
    for row in given {
        let same =
            |other: &&mut Exercise<'f>| other.given.first().is_some_and(|given| underlying(given) == underlying(row));
        match found.iter_mut().find(same) {
            Some(exercise) => exercise.given.push(row),
            None => found.push(Exercise { date, given: vec![row], taken: Vec::new() }),
        }
    }
    let one_title = taken.windows(2).all(|pair| matches!(pair, [a, b] if fold(title(a)) == fold(title(b))));
    let only = found.len() == 1 && one_title;
    for row in taken {
        let by = |is_same: &dyn Fn(&str) -> bool| found.iter().position(|other| other.class().is_some_and(is_same));
        let exactly = by(&|class| fold(class) == fold(title(row)));
        let nearly = || by(&|class| same_class(class, title(row)));
        match exactly.or_else(nearly).or(only.then_some(0)).and_then(|at| found.get_mut(at)) {
            Some(exercise) => exercise.taken.push(row),
            None => found.push(Exercise { date, given: Vec::new(), taken: vec![row] }),
        }
    }
    found
}

fn underlying(row: &Row) -> Option<String> {
    row.underlying_title.present().map(|title| fold(title))
}

fn title(row: &Row) -> &str {
    row.security_title.present().map_or("", AsRef::as_ref)
}

impl Exercise<'_> {
    /// The class that is received.
    #[must_use]
    pub fn class(&self) -> Option<&str> {
        let given = self.given.iter().find_map(|row| row.underlying_title.present());
        given.or_else(|| self.taken.iter().find_map(|row| row.security_title.present())).map(AsRef::as_ref)
    }

    /// The underlying shares that Table II gave up; none when one of them was not read.
    #[must_use]
    pub fn underlying_total(&self) -> Option<Decimal> {
        self.given.iter().try_fold(Decimal::ZERO, |sum, row| sum.checked_add(*row.underlying_shares.present()?))
    }

    /// The shares received; none when one of them was not read.
    #[must_use]
    pub fn taken_total(&self) -> Option<Decimal> {
        self.taken.iter().try_fold(Decimal::ZERO, |sum, row| sum.checked_add(*row.shares.present()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sample;

    #[test]
    fn an_exercise_has_two_sides() {
        let one = sample::rows(
            "I | Common Stock | 2003-11-10 | M | 5,000 | A | 0.85 | 9,000 | D
             I | Common Stock | 2003-11-10 | S | 2,000 | D | 3.95 | 7,000 | D
             I | Common Stock | 2003-11-11 | M | 700 | A | 0.85 | 7,700 | D",
        );
        let two = sample::rows(
            "II | Stock Option | 2003-11-10 | M | 3,000 | D | 0 | 0 | D | 0.85 | | 2011-10-23 | Common Stock, no par | 3,000
             II | Stock Option | 2003-11-10 | M | 2,000 | D | 0 | 0 | D | 0.90 | | 2012-10-23 | Common Stock, no par | 2,000",
        );
        let exercises = exercises(&one, &two);
        let sides: Vec<_> = exercises.iter().map(|exercise| (exercise.given.len(), exercise.taken.len())).collect();
        assert_eq!(sides, [(2, 1), (0, 1)]);
        let first = exercises.first().expect("an exercise");
        assert_eq!(first.underlying_total(), Some(Decimal::from(5_000)));
        assert_eq!(first.taken_total(), first.underlying_total());
    }
}
