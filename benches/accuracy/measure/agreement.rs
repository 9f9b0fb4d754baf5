//! Whether the readings of one PDF tell the same story.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::align::align;
use super::column::Column;
use super::corpus::{files, stem};
use super::counts::Read;
use super::equal::same;
use super::reading;
use super::stated::{table_1, table_2};

/// The readings that lose nothing on the way, and so must agree.
pub const CLEAN: [&str; 4] = ["layout", "raw", "tabs", "markdown"];

/// All readings of a PDF.
pub const KINDS: [&str; 5] = ["layout", "raw", "tabs", "markdown", "ocr"];

/// What the readings of all PDFs agree in.
#[derive(Default)]
pub struct Agreement {
    /// PDFs of which any clean reading has a row.
    pub filings: usize,
    /// Rows of the best clean reading.
    pub best: usize,
    /// By kind: rows of the best that it reads as well.
    pub rows: BTreeMap<&'static str, usize>,
    /// By kind: filings of which it reads no row though the best does.
    pub without: BTreeMap<&'static str, usize>,
    /// Values that any clean reading has.
    pub values: usize,
    /// Those in which no two that have it differ.
    pub undisputed: usize,
    /// Those that all four have, and alike.
    pub unanimous: usize,
}

impl Agreement {
    /// Of the PDFs in a folder, read in several ways, each in its own folder.
    pub fn of(folder: &Path) -> io::Result<Agreement> {
        let mut agreement = Agreement::default();
        let kinds: Vec<BTreeMap<String, PathBuf>> = KINDS.iter().map(|kind| by_name(&folder.join(kind))).collect();
        let names: BTreeSet<&String> = kinds.iter().flat_map(BTreeMap::keys).collect();
        for name in names {
            let mut readings = Vec::new();
            for files in &kinds {
                let filing = files.get(name).map(|path| reading::filing(path)).transpose()?.flatten();
                readings.push(
                    filing.map(|filing| [reading::table1(&filing), reading::table2(&filing)]).unwrap_or_default(),
                );
            }
            agreement.filing(&readings);
        }
        Ok(agreement)
    }

    /// One filing: the two tables as each kind has them.
    pub fn filing(&mut self, readings: &[[Vec<Read>; 2]]) {
        let mut read = [0; KINDS.len()];
        for (table, columns) in [table_1(), table_2()].into_iter().enumerate() {
            let rows: Vec<&[Read]> = readings.iter().map(|tables| tables[table].as_slice()).collect();
            for (count, more) in read.iter_mut().zip(self.table(&columns, &rows)) {
                *count += more;
            }
        }
        if read == [0; KINDS.len()] {
            return;
        }
        self.filings += 1;
        for (kind, count) in KINDS.iter().zip(read) {
            *self.rows.entry(kind).or_default() += count;
            *self.without.entry(kind).or_default() += usize::from(count == 0);
        }
    }

    /// One table as each kind has it; how many rows of the best each has.
    fn table(&mut self, columns: &[&Column], kinds: &[&[Read]]) -> [usize; KINDS.len()] {
        let clean = &kinds[..CLEAN.len()];
        let Some(best) = clean.iter().max_by_key(|rows| (rows.len(), values(rows))) else { return Default::default() };
        self.best += best.len();
        let mut read = [0; KINDS.len()];
        // For each row of the best, the same row as each clean kind has it.
        let mut beside: Vec<Vec<&Read>> = vec![Vec::new(); best.len()];
        for (at, rows) in kinds.iter().enumerate() {
            for pair in align(best.len(), rows.len(), |i, j| alike(columns, &best[i], &rows[j])) {
                match pair {
                    (Some(i), Some(j)) => {
                        read[at] += 1;
                        if at < CLEAN.len() {
                            beside[i].push(&rows[j]);
                        }
                    }
                    // A row that the best one lacks stands alone.
                    (None, Some(j)) if at < CLEAN.len() => beside.push(vec![&rows[j]]),
                    _ => {}
                }
            }
        }
        for rows in &beside {
            columns.iter().for_each(|column| self.value(column, rows));
        }
        read
    }

    fn value(&mut self, column: &Column, rows: &[&Read]) {
        let read: Vec<&str> =
            rows.iter().filter_map(|row| row.get(column.name)).map(|said| said.text.as_str()).collect();
        let Some((first, others)) = read.split_first() else { return };
        let alike = others.iter().all(|other| same(column.kind, first, other));
        self.values += 1;
        self.undisputed += usize::from(alike);
        self.unanimous += usize::from(alike && read.len() == CLEAN.len());
    }
}

fn by_name(folder: &Path) -> BTreeMap<String, PathBuf> {
    files(folder).into_iter().filter_map(|path| Some((stem(&path)?, path))).collect()
}

fn values(rows: &[Read]) -> usize {
    rows.iter().map(BTreeMap::len).sum()
}

fn alike(columns: &[&Column], one: &Read, other: &Read) -> usize {
    let is_same = |column: &&&Column| {
        one.get(column.name)
            .zip(other.get(column.name))
            .is_some_and(|(one, other)| same(column.kind, &one.text, &other.text))
    };
    columns.iter().filter(is_same).count()
}
