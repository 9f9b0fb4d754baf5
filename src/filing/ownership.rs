//! What Forms 3, 4 and 5 ask.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{AnyField, Field, Mark, part, plain, record};
use crate::source::Span;

part! {
    /// The body of a Form 3, 4 or 5.
    #[derive(Clone, PartialEq, Debug, Default)]
    pub struct Ownership as "ownership" {
        pub owners: Vec<Owner>,
        /// Form 4: date of earliest transaction (item 3). Form 3: date of event. Form 5: fiscal year end.
        pub period_of_report: Field<NaiveDate>,
        /// Date the original was filed, on an amendment (item 4).
        pub date_of_original: Field<NaiveDate>,
        /// The box "no longer subject to Section 16".
        pub not_subject_to_section16: Field<bool>,
        /// The Rule 10b5-1(c) box of April 2023.
        pub aff10b5one: Field<bool>,
        /// Non-derivative securities.
        pub table1: Vec<Row>,
        /// Derivative securities.
        pub table2: Vec<Row>,
        pub footnotes: Vec<FootnoteText>,
        /// Where `Explanation of Responses` stands, with explanations below it or without.
        pub explanations: Option<Span>,
        pub remarks: Field<Box<str>>,
        pub boilerplate: Boilerplate,
        pub inserted: Inserted,
    }
}

part! {
    /// The fixed wording around the form, where it can be checked.
    #[derive(Clone, PartialEq, Debug, Default)]
    pub struct Boilerplate as "boilerplate" {
        /// The printed heading, `STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP`.
        pub title: Field<Box<str>>,
        /// The number of the form above it, `4` of `FORM 4`.
        pub form_number: Field<Box<str>>,
        /// The number after `OMB Number:`; missing at that caption when it is blank.
        pub omb_number: Field<Box<str>>,
        /// Whether an `OMB Number` caption stands in the document at all.
        pub omb_caption: bool,
    }
}

record! {
    /// What EDGAR itself puts into the document that it publishes, beside names and descriptions.
    pub struct Inserted as "inserted" with {} {
        /// Version of the schema it was checked against: `X0508`.
        schema_version: Box<str>,
        /// Form 3: whether neither table has an entry.
        no_securities_owned: bool,
        /// Form 5: the box "Form 3 holdings reported".
        form3_holdings_reported: bool,
        /// Form 5: the box "Form 4 transactions reported".
        form4_transactions_reported: bool,
    }
}

record! {
    /// One reporting person.
    pub struct Owner as "owner" with {} {
        /// Central Index Key, up to ten digits.
        cik: Box<str>,
        /// Name as written, surname first for a person.
        name: Box<str>,
        /// First line of the street address.
        street1: Box<str>,
        /// Second line of the street address.
        street2: Box<str>,
        /// City.
        city: Box<str>,
        /// State or country: two letters, an EDGAR code, or a name.
        state: Box<str>,
        /// ZIP or postal code.
        zip: Box<str>,
        /// Whether the address is not in the United States, where the form asks.
        non_us_address: bool,
        /// Code in the place of the state, where a country has another.
        state_code: Box<str>,
        /// Country, where it has a place of its own: an EDGAR code.
        country: Box<str>,
        /// The state's or country's name, which EDGAR puts beside its code.
        state_description: Box<str>,
        /// Whether EDGAR took the address for a good one.
        good_address: Box<str>,
        /// The box "Director".
        is_director: bool,
        /// The box "Officer".
        is_officer: bool,
        /// The box "10% Owner".
        is_ten_percent_owner: bool,
        /// The box "Other".
        is_other: bool,
        /// The officer's title, below the box.
        officer_title: Box<str>,
        /// What "Other" is, below the box.
        other_text: Box<str>,
    }
}

/// A transaction has a date and a code; a holding has neither.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum RowKind {
    #[default]
    Transaction,
    Holding,
}

impl RowKind {
    /// As reports and rule files say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            RowKind::Transaction => "transaction",
            RowKind::Holding => "holding",
        }
    }
}

/// Which table of the form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Table {
    /// Non-derivative securities.
    #[default]
    One,
    /// Derivative securities.
    Two,
}

impl Table {
    /// `Table I`, `Table II`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Table::One => "Table I",
            Table::Two => "Table II",
        }
    }
}

record! {
    /// One line of Table I or Table II.
    pub struct Row as "row" with {
        kind: RowKind,
        table: Table,
        /// Its place in the table, from 1.
        number: usize,
    } {
        /// Title of the security.
        security_title: Box<str>,
        /// Conversion or exercise price of the derivative, in dollars (Table II).
        conversion_price: Decimal,
        /// Transaction date.
        transaction_date: NaiveDate,
        /// Deemed execution date, if any.
        deemed_execution_date: NaiveDate,
        /// Form type: 3, 4 or 5.
        form_type: Box<str>,
        /// Transaction code of General Instruction 8: one capital letter.
        code: Box<str>,
        /// Whether an equity swap is involved (code `K`).
        equity_swap: bool,
        /// `E` early, `L` late; on paper the V column.
        timeliness: Box<str>,
        /// Number of securities acquired or disposed of.
        shares: Decimal,
        /// Value of the transaction in dollars, where stated instead of a number.
        total_value: Decimal,
        /// Price per share in dollars; in Table II the price of the derivative.
        price: Decimal,
        /// `A` acquired or `D` disposed of.
        acquired_disposed: Box<str>,
        /// Date exercisable (Table II).
        exercise_date: NaiveDate,
        /// Expiration date (Table II).
        expiration_date: NaiveDate,
        /// Title of the underlying security (Table II).
        underlying_title: Box<str>,
        /// Number of underlying securities (Table II).
        underlying_shares: Decimal,
        /// Value of the underlying securities in dollars, where stated instead of a number.
        underlying_value: Decimal,
        /// Number of securities owned following the reported transactions.
        owned_following: Decimal,
        /// Value owned following, in dollars, where stated instead of a number.
        value_owned_following: Decimal,
        /// `D` direct or `I` indirect.
        ownership: Box<str>,
        /// Nature of indirect ownership.
        nature: Box<str>,
    }
}

impl Row {
    /// Whether this is a transaction that acquires.
    #[must_use]
    pub fn acquires(&self) -> Option<bool> {
        match self.acquired_disposed.present().map(AsRef::as_ref) {
            Some("A") => Some(true),
            Some("D") => Some(false),
            _ => None,
        }
    }

    /// The transaction code, when one was read.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.present().map(AsRef::as_ref)
    }

    #[must_use]
    pub fn is_transaction(&self) -> bool {
        self.kind == RowKind::Transaction
    }

    /// What a person calls a field of this row: `Table I, row 3, price per share (box 4)`.
    #[must_use]
    pub fn place(&self, field: &str) -> String {
        let caption = caption(self.table, field).map_or_else(|| plain(field), str::to_owned);
        format!("{}, row {}, {caption}", self.table.name(), self.number)
    }
}

/// The places of rows whose price has less than two decimals, where two thirds of the prices or more, and
/// three at least, have two or more. Prices of zero do not count.
pub fn short_prices<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<usize> {
    let priced = rows.enumerate().filter_map(|(at, row)| Some((at, row.price.present()?)));
    let (long, short): (Vec<_>, Vec<_>) =
        priced.filter(|(_, price)| !price.is_zero()).partition(|(_, price)| price.scale() >= 2);
    let usual = long.len() >= 3 && long.len() >= 2 * short.len();
    if usual { short.into_iter().map(|(at, _)| at).collect() } else { Vec::new() }
}

/// The form's own words for a column, with its box number, on Forms 4 and 5.
fn caption(table: Table, field: &str) -> Option<&'static str> {
    Some(match (table, field) {
        (Table::One, "security_title") => "title of security (box 1)",
        (Table::One, "transaction_date") => "transaction date (box 2)",
        (Table::One, "deemed_execution_date") => "deemed execution date (box 2A)",
        (Table::One, "code") => "transaction code (box 3)",
        (Table::One, "shares") => "amount (box 4)",
        (Table::One, "acquired_disposed") => "acquired or disposed of (box 4)",
        (Table::One, "price") => "price per share (box 4)",
        (Table::One, "owned_following") => "amount owned following (box 5)",
        (Table::One, "ownership") => "direct or indirect (box 6)",
        (Table::One, "nature") => "nature of indirect ownership (box 7)",
        (Table::Two, "security_title") => "title of derivative security (box 1)",
        (Table::Two, "conversion_price") => "conversion or exercise price (box 2)",
        (Table::Two, "transaction_date") => "transaction date (box 3)",
        (Table::Two, "deemed_execution_date") => "deemed execution date (box 3A)",
        (Table::Two, "code") => "transaction code (box 4)",
        (Table::Two, "shares") => "number of derivative securities (box 5)",
        (Table::Two, "acquired_disposed") => "acquired or disposed of (box 5)",
        (Table::Two, "exercise_date") => "date exercisable (box 6)",
        (Table::Two, "expiration_date") => "expiration date (box 6)",
        (Table::Two, "underlying_title") => "underlying title (box 7)",
        (Table::Two, "underlying_shares") => "underlying shares (box 7)",
        (Table::Two, "price") => "price of derivative (box 8)",
        (Table::Two, "owned_following") => "number owned following (box 9)",
        (Table::Two, "ownership") => "direct or indirect (box 10)",
        (Table::Two, "nature") => "nature of indirect ownership (box 11)",
        _ => return None,
    })
}

part! {
    /// One numbered explanation.
    #[derive(Clone, PartialEq, Debug)]
    pub struct FootnoteText as "footnote" {
        /// The id as written: `1`, `F1`.
        pub id: Box<str>,
        /// Where the id stands.
        pub id_span: Span,
        pub text: Field<Box<str>>,
    }
}

impl Ownership {
    /// The rows of both tables, Table I first.
    pub fn rows(&self) -> impl Iterator<Item = &Row> + Clone {
        self.table1.iter().chain(&self.table2)
    }

    /// The explanation a mark points to: ids are compared by their number, so `1` is `F1`.
    #[must_use]
    pub fn footnote(&self, id: &str) -> Option<&FootnoteText> {
        fn number(id: &str) -> &str {
            id.trim_start_matches(['F', 'f']).trim_start_matches('0')
        }
        let wanted = number(id);
        let is_wanted = |note: &&FootnoteText| number(&note.id) == wanted;
        // Explanations are numbered as they stand, nearly always.
        let in_place = wanted.parse::<usize>().ok().and_then(|number| self.footnotes.get(number.checked_sub(1)?));
        in_place.filter(is_wanted).or_else(|| self.footnotes.iter().find(is_wanted))
    }

    /// Shows every field. Where names are not asked for, this is the shorter way.
    pub fn fields<'f>(&'f self, visit: &mut dyn FnMut(&'f dyn AnyField)) {
        self.owners.iter().for_each(|owner| owner.fields(&mut |_, field| visit(field)));
        let single: [&dyn AnyField; 8] = [
            &self.period_of_report,
            &self.date_of_original,
            &self.not_subject_to_section16,
            &self.aff10b5one,
            &self.remarks,
            &self.boilerplate.title,
            &self.boilerplate.form_number,
            &self.boilerplate.omb_number,
        ];
        single.into_iter().for_each(&mut *visit);
        self.rows().for_each(|row| row.fields(&mut |_, field| visit(field)));
        self.footnotes.iter().for_each(|note| visit(&note.text));
    }

    /// The footnote marks of each field that has any, in the order of the form.
    pub fn marks(&self) -> impl Iterator<Item = &[Mark]> + Clone {
        let single = [
            self.period_of_report.marks(),
            self.date_of_original.marks(),
            self.not_subject_to_section16.marks(),
            self.aff10b5one.marks(),
            self.remarks.marks(),
            self.boilerplate.title.marks(),
            self.boilerplate.omb_number.marks(),
        ];
        let owners = self.owners.iter().flat_map(Owner::marks);
        let rows = self.rows().flat_map(Row::marks);
        let notes = self.footnotes.iter().map(|note| note.text.marks());
        owners.chain(single).chain(rows).chain(notes).filter(|marks| !marks.is_empty())
    }

    pub(super) fn places<'f>(&'f self, visit: &mut dyn FnMut(&str, &'f dyn AnyField)) {
        for (at, owner) in self.owners.iter().enumerate() {
            let which = if self.owners.len() > 1 {
                format!("reporting person {}", at + 1)
            } else {
                "reporting person".to_owned()
            };
            owner.fields(&mut |name, field| visit(&format!("{which}, {}", plain(name)), field));
        }
        visit("period of report (box 3)", &self.period_of_report);
        visit("date of original (box 4)", &self.date_of_original);
        visit("exit box", &self.not_subject_to_section16);
        visit("Rule 10b5-1 box", &self.aff10b5one);
        visit("remarks", &self.remarks);
        visit("title of the form", &self.boilerplate.title);
        visit("number of the form", &self.boilerplate.form_number);
        visit("OMB number", &self.boilerplate.omb_number);
        self.inserted.fields(&mut |name, field| visit(&plain(name), field));
        for row in self.rows() {
            row.fields(&mut |name, field| visit(&row.place(name), field));
        }
        for note in &self.footnotes {
            visit(&format!("footnote {}", note.id), &note.text);
        }
    }
}
