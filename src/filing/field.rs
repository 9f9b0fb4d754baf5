//! A value the form asks for: what it is, where it stands, and how surely it was read.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::source::Span;

/// A value the form asks for.
#[derive(Clone, PartialEq, Debug)]
pub struct Field<T> {
    pub value: Value<T>,
    /// Present or malformed: its first piece. Missing: the tag, label or heading that should hold it.
    pub span: Span,
    pub certainty: Certainty,
    aside: Option<Box<Aside>>,
}

/// What stands where a value should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value<T> {
    Present(T),
    /// Something is written, but it is not a `T`; what, is read from the span.
    Malformed,
    Missing,
}

/// How surely the text says this.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Certainty {
    /// The best reading of a damaged place, or inferred from elsewhere.
    Guessed,
    /// By its column, which was clearly the best.
    Laid,
    /// Markup, plain words, or right after its label.
    Written,
}

impl Certainty {
    pub const ALL: [Certainty; 3] = [Certainty::Guessed, Certainty::Laid, Certainty::Written];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Guessed => "guessed",
            Certainty::Laid => "laid",
            Certainty::Written => "written",
        }
    }
}

/// What few values have: footnote marks, further pieces, a repair.
#[derive(Clone, PartialEq, Debug, Default)]
struct Aside {
    marks: Vec<Mark>,
    pieces: Vec<Span>,
    repair: Option<Repair>,
}

/// A footnote mark at a value, as `(1)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// What stands between the parentheses, or the `id` of XML: `1`, `F1`, also `I`.
    pub id: Box<str>,
    pub span: Span,
}

/// How a damaged value was read, and what said so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Repair {
    pub how: How,
    /// What stood there.
    pub written: Box<str>,
    /// The places that confirm the reading.
    pub witnesses: Vec<Span>,
}

/// The ways a damaged value is repaired.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum How {
    /// Two pieces, put together as they are.
    Joined,
    /// Two pieces that share characters at the cut.
    Overlapped,
    /// The balances around it leave one value.
    Balance,
    /// Every whole value of the column has it as its beginning or end.
    Column,
    /// A second place in the document states it.
    SecondMention,
    /// Characters that scans confuse, as `I` for `1`.
    Confusable,
    /// Stray or doubled characters left out.
    Stripped,
}

impl<T> Field<T> {
    #[must_use]
    pub fn new(value: T, span: Span, certainty: Certainty) -> Field<T> {
        Field { value: Value::Present(value), span, certainty, aside: None }
    }

    #[must_use]
    pub fn malformed(span: Span, certainty: Certainty) -> Field<T> {
        Field { value: Value::Malformed, span, certainty, aside: None }
    }

    /// Nothing is written; `span` is where it should be.
    #[must_use]
    pub fn missing(span: Span) -> Field<T> {
        Field { value: Value::Missing, span, certainty: Certainty::Laid, aside: None }
    }

    /// The value, when one was read.
    #[must_use]
    pub fn present(&self) -> Option<&T> {
        match &self.value {
            Value::Present(value) => Some(value),
            Value::Malformed | Value::Missing => None,
        }
    }

    /// The value, when it was read surely: written or laid.
    #[must_use]
    pub fn sure(&self) -> Option<&T> {
        self.present().filter(|_| self.certainty > Certainty::Guessed)
    }

    /// The value, when it was read surely or a witness confirms how it was repaired. A finding on a
    /// repaired value is at most a warning.
    #[must_use]
    pub fn confirmed(&self) -> Option<&T> {
        let witnessed = self.repair().is_some_and(|repair| !repair.witnesses.is_empty());
        self.present().filter(|_| witnessed || self.certainty > Certainty::Guessed)
    }

    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.value, Value::Missing)
    }

    #[must_use]
    pub fn is_malformed(&self) -> bool {
        matches!(self.value, Value::Malformed)
    }

    /// The footnote marks at this value.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        self.aside.as_ref().map_or(&[], |aside| &aside.marks)
    }

    /// Where its further pieces stand, when it is in several.
    #[must_use]
    pub fn pieces(&self) -> &[Span] {
        self.aside.as_ref().map_or(&[], |aside| &aside.pieces)
    }

    /// How it was repaired.
    #[must_use]
    pub fn repair(&self) -> Option<&Repair> {
        self.aside.as_ref().and_then(|aside| aside.repair.as_ref())
    }

    #[must_use]
    pub fn with_marks(mut self, marks: Vec<Mark>) -> Field<T> {
        if !marks.is_empty() {
            self.aside_mut().marks.extend(marks);
        }
        self
    }

    #[must_use]
    pub fn with_pieces(mut self, pieces: Vec<Span>) -> Field<T> {
        if !pieces.is_empty() {
            self.aside_mut().pieces = pieces;
        }
        self
    }

    /// The same place, read as `value`; always a guess.
    #[must_use]
    pub fn repaired(mut self, value: T, repair: Repair) -> Field<T> {
        self.value = Value::Present(value);
        self.certainty = Certainty::Guessed;
        self.aside_mut().repair = Some(repair);
        self
    }

    fn aside_mut(&mut self) -> &mut Aside {
        self.aside.get_or_insert_with(Box::default)
    }

    /// First piece and last.
    #[must_use]
    pub fn extent(&self) -> Span {
        self.pieces().iter().fold(self.span, |whole, piece| whole.to(*piece))
    }
}

impl<T> Default for Field<T> {
    fn default() -> Field<T> {
        Field::missing(Span::default())
    }
}

/// What a field asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    Number,
    Date,
    Text,
    Truth,
    Form,
}

/// A type that a field may hold.
pub trait Datum {
    const SORT: Sort;

    /// The number, where it is one.
    fn number(&self) -> Option<Decimal> {
        None
    }

    /// The day, where it is one.
    fn date(&self) -> Option<NaiveDate> {
        None
    }

    /// The words, where it is such.
    fn words(&self) -> Option<&str> {
        None
    }

    /// Its one spelling outside: numbers exact and without separators, dates `YYYY-MM-DD`.
    fn canonical(&self) -> Canonical;
}

/// A value as other programs are told it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Canonical {
    Text(String),
    Truth(bool),
}

impl Datum for Decimal {
    const SORT: Sort = Sort::Number;

    fn number(&self) -> Option<Decimal> {
        Some(*self)
    }

    fn canonical(&self) -> Canonical {
        Canonical::Text(self.to_string())
    }
}

impl Datum for NaiveDate {
    const SORT: Sort = Sort::Date;

    fn date(&self) -> Option<NaiveDate> {
        Some(*self)
    }

    fn canonical(&self) -> Canonical {
        Canonical::Text(self.format("%Y-%m-%d").to_string())
    }
}

impl Datum for Box<str> {
    const SORT: Sort = Sort::Text;

    fn words(&self) -> Option<&str> {
        Some(self)
    }

    fn canonical(&self) -> Canonical {
        Canonical::Text(self.to_string())
    }
}

impl Datum for bool {
    const SORT: Sort = Sort::Truth;

    fn canonical(&self) -> Canonical {
        Canonical::Truth(*self)
    }
}

impl Datum for u32 {
    const SORT: Sort = Sort::Number;

    fn canonical(&self) -> Canonical {
        Canonical::Text(self.to_string())
    }
}

/// A field of any type, for what walks all of them: readings, places, fault rules.
pub trait AnyField {
    fn span(&self) -> Span;
    fn certainty(&self) -> Certainty;
    fn state(&self) -> Value<()>;
    fn canonical(&self) -> Option<Canonical>;
    fn sort(&self) -> Sort;
    fn number(&self) -> Option<Decimal>;
    fn date(&self) -> Option<NaiveDate>;
    fn words(&self) -> Option<&str>;
    fn marks(&self) -> &[Mark];
    fn pieces(&self) -> &[Span];
    fn repair(&self) -> Option<&Repair>;
}

impl<T: Datum> AnyField for Field<T> {
    fn span(&self) -> Span {
        self.span
    }

    fn certainty(&self) -> Certainty {
        self.certainty
    }

    fn state(&self) -> Value<()> {
        match self.value {
            Value::Present(_) => Value::Present(()),
            Value::Malformed => Value::Malformed,
            Value::Missing => Value::Missing,
        }
    }

    fn canonical(&self) -> Option<Canonical> {
        self.present().map(Datum::canonical)
    }

    fn sort(&self) -> Sort {
        T::SORT
    }

    fn number(&self) -> Option<Decimal> {
        self.present().and_then(Datum::number)
    }

    fn date(&self) -> Option<NaiveDate> {
        self.present().and_then(Datum::date)
    }

    fn words(&self) -> Option<&str> {
        self.present().and_then(Datum::words)
    }

    fn marks(&self) -> &[Mark] {
        Field::marks(self)
    }

    fn pieces(&self) -> &[Span] {
        Field::pieces(self)
    }

    fn repair(&self) -> Option<&Repair> {
        Field::repair(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_stays_small() {
        assert_eq!(size_of::<Field<Decimal>>(), 48);
    }

    #[test]
    fn a_repaired_value_is_a_guess() {
        let repair = Repair { how: How::Balance, written: "00".into(), witnesses: vec![] };
        let field = Field::<Decimal>::malformed(Span::default(), Certainty::Laid).repaired(Decimal::from(5000), repair);
        assert_eq!(field.present(), Some(&Decimal::from(5000)));
        assert_eq!(field.sure(), None);
    }
}
