//! What a filing's figures add up to. Sums, never judgements; knows no rule.
//!
//! Figures are taken as they were read, sure or not: whoever judges asks the fields how sure they are.

mod account;
mod due;
mod exercise;
#[cfg(test)]
mod sample;
pub mod trades;

pub use account::{Account, Step, accounts, change, follows, opening};
pub use due::{Due, after_execution, due, due_by, in_next_month, may_wait};
pub use exercise::{Exercise, exercises, is_exercise_code};

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::filing::{Filing, Row, Table};

/// The sums of one filing.
pub struct Ledger<'f> {
    /// Positions of Tables I and II that have transactions, by their first rows.
    pub accounts: Vec<Account<'f>>,
    /// Exercises and conversions, by day and class.
    pub exercises: Vec<Exercise<'f>>,
    /// Table and number of a row, to its account and its place there.
    places: OnceCell<HashMap<(Table, usize), (usize, usize)>>,
}

impl<'f> Ledger<'f> {
    #[must_use]
    pub fn of(filing: &'f Filing) -> Ledger<'f> {
        let (table1, table2) =
            filing.ownership().map_or((&[][..], &[][..]), |form| (form.table1.as_slice(), form.table2.as_slice()));
        let mut all = accounts(table1);
        all.extend(accounts(table2));
        Ledger { places: OnceCell::new(), accounts: all, exercises: exercises(table1, table2) }
    }

    /// The step that leads to a row, when the row before it in its account was read.
    #[must_use]
    pub fn step_to(&self, row: &'f Row) -> Option<Step<'f>> {
        let (account, inside) = self.account_of(row)?;
        Step::of(account.rows.get(inside.checked_sub(1)?)?, row)
    }

    /// The account a row stands in, and its place there.
    #[must_use]
    pub fn account_of(&self, row: &Row) -> Option<(&Account<'f>, usize)> {
        let (at, inside) = *self.places.get_or_init(|| self.places()).get(&(row.table, row.number))?;
        Some((self.accounts.get(at)?, inside))
    }

    fn places(&self) -> HashMap<(Table, usize), (usize, usize)> {
        let of = |(at, account): (usize, &Account<'f>)| {
            let rows = account.rows.iter().enumerate();
            rows.map(|(inside, row)| ((row.table, row.number), (at, inside))).collect::<Vec<_>>()
        };
        self.accounts.iter().enumerate().flat_map(of).collect()
    }
}
