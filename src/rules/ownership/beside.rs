//! Holdings of a security that also has transactions.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::filing::{Ownership, Row, Table};
use crate::rules::Cx;
use crate::words::fold::fold;

/// Each holding of a table that is of one account with transactions, with the last of these.
pub(super) fn holdings_beside<'f>(table: Table, form: &'f Ownership, cx: &Cx<'f>) -> Vec<(&'f Row, &'f Row)> {
    let rows = if table == Table::One { &form.table1 } else { &form.table2 };
    if rows.iter().all(Row::is_transaction) {
        return Vec::new();
    }
    let accounts = cx.ledger().accounts.iter().filter(|account| account.table == table && !account.open);
    let last: HashMap<Position, &'f Row> =
        accounts.filter_map(|account| account.rows.last()).filter_map(|row| Some((Position::of(row)?, *row))).collect();
    let holdings = rows.iter().filter(|row| !row.is_transaction());
    holdings.filter_map(|holding| Some((*last.get(&Position::of(holding)?)?, holding))).collect()
}

/// What tells accounts apart.
#[derive(PartialEq, Eq, Hash)]
struct Position {
    title: String,
    ownership: String,
    nature: String,
    price: Option<Decimal>,
    expiry: Option<NaiveDate>,
}

impl Position {
    fn of(row: &Row) -> Option<Position> {
        Some(Position {
            title: fold(row.security_title.sure()?),
            ownership: fold(row.ownership.sure()?),
            nature: row.nature.present().map(|nature| fold(nature)).unwrap_or_default(),
            price: row.conversion_price.present().copied(),
            expiry: row.expiration_date.present().copied(),
        })
    }
}
