//! Thresholds of a rule: what its file writes under `[[params]]`, and what they are worth on a day.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize, Serializer};
use toml::value::Datetime;

use crate::expr::{self, Constant, Dated};
use crate::syntax::toml::{Kind, Value};
use crate::tables::lies_within;

/// Thresholds that hold together, dated.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(from = "BTreeMap<String, Threshold>")]
pub struct Params {
    /// The first day on which they hold.
    pub from: Option<NaiveDate>,
    /// The last day on which they hold.
    pub until: Option<NaiveDate>,
    pub values: BTreeMap<String, Threshold>,
}

impl From<BTreeMap<String, Threshold>> for Params {
    fn from(mut written: BTreeMap<String, Threshold>) -> Params {
        let mut day = |key: &str| written.remove(key).and_then(|value| value.day());
        let (from, until) = (day("from"), day("until"));
        Params { from, until, values: written }
    }
}

impl Params {
    /// Puts other values in the place of those that these have.
    pub(super) fn change(&mut self, values: &BTreeMap<String, Threshold>) {
        for (name, value) in &mut self.values {
            if let Some(other) = values.get(name) {
                value.clone_from(other);
            }
        }
    }
}

/// The value of a threshold on a day. Where the day is not known, only one without dates is.
pub(super) fn on<'p>(params: &'p [Params], name: &str, day: Option<NaiveDate>) -> Option<&'p Threshold> {
    let holds = |params: &&Params| match day {
        Some(day) => lies_within(day, params.from, params.until),
        None => params.from.is_none() && params.until.is_none(),
    };
    params.iter().filter(holds).find_map(|params| params.values.get(name))
}

/// As expressions take them. What is no value of an expression is left out, so that naming it is a mistake.
pub(super) fn of_expressions(params: &[Params]) -> expr::Params {
    let mut all = expr::Params::new();
    for entry in params {
        for (name, value) in &entry.values {
            let Some(value) = value.value() else { continue };
            all.entry(name.clone()).or_default().push(Dated { from: entry.from, until: entry.until, value });
        }
    }
    all
}

/// A threshold, or the day from or until which thresholds hold.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(untagged)]
pub enum Threshold {
    Whole(i64),
    /// An exact number, a date of JSON, or a text.
    Text(String),
    Date(Datetime),
    List(Vec<Threshold>),
    Other(IgnoredAny),
}

impl Threshold {
    /// What is written; none, and said, where it is no threshold.
    #[must_use]
    pub fn of(written: &Value<'_>) -> Option<Threshold> {
        match written.kind() {
            Kind::Whole => Some(Threshold::Whole(written.whole()?.value)),
            Kind::Text => Some(Threshold::Text(written.text()?.as_str().to_owned())),
            Kind::Day => Some(Threshold::Text(written.day()?.value.to_string())),
            Kind::List => {
                // Each is looked at before any is given up, so that all mistakes are said.
                let items: Vec<Option<Threshold>> = written.list()?.iter().map(Threshold::of).collect();
                items.into_iter().collect::<Option<_>>().map(Threshold::List)
            }
            Kind::Fraction => {
                written.is_no("an exact number", Some("write it between quotes".to_owned()));
                None
            }
            Kind::Truth | Kind::Time | Kind::Table => {
                written.is_no("a threshold", None);
                None
            }
        }
    }

    fn day(&self) -> Option<NaiveDate> {
        match self {
            Threshold::Text(text) => text.parse().ok(),
            Threshold::Date(written) => {
                let date = written.date?;
                NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
            }
            _ => None,
        }
    }

    /// What it is worth; none for what is no value of an expression.
    #[must_use]
    pub fn value(&self) -> Option<Constant> {
        if let Some(day) = self.day() {
            return Some(Constant::Date(day));
        }
        match self {
            Threshold::Whole(number) => Some(Constant::Number((*number).into())),
            Threshold::Text(text) => Some(match rust_decimal::Decimal::from_str_exact(text) {
                Ok(number) => Constant::Number(number),
                Err(_) => Constant::Text(text.clone()),
            }),
            Threshold::List(items) => items.iter().map(Threshold::value).collect::<Option<_>>().map(Constant::List),
            Threshold::Date(_) | Threshold::Other(_) => None,
        }
    }

    /// Whether it may stand for another: numbers for numbers, whole ones for whole ones, dates for dates, lists for lists
    /// of such.
    #[must_use]
    pub fn is_like(&self, other: &Threshold) -> bool {
        fn alike(one: &Constant, other: &Constant) -> bool {
            match (one, other) {
                (Constant::List(one), Constant::List(other)) => {
                    one.iter().all(|item| other.iter().all(|other| alike(item, other)))
                }
                _ => std::mem::discriminant(one) == std::mem::discriminant(other),
            }
        }
        let is_cut = matches!((self, other), (Threshold::Text(_), Threshold::Whole(_)));
        !is_cut && matches!((self.value(), other.value()), (Some(one), Some(other)) if alike(&one, &other))
    }

    /// What it is, for one who must write another.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match (self, self.value()) {
            (Threshold::Whole(_), _) => "a whole number",
            (_, Some(Constant::Number(_))) => "a number between quotes",
            (_, Some(Constant::Date(_))) => "a date",
            (_, Some(Constant::List(_))) => "a list of such",
            _ => "a text",
        }
    }
}

/// As a file writes it.
impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Threshold::Whole(number) => write!(f, "{number}"),
            _ if self.day().is_some() => self.day().map_or(Ok(()), |day| write!(f, "{day}")),
            Threshold::Text(text) => write!(f, "\"{text}\""),
            Threshold::Date(date) => write!(f, "{date}"),
            Threshold::List(items) => {
                let items: Vec<String> = items.iter().map(Threshold::to_string).collect();
                write!(f, "[{}]", items.join(", "))
            }
            Threshold::Other(_) => Ok(()),
        }
    }
}

impl Serialize for Threshold {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Threshold::Whole(number) => to.serialize_i64(*number),
            Threshold::Text(text) => to.serialize_str(text),
            Threshold::Date(date) => to.collect_str(date),
            Threshold::List(items) => to.collect_seq(items),
            Threshold::Other(_) => to.serialize_none(),
        }
    }
}
