//! What rule files ask of a filing, in words of their own: `code == 'S' and price > 0`.
//!
//! A text becomes a tree (`syntax::expr`), its names and types are checked against the columns of what the rule is
//! about (`check`), and what holds is compiled to closures that read the filing's own fields (`compile`). Knows no rule.
//!
//! Answers are three: true, false and unknown, which is `None`. What is compared with a value that is missing,
//! malformed or guessed is unknown.

mod check;
mod compile;
mod functions;
mod mistake;
mod names;
mod outlook;
mod place;
mod template;
mod typed;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::filing::{AnyField, Filing, Part};
use crate::source::Sources;

pub use functions::FUNCTIONS;
pub use mistake::Mistake;
pub use names::{Subject, subjects};
pub use outlook::{Outlook, outlook};
pub use place::{Place, Spot};
pub use template::Template;

use compile::Closure;
use names::Read;

/// What an expression is asked of.
#[derive(Clone, Copy)]
pub struct Scope<'f> {
    pub filing: &'f Filing,
    /// What the rule is about.
    pub on: Part<'f>,
    /// The day that thresholds go by.
    pub date: Option<NaiveDate>,
    /// The texts that places stand in; without them, what is written at a place is not known.
    sources: Option<&'f Sources>,
    /// One of a list, within `any`, `count`, `first` and the like.
    bound: Option<Part<'f>>,
}

impl<'f> Scope<'f> {
    #[must_use]
    pub fn new(filing: &'f Filing, on: Part<'f>, date: Option<NaiveDate>) -> Scope<'f> {
        Scope { filing, on, date, sources: None, bound: None }
    }

    /// With the texts at hand that places stand in.
    #[must_use]
    pub fn reading(self, sources: &'f Sources) -> Scope<'f> {
        Scope { sources: Some(sources), ..self }
    }
}

/// What the expressions of one check may name.
pub struct Names<'n> {
    pub on: &'static Subject,
    pub params: &'n Params,
}

/// The thresholds of a rule by their names, each dated.
pub type Params = BTreeMap<String, Vec<Dated>>;

/// A threshold and the days, both included, on which it holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Dated {
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub value: Constant,
}

/// A value that stands in a rule file.
#[derive(Clone, PartialEq, Debug)]
pub enum Constant {
    Number(Decimal),
    Date(NaiveDate),
    Text(String),
    List(Vec<Constant>),
}

/// A condition that was checked and compiled.
pub struct Condition {
    holds: Closure<bool>,
    reads: Vec<Read>,
}

impl Condition {
    /// Reads a condition.
    pub fn of(text: &str, names: &Names) -> Result<Condition, Mistake> {
        let (truth, reads) = check::condition(text, names)?;
        Ok(Condition { holds: compile::truth(truth), reads })
    }

    /// Whether it holds; none where that is not known.
    #[must_use]
    pub fn holds(&self, scope: &Scope<'_>) -> Option<bool> {
        (self.holds)(scope)
    }

    /// Whether it reads a field.
    #[must_use]
    pub fn has_read(&self, place: &Place) -> bool {
        place.read().is_some_and(|place| self.reads.iter().any(|read| read.is_same(place)))
    }

    /// The names of what it read of the subject or of what the filing has once, and is not surely there.
    #[must_use]
    pub fn unsure(&self, scope: &Scope<'_>) -> Vec<&'static str> {
        self.reads.iter().filter(|read| read.is_unsure(scope)).map(|read| read.column.name).collect()
    }

    /// Shows each field that it read.
    pub fn reads<'f>(&self, scope: &Scope<'f>, visit: &mut dyn FnMut(&'f dyn AnyField)) {
        self.reads.iter().for_each(|read| read.fields(scope, visit));
    }
}
