//! Exercises and conversions: what Table II gave up and what was received for it.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::filing::{Row, Table};
use crate::words::fold::fold;

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
    let mut classes = Classes::default();
    for row in given {
        let class = row.underlying_title.present().map(|title| fold(title)).unwrap_or_default();
        let at = classes.exactly(&class).unwrap_or_else(|| {
            found.push(Exercise { date, given: Vec::new(), taken: Vec::new() });
            classes.add(class, found.len() - 1)
        });
        found.get_mut(at).expect("exercises: a class is one of these").given.push(row);
    }
    let titles: Vec<String> =
        taken.iter().map(|row| row.security_title.present().map(|title| fold(title)).unwrap_or_default()).collect();
    // Units of Table II may be a step on the way; the shares of Table I are what was exercised into.
    let one_title = titles.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
    let only = (found.len() == 1 && one_title).then_some(0);
    for (row, title) in taken.into_iter().zip(titles) {
        let at = classes
            .exactly(&title)
            .or_else(|| classes.nearly(&title))
            .or(only.filter(|_| row.table == Table::One))
            .unwrap_or_else(|| {
                found.push(Exercise { date, given: Vec::new(), taken: Vec::new() });
                classes.add(title, found.len() - 1)
            });
        found.get_mut(at).expect("exercises: a class is one of these").taken.push(row);
    }
    found
}

/// Folded titles of classes and the exercise of each.
#[derive(Default)]
struct Classes {
    whole: HashMap<String, usize>,
    /// The first words of each, for titles that say less.
    begun: HashMap<String, usize>,
}

impl Classes {
    fn add(&mut self, class: String, at: usize) -> usize {
        for begin in first_words(&class) {
            self.begun.entry(begin.to_owned()).or_insert(at);
        }
        self.whole.insert(class, at);
        at
    }

    fn exactly(&self, title: &str) -> Option<usize> {
        self.whole.get(title).copied()
    }

    /// `common stock` and `common stock par value 0 01` name one class.
    fn nearly(&self, title: &str) -> Option<usize> {
        let longer = || self.begun.get(title).copied();
        let shorter = || first_words(title).find_map(|begin| self.whole.get(begin).copied());
        longer().or_else(shorter)
    }
}

/// A folded title without its last words, the longest first.
fn first_words(title: &str) -> impl Iterator<Item = &str> {
    title.rmatch_indices(' ').filter_map(|(at, _)| title.get(..at))
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
