//! What is printed on every copy of a form. See tables/forms.toml.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{load, table};

/// The control number of the Office of Management and Budget for a form: `4/A`, `SC 13D`.
#[must_use]
pub fn omb_number(form: &str) -> Option<&'static str> {
    find(form).map(|known| known.omb.as_ref())
}

/// Whose number it is, as a sentence says it: `Form 5`, `Schedules 13D and 13G`.
#[must_use]
pub fn form_of_omb(number: &str) -> Option<&'static str> {
    let known = table().forms.iter().find(|known| known.omb.as_ref() == number)?;
    Some(match known.name.as_ref() {
        "3" => "Form 3",
        "4" => "Form 4",
        "5" => "Form 5",
        _ => "Schedules 13D and 13G",
    })
}

/// The printed headings of a form, in capitals.
#[must_use]
pub fn titles(form: &str) -> &'static [Box<str>] {
    find(form).map_or(&[], |known| &known.titles)
}

/// The forms that print this heading, whatever its case and spacing: `STATEMENT OF CHANGES IN …`.
#[must_use]
pub fn form_of_title(title: &str) -> Option<&'static str> {
    let folded = title.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
    let has = |known: &&Form| known.titles.iter().any(|printed| printed.as_ref() == folded);
    table().forms.iter().find(has).map(|known| known.name.as_ref())
}

/// A form of the SEC that is not read here.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Other {
    /// As a sentence says it: `Form 144`.
    pub name: Box<str>,
    /// Its submission types, without amendments.
    pub types: Vec<Box<str>>,
    /// Its printed headings, in capitals.
    pub titles: Vec<Box<str>>,
}

/// Forms that are often met beside ours.
#[must_use]
pub fn others() -> &'static [Other] {
    &table().others
}

/// Wording that stands on the forms whoever files them.
#[must_use]
pub fn boilerplate() -> &'static [Box<str>] {
    &table().boilerplate.strings
}

/// An amendment is printed on the form of the original.
fn find(form: &str) -> Option<&'static Form> {
    let original = form.trim_end_matches("/A");
    table().forms.iter().find(|known| known.name.as_ref() == original)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    forms: Vec<Form>,
    others: Vec<Other>,
    boilerplate: Boilerplate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    name: Box<str>,
    omb: Box<str>,
    titles: Vec<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Boilerplate {
    strings: Vec<Box<str>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| load("forms", table!("forms")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_forms_know_each_other() {
        for (form, number, words) in [
            ("3/A", "3235-0104", "Form 3"),
            ("4", "3235-0287", "Form 4"),
            ("5", "3235-0362", "Form 5"),
            ("SC 13G/A", "3235-0145", "Schedules 13D and 13G"),
        ] {
            assert_eq!(omb_number(form), Some(number));
            assert_eq!(form_of_omb(number), Some(words));
        }
        assert_eq!(omb_number("144"), None);
        assert_eq!(form_of_omb("3235-0101"), None);
    }

    #[test]
    fn titles_tell_the_form() {
        assert_eq!(form_of_title("Statement of  Changes in Beneficial Ownership"), Some("4"));
        assert_eq!(form_of_title("ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP"), Some("5"));
        assert_eq!(form_of_title("STATEMENT"), None);
        assert!(!titles("4/A").is_empty());
        assert!(boilerplate().iter().any(|text| text.contains("20549")));
    }
}
