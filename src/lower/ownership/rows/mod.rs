//! Tables I and II: which lines are rows, and what each row says.

mod arrangement;
mod cells;
mod columns;
mod direction;
mod heading;
mod positions;
mod scan;
mod scattered;
mod stream;
mod torn;
mod unread;
mod values;
mod wrapped;

use std::ops::Range;

use super::outline::Outline;
use super::tables;
use crate::fault::{Fault, FaultKind};
use crate::filing::{Certainty, Field, FormKind, Row, Table};
use crate::lower::repair;
use crate::lower::repair::Damaged;
use crate::lower::table::{Column, Habit, Hints, RawRow, settle_kinds, shapes};
use crate::source::Span;
use crate::syntax::ownership::{Heading, heading};
use crate::syntax::page::Sheet;
use arrangement::Arrangement;
use columns::TableReader;
use direction::direction_of_code;

/// The rows of one table as its lines hold them, and what became none.
#[derive(Default)]
pub(super) struct Gathered {
    pub rows: Vec<RawRow>,
    pub hints: Hints,
    /// Rows from which on the columns stand elsewhere, and where: the first by its place among all.
    pub later_pages: Vec<(usize, Hints)>,
    /// Bytes of values that may belong to the row above or below, in the order of the text.
    pub doubted: Vec<Range<usize>>,
    /// Lines that hold values of a row and became none.
    pub unread: Vec<Span>,
    /// Lines that look like rows whose cells nothing parts.
    pub without_cells: Vec<Span>,
    pub faults: Vec<Fault>,
    /// What another division of the lines would have read otherwise, by the place of its row.
    pub doubts: Vec<(usize, Doubt)>,
}

/// What is doubted of a row before its units have columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Doubt {
    Row,
    /// The value of this column: words that might end elsewhere, or a value that might be another column's.
    Value(Column),
}

/// One table as the outline found it.
struct Found {
    table: Table,
    /// Bytes of its caption.
    caption: Range<usize>,
    lines: Range<usize>,
}

/// Reads both tables.
pub(super) fn read(
    sheet: &Sheet<'_>,
    outline: &Outline,
    form: FormKind,
    faults: &mut Vec<Fault>,
) -> (Vec<Row>, Vec<Row>) {
    let found: Vec<Found> = tables()
        .into_iter()
        .filter_map(|(table, kind)| {
            let captioned = outline.find(|line| *line == kind);
            let (line, caption) = captioned.or_else(|| headed(sheet, outline, table))?;
            Some(Found { table, caption, lines: outline.until_other_part(line, &kind) })
        })
        .collect();
    if found.is_empty() {
        let whole = sheet.text().span(0..0);
        faults.push(Fault { kind: FaultKind::UnreadTable, span: whole, also: Vec::new() });
    }
    let regions: Vec<Range<usize>> = found.iter().map(|found| found.lines.clone()).collect();
    let arrangement = Arrangement::of(sheet, &regions);
    let (mut one, mut two) = (Vec::new(), Vec::new());
    let caption = found.first().map(|found| found.caption.clone());
    for found in found {
        let table = found.table;
        let rows = read_table(sheet, found, arrangement, form, faults);
        match table {
            Table::One => one = rows,
            Table::Two => two = rows,
        }
    }
    if arrangement == Arrangement::Lines {
        scan::weigh::tables(sheet, &mut one, &mut two);
        // A Form 4 or 5 reports something; a Form 3 may say that nothing is owned.
        let empty = one.is_empty() && two.is_empty() && form != FormKind::Three;
        if let (true, Some(caption), false) = (empty, caption, says_unread(faults)) {
            faults.push(Fault { kind: FaultKind::UnreadTable, span: sheet.text().span(caption), also: Vec::new() });
        }
    }
    (one, two)
}

/// The line before the headings of a table whose caption is lost, with the first of them.
fn headed(sheet: &Sheet<'_>, outline: &Outline, table: Table) -> Option<(usize, Range<usize>)> {
    let other = outline.find(|kind| tables().iter().any(|(other, line)| *other != table && line == kind));
    let lines = match (table, other) {
        (Table::One, Some((two, _))) => 0..two,
        (Table::Two, Some((one, _))) => one + 1..sheet.line_count(),
        (_, None) => 0..sheet.line_count(),
    };
    lines.skip(1).find_map(|line| {
        let first = sheet.cells(line).first().copied().filter(|cell| cell.start < cell.end)?;
        let words = sheet.str(first);
        let numbered = words.starts_with("1.") && heading(words) == Some(Heading::Title);
        let headed = numbered || scan::is_first_heading(words);
        (headed && words.contains("erivat") == (table == Table::Two))
            .then(|| (line - 1, first.start as usize..first.end as usize))
    })
}

fn says_unread(faults: &[Fault]) -> bool {
    faults.iter().any(|fault| fault.kind == FaultKind::UnreadTable)
}

/// One table: its rows are gathered, then assigned to columns together, then repaired together.
fn read_table(
    sheet: &Sheet<'_>,
    Found { table, caption, lines }: Found,
    arrangement: Arrangement,
    form: FormKind,
    faults: &mut Vec<Fault>,
) -> Vec<Row> {
    let gathered = match arrangement {
        Arrangement::Lines => scan::gather(sheet, lines, table),
        Arrangement::Positions => positions::gather(sheet, lines, form, table),
        Arrangement::Stream => stream::gather(sheet, lines, form, table),
        Arrangement::Cells => cells::gather(sheet, lines, form, table),
    };
    let Gathered { mut rows, hints, later_pages, mut doubted, unread, without_cells, faults: met, doubts } = gathered;
    faults.extend(met);
    let scanned = arrangement == Arrangement::Lines;
    // What a scan confuses is no cut, and its cells have no borders.
    let habit = if scanned { Habit::default() } else { settle_kinds(sheet, &mut rows) };
    doubted.sort_unstable_by_key(|range| range.start);
    let reader = TableReader { sheet, shapes: shapes(form, table), table, habit, doubted: &doubted };
    let mut damaged = Damaged { rows: Vec::with_capacity(rows.len()), ..Damaged::default() };
    let ends: Vec<usize> = later_pages.iter().map(|(first, _)| *first).chain([rows.len()]).collect();
    let pages = std::iter::once((0, hints)).chain(later_pages);
    for ((first, mut hints), end) in pages.zip(ends) {
        reader.rows(rows.get(first..end).unwrap_or(&[]), &mut hints, &mut damaged);
    }
    doubt(&mut damaged.rows, &doubts);
    if habit.torn {
        torn::doubt_short_prices(&mut damaged.rows);
    }
    if scanned {
        scan::mend::unfold_rows(&mut damaged);
    } else {
        torn::shredded_columns(sheet, &rows, &damaged.damage, &caption, faults);
    }
    say_unread(sheet, rows.is_empty(), caption, unread, without_cells, faults);
    repair::rows(damaged)
}

/// What is doubted is no more than a guess.
fn doubt(rows: &mut [Row], doubts: &[(usize, Doubt)]) {
    for (at, doubt) in doubts {
        let Some(row) = rows.get_mut(*at) else { continue };
        match doubt {
            Doubt::Value(Column::Title) => row.security_title.certainty = Certainty::Guessed,
            Doubt::Value(Column::UnderlyingTitle) => row.underlying_title.certainty = Certainty::Guessed,
            Doubt::Value(Column::Exercise) => row.exercise_date.certainty = Certainty::Guessed,
            Doubt::Value(Column::Expiration) => row.expiration_date.certainty = Certainty::Guessed,
            Doubt::Value(Column::Owned) => {
                row.owned_following.certainty = Certainty::Guessed;
                row.value_owned_following.certainty = Certainty::Guessed;
            }
            Doubt::Value(_) => row.nature.certainty = Certainty::Guessed,
            Doubt::Row => {
                for words in [&mut row.security_title, &mut row.underlying_title, &mut row.nature] {
                    words.certainty = Certainty::Guessed;
                }
                for letter in [&mut row.code, &mut row.acquired_disposed, &mut row.ownership, &mut row.timeliness] {
                    letter.certainty = Certainty::Guessed;
                }
                for date in [
                    &mut row.transaction_date,
                    &mut row.deemed_execution_date,
                    &mut row.exercise_date,
                    &mut row.expiration_date,
                ] {
                    date.certainty = Certainty::Guessed;
                }
                for number in [
                    &mut row.shares,
                    &mut row.total_value,
                    &mut row.price,
                    &mut row.conversion_price,
                    &mut row.underlying_shares,
                    &mut row.underlying_value,
                    &mut row.owned_following,
                    &mut row.value_owned_following,
                ] {
                    number.certainty = Certainty::Guessed;
                }
                // Where the cells of a doubted row stand says nothing of the two columns of Table II.
                if let (Table::Two, Some(letter)) = (row.table, direction_of_code(row)) {
                    row.acquired_disposed = Field::new(letter.into(), row.acquired_disposed.span, Certainty::Guessed);
                }
            }
        }
    }
}

/// Lines whose values became no row. Where that is all there is, the table was not read.
fn say_unread(
    sheet: &Sheet<'_>,
    no_rows: bool,
    caption: Range<usize>,
    mut unread: Vec<Span>,
    without_cells: Vec<Span>,
    faults: &mut Vec<Fault>,
) {
    if no_rows && !without_cells.is_empty() {
        faults.push(Fault { kind: FaultKind::UnreadTable, span: sheet.text().span(caption), also: without_cells });
        return;
    }
    unread.extend(without_cells);
    unread.sort_unstable_by_key(|span: &Span| span.start);
    if let Some((first, rest)) = unread.split_first() {
        faults.push(Fault { kind: FaultKind::UnreadText, span: *first, also: rest.to_vec() });
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rust_decimal::Decimal;

    use super::*;
    use crate::filing::{Certainty, How, RowKind};
    use crate::source::Sources;

    const HEAD: &str = "FORM 4\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n\
        1. Name and Address of Reporting Person* ROE JANE\t2. Issuer Name and Ticker or Trading Symbol ALDER SYSTEMS INC [ALDR]\n\
        Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n\
        1. Title of Security\t2. Transaction Date\t2A. Deemed Execution Date\t3. Transaction Code\t\t4. Securities Acquired\t\t\t5. Amount of Securities Beneficially Owned\t6. Ownership Form\t7. Nature\n\
        \t\t\tCode\tV\tAmount\t(A) or (D)\tPrice\t\t\t\n";

    fn table_one(rows: &str) -> Vec<Row> {
        let mut sources = Sources::new();
        let id = sources.add_text("a", format!("{HEAD}{rows}\n\nExplanation of Responses:\n"));
        let filing = crate::lower::read(&sources, id).filings.into_iter().next();
        filing.and_then(|filing| filing.ownership().map(|form| form.table1.clone())).unwrap_or_default()
    }

    #[test]
    fn a_table_without_its_caption_is_known_by_its_headings() {
        let page = format!("{HEAD}Class A Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.61\t9,000\tD\t\n")
            .replace("Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n", "");
        let mut sources = Sources::new();
        let id = sources.add_text("a", page);
        let filing = crate::lower::read(&sources, id).filings.into_iter().next().expect("a Form 4");
        assert_eq!(filing.ownership().map(|form| form.table1.len()), Some(1));
    }

    #[test]
    fn a_holding_whose_amount_is_soiled_is_a_row() {
        let rows = table_one("Common Stock\t\t\t\t\t\t\t\t96,000,000|\tD\t");
        assert_eq!(rows.first().and_then(|row| row.owned_following.present()), Some(&Decimal::from(96_000_000)));
        assert_eq!(rows.first().map(|row| row.owned_following.certainty), Some(Certainty::Guessed));
    }

    #[test]
    fn words_go_on_in_the_line_below() {
        let rows = table_one(
            "Class A Common\t05/17/2011\t\tS\t\t100\tD\t\\$8.61\t9,000\tI\tBy Roe Family\n\
             Stock\t\t\t\t\t\t\t\t\t\tTrust (1)\n\
             Class A Common\t\t\t\t\t\t\t\t\t\t\n\
             Class B Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.61\t9,000\tD\t",
        );
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].security_title.present().map(AsRef::as_ref), Some("Class A Common Stock"));
        assert_eq!(rows[0].security_title.certainty, Certainty::Guessed);
        assert_eq!(rows[0].nature.present().map(AsRef::as_ref), Some("By Roe Family Trust"));
        assert_eq!(rows[1].security_title.present().map(AsRef::as_ref), Some("Class B Common Stock"));
    }

    #[test]
    fn a_lone_v_does_not_make_a_row_a_heading() {
        let rows = table_one(
            "Common Stock 05/1\t1 stock 05/17/2011\t\tG\tV\t5,000 D\t\t\\$0 9,\t000\tD\t\n\
             Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.61\t8,900\tD\t",
        );
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].timeliness.present().map(AsRef::as_ref), Some("V"));
    }

    #[test]
    fn a_holding_whose_balance_is_cut_is_a_row() {
        let rows = table_one("Common Stock\t\t\t\t\t\t\t\t1,0\t05,484\tD");
        assert!(matches!(rows.as_slice(), [Row { kind: RowKind::Holding, .. }]));
    }

    #[test]
    fn a_cut_date_is_the_one_day_that_it_begins() {
        let rows = |first: &str| {
            table_one(&format!(
                "Common Stock {first}\t\t\tS\t\t100\tD\t\\$8.61\t9,000\tD\t\n\
                 Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.62\t8,900\tD\t\n\
                 Common Stock\t05/18/2011\t\tS\t\t100\tD\t\\$8.63\t8,800\tD\t"
            ))
        };
        let date = |first: &str| rows(first).first().and_then(|row| row.transaction_date.present().copied());
        assert_eq!(date("05/18/2"), NaiveDate::from_ymd_opt(2011, 5, 18));
        assert_eq!(date("05/1"), None, "two days begin so");
        assert_eq!(date("05/19/2"), None, "no day begins so");
    }

    #[test]
    fn an_amount_that_lost_its_beginning_is_what_the_balances_leave() {
        let rows = table_one(
            "Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.61\t90,000\tD\t\n\
             Common Stock\t05/17/2011\t\tS\t\t77 D\t\t\\$8.62\t81,823\tD\t\n\
             Common Stock 05/1\t7/2011\t\tS\t\t300\tD\t\\$8.63\t81,523\tD\t",
        );
        let shares = &rows[1].shares;
        assert_eq!((shares.present(), shares.certainty), (Some(&Decimal::from(8177)), Certainty::Guessed));
        assert_eq!(shares.repair().map(|repair| repair.how), Some(How::Balance));
        assert_eq!(rows[2].shares.sure(), Some(&Decimal::from(300)));
    }

    #[test]
    fn a_price_without_its_cents_is_doubted_where_values_are_cut() {
        let rows = |date: &str| {
            table_one(&format!(
                "Common Stock\t{date}\t\tS\t\t100\tD\t\\$8\t9,000\tD\t\n\
                 Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.62\t8,900\tD\t\n\
                 Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.63\t8,800\tD\t\n\
                 Common Stock\t05/17/2011\t\tS\t\t100\tD\t\\$8.64\t8,700\tD\t"
            ))
        };
        assert_eq!(rows("05/17/2")[0].price.certainty, Certainty::Guessed);
        assert_eq!(rows("05/17/2011")[0].price.certainty, Certainty::Laid);
    }
}
