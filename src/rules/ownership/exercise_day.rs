//! What the rows of one day tell of its exercises, asked once for all of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::filing::{Ownership, Row, Table};
use crate::ledger::is_exercise_code;
use crate::words::fold::fold;

/// The days of a form's transactions.
pub(super) struct Days<'f> {
    days: BTreeMap<NaiveDate, Day<'f>>,
    /// A transaction whose date was not surely read may be of any day.
    undated: bool,
    nothing: Day<'f>,
}

/// The transactions of one day.
#[derive(Default)]
pub(super) struct Day<'f> {
    /// A transaction has no code that was surely read: it may be of any kind.
    pub uncoded: bool,
    /// The directions of rows with an exercise code; one that tells none counts as either.
    acquires: bool,
    disposes: bool,
    /// A derivative comes by an exercise: what is given may pass through it.
    pub derivative_comes: bool,
    /// What comes as a derivative of Table II, or under code J, which says what happened in words.
    comes_otherwise: HashSet<String>,
    by_shares: HashMap<(Table, Decimal), Vec<&'f Row>>,
}

impl<'f> Days<'f> {
    pub(super) fn of(form: &'f Ownership) -> Days<'f> {
        let mut days = Days { days: BTreeMap::new(), undated: false, nothing: Day::default() };
        for row in form.rows().filter(|row| row.is_transaction()) {
            days.undated |= row.transaction_date.sure().is_none();
            if let Some(date) = row.transaction_date.present() {
                days.days.entry(*date).or_default().take(row);
            }
        }
        days
    }

    pub(super) fn on(&self, date: NaiveDate) -> &Day<'f> {
        self.days.get(&date).unwrap_or(&self.nothing)
    }

    /// Whether the kind of every row that may be of this day was read.
    pub(super) fn was_read(&self, date: NaiveDate) -> bool {
        !self.undated && !self.on(date).uncoded
    }
}

impl<'f> Day<'f> {
    fn take(&mut self, row: &'f Row) {
        self.uncoded |= row.code.sure().is_none();
        if row.code().is_some_and(is_exercise_code) {
            self.acquires |= row.acquires() != Some(false);
            self.disposes |= row.acquires() != Some(true);
            self.derivative_comes |= row.table == Table::Two && row.acquires() == Some(true);
        }
        let title = row.security_title.present().filter(|_| row.acquires() == Some(true));
        if let Some(title) = title.filter(|_| row.table == Table::Two || row.code() == Some("J")) {
            self.comes_otherwise.insert(fold(title));
        }
        if let Some(shares) = shares_of_the_class(row) {
            self.by_shares.entry((row.table, shares)).or_default().push(row);
        }
    }

    /// Whether a row with an exercise code goes the other way: a conversion shown whole in one table, or
    /// a derivative for another derivative.
    pub(super) fn has_other_leg(&self, row: &Row) -> bool {
        row.acquires().is_some_and(|acquires| if acquires { self.disposes } else { self.acquires })
    }

    pub(super) fn comes_otherwise(&self, class: &str) -> bool {
        self.comes_otherwise.contains(&fold(class))
    }

    /// A row of the other table for as many shares: the other side under another code or direction.
    pub(super) fn counterpart(&self, row: &Row) -> Option<&'f Row> {
        let (other_table, comes) = if row.table == Table::One { (Table::Two, false) } else { (Table::One, true) };
        let alike = self.by_shares.get(&(other_table, shares_of_the_class(row)?))?;
        let is_other_side =
            |other: &&&Row| other.acquires() == Some(comes) || other.code().is_some_and(is_exercise_code);
        alike.iter().find(is_other_side).copied()
    }
}

/// The shares of the underlying class that a row moves.
fn shares_of_the_class(row: &Row) -> Option<Decimal> {
    let shares = if row.table == Table::One { &row.shares } else { &row.underlying_shares };
    shares.sure().copied()
}
