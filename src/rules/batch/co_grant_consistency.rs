//! See rules/batch/co_grant_consistency.toml.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::keys;
use crate::rules::prelude::*;
use crate::rules::slip;
use crate::words::fold;

pub(in crate::rules) struct Check;

/// A grant of options, with the filing that reports it.
#[derive(Clone, Copy)]
struct Grant<'f> {
    filing: usize,
    owner: &'f str,
    row: &'f Row,
}

impl AcrossRule for Check {
    fn across<'f>(&self, filings: &'f [Filing], cx: &mut AcrossCx<'f>) {
        for filings in keys::by_issuer(filings).into_values() {
            let mut grants: BTreeMap<(NaiveDate, String), Vec<Grant<'f>>> = BTreeMap::new();
            for (filing, form) in filings.iter().filter_map(|(at, filing)| Some((*at, filing.ownership()?))) {
                for (key, grant) in of(filing, form) {
                    grants.entry(key).or_default().push(grant);
                }
            }
            for grants in grants.into_values() {
                differ(&grants, |row| &row.conversion_price, money, "an exercise price of", cx);
                differ(&grants, |row| &row.expiration_date, words_of_date, "an expiration date of", cx);
            }
        }
    }
}

/// The grants of a form by day and title. Holders of ten percent have terms of their own.
fn of(filing: usize, form: &Ownership) -> Vec<((NaiveDate, String), Grant<'_>)> {
    let Some(owner) = keys::sole_owner(form).filter(|owner| owner.is_ten_percent_owner.present() != Some(&true)) else {
        return Vec::new();
    };
    let Some(name) = owner.name.present() else { return Vec::new() };
    let is_grant = |row: &&Row| row.is_transaction() && row.code() == Some("A");
    let keyed = form.table2.iter().filter(is_grant).filter_map(|row| {
        let key = (*row.transaction_date.sure()?, fold::letters(row.security_title.sure()?));
        Some((key, Grant { filing, owner: name, row }))
    });
    keyed.collect()
}

/// Reports each grant that differs from what the others of the day show.
fn differ<'f, T: Datum + Ord + Copy + 'f>(
    grants: &[Grant<'f>],
    field: impl Fn(&'f Row) -> &'f Field<T>,
    words: impl Fn(T) -> String,
    what: &str,
    cx: &mut AcrossCx<'f>,
) {
    let known: Vec<(Grant<'f>, T)> =
        grants.iter().filter_map(|grant| Some((*grant, *field(grant.row).sure()?))).collect();
    // Someone who was granted options on several terms that day tells that the terms differ by plan.
    let mut terms: BTreeMap<&str, BTreeSet<T>> = BTreeMap::new();
    for (grant, value) in &known {
        terms.entry(grant.owner).or_default().insert(*value);
    }
    if terms.len() < 2 || terms.values().any(|terms| terms.len() > 1) {
        return;
    }
    let values: Vec<T> = known.iter().map(|(_, value)| *value).collect();
    let counted = keys::by_frequency(&values);
    let Some((usual, often)) = counted.first().copied() else { return };
    let Some((witness, _)) = known.iter().find(|(_, value)| *value == usual) else { return };
    for (grant, value) in known.iter().filter(|(_, value)| *value != usual) {
        let (written, others) = (words(*value), words(usual));
        let message = format!(
            "the grant to {} shows {what} {written}, that to {} on the same day {others}",
            grant.owner, witness.owner
        );
        let slip = slip::of_text(&written, &others);
        let draft = cx.report(grant.filing, field(grant.row), message);
        draft.also(field(witness.row), witness.owner);
        match slip {
            Some(slip) => {
                draft.help(format!("write {others} if that is meant; {}", slip.words()));
            }
            // Two grants of two plans may differ; one among many is odd.
            None if often < 2 => {
                draft.at_most(Severity::Note);
            }
            None => {}
        }
    }
}
