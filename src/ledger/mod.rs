//! What a filing's figures add up to. Sums, never judgements; knows no rule.
//!
//! Figures are taken as they were read, sure or not: whoever judges asks the fields how sure they are.

mod account;
mod exercise;
mod fold;
#[cfg(test)]
mod sample;

pub use account::{Account, Step, accounts, change, follows, opening};
pub use exercise::{Exercise, exercises, is_exercise_code};
pub use fold::{figures_in, fold, same_class};

use crate::filing::{Filing, Row};

/// The sums of one filing.
pub struct Ledger<'f> {
    /// Positions of Tables I and II that have transactions, by their first rows.
    pub accounts: Vec<Account<'f>>,
    /// Exercises and conversions, by day and class.
    pub exercises: Vec<Exercise<'f>>,
}

impl<'f> Ledger<'f> {
    #[must_use]
    pub fn of(filing: &'f Filing) -> Ledger<'f> {
        let Some(form) = filing.ownership() else { return Ledger { accounts: Vec::new(), exercises: Vec::new() } };
        let mut all = accounts(&form.table1);
        all.extend(accounts(&form.table2));
        Ledger { accounts: all, exercises: exercises(&form.table1, &form.table2) }
    }

    /// The account a row stands in, and its place there.
    #[must_use]
    pub fn account_of(&self, row: &Row) -> Option<(&Account<'f>, usize)> {
        self.accounts.iter().find_map(|account| {
            let at = account.rows.iter().position(|other| std::ptr::eq(*other, row))?;
            Some((account, at))
        })
    }
}
