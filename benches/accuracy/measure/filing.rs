//! One filing of one rendering, counted.

use std::io;

use super::column::{COVER, FOOTNOTE, FORM, HEAD, OWNER, PERSON, PICTURES, SIGNATURE};
use super::corpus::{Pair, text};
use super::counts::{Counts, Read, Table, Tally};
use super::reading;
use super::stated::{Ownership, Schedule, every, table_1, table_2};

/// The counts of one filing.
pub struct Counted {
    pub is_held_back: bool,
    /// The values of the tables; of a schedule, those of its cover pages.
    pub values: Counts,
    pub form: Counts,
    /// The boxes outside the tables.
    pub boxes: Counts,
    /// Those of them that a text of the page can show.
    pub shown: Counts,
}

/// A Form 3, 4 or 5.
pub fn ownership(pair: &Pair) -> io::Result<Counted> {
    let stated = Ownership::of(&text(&pair.xml)?).unwrap_or_default();
    let filing = reading::filing(&pair.rendering)?;
    let read = |rows: fn(&_) -> Vec<Read>| filing.as_ref().map(rows).unwrap_or_default();
    let table = |columns, stated, read| Table { columns, stated, read };
    let boxes = Counts::of(&[
        table(every(HEAD), stated.head, read(reading::head)),
        table(every(OWNER), stated.owners, read(reading::owners)),
        table(every(FOOTNOTE), stated.footnotes, read(reading::footnotes)),
        table(every(SIGNATURE), stated.signatures, read(reading::signatures)),
    ]);
    Ok(Counted {
        is_held_back: pair.is_held_back(),
        values: Counts::of(&[
            table(table_1(), stated.table1, read(reading::table1)),
            table(table_2(), stated.table2, read(reading::table2)),
        ]),
        form: Counts::of(&[table(every(FORM), stated.form, read(reading::form))]),
        shown: boxes.without(&PICTURES),
        boxes,
    })
}

/// A Schedule 13D or 13G.
pub fn schedule(pair: &Pair) -> io::Result<Counted> {
    let stated = Schedule::of(&text(&pair.xml)?).unwrap_or_default();
    let filing = reading::filing(&pair.rendering)?;
    let read = |rows: fn(&_) -> Vec<Read>| filing.as_ref().map(rows).unwrap_or_default();
    Ok(Counted {
        is_held_back: pair.is_held_back(),
        values: Counts::of(&[
            Table { columns: every(COVER), stated: stated.cover, read: read(reading::cover) },
            Table { columns: every(PERSON), stated: stated.persons, read: read(reading::persons) },
        ]),
        form: Counts::default(),
        boxes: Counts::default(),
        shown: Counts::default(),
    })
}

/// The sum of the filings, by the columns' names.
pub fn sum<'c>(counts: impl Iterator<Item = &'c Counts>) -> Counts {
    let mut sum = Counts::default();
    counts.for_each(|counts| sum.add(counts));
    sum
}

/// The share that is right in the mean filing. A few large filings hold half of the values.
pub fn mean<'c>(counts: impl Iterator<Item = &'c Counts>) -> Option<f64> {
    let share = |tally: Tally| tally.right as f64 / tally.asked as f64;
    let shares: Vec<f64> = counts.map(Counts::total).filter(|tally| tally.asked > 0).map(share).collect();
    (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64)
}
