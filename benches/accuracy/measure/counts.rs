//! What is counted of a table: asked, right, wrong, missing, and how surely.

use std::collections::BTreeMap;

use super::align::align;
use super::column::{Column, Kind};
use super::equal::same;

/// What the XML states of a row, by the columns' names.
pub type Stated = BTreeMap<&'static str, String>;

/// What was read of a row, by the columns' names.
pub type Read = BTreeMap<&'static str, Said>;

/// A value that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    pub text: String,
    /// Written or laid, not guessed.
    pub sure: bool,
}

/// One table of a filing: what the XML states and what was read.
pub struct Table {
    pub columns: Vec<&'static Column>,
    pub stated: Vec<Stated>,
    pub read: Vec<Read>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Tally {
    /// Values that the XML states, and those of rows that are read and not there.
    pub asked: usize,
    pub right: usize,
    pub wrong: usize,
    pub missing: usize,
    /// Values read as written or laid, also where nothing is stated.
    pub sure: usize,
    pub sure_right: usize,
}

impl Tally {
    fn count(&mut self, kind: Kind, stated: Option<&str>, read: Option<&Said>, surplus: bool) {
        // A box that is not checked may be left out of the XML.
        let is_unchecked = |read: &&Said| kind == Kind::Truth && read.text == "false";
        let read = read.filter(|read| stated.is_some() || !is_unchecked(read));
        let right = stated.zip(read).is_some_and(|(stated, read)| same(kind, stated, &read.text));
        if stated.is_some() || surplus && read.is_some() {
            self.asked += 1;
            self.right += usize::from(right);
            self.wrong += usize::from(!right && read.is_some());
            self.missing += usize::from(read.is_none());
        }
        if read.is_some_and(|read| read.sure) {
            self.sure += 1;
            self.sure_right += usize::from(right);
        }
    }

    /// Sure, and not what is stated, wherever it stands: also where nothing is.
    pub fn sure_wrong(&self) -> usize {
        self.sure - self.sure_right
    }

    pub fn add(&mut self, other: &Tally) {
        self.asked += other.asked;
        self.right += other.right;
        self.wrong += other.wrong;
        self.missing += other.missing;
        self.sure += other.sure;
        self.sure_right += other.sure_right;
    }
}

/// Tallies by the columns' names.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Counts(pub BTreeMap<&'static str, Tally>);

impl Counts {
    pub fn of(tables: &[Table]) -> Counts {
        let mut counts = Counts::default();
        tables.iter().for_each(|table| counts.table(table));
        counts
    }

    fn table(&mut self, table: &Table) {
        let Table { columns, stated, read } = table;
        for (i, j) in align(stated.len(), read.len(), |i, j| alike(columns, &stated[i], &read[j])) {
            for column in columns {
                let stated = i.and_then(|i| stated[i].get(column.name)).map(String::as_str);
                let read = j.and_then(|j| read[j].get(column.name));
                self.0.entry(column.name).or_default().count(column.kind, stated, read, i.is_none());
            }
        }
    }

    pub fn add(&mut self, other: &Counts) {
        for (name, tally) in &other.0 {
            self.0.entry(name).or_default().add(tally);
        }
    }

    /// The same without some columns.
    pub fn without(&self, names: &[&str]) -> Counts {
        let kept = self.0.iter().filter(|(name, _)| !names.contains(name));
        Counts(kept.map(|(name, tally)| (*name, *tally)).collect())
    }

    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.0.values().for_each(|tally| total.add(tally));
        total
    }
}

fn alike(columns: &[&Column], stated: &Stated, read: &Read) -> usize {
    let is_same = |column: &&&Column| {
        let values = stated.get(column.name).zip(read.get(column.name));
        values.is_some_and(|(stated, read)| same(column.kind, stated, &read.text))
    };
    columns.iter().filter(is_same).count()
}
