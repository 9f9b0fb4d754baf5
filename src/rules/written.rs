//! The table `[check]` of a rule file, as written.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use toml::Spanned;

use super::Edgar;
use super::params::Params;
use crate::diagnostic::Severity;

/// The parts of a rule file that a check needs. `S` is a string, with its place where that is known.
#[derive(Deserialize)]
pub(super) struct File<S> {
    #[serde(bound = "S: Deserialize<'de>")]
    pub check: Checks<S>,
    #[serde(default)]
    pub params: Vec<Params>,
}

/// `[check]`, or several `[[check]]`.
pub(super) struct Checks<S>(pub Vec<Written<S>>);

/// A check as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written<S> {
    pub on: S,
    #[serde(default = "none")]
    pub when: Option<S>,
    pub require: S,
    pub at: S,
    pub message: S,
    #[serde(default = "none")]
    pub says: Option<S>,
    #[serde(default = "Vec::new")]
    pub also: Vec<WrittenAlso<S>>,
    #[serde(default = "none")]
    pub help: Option<S>,
    #[serde(default)]
    pub severity: Option<Severity>,
    #[serde(default)]
    pub edgar: Option<Edgar>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenAlso<S> {
    pub at: S,
    pub says: S,
}

fn none<S>() -> Option<S> {
    None
}

/// A string of a rule file.
pub(super) trait Quoted {
    fn text(&self) -> &str;

    /// Where it stands with its quotes, where that is known.
    fn place(&self) -> Range<usize>;
}

impl Quoted for Spanned<String> {
    fn text(&self) -> &str {
        self.get_ref()
    }

    fn place(&self) -> Range<usize> {
        self.span()
    }
}

impl Quoted for String {
    fn text(&self) -> &str {
        self
    }

    fn place(&self) -> Range<usize> {
        0..0
    }
}

/// Told apart by hand: what serde tells apart by trying loses the places of the strings.
impl<'de, S: Deserialize<'de>> Deserialize<'de> for Checks<S> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Checks<S>, D::Error> {
        struct OneOrMore<S>(PhantomData<S>);

        impl<'de, S: Deserialize<'de>> Visitor<'de> for OneOrMore<S> {
            type Value = Checks<S>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table [check], or several [[check]]")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Checks<S>, A::Error> {
                Ok(Checks(vec![Written::deserialize(MapAccessDeserializer::new(map))?]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Checks<S>, A::Error> {
                let mut checks = Vec::new();
                while let Some(check) = seq.next_element()? {
                    checks.push(check);
                }
                Ok(Checks(checks))
            }
        }

        from.deserialize_any(OneOrMore(PhantomData))
    }
}
