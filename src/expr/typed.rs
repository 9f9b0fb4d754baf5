//! What an expression is once its names and types are settled.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::expr::Dated;
use crate::expr::functions::Pattern;
use crate::expr::names::{Frame, Read};
use crate::filing::{Day, Field, Flag, Form, Getter, List, Name, Ordinal, Word};
use crate::source::Span;
use crate::syntax::expr::Relation;

/// A condition.
pub(super) enum Truth {
    Column(Of<Field<bool>>),
    Flag(Frame, Flag),
    Missing(Read),
    Known(Read, bool),
    Noted(Read),
    /// Any value of a part bears a mark.
    AnyNoted(Frame),
    Not(Box<Truth>),
    And(Vec<Truth>),
    Or(Vec<Truth>),
    Numbers(Number, Relation, Number),
    Dates(Date, Relation, Date),
    Texts(Text, Text),
    NumberIn(Number, Choice<Decimal>),
    DateIn(Date, Choice<NaiveDate>),
    TextIn(Text, Choice<String>),
    Like(Text, Pattern),
    Any(Over, Box<Truth>),
    All(Over, Box<Truth>),
    Session(Date),
}

pub(super) enum Number {
    Constant(Decimal),
    Column(Of<Field<Decimal>>),
    Count(Of<Field<u32>>),
    Ordinal(Frame, Ordinal),
    Param(Vec<Dated>),
    Negative(Box<Number>),
    /// What is added or, where true, taken away.
    Sum(Vec<(bool, Number)>),
    Product(Vec<Number>),
    Days(Date, Date),
    BusinessDays(Date, Date),
    HowMany(Over, Option<Box<Truth>>),
    Total(Over, Box<Number>),
    First(Over, Box<Number>),
}

pub(super) enum Date {
    Constant(NaiveDate),
    Column(Of<Field<NaiveDate>>),
    Day(Frame, Day),
    Param(Vec<Dated>),
    First(Over, Box<Date>),
    Latest(Over, Box<Date>),
}

pub(super) enum Text {
    Constant(String),
    Column(Of<Field<Box<str>>>),
    Form(Of<Field<Form>>),
    Word(Frame, &'static [&'static str], Word),
    Label(Frame, Name),
    Written(Frame, Getter<Span>),
    Param(Vec<Dated>),
    Either(Box<Text>, Box<Text>),
    If(Box<Truth>, Box<Text>, Box<Text>),
    KindOfDay(Date),
    First(Over, Box<Text>),
}

/// A value of any type.
pub(super) enum Value {
    Truth(Truth),
    Number(Number),
    Date(Date),
    Text(Text),
}

/// A field of a part; also a guessed value, where `guess` says so.
pub(super) struct Of<F> {
    pub frame: Frame,
    pub get: Getter<F>,
    pub guess: bool,
}

/// What one may be among.
pub(super) enum Choice<T> {
    Written(Vec<T>),
    Param(Vec<Dated>),
}

/// The parts of a list for which a condition holds.
pub(super) struct Over {
    pub list: &'static List,
    pub only: Option<Box<Truth>>,
    /// The longest list that is walked: asked of each row, a list of all rows costs their square.
    pub most: usize,
}
