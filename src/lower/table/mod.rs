//! Rows of tables: the tokens of a row go to the columns of the form.
//!
//! A row is cut into units, each of one kind. Units are assigned to columns in order, at least cost:
//! a wrong kind, a distance from the heading, an empty column that should not be. How much dearer the
//! next best place of a unit is decides whether its value is laid or guessed; nothing else does.

mod align;
mod divide;
mod join;
mod shapes;
mod units;

use std::ops::Range;

pub(super) use align::{Aligned, CLEAR, align};
pub(super) use divide::{Division, Step, divide, is_bare_sign};
pub(super) use join::{Join, join};
pub(super) use shapes::shapes;
pub(super) use units::{
    Habit, confused, has_whole_value, is_soiled_amount, plain_kinds, settle_kinds, stripped, units, units_of_run,
    units_of_words,
};

/// What a unit of a row looks like.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Kind {
    Date,
    DatePart,
    Money,
    Amount,
    /// Digits that are no amount as they stand: cut, with stray characters, or with a leading zero.
    AmountPart,
    Letter(u8),
    Text,
    /// Footnote marks that are the whole of a cell.
    Mark,
}

/// Characters of one kind in one cell, with the footnote marks that follow them.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub kind: Kind,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Place of its cell in the line.
    pub cell: usize,
    pub marks: Vec<Range<usize>>,
    /// Further bytes of the text that go on with its words: the lines below, in a cell of several.
    pub more: Vec<Range<usize>>,
}

/// One row of a table before its units have columns.
#[derive(Clone, Debug)]
pub(super) struct RawRow {
    /// Bytes of the text, from its first cell to its last.
    pub range: Range<usize>,
    /// Its line, where its cells stand in one.
    pub line: Option<usize>,
    pub units: Vec<Unit>,
}

/// What a column of a table holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Column {
    Title,
    ConversionPrice,
    Date,
    Deemed,
    Code,
    Voluntary,
    Shares,
    Acquired,
    Disposed,
    AcquiredDisposed,
    Price,
    Exercise,
    Expiration,
    UnderlyingTitle,
    UnderlyingShares,
    Owned,
    Ownership,
    Nature,
}

impl Column {
    const COUNT: usize = Column::Nature as usize + 1;
}

/// A column and what it costs to leave it empty.
pub(super) type Shape = &'static [(Column, f32)];

/// Where the cells of a column stand, when headings or rows tell.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Hints {
    /// By column; not a number where nothing tells.
    places: [f32; Column::COUNT],
    /// What it costs a value to stand one place away from its column.
    pub step: f32,
    /// A value stands below its heading when it is at most so many places away.
    pub slack: f32,
}

impl Default for Hints {
    fn default() -> Hints {
        Hints { places: [f32::NAN; Column::COUNT], step: 0.3, slack: 0.0 }
    }
}

impl Hints {
    /// Of columns that stand on a page of characters, where nothing tells yet.
    pub(super) fn on_page(step: f32, slack: f32) -> Hints {
        Hints { step, slack, ..Hints::default() }
    }

    pub(super) fn get(&self, column: Column) -> Option<f32> {
        self.places.get(column as usize).copied().filter(|place| !place.is_nan())
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.get(column).is_some()
    }

    pub(super) fn set(&mut self, column: Column, place: f32) {
        if let Some(known) = self.places.get_mut(column as usize) {
            *known = place;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::syntax::page::Sheet;

    fn read(line: &str) -> Vec<(Column, String)> {
        let mut sources = Sources::new();
        let id = sources.add_text("a", line);
        let sheet = Sheet::of(sources.text(id));
        let units = units(&sheet, 0, &plain_kinds(&sheet, 0).collect::<Vec<_>>());
        let aligned = align(line, &units, shapes::ONE_TRANSACTION, &Hints::default());
        let words = |first: usize, count: usize| {
            units[first..first + count].iter().map(|unit| &line[unit.range.clone()]).collect::<Vec<_>>().join("+")
        };
        aligned.taken.iter().map(|(column, first, count)| (*column, words(*first, *count))).collect()
    }

    fn columns(line: &str) -> String {
        read(line).iter().map(|(column, words)| format!("{column:?}={words}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_clean_row() {
        assert_eq!(
            columns("Common Stock\t11/10/2003\t\tS\t\t18,000\tD\t\\$3.9459\t69,300\tD\t"),
            "Title=Common Stock Date=11/10/2003 Code=S Shares=18,000 AcquiredDisposed=D Price=\\$3.9459 Owned=69,300 Ownership=D"
        );
    }

    #[test]
    fn rows_that_borders_cut() {
        assert_eq!(
            columns("Class A stock 05/1\t1 stock 05/17/2011\t\t\tS\t\t\t310,000 D\t\t\\$8.6\t1,310,000\t\tD"),
            "Title=Class A stock Date=05/1+05/17/2011 Code=S Shares=310,000 AcquiredDisposed=D Price=\\$8.6 Owned=1,310,000 Ownership=D"
        );
        assert_eq!(
            columns("Common 05/1\t7/2011\t\t\t\t\t\t15,500)\tD\t\\$8.62 2,\t\t282,000\tD"),
            "Title=Common Date=05/1+7/2011 Shares=15,500) AcquiredDisposed=D Price=\\$8.62 Owned=2,+282,000 Ownership=D"
        );
        assert_eq!(
            columns("Common 05/17/2011\t\t\t\tS\ts 5,000 D\t\tD\t\\$8.69\t2,214,500\t\tD"),
            "Title=Common Date=05/17/2011 Code=S Shares=5,000 AcquiredDisposed=D Price=\\$8.69 Owned=2,214,500 Ownership=D"
        );
        assert_eq!(
            columns("Common 05/1\t05/17/2011\t\t\tS\tS S\t\t00 D\t\t\\$8.71\t2,209,500\t\tD"),
            "Title=Common Date=05/1+05/17/2011 Code=S Shares=00 AcquiredDisposed=D Price=\\$8.71 Owned=2,209,500 Ownership=D"
        );
    }

    fn settled(lines: &str) -> (Habit, Vec<Vec<(Kind, String)>>) {
        let mut sources = Sources::new();
        let id = sources.add_text("a", lines);
        let sheet = Sheet::of(sources.text(id));
        let units = |line| units(&sheet, line, &plain_kinds(&sheet, line).collect::<Vec<_>>());
        let row = |line| RawRow { range: sheet.line_range(line), line: Some(line), units: units(line) };
        let mut rows: Vec<RawRow> = (0..lines.lines().count()).map(row).collect();
        let habit = settle_kinds(&sheet, &mut rows);
        let kinds =
            |units: &[Unit]| units.iter().map(|unit| (unit.kind, lines[unit.range.clone()].to_owned())).collect();
        (habit, rows.iter().map(|row| kinds(&row.units)).collect())
    }

    fn kind_of(rows: &[Vec<(Kind, String)>], written: &str) -> Option<Kind> {
        rows.iter().flatten().find(|(_, text)| text == written).map(|(kind, _)| *kind)
    }

    #[test]
    fn a_year_of_two_digits_is_whole_only_among_its_like() {
        let (_, rows) = settled("Common Stock\t05/20/20\t\tS\t\t100\nCommon Stock\t05/20/2026\t\tS\t\t100");
        assert_eq!(kind_of(&rows, "05/20/20"), Some(Kind::DatePart));
        let (_, rows) = settled("Common Stock\t05/20/03\t\tS\t\t100\nCommon Stock\t05/21/03\t\tS\t\t100");
        assert_eq!(kind_of(&rows, "05/20/03"), Some(Kind::Date));
        let (_, rows) = settled("Common Stock\t05/20/20\t26\t\tS\t\t100");
        assert_eq!(kind_of(&rows, "05/20/20"), Some(Kind::DatePart));
        let (_, rows) = settled("Common Stock 05/20/20\t\t\tS\t\t100");
        assert_eq!(kind_of(&rows, "05/20/20"), Some(Kind::DatePart));
    }

    #[test]
    fn pieces_that_end_a_title_are_set_apart() {
        assert_eq!(
            columns("Common Stock 12\t/06/2013\t\t\tS\t\t100\tD\t\\$8.61\t9,000\tD"),
            "Title=Common Stock Date=12+/06/2013 Code=S Shares=100 AcquiredDisposed=D Price=\\$8.61 Owned=9,000 Ownership=D"
        );
        let (_, rows) = settled("Common Stock 9\t96,184");
        assert_eq!(kind_of(&rows, "9"), Some(Kind::AmountPart));
        let (_, rows) = settled("Class 2\t96,184");
        assert_eq!(kind_of(&rows, "Class 2"), Some(Kind::Text));
        let (_, rows) = settled("Common Stock 4,88\t\t0,343");
        assert_eq!(kind_of(&rows, "4,88"), Some(Kind::AmountPart));
    }

    #[test]
    fn a_year_that_a_note_is_due_in_belongs_to_its_title() {
        let (_, rows) = settled("5% Convertible Notes due 2012\t12/06/2010\tP");
        assert_eq!(kind_of(&rows, "5% Convertible Notes due 2012"), Some(Kind::Text));
    }

    #[test]
    fn the_end_of_a_date_is_no_amount() {
        let (_, rows) = settled("Stock Option\t08/09/2\t2023\tCommon Stock\t5,500");
        assert_eq!(kind_of(&rows, "2023"), Some(Kind::DatePart));
        let (_, rows) = settled("Stock Option\t08/09/2022\t2023\tCommon Stock\t5,500");
        assert_eq!(kind_of(&rows, "2023"), Some(Kind::Amount));
    }

    #[test]
    fn a_digit_before_an_amount_begins_it_where_prices_have_dollars() {
        let torn = "Common Stock 12/0\t6/2013\tS\t100\tD\t\\$8.61\t9,000\tD\nCommon Stock\t12/06/2013\tS\t100\tD\t\t1\t73,858,251\tD";
        let (habit, rows) = settled(torn);
        assert!(habit.torn && habit.dollars);
        assert_eq!(kind_of(&rows, "1"), Some(Kind::AmountPart));
        let (habit, rows) = settled("Common Stock\t12/06/2013\tS\t100\tD\t1\t73,858,251\tD");
        assert!(!habit.torn && !habit.dollars);
        assert_eq!(kind_of(&rows, "1"), Some(Kind::Amount));
    }

    #[test]
    fn specks_beside_a_value_are_no_values() {
        assert_eq!(
            columns("Common Stock\t12/06/2013\t\tS\t\t'200\tD\t'$ 2,576.97\t9,000|\tD"),
            "Title=Common Stock Date=12/06/2013 Code=S Shares='200 AcquiredDisposed=D Price='$ 2,576.97 Owned=9,000| Ownership=D"
        );
        assert_eq!(
            columns("Common Stock\t12/06/2013\t\tS\t\t405)\tD\t.$ 11.15\t0, D\t"),
            "Title=Common Stock Date=12/06/2013 Code=S Shares=405) AcquiredDisposed=D Price=.$ 11.15 Owned=0, Ownership=D"
        );
        let kinds = |cell: &str| settled(cell).1.into_iter().flatten().collect::<Vec<_>>();
        assert_eq!(kinds("$ 0|"), [(Kind::Money, "$ 0|".to_owned())]);
        assert_eq!(kinds("$ 6.7116 (2)|"), [(Kind::Money, "$ 6.7116".to_owned())]);
        // The cut of a longer amount keeps its comma.
        assert_eq!(kinds("11,"), [(Kind::AmountPart, "11,".to_owned())]);
        assert_eq!(kinds("i By Trust")[0].0, Kind::Letter(b'i'));
    }

    #[test]
    fn the_beginning_of_a_date_is_no_amount() {
        let (_, rows) = settled("Stock Option\t(1)\t11\t/10/2026\tCommon Stock\t5,500");
        assert_eq!(kind_of(&rows, "11"), Some(Kind::DatePart));
        let (_, rows) = settled("Stock Option\t(1)\t45\t/10/2026\tCommon Stock\t5,500");
        assert_eq!(kind_of(&rows, "45"), Some(Kind::Amount));
    }

    #[test]
    fn a_whole_price_does_not_begin_a_cut_balance() {
        assert_eq!(
            columns("Depositary Shares\t12/06/2013\t\tP\t\t48,000\tA\t29\t1,542,4\t78\tD"),
            "Title=Depositary Shares Date=12/06/2013 Code=P Shares=48,000 AcquiredDisposed=A Price=29 Owned=1,542,4+78 Ownership=D"
        );
        assert_eq!(
            columns("Common Stock\t12/06/2013\t\tS\t\t48,000\tD\t\\$9\t.73\t1,542,478\tD"),
            "Title=Common Stock Date=12/06/2013 Code=S Shares=48,000 AcquiredDisposed=D Price=\\$9+.73 Owned=1,542,478 Ownership=D"
        );
    }

    #[test]
    fn pieces_of_a_value() {
        assert_eq!(join(&["2,2", "97,500"], Column::Owned), Join::Plain("2,297,500".into()));
        assert_eq!(join(&["2,2", "202,000"], Column::Owned), Join::Overlap("2,202,000".into(), 1));
        assert_eq!(join(&["413,27", "76"], Column::Owned), Join::Overlap("413,276".into(), 1));
        assert_eq!(join(&["2,", "19,500"], Column::Owned), Join::None);
        assert_eq!(join(&["09/", "/17/2013"], Column::Expiration), Join::Overlap("09/17/2013".into(), 1));
        assert_eq!(join(&["12/2", "6/2003"], Column::Date), Join::Plain("12/26/2003".into()));
        assert_eq!(join(&["12/2", "12/26/2003"], Column::Date), Join::Repeat("12/26/2003".into()));
    }
}
