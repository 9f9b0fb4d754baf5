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
pub mod toml;

use serde::Deserialize;

/// Reads a table that is part of the program.
///
/// # Panics
/// When the table does not read, which a test of each table holds.
fn load<T: Deserialize<'static>>(name: &str, text: &'static str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("tables/{name}: {error}"))
}
