//! See rules/batch/batch_typography.toml.

use std::collections::BTreeMap;

use crate::rules::keys;
use crate::rules::prelude::*;
use crate::words::fold;

pub(in crate::rules) struct Check;

/// The spellings of one word, each with where it first stands.
type Spellings<'f> = BTreeMap<&'f str, (usize, &'f Field<Box<str>>)>;

impl AcrossRule for Check {
    fn across<'f>(&self, filings: &'f [Filing], cx: &mut AcrossCx<'f>) {
        let mut found: Vec<Spellings<'f>> = Vec::new();
        for filings in keys::by_issuer(filings).into_values() {
            let mut words: BTreeMap<String, Spellings<'f>> = BTreeMap::new();
            for (at, filing) in filings {
                for (kind, field) in typed(filing) {
                    let Some(written) = field.sure() else { continue };
                    let key = format!("{kind} {}", fold::letters(written));
                    words.entry(key).or_default().entry(written).or_insert((at, field));
                }
            }
            found.extend(words.into_values().filter(is_across));
        }
        let labels: Vec<(usize, &Field<Box<str>>, &str)> = found
            .iter()
            .flat_map(|spellings| spellings.iter().map(|(written, (at, field))| (*at, *field, *written)))
            .collect();
        let Some(((at, first, _), rest)) = labels.split_first() else { return };
        let told: Vec<String> = found.iter().take(TOLD).map(words).collect();
        let more = found.len().saturating_sub(TOLD);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let draft = cx.report(
            *at,
            *first,
            format!("filings of one issuer spell the same in several ways: {}{more}", told.join("; ")),
        );
        for (_, field, written) in rest.iter().take(LABELLED) {
            draft.also(*field, format!("here {written}"));
        }
    }
}

/// How many words a message tells of, and how many places are labelled beside the first.
const TOLD: usize = 4;
const LABELLED: usize = 11;

/// What people type anew in each ownership form.
fn typed(filing: &Filing) -> Vec<(&'static str, &Field<Box<str>>)> {
    let Some(form) = filing.ownership() else { return Vec::new() };
    let issuer = [("symbol", &filing.issuer.symbol), ("issuer", &filing.issuer.name)];
    issuer.into_iter().chain(form.rows().map(|row| ("title", &row.security_title))).collect()
}

/// Whether several spellings stand in more than one filing.
fn is_across(spellings: &Spellings<'_>) -> bool {
    let mut filings = spellings.values().map(|(at, _)| at);
    let first = filings.next();
    filings.any(|at| Some(at) != first)
}

/// `EGHT and eght`.
fn words(spellings: &Spellings<'_>) -> String {
    let all: Vec<&str> = spellings.keys().copied().collect();
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => all.concat(),
    }
}
