//! Facts of the world, each with its source, loaded once when first asked for.
//!
//! What changes when the SEC, the Postal Service or an exchange publishes stands in `tables/*.toml`;
//! here it is only looked up. Knows no filing and no rule.

pub mod calendar;
pub mod codes;
pub mod confusables;
pub mod forms;
pub mod identifiers;
pub mod ownership;
pub mod places;
pub mod schema_versions;
pub mod supporting;

use chrono::NaiveDate;
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, de::DeserializeOwned};
use toml::value::Datetime;

/// Reads a table that is part of the program.
///
/// # Panics
/// When the table does not read, which a test of each table holds.
fn load<T: DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("tables/{name}: {error}"))
}

/// A date as TOML writes it, `2003-12-26`.
fn date<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let date = Datetime::deserialize(from)?.date;
    let date = date.and_then(|date| NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()));
    date.ok_or_else(|| D::Error::custom("a date is written 2003-12-26"))
}
