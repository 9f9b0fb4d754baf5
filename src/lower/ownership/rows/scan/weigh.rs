//! How sure a value of a scanned row is: only a second witness makes it so, another place of the document
//! with the same value, or arithmetic that fits.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::infer::{direction_of_code, goes_on, signed};
use super::vocabulary::{is_end, is_of_security};
use crate::filing::{Certainty, Field, Row, Table};
use crate::syntax::page::{Sheet, dates};
use crate::syntax::value;

/// Infers what is lost, and doubts what nothing else says.
pub(in crate::lower::ownership) fn tables(sheet: &Sheet<'_>, one: &mut [Row], two: &mut [Row]) {
    super::infer::rows(one, two);
    let witnesses = Witnesses::of(sheet, one, two);
    for table in [one, two] {
        let fits: Vec<bool> = (0..table.len()).map(|at| goes_on(table, at)).collect();
        for at in 0..table.len() {
            let chained = fits.get(at) == Some(&true);
            let below = fits.get(at + 1) == Some(&true);
            if let Some(row) = table.get_mut(at) {
                witnesses.weigh(row, chained, below);
            }
        }
        doubt_breaks(table);
    }
}

/// Where sure balances of one holding do not follow each other, one of them or the holding was misread:
/// the filer is not to be blamed for it.
fn doubt_breaks(rows: &mut [Row]) {
    let mut last: HashMap<[String; 3], Decimal> = HashMap::new();
    for row in rows.iter_mut().filter(|row| row.is_transaction()) {
        let Some(owned) = row.owned_following.present().copied() else { continue };
        let words =
            |field: &Field<Box<str>>| field.present().map(|words| words.to_ascii_lowercase()).unwrap_or_default();
        let holding = [words(&row.security_title), words(&row.ownership), words(&row.nature)];
        let before = last.insert(holding, owned);
        let expected = before.and_then(|before| before.checked_add(signed(row)?));
        if before.is_some() && expected != Some(owned) {
            row.owned_following.certainty = Certainty::Guessed;
            row.shares.certainty = Certainty::Guessed;
        }
    }
}

/// What stands in the document, and how often.
struct Witnesses {
    dates: HashMap<NaiveDate, usize>,
    /// Numbers of securities in transactions and under derivatives.
    numbers: HashMap<Decimal, usize>,
    balances: HashMap<Decimal, usize>,
    words: HashMap<Box<str>, usize>,
    codes: HashMap<Box<str>, usize>,
    /// The prices of all rows, in order.
    prices: Vec<Decimal>,
}

impl Witnesses {
    fn of(sheet: &Sheet<'_>, one: &[Row], two: &[Row]) -> Witnesses {
        let mut seen = Witnesses {
            dates: HashMap::new(),
            numbers: HashMap::new(),
            balances: HashMap::new(),
            words: HashMap::new(),
            codes: HashMap::new(),
            prices: Vec::new(),
        };
        let text = sheet.text().as_str();
        let written: Vec<&str> = dates(text, 0).filter_map(|range| text.get(range)).collect();
        // Where dates have all their digits, a shorter one may have lost some.
        let length = if written.iter().filter(|date| date.len() == 10).count() * 2 > written.len() { 10 } else { 6 };
        for date in written.into_iter().filter(|date| date.len() >= length).filter_map(value::date) {
            *seen.dates.entry(date).or_default() += 1;
        }
        fn read<T>(field: &Field<T>) -> Option<&T> {
            field.present().filter(|_| field.repair().is_none())
        }
        for row in one.iter().chain(two) {
            for number in [&row.shares, &row.underlying_shares].into_iter().filter_map(read) {
                *seen.numbers.entry(number.normalize()).or_default() += 1;
            }
            if let Some(balance) = read(&row.owned_following) {
                *seen.balances.entry(balance.normalize()).or_default() += 1;
            }
            for words in [&row.security_title, &row.underlying_title, &row.nature].into_iter().filter_map(read) {
                *seen.words.entry(words.clone()).or_default() += 1;
            }
            if let Some(code) = read(&row.code) {
                *seen.codes.entry(code.clone()).or_default() += 1;
            }
            seen.prices.extend(read(&row.price).filter(|price| !price.is_zero()));
        }
        seen.prices.sort_unstable();
        seen
    }

    fn weigh(&self, row: &mut Row, chained: bool, chained_below: bool) {
        let agrees = direction_of_code(row)
            .is_some_and(|letter| row.acquired_disposed.present().map(AsRef::as_ref) == Some(letter));
        let held = row.ownership.present().map(AsRef::as_ref) == Some("I");
        let has_nature = row.nature.present().is_some() || !row.nature.marks().is_empty();
        let shares = row.shares.present().map(Decimal::normalize);
        let first = row.acquires() == Some(true) && row.table == Table::One;
        let equals_owned = first && shares.is_some() && shares == row.owned_following.present().map(Decimal::normalize);

        for date in [
            &mut row.transaction_date,
            &mut row.deemed_execution_date,
            &mut row.exercise_date,
            &mut row.expiration_date,
        ] {
            keep(date, |date| self.dates.get(date).is_some_and(|count| *count >= 2));
        }
        let twice = |counts: &HashMap<Decimal, usize>, number: &Decimal| {
            *number >= Decimal::ONE_THOUSAND && counts.get(&number.normalize()).is_some_and(|count| *count >= 2)
        };
        let repeated = |number: &Decimal| twice(&self.numbers, number);
        // A direction that was told by the code does not tell of it.
        let directed = agrees && row.acquired_disposed.repair().is_none();
        keep(&mut row.code, |code| directed || self.codes.get(code).is_some_and(|count| *count >= 2));
        keep(&mut row.acquired_disposed, |_| agrees || chained);
        keep(&mut row.shares, |number| chained || equals_owned || repeated(number));
        keep(&mut row.owned_following, |number| {
            chained || chained_below || equals_owned || (repeated(number) && *number >= Decimal::ONE_HUNDRED)
        });
        keep(&mut row.underlying_shares, |number| shares == Some(number.normalize()) || repeated(number));
        keep(&mut row.price, |price| self.is_usual(*price));
        keep(&mut row.conversion_price, |price| self.prices.binary_search(price).is_ok());
        keep(&mut row.ownership, |_| held == has_nature);
        // What stands in several lines was put together.
        for words in [&mut row.security_title, &mut row.underlying_title] {
            let whole = words.pieces().is_empty();
            keep(words, |words| whole && (is_title(words) || (words.contains(' ') && self.is_repeated(words))));
        }
        let whole = row.nature.pieces().is_empty();
        keep(&mut row.nature, |words| whole && self.is_repeated(words));
        for never in [&mut row.total_value, &mut row.underlying_value, &mut row.value_owned_following] {
            keep(never, |_| false);
        }
        keep(&mut row.timeliness, |_| false);
    }

    fn is_repeated(&self, words: &str) -> bool {
        words.starts_with(|c: char| c.is_uppercase()) && self.words.get(words).is_some_and(|count| *count >= 2)
    }

    /// A price near those of other rows, and as finely stated; or none at all.
    fn is_usual(&self, price: Decimal) -> bool {
        if price.is_zero() {
            return true;
        }
        let Some(median) = self.prices.get(self.prices.len() / 2).filter(|_| self.prices.len() >= 3) else {
            return false;
        };
        let tenth = *median / Decimal::TEN;
        price.scale() >= 2 && (price - *median).abs() <= tenth
    }
}

/// Whether words are the whole title of a security, each of them known.
fn is_title(words: &str) -> bool {
    let opens = words.starts_with(|c: char| c.is_uppercase());
    opens && words.contains(' ') && words.split(' ').all(is_of_security) && words.rsplit(' ').next().is_some_and(is_end)
}

/// A value stays sure where it was read as it stands and a witness says the same. A mark without a value has no witness.
fn keep<T>(field: &mut Field<T>, witnessed: impl Fn(&T) -> bool) {
    let sure = field.repair().is_none() && field.present().is_some_and(witnessed);
    let is_blank = field.is_missing() && field.marks().is_empty();
    if !sure && !is_blank {
        field.certainty = Certainty::Guessed;
    }
}
