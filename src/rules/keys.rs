//! What filings of a run are compared by.

use std::collections::BTreeMap;

use crate::ledger;
use crate::rules::prelude::*;
use crate::words::fold;

/// The filings of each issuer, by the folded name: text has no CIK.
pub(in crate::rules) fn by_issuer(filings: &[Filing]) -> BTreeMap<String, Vec<(usize, &Filing)>> {
    let mut issuers: BTreeMap<String, Vec<(usize, &Filing)>> = BTreeMap::new();
    for (at, filing) in filings.iter().enumerate() {
        let Some(name) = filing.issuer.name.present() else { continue };
        issuers.entry(fold::company(name)).or_default().push((at, filing));
    }
    issuers
}

/// The one reporting person of a Form 3, 4 or 5.
pub(in crate::rules) fn sole_owner(form: &Ownership) -> Option<&Owner> {
    match form.owners.as_slice() {
        [owner] => Some(owner),
        _ => None,
    }
}

/// What a Form 4 or 5 leaves of plain common stock, direct and indirect together.
pub(in crate::rules) struct Closing<'f> {
    pub filing: usize,
    pub form: &'f Ownership,
    pub owner: &'f Owner,
    /// The day of the last transaction.
    pub day: NaiveDate,
    pub shares: Decimal,
    /// The balance of each way of holding.
    pub balances: Vec<&'f Field<Decimal>>,
}

impl<'f> Closing<'f> {
    /// None when a balance is not known, another class is among the rows, or derivatives are held beside:
    /// a schedule counts the shares these give a right to.
    pub(in crate::rules) fn of(at: usize, filing: &'f Filing) -> Option<Closing<'f>> {
        let form = filing.ownership()?;
        let owner = sole_owner(form)?;
        let is_common = |row: &Row| row.security_title.sure().is_none_or(|title| fold::is_plain_common(title));
        if !form.table2.is_empty() || !form.table1.iter().all(is_common) {
            return None;
        }
        let mut last: BTreeMap<(&str, String), &Row> = BTreeMap::new();
        for row in &form.table1 {
            let nature = row.nature.present().map_or_else(String::new, |nature| fold::letters(nature));
            last.insert((row.ownership.present()?, nature), row);
        }
        if !last.values().any(|row| row.security_title.sure().is_some()) {
            return None;
        }
        let balances: Vec<&Field<Decimal>> = last.into_values().map(|row| &row.owned_following).collect();
        let shares = balances.iter().try_fold(Decimal::ZERO, |sum, balance| sum.checked_add(*balance.present()?))?;
        let day = form.table1.iter().filter_map(|row| row.transaction_date.present()).max().copied()?;
        Some(Closing { filing: at, form, owner, day, shares, balances })
    }

    /// The holding before the first row, when all is held in one way.
    pub(in crate::rules) fn opening(&self) -> Option<Decimal> {
        let [_] = self.balances.as_slice() else { return None };
        let first = self.form.table1.iter().find(|row| row.is_transaction())?;
        ledger::opening(first)
    }
}

/// Each value with how often it stands there, the most frequent first; equals in the order they came.
pub(in crate::rules) fn by_frequency<T: Ord + Copy>(values: &[T]) -> Vec<(T, usize)> {
    let mut counted: BTreeMap<T, (usize, usize)> = BTreeMap::new();
    for (at, value) in values.iter().enumerate() {
        counted.entry(*value).or_insert((0, at)).0 += 1;
    }
    let mut counted: Vec<(T, (usize, usize))> = counted.into_iter().collect();
    counted.sort_by_key(|(_, (count, at))| (std::cmp::Reverse(*count), *at));
    counted.into_iter().map(|(value, (count, _))| (value, count)).collect()
}
