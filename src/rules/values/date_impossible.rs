//! See rules/values/date_impossible.toml.

use super::flaw::{Flaw, each};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, _: &'f Filing, cx: &mut Cx<'f>) {
        for (field, written, flaw) in each(cx) {
            let Flaw::NoDay(month) = flaw else { continue };
            let place = cx.name_of(field);
            let message = match month {
                Some((month, days)) => format!("{place} is `{written}`, but {month} has {days} days"),
                None => format!("{place} is `{written}`, and there is no such month"),
            };
            cx.report(&field, message);
        }
    }
}
