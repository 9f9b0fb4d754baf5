//! The documents that may stand beside a Form 3, 4 or 5. See tables/supporting.toml.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{load, table};

/// Types of documents that are counted together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// As a sentence says it: `EX-24, EX-99 and GRAPHIC`.
    pub name: Box<str>,
    types: Vec<Box<str>>,
    /// How many there may be.
    pub most: usize,
}

/// What a type, `EX-24` or `EX-24.poa`, is counted as; none when it may not stand beside these forms.
#[must_use]
pub fn count(document_type: &str) -> Option<&'static Count> {
    if document_type.chars().count() > table().longest_type {
        return None;
    }
    let known = document_type.split_once('.').map_or(document_type, |(known, _)| known);
    table().counts.iter().find(|count| count.types.iter().any(|one| one.as_ref() == known))
}

/// What is wrong with the name of a document beside the form, as the end of a sentence that begins with it.
#[must_use]
pub fn fault_of_name(name: &str) -> Option<String> {
    fault(name, &table().names.extensions)
}

/// What is wrong with the name of the form's own file.
#[must_use]
pub fn fault_of_form_name(name: &str) -> Option<String> {
    fault(name, std::slice::from_ref(&table().names.extension_of_form))
}

fn fault(name: &str, extensions: &[Box<str>]) -> Option<String> {
    let names = &table().names;
    let length = name.chars().count();
    if length > names.longest {
        return Some(format!("has {length} characters; EDGAR takes {}", names.longest));
    }
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
        return Some("does not begin with a small letter".to_owned());
    }
    let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    if let Some(other) = name.chars().find(|letter| !is_plain(*letter) && !names.once.contains(letter)) {
        return Some(format!("has a `{}`", other.escape_debug()));
    }
    if let Some(twice) = names.once.iter().find(|mark| name.matches(**mark).count() > 1) {
        return Some(format!("has more than one `{twice}`"));
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let known = extensions.iter().any(|known| known.as_ref() == extension);
    (!known).then(|| format!("does not end with .{}", extensions.join(", .")))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    longest_type: usize,
    counts: Vec<Count>,
    names: Names,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Names {
    longest: usize,
    extension_of_form: Box<str>,
    extensions: Vec<Box<str>>,
    once: Vec<char>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| load("supporting", table!("supporting")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_be_added_to_a_type() {
        for (written, most) in
            [("EX-24", Some(500)), ("COVER.i_wrote_this", Some(10)), ("EX-10", None), ("ex-24", None)]
        {
            assert_eq!(count(written).map(|count| count.most), most, "{written}");
        }
        assert!(count("EX-99.a_much_too_long_name").is_none());
    }

    #[test]
    fn names_are_short_and_small() {
        for sound in ["poa.txt", "ex-24_a.htm", "p2.gif"] {
            assert_eq!(fault_of_name(sound), None, "{sound}");
        }
        for unsound in ["", "2poa.txt", "Poa.txt", "poa", "poa.pdf", "a-b-c.txt", "power of attorney.txt", "a.b.txt"] {
            assert!(fault_of_name(unsound).is_some(), "{unsound}");
        }
        assert!(fault_of_name("a_name_that_goes_on_and_on_and_on.txt").is_some());
        assert_eq!(fault_of_form_name("form4.xml"), None);
        assert!(fault_of_form_name("form4.txt").is_some() && fault_of_form_name("Form4.xml").is_some());
    }
}
