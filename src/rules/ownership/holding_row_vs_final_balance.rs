//! See rules/ownership/holding_row_vs_final_balance.toml.

use super::beside::holdings_beside;
use super::notes::{has_word, is_marked};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for (last, holding) in holdings_beside(Table::One, form, cx) {
            let told_apart = [
                last.security_title.marks(),
                last.ownership.marks(),
                last.nature.marks(),
                last.owned_following.marks(),
            ];
            let nature = holding.nature.present().map_or("", AsRef::as_ref);
            if is_marked(holding) || told_apart.iter().any(|marks| !marks.is_empty()) || has_word(nature, &["footnote"])
            {
                continue;
            }
            let (Some(held), Some(after)) = (holding.owned_following.sure(), last.owned_following.sure()) else {
                continue;
            };
            if held == after {
                continue;
            }
            let message = format!(
                "Table I, row {}: {} held, but {} after the transactions of the same security in row {}",
                holding.number,
                number(*held),
                number(*after),
                last.number,
            );
            cx.report(&holding.owned_following, message).also(&last.owned_following, "the balance of the transactions");
        }
    }
}
