//! See rules/values/comma_grouping.toml.

use super::flaw::{Flaw, each, is_number};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, _: &'f Filing, cx: &mut Cx<'f>) {
        for (field, written, flaw) in each(cx) {
            if flaw != Flaw::Grouping {
                continue;
            }
            let place = cx.name_of(field);
            let message = format!("{place} is `{written}`, whose commas do not set thousands apart");
            let draft = cx.report(&field, message);
            if let Some(point) = with_point(written) {
                draft.help(format!("compare with the original; with a point for the comma it is {point}"));
            }
        }
    }
}

/// The number with a point in the place of its one comma, where two digits follow that.
fn with_point(written: &str) -> Option<String> {
    let (whole, fraction) = written.split_once(',')?;
    let point = format!("{whole}.{fraction}");
    (fraction.len() == 2 && is_number(point.trim_start_matches(['\\', '$', ' ']))).then_some(point)
}
