//! When each version of the ownership schema was in use. See tables/schema_versions.toml.

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::date_if_any;
use super::{load, table};

/// The days on which EDGAR published documents of a version. Where a day is left out, it is not known.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    version: Box<str>,
    forms: Vec<Box<str>>,
    #[serde(default, deserialize_with = "date_if_any")]
    pub from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "date_if_any")]
    pub until: Option<NaiveDate>,
}

/// When a version, `X0508`, was in use for a form, `4/A`.
#[must_use]
pub fn in_use(version: &str, form: &str) -> Option<&'static Window> {
    let original = form.trim_end_matches("/A");
    let is_of = |window: &&Window| {
        window.version.as_ref() == version && window.forms.iter().any(|known| known.as_ref() == original)
    };
    table().versions.iter().find(is_of)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    versions: Vec<Window>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| load("schema_versions", table!("schema_versions")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_have_versions_of_their_own() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(in_use("X0508", "4/A").and_then(|window| window.until), day("2026-03-17"));
        assert_eq!(in_use("X0609", "5").and_then(|window| window.until), None);
        assert!(in_use("X0206", "3/A").is_some() && in_use("X0206", "4").is_none() && in_use("X9999", "4").is_none());
    }

    #[test]
    fn windows_end_after_they_begin() {
        let turned = table().versions.iter().find(|window| window.from.zip(window.until).is_some_and(|(a, b)| a > b));
        assert!(turned.is_none(), "{:?}", turned.map(|window| &window.version));
    }
}
