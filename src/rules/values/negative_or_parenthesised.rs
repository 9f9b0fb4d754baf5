//! See rules/values/negative_or_parenthesised.toml.

use super::flaw::{Flaw, each};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let rows = filing.ownership().into_iter().flat_map(Ownership::rows);
        // Of the number of a transaction negative-shares speaks.
        let shares: Vec<&dyn AnyField> = rows.map(|row| &row.shares as &dyn AnyField).collect();
        let is_own = |field: &dyn AnyField| !shares.iter().any(|own| std::ptr::addr_eq(*own, field));
        let odd = cx.odd();
        for field in odd.negative.iter().filter(|field| is_own(**field)) {
            let Some(value) = field.number() else { continue };
            let message = format!("{} is {}, below zero", cx.name_of(*field), number(value));
            cx.report(field, message);
        }
        for (field, written, _) in each(cx).into_iter().filter(|(.., flaw)| *flaw == Flaw::Negative) {
            let message = format!("{} is `{written}`, a negative number", cx.name_of(field));
            cx.report(&field, message);
        }
        for field in &odd.mended {
            let Some(repair) = field.repair().filter(|repair| repair.how == How::Stripped) else { continue };
            if Flaw::of(field.sort(), &repair.written) == Flaw::Negative {
                let message = format!("{} is `{}`, a negative number", cx.name_of(*field), repair.written);
                cx.report(field, message);
            }
        }
    }
}
