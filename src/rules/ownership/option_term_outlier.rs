//! See rules/ownership/option_term_outlier.toml.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months};

use crate::rules::prelude::*;
use crate::words::fold::fold;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let mut series: BTreeMap<String, Vec<Grant<'f>>> = BTreeMap::new();
        for grant in form.table2.iter().filter_map(Grant::of) {
            series.entry(grant.title.clone()).or_default().push(grant);
        }
        for grants in series.values() {
            let usual = usual_term(grants);
            for grant in grants {
                match usual {
                    Some(years) if grant.years != Some(years) => {
                        say(grant, &format!("the other grants of this title run {years} years"), cx);
                    }
                    None if grant.is_longer_than(cx.whole("years", Some(grant.granted))) => {
                        say(grant, "options rarely run longer than ten years", cx);
                    }
                    _ => {}
                }
            }
        }
    }
}

fn say<'f>(grant: &Grant<'f>, why: &str, cx: &mut Cx<'f>) {
    let message = format!(
        "Table II, row {}: granted {}, expires {}; {why}",
        grant.row.number,
        words_of_date(grant.granted),
        words_of_date(grant.expires),
    );
    cx.report(&grant.row.expiration_date, message).also(&grant.row.transaction_date, "granted here");
}

struct Grant<'f> {
    row: &'f Row,
    title: String,
    granted: NaiveDate,
    expires: NaiveDate,
    /// The term in whole years, when it is one but for three days.
    years: Option<u32>,
}

impl<'f> Grant<'f> {
    fn of(row: &'f Row) -> Option<Grant<'f>> {
        let title = fold(row.security_title.present()?);
        let granted = *row.transaction_date.sure()?;
        let expires = *row.expiration_date.sure()?;
        let is_grant = row.code() == Some("A") && row.acquires() == Some(true) && title.contains("option");
        // An expiry in the first days of January may still close the year before.
        let years = (-1..=1)
            .filter_map(|more| u32::try_from(expires.year() - granted.year() + more).ok())
            .find(|years| after(granted, *years).is_some_and(|day| (expires - day).num_days().abs() <= 3));
        (is_grant && expires > granted).then_some(Grant { row, title, granted, expires, years })
    }

    /// Whether the term is more than so many years and a day.
    fn is_longer_than(&self, years: Option<i64>) -> bool {
        let years = years.and_then(|years| u32::try_from(years).ok());
        let last = years.and_then(|years| after(self.granted, years)?.checked_add_days(Days::new(1)));
        last.is_some_and(|last| self.expires > last)
    }
}

fn after(date: NaiveDate, years: u32) -> Option<NaiveDate> {
    date.checked_add_months(Months::new(years.checked_mul(12)?))
}

/// The term that all grants but one share; at least two must share it.
fn usual_term(grants: &[Grant<'_>]) -> Option<u32> {
    let mut terms: BTreeMap<u32, usize> = BTreeMap::new();
    for years in grants.iter().filter_map(|grant| grant.years) {
        *terms.entry(years).or_default() += 1;
    }
    let (years, count) = terms.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 2 && count + 1 >= grants.len()).then_some(years)
}
