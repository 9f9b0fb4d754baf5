//! See rules/values/date_impossible.toml.

use super::flaw::{self, Flaw, each};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, _: &'f Filing, cx: &mut Cx<'f>) {
        for (field, written, flaw) in each(cx) {
            let Flaw::NoDay(month) = flaw else { continue };
            let place = cx.name_of(field);
            let swapped = flaw::swapped(written);
            let message = match month {
                Some((month, days)) => format!("{place} is `{written}`, but {month} has {days} days"),
                None => format!("{place} is `{written}`, and there is no such month"),
            };
            let draft = cx.report(&field, message);
            if let Some(day) = swapped {
                draft.help(format!("write {} if the day stands before the month", words_of_date(day)));
            }
        }
    }
}
