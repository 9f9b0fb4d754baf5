//! See rules/ownership/trade_on_closed_market.toml.

use crate::rules::prelude::*;
use crate::tables::calendar;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let (Some(date), Some(price)) = (row.transaction_date.sure(), row.price.sure()) else { return };
        let verb = match row.code() {
            Some("P") => "purchase",
            Some("S") => "sale",
            _ => return,
        };
        if price.is_zero() || calendar::is_trading_day(*date) != Some(false) {
            return;
        }
        let day = calendar::closure(*date).map_or_else(|| date.format("%A").to_string(), str::to_owned);
        let message = format!(
            "{}, row {}: the {verb} of {} fell on {day}, when the exchanges were closed",
            row.table.name(),
            row.number,
            words_of_date(*date),
        );
        cx.report(&row.transaction_date, message);
    }
}
