//! Positions and their running balances.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::filing::{FootnoteText, Ownership, Row, Table};
use crate::words::fold::fold;

/// One position: the transactions of one table with the same title, form and nature of ownership
/// (in Table II also the same price, expiry and underlying), in the order of the document.
#[derive(Clone, Debug)]
pub struct Account<'f> {
    pub table: Table,
    pub rows: Vec<&'f Row>,
    /// Whether a row of the table that tells no title or no form of ownership may belong here too.
    pub open: bool,
}

/// From the balance of one row to the balance of the next.
#[derive(Clone, Copy, Debug)]
pub struct Step<'f> {
    pub before: &'f Row,
    pub row: &'f Row,
    /// The balance before, with what the row acquired or disposed of.
    pub expected: Decimal,
    pub stated: Decimal,
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    title: String,
    ownership: String,
    nature: String,
    price: Option<Decimal>,
    expiry: Option<NaiveDate>,
    underlying: String,
}

/// What a row adds to its position; below zero where it disposes.
#[must_use]
pub fn change(row: &Row) -> Option<Decimal> {
    let shares = *row.shares.present()?;
    row.acquires().map(|acquires| if acquires { shares } else { -shares })
}

/// The balance after a row, from the balance before it.
#[must_use]
pub fn follows(before: Decimal, row: &Row) -> Option<Decimal> {
    before.checked_add(change(row)?)
}

/// The balance before a row, from the balance it states.
#[must_use]
pub fn opening(row: &Row) -> Option<Decimal> {
    row.owned_following.present()?.checked_sub(change(row)?)
}

/// The positions of one table that have transactions, by their first rows.
///
/// A row that tells no title or no form of ownership belongs to the only position of its table;
/// where there are several, it leaves all of them open.
#[must_use]
pub fn accounts(rows: &[Row]) -> Vec<Account<'_>> {
    let mut accounts: Vec<Account<'_>> = Vec::new();
    let mut place: HashMap<Key, usize> = HashMap::new();
    let mut homeless = false;
    let mut last: Option<(&Row, usize)> = None;
    for row in rows.iter().filter(|row| row.is_transaction()) {
        // Rows of one position stand together and are spelled alike, nearly always.
        if let Some((before, at)) = last
            && is_spelled_alike(before, row)
            && let Some(account) = accounts.get_mut(at)
        {
            account.rows.push(row);
            continue;
        }
        let Some(key) = Key::of(row) else {
            homeless = true;
            continue;
        };
        let at = *place.entry(key).or_insert(accounts.len());
        last = Some((row, at));
        match accounts.get_mut(at) {
            Some(account) => account.rows.push(row),
            None => accounts.push(Account { table: row.table, rows: vec![row], open: false }),
        }
    }
    match accounts.as_mut_slice() {
        [only] if homeless => only.rows = rows.iter().filter(|row| row.is_transaction()).collect(),
        several => several.iter_mut().for_each(|account| account.open = homeless),
    }
    accounts
}

/// Whether two rows say the same, to the letter, of what tells positions apart.
fn is_spelled_alike(one: &Row, other: &Row) -> bool {
    one.security_title.present() == other.security_title.present()
        && one.ownership.present() == other.ownership.present()
        && one.nature.present() == other.nature.present()
        && one.conversion_price.present() == other.conversion_price.present()
        && one.expiration_date.present() == other.expiration_date.present()
        && one.underlying_title.present() == other.underlying_title.present()
}

impl Key {
    fn of(row: &Row) -> Option<Key> {
        let text = |field: &crate::filing::Field<Box<str>>| field.present().map(|text| fold(text));
        Some(Key {
            title: text(&row.security_title)?,
            ownership: text(&row.ownership)?,
            nature: text(&row.nature).unwrap_or_default(),
            price: row.conversion_price.present().copied(),
            expiry: row.expiration_date.present().copied(),
            underlying: text(&row.underlying_title).unwrap_or_default(),
        })
    }
}

impl<'f> Account<'f> {
    /// Each step whose figures were read, in the order of the document.
    pub fn steps(&self) -> impl Iterator<Item = Step<'f>> + '_ {
        self.rows.windows(2).filter_map(|pair| match *pair {
            [before, row] => Step::of(before, row),
            _ => None,
        })
    }

    /// The balance before the first row.
    #[must_use]
    pub fn opening(&self) -> Option<Decimal> {
        self.rows.first().and_then(|row| opening(row))
    }

    /// Whether every step was read and holds.
    #[must_use]
    pub fn reconciles(&self) -> bool {
        self.steps().filter(Step::holds).count() + 1 >= self.rows.len()
    }

    /// The rows apart by the footnotes at title, form and nature of ownership: footnotes tell apart
    /// accounts that the columns do not. Texts are compared, not their numbers.
    #[must_use]
    pub fn by_footnotes(&self, form: &Ownership) -> Vec<Account<'f>> {
        let mut parts: Vec<Account<'f>> = Vec::new();
        let mut place: HashMap<Vec<String>, usize> = HashMap::new();
        for row in &self.rows {
            let at = *place.entry(account_notes(row, form)).or_insert(parts.len());
            match parts.get_mut(at) {
                Some(part) => part.rows.push(row),
                None => parts.push(Account { table: self.table, rows: vec![row], open: self.open }),
            }
        }
        parts
    }

    /// The rows apart by chains: each row goes to the chain whose closing is its opening.
    #[must_use]
    pub fn by_chains(&self) -> Option<Vec<Account<'f>>> {
        let mut chains: Vec<Account<'f>> = Vec::new();
        let mut by_closing: HashMap<Decimal, usize> = HashMap::new();
        for row in &self.rows {
            let at = by_closing.remove(&opening(row)?).unwrap_or(chains.len());
            match chains.get_mut(at) {
                Some(chain) => chain.rows.push(row),
                None => chains.push(Account { table: self.table, rows: vec![row], open: self.open }),
            }
            by_closing.insert(*row.owned_following.present()?, at);
        }
        Some(chains)
    }
}

/// The folded texts of the footnotes that may name an account, each once, sorted.
fn account_notes(row: &Row, form: &Ownership) -> Vec<String> {
    let marks = [row.security_title.marks(), row.ownership.marks(), row.nature.marks()];
    let text = |note: &FootnoteText| note.text.present().map(|text| fold(text));
    let mut notes: Vec<String> =
        marks.into_iter().flatten().filter_map(|mark| form.footnote(&mark.id).and_then(text)).collect();
    notes.sort();
    notes.dedup();
    notes
}

impl<'f> Step<'f> {
    #[must_use]
    pub fn of(before: &'f Row, row: &'f Row) -> Option<Step<'f>> {
        let expected = follows(*before.owned_following.present()?, row)?;
        Some(Step { before, row, expected, stated: *row.owned_following.present()? })
    }

    /// Whether the stated balance is the expected one; with fractions, to one share.
    #[must_use]
    pub fn holds(&self) -> bool {
        let fraction = [self.expected, self.stated].iter().any(|figure| !figure.fract().is_zero());
        let tolerance = if fraction { Decimal::ONE } else { Decimal::ZERO };
        self.gap().is_some_and(|gap| gap.abs() <= tolerance)
    }

    /// How far the stated balance lies above the expected one.
    #[must_use]
    pub fn gap(&self) -> Option<Decimal> {
        self.stated.checked_sub(self.expected)
    }

    /// The shares that would lead from the balance before to the one after; none where the balances
    /// moved against the row's direction.
    #[must_use]
    pub fn shares_that_fit(&self) -> Option<Decimal> {
        let moved = self.stated.checked_sub(*self.before.owned_following.present()?)?;
        let shares = if self.row.acquires()? { moved } else { -moved };
        Some(shares).filter(|shares| *shares > Decimal::ZERO)
    }

    /// The balance before that would lead to the one after.
    #[must_use]
    pub fn balance_before_that_fits(&self) -> Option<Decimal> {
        opening(self.row).filter(|balance| !balance.is_sign_negative())
    }

    /// Whether the step holds with the row's direction turned round.
    #[must_use]
    pub fn holds_turned_round(&self) -> bool {
        let before = self.before.owned_following.present().copied();
        let change = change(self.row).filter(|change| !change.is_zero());
        before.zip(change).and_then(|(before, change)| before.checked_sub(change)) == Some(self.stated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sample;

    #[test]
    fn a_chain_takes_each_balance_from_the_one_before() {
        let rows = sample::rows(
            "I | Common Stock | 2003-11-10 | M | 5,000 | A | 0.85 | 9,000 | D
             I | Common Stock | 2003-11-10 | S | 2,000 | D | 3.95 | 7,000 | D
             I | common  stock | 2003-11-10 | S | 1,000 | D | 3.95 | 6,500 | D
             I | Common Stock | 2003-11-10 | S | 1,000 | D | 3.95 | 40,000 | I",
        );
        let accounts = accounts(&rows);
        let lengths: Vec<usize> = accounts.iter().map(|account| account.rows.len()).collect();
        assert_eq!(lengths, [3, 1]);
        let first = accounts.first().expect("an account");
        assert_eq!(first.opening(), Some(Decimal::from(4_000)));
        let steps: Vec<(bool, Option<Decimal>)> = first.steps().map(|step| (step.holds(), step.gap())).collect();
        assert_eq!(steps, [(true, Some(Decimal::ZERO)), (false, Some(Decimal::from(500)))]);
        let broken = first.steps().nth(1).expect("a second step");
        assert_eq!(broken.shares_that_fit(), Some(Decimal::from(500)));
        assert!(!broken.holds_turned_round());
    }

    #[test]
    fn a_row_without_a_form_of_ownership_leaves_several_positions_open() {
        let one = sample::rows(
            "I | Common Stock | 2003-11-10 | S | 1,000 | D | 3.95 | 7,000 | D
             I | Common Stock | 2003-11-10 | S | 1,000 | D | 3.95 | 6,000 |",
        );
        let only = accounts(&one);
        assert_eq!(only.iter().map(|account| (account.rows.len(), account.open)).collect::<Vec<_>>(), [(2, false)]);

        let two = sample::rows(
            "I | Common Stock | 2003-11-10 | S | 1,000 | D | 3.95 | 7,000 | D
             I | Common Stock | 2003-11-10 | S | 1,000 | D | 3.95 | 9,000 | I
             I | Common Stock | 2003-11-10 | S | 1,000 | D | 3.95 | 6,000 |",
        );
        assert!(accounts(&two).iter().all(|account| account.open));
    }

    #[test]
    fn interleaved_chains_are_told_apart_by_their_balances() {
        let rows = sample::rows(
            "I | Common Stock | 2003-11-10 | S | 100 | D | 3.95 | 900 | I
             I | Common Stock | 2003-11-10 | S | 100 | D | 3.95 | 400 | I
             I | Common Stock | 2003-11-10 | S | 100 | D | 3.95 | 800 | I
             I | Common Stock | 2003-11-10 | S | 100 | D | 3.95 | 300 | I",
        );
        let chains = accounts(&rows).first().and_then(Account::by_chains).expect("all figures were read");
        assert_eq!(chains.iter().map(|chain| chain.rows.len()).collect::<Vec<_>>(), [2, 2]);
        assert!(chains.iter().all(Account::reconciles));
    }
}
