//! See rules/values/date_two_digit_year.toml.

use crate::rules::damage::together;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let mut short: Vec<&'f dyn AnyField> = Vec::new();
        filing.fields(&mut |field| {
            if field.date().is_some() && is_short(cx.written(&field)) {
                short.push(field);
            }
        });
        let Some(first) = short.first() else { return };
        let shown = cx.written(first);
        let message = match short.len() {
            1 => format!("the year of `{shown}` has two digits"),
            count => format!("the years of {count} dates have two digits, as `{shown}`"),
        };
        together(cx, short.iter().map(|field| (field.witness(), String::new())).collect(), message);
    }
}

/// `12/26/03`.
fn is_short(written: &str) -> bool {
    let mut parts = written.trim().split(['/', '-']);
    let parts = [parts.next(), parts.next(), parts.next()].map(|part| part.unwrap_or(""));
    parts.iter().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
}
