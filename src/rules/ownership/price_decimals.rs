//! See rules/ownership/price_decimals.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let Some(most) = cx.whole("decimals", None).and_then(|most| u32::try_from(most).ok()) else { return };
        for (what, field) in [("price", &row.price), ("exercise price", &row.conversion_price)] {
            let Some(price) = field.sure().filter(|price| price.normalize().scale() > most) else { continue };
            let message = format!(
                "{}, row {}: the {what} {} has more than {most} decimals",
                row.table.name(),
                row.number,
                money(*price),
            );
            cx.report(field, message).help(format!("write {}", money(price.round_dp(most))));
        }
    }
}
