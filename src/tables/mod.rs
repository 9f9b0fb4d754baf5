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
use serde::de::{Deserialize, Deserializer, Error as _};

/// The text of a table by its name, `places` or `ownership/x0609`, as the build has turned it into JSON.
macro_rules! table {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/tables/", $name, ".json"))
    };
}

use table;

/// Reads a table that is part of the program.
///
/// # Panics
/// When the table does not read, which a test of each table holds.
fn load<T: Deserialize<'static>>(name: &str, json: &'static str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("tables/{name}.toml: {error}"))
}

/// Whether a day lies within an interval, both ends included; an end that is left out is none.
#[must_use]
pub fn lies_within(day: NaiveDate, from: Option<NaiveDate>, until: Option<NaiveDate>) -> bool {
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
}

/// A date of a rule file or a table, `2003-12-26`.
///
/// # Errors
/// When it is no day of the calendar.
pub fn date<'t, D: Deserializer<'t>>(from: D) -> Result<NaiveDate, D::Error> {
    <&str>::deserialize(from)?.parse().map_err(|_| D::Error::custom("a date is written 2003-12-26"))
}

/// A date that may be left out.
///
/// # Errors
/// When it is no day of the calendar.
pub fn date_if_any<'t, D: Deserializer<'t>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    date(from).map(Some)
}
