//! See rules/ownership/underlying_title_unknown.toml.

use std::collections::BTreeSet;

use crate::rules::prelude::*;
use crate::words::fold::fold;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let titles: BTreeSet<String> =
            form.rows().filter_map(|row| row.security_title.present()).map(|title| fold(title)).collect();
        if form.table1.is_empty() || titles.len() > MOST_TITLES {
            return;
        }
        let mut said: BTreeSet<String> = BTreeSet::new();
        for row in &form.table2 {
            let Some(written) = row.underlying_title.sure().filter(|_| row.underlying_title.marks().is_empty()) else {
                continue;
            };
            let underlying = fold(written);
            if said.contains(&underlying) || titles.iter().any(|title| is_like(title, &underlying)) {
                continue;
            }
            let message = format!("Table II, row {}: {written} is no security of this filing", row.number);
            let draft = cx.report(&row.underlying_title, message);
            if let Some(first) = form.table1.first().filter(|first| first.security_title.sure().is_some()) {
                draft.also(&first.security_title, "a security of Table I");
            }
            said.insert(underlying);
        }
    }
}

/// As many rows as EDGAR takes: titles are compared each with each.
const MOST_TITLES: usize = 60;

/// Whether two titles may name one class: one holds the other, or they are spelled nearly alike.
fn is_like(title: &str, underlying: &str) -> bool {
    const TYPO: usize = 2;
    let holds = |long: &str, short: &str| !short.is_empty() && long.contains(short);
    let shorter = title.len().min(underlying.len());
    let near = || shorter > 2 * TYPO && strsim::osa_distance(title, underlying) <= TYPO;
    let other_letter = || letter(title).zip(letter(underlying)).is_some_and(|(one, other)| one != other);
    holds(title, underlying) || holds(underlying, title) || (near() && !other_letter())
}

/// The letter or the number that tells one class of a kind from another: `b` of `class b common stock`.
fn letter(title: &str) -> Option<&str> {
    let mut words = title.split(' ');
    words.find(|word| matches!(*word, "class" | "series"))?;
    words.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_told_by_their_letters() {
        assert!(is_like("common stock", "common stock par value 0 01"));
        assert!(is_like("common stock", "commom stock"));
        assert!(is_like("class a common stock", "cla5s a common st0ck"));
        assert!(!is_like("class a common stock", "class b common stock"));
        assert!(!is_like("common stock", "ordinary shares"));
    }
}
