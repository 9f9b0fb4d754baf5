//! The headings above the rows: which lines they are, and where the columns begin.

use super::pieces::{PLACE, runs};
use crate::filing::{FormKind, Table};
use crate::lower::table::{Column, Hints};
use crate::syntax::page::Sheet;

/// Headings as they are met, line by line.
pub(super) struct Headings {
    form: FormKind,
    table: Table,
    hints: Hints,
    /// Whether the last line was a heading.
    within: bool,
    /// Whether no row stands above.
    first: bool,
    /// Whether a heading was met at all.
    seen: bool,
}

impl Headings {
    pub(super) fn new(form: FormKind, table: Table) -> Headings {
        Headings { form, table, hints: super::no_hints(), within: false, first: true, seen: false }
    }

    /// Whether a line is a heading; then it tells where columns begin.
    pub(super) fn take(&mut self, sheet: &Sheet<'_>, line: usize) -> bool {
        let str = sheet.line(line);
        let Some(words) = heading_words(str) else { return false };
        let above_rows = self.first && (words > 1 || str.contains('(') || self.within);
        // Between rows the words of a heading may be those of a title: `Shares`, `Derivative Security`.
        let repeated = words >= 3 || self.within || str.contains("(Instr");
        if !(above_rows || (!self.first && repeated)) {
            return false;
        }
        if !self.within {
            self.hints = super::no_hints();
        }
        (self.within, self.seen) = (true, true);
        self.columns(sheet, line);
        true
    }

    /// The headings above a line that is none.
    pub(super) fn finish(&mut self) -> Option<Hints> {
        let within = std::mem::replace(&mut self.within, false);
        self.first &= !self.seen;
        within.then_some(self.hints)
    }

    /// Whether the headings are still to come.
    pub(super) fn waiting(&self) -> bool {
        !self.seen
    }

    fn columns(&mut self, sheet: &Sheet<'_>, line: usize) {
        let range = sheet.line_range(line);
        let text = sheet.text().as_str();
        let mut found = Vec::new();
        runs(text, range, |run, column| found.push((text.get(run).unwrap_or(""), column)));
        for (run, column) in found {
            let words = || run.split(' ').filter(|word| !word.is_empty());
            let alone = words().all(is_lower_heading);
            let mut at = column;
            for (index, word) in words().enumerate() {
                let place = at as f32 / PLACE as f32;
                if let Some(number) = column_number(word) {
                    self.number(number, place);
                } else if alone || index == 0 {
                    self.lower(word, alone, place);
                }
                at += word.chars().count() + 1;
            }
        }
    }

    /// `5.`: a column by its number, which each form and table gives to another.
    fn number(&mut self, number: &str, place: f32) {
        use Column as C;
        let initial = self.form == FormKind::Three;
        let column = match (self.table, initial, number) {
            (_, _, "1") => C::Title,
            (Table::One, true, "2") => C::Owned,
            (Table::One, true, "3") => C::Ownership,
            (Table::One, true, "4") => C::Nature,
            (Table::One, false, "2") => C::Date,
            (Table::One, false, "2A") => C::Deemed,
            (Table::One, false, "3") => C::Code,
            (Table::One, false, "4") => C::Shares,
            (Table::One, false, "5") => C::Owned,
            (Table::One, false, "6") => C::Ownership,
            (Table::One, false, "7") => C::Nature,
            (Table::Two, true, "2") => C::Exercise,
            (Table::Two, true, "3") => C::UnderlyingTitle,
            (Table::Two, true, "4") => C::ConversionPrice,
            (Table::Two, true, "5") => C::Ownership,
            (Table::Two, true, "6") => C::Nature,
            (Table::Two, false, "2") => C::ConversionPrice,
            (Table::Two, false, "3") => C::Date,
            (Table::Two, false, "3A") => C::Deemed,
            (Table::Two, false, "4") => C::Code,
            (Table::Two, false, "6") => C::Exercise,
            (Table::Two, false, "7") => C::UnderlyingTitle,
            (Table::Two, false, "8") => C::Price,
            (Table::Two, false, "9") => C::Owned,
            (Table::Two, false, "10") => C::Ownership,
            (Table::Two, false, "11") => C::Nature,
            _ => return,
        };
        self.hints.set(column, place);
    }

    /// The lower headings of a column of several: `Amount`, `(A) or`, `Price`. The last line stands nearest the rows.
    fn lower(&mut self, word: &str, alone: bool, place: f32) {
        use Column as C;
        let column = match (self.table, word) {
            (_, "Code") if alone => C::Code,
            (_, "V") if alone => C::Voluntary,
            (Table::One, "Amount") if alone => C::Shares,
            (Table::One, "(A)") => C::AcquiredDisposed,
            (Table::One, "Price") if alone => C::Price,
            (Table::Two, "(A)") if alone => C::Acquired,
            (Table::Two, "(D)") if alone => C::Disposed,
            (Table::Two, "Exercisable") => C::Exercise,
            (Table::Two, "Expiration") => C::Expiration,
            (Table::Two, "Title") if alone => C::UnderlyingTitle,
            (Table::Two, "Amount" | "Number") => C::UnderlyingShares,
            _ => return,
        };
        self.hints.set(column, place);
    }
}

/// How many words a line has, when all are words of the printed headings.
fn heading_words(line: &str) -> Option<usize> {
    let mut count = 0;
    let mut telling = false;
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let number = word.len() <= 3 && column_number_of(word);
        if !number && !is_heading_word(word) {
            return None;
        }
        count += 1;
        telling |= !number && (word.len() > 1 || line.contains('('));
    }
    telling.then_some(count)
}

fn is_heading_word(word: &str) -> bool {
    const WORDS: [&str; 62] = [
        "title",
        "of",
        "security",
        "securities",
        "instr",
        "instruction",
        "transaction",
        "transactions",
        "trans",
        "date",
        "month",
        "day",
        "year",
        "mm",
        "dd",
        "yyyy",
        "deemed",
        "execution",
        "code",
        "if",
        "any",
        "acquired",
        "or",
        "disposed",
        "amount",
        "price",
        "beneficially",
        "owned",
        "following",
        "reported",
        "ownership",
        "form",
        "direct",
        "indirect",
        "nature",
        "beneficial",
        "conversion",
        "exercise",
        "exercisable",
        "derivative",
        "derivate",
        "number",
        "expiration",
        "underlying",
        "shares",
        "and",
        "a",
        "d",
        "i",
        "v",
        "s",
        "at",
        "end",
        "issuer",
        "fiscal",
        "e",
        "g",
        "puts",
        "calls",
        "warrants",
        "options",
        "convertible",
    ];
    let mut lower = [0u8; 12];
    let Some(lower) = lower.get_mut(..word.len()) else { return matches!(word, "Instructions") };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    word == "in" || word == "In" || WORDS.iter().any(|known| known.as_bytes() == lower)
}

/// `2.`, `3A.`, `1.Title`: the number of a column.
fn column_number(word: &str) -> Option<&str> {
    let (number, _) = word.split_once('.')?;
    column_number_of(number).then_some(number)
}

fn column_number_of(number: &str) -> bool {
    let digits = number.trim_end_matches('A');
    (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words that head the parts of a column.
fn is_lower_heading(word: &str) -> bool {
    matches!(
        word,
        "Code"
            | "V"
            | "Amount"
            | "(A)"
            | "(D)"
            | "or"
            | "Price"
            | "Title"
            | "Number"
            | "Exercisable"
            | "Date"
            | "Expiration"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn the_numbers_of_columns_and_the_lower_headings_tell_where_they_begin() {
        let page = "1. Title of 2.           3. Transaction    5. Number\n\
                    Derivative  Conversion   Date              of Derivative\n\
                    \u{20}                                          (A)     (D)";
        let mut sources = Sources::new();
        let id = sources.add_text("a", page);
        let sheet = Sheet::of(sources.text(id));
        let mut headings = Headings::new(FormKind::Four, Table::Two);
        assert!((0..3).all(|line| headings.take(&sheet, line)));
        let hints = headings.finish().expect("headings were met");
        let place = |column| hints.get(column).map(|place| place * PLACE as f32);
        assert_eq!(place(Column::Title), Some(0.0));
        assert_eq!(place(Column::ConversionPrice), Some(12.0));
        assert_eq!(place(Column::Date), Some(25.0));
        assert_eq!((place(Column::Acquired), place(Column::Disposed)), (Some(43.0), Some(51.0)));
    }

    #[test]
    fn rows_are_no_headings() {
        for line in ["^(1)       3.51", "Common Stock", "(2)", "D", "By Trust", "Stock Option  (1)", "Class A Shares"] {
            assert_eq!(heading_words(line), None, "{line}");
        }
        for line in ["(Instr. 3, 4 and 5)", "Code   V  Amount (D) Price", "(A)", "Transaction(s) (I)"] {
            assert!(heading_words(line).is_some(), "{line}");
        }
    }
}
