//! See rules/batch/cusip_per_issuer.toml.

use std::collections::BTreeMap;

use crate::rules::cusips;
use crate::rules::keys;
use crate::rules::prelude::*;
use crate::words::fold;

pub(in crate::rules) struct Check;

/// A CUSIP with the filing it stands in.
type Placed<'f> = (usize, &'f Field<Box<str>>);

impl AcrossRule for Check {
    fn across<'f>(&self, filings: &'f [Filing], cx: &mut AcrossCx<'f>) {
        for (key, filings) in keys::by_issuer(filings) {
            if has_a_series_for_each_cusip(&key) {
                continue;
            }
            let Some(issuer) = filings.first().and_then(|(_, filing)| filing.issuer.name.present()) else { continue };
            let mut classes: BTreeMap<String, Vec<Placed<'f>>> = BTreeMap::new();
            for (at, filing) in filings {
                let Some(schedule) = filing.beneficial() else { continue };
                let (Some(title), Some(cusip)) = (schedule.class_title.present(), only_cusip(schedule)) else {
                    continue;
                };
                classes.entry(fold::class(title)).or_default().push((at, cusip));
            }
            for cusips in classes.into_values() {
                differ(issuer, &cusips, cx);
            }
        }
    }
}

fn differ<'f>(issuer: &str, cusips: &[Placed<'f>], cx: &mut AcrossCx<'f>) {
    let values: Vec<&str> = cusips.iter().filter_map(|(_, cusip)| cusip.sure().map(AsRef::as_ref)).collect();
    let counted = keys::by_frequency(&values);
    let Some((usual, _)) = counted.first().copied() else { return };
    let Some((_, witness)) = cusips.iter().find(|(_, cusip)| cusip.sure().is_some_and(|cusip| **cusip == *usual))
    else {
        return;
    };
    for (odd, _) in counted.iter().skip(1) {
        let same = |cusip: &Field<Box<str>>| cusip.sure().is_some_and(|cusip| **cusip == **odd);
        let Some((at, first)) = cusips.iter().find(|(_, cusip)| same(cusip)) else { continue };
        let message = format!("the CUSIP of {issuer} is {odd} here, and {usual} in another filing of the run");
        cx.report(*at, *first, message).also(*witness, "another filing");
    }
}

/// The one CUSIP of a schedule, when it is right; what contradicts itself is reported there.
fn only_cusip(schedule: &Beneficial) -> Option<&Field<Box<str>>> {
    match cusips::distinct(schedule).as_slice() {
        [only] if only.is_right() => Some(&only.first().cusip),
        _ => None,
    }
}

/// Trusts and funds have a CUSIP for each series under one name.
fn has_a_series_for_each_cusip(folded: &str) -> bool {
    folded.split(' ').any(|word| matches!(word, "trust" | "fund" | "funds" | "etf" | "portfolio" | "series"))
}
