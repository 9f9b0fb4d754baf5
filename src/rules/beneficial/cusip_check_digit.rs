//! See rules/beneficial/cusip_check_digit.toml.

use crate::rules::cusips::{self, Cusip};
use crate::rules::prelude::*;
use crate::rules::slip;
use crate::tables::identifiers::{cusip_check_digit, is_placeholder_cusip};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let all = cusips::distinct(schedule);
        for cusip in &all {
            let Some((most, message)) = fault(cusip) else { continue };
            let meant =
                all.iter().find(|other| other.is_right() && slip::of_text(&cusip.value, &other.value).is_some());
            let draft = cx.report(&cusip.first().cusip, message);
            draft.at_most(most);
            for again in cusip.at.iter().skip(1).take(8) {
                draft.also(&again.cusip, "and here");
            }
            if let Some(meant) = meant {
                let place = meant.place();
                draft.also(&meant.first().cusip, format!("{place} says {}, whose check digit is right", meant.value));
                draft.help(format!("write {} if that is meant: one character differs", meant.value));
            } else if let Some(meant) = repaired(&cusip.value) {
                draft.help(format!("write {meant} if that is meant: letters stand there for digits"));
            }
        }
    }
}

/// What is wrong with a CUSIP, and how much that weighs at most.
fn fault(cusip: &Cusip<'_>) -> Option<(Severity, String)> {
    let value = &cusip.value;
    if is_placeholder_cusip(value) {
        return Some((Severity::Note, format!("the CUSIP is written as {value}, which stands for none")));
    }
    if !cusips::is_spelled(value) {
        return None;
    }
    let digit = value.get(..8).and_then(cusip_check_digit);
    match (value.len(), digit) {
        (9, Some(digit)) if !value.ends_with(digit) => {
            let last = value.get(8..).unwrap_or("");
            Some((
                Severity::Error,
                format!("the check digit of CUSIP {value} is {last}, its first eight characters ask for {digit}"),
            ))
        }
        (8, Some(digit)) => {
            Some((Severity::Note, format!("the CUSIP {value} lacks its check digit, which is {digit}")))
        }
        (6, _) => {
            Some((Severity::Note, format!("the CUSIP {value} has six characters, which name the issuer but no issue")))
        }
        (7, _) => Some((Severity::Note, format!("the CUSIP {value} has seven characters, as a SEDOL has"))),
        (12, _) => Some((Severity::Note, format!("the CUSIP {value} has twelve characters, as an ISIN has"))),
        (10 | 11 | 1..=5, _) => {
            Some((Severity::Warning, format!("the CUSIP {value} has {} characters, not nine", value.len())))
        }
        _ => None,
    }
}

/// The CUSIP with the letters I and O, which none has, read as digits; when its check digit is then right.
fn repaired(value: &str) -> Option<String> {
    let meant: String = value
        .chars()
        .map(|c| {
            if c == 'O' {
                '0'
            } else if c == 'I' {
                '1'
            } else {
                c
            }
        })
        .collect();
    let digit = cusip_check_digit(meant.get(..8)?)?;
    (meant != value && meant.len() == 9 && meant.ends_with(digit)).then_some(meant)
}
