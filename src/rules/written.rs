//! The table `[check]` of a rule file, as written.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};

use super::Edgar;
use super::params::Params;
use crate::diagnostic::Severity;

/// The parts of a rule file that a check needs.
#[derive(Deserialize)]
pub(super) struct File {
    pub check: Checks,
    #[serde(default)]
    pub params: Vec<Params>,
}

/// `[check]`, or several `[[check]]`.
pub(super) struct Checks(pub Vec<Written<String>>);

/// A check as written. `S` is a string, with its place where that is known. One that is missing and must be there was said
/// where it is.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written<S> {
    pub on: Option<S>,
    pub when: Option<S>,
    pub require: Option<S>,
    pub at: Option<S>,
    pub message: Option<S>,
    pub says: Option<S>,
    #[serde(default = "Vec::new")]
    pub also: Vec<WrittenAlso<S>>,
    pub help: Option<S>,
    pub severity: Option<Severity>,
    pub edgar: Option<Edgar>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenAlso<S> {
    pub at: Option<S>,
    pub says: Option<S>,
}

impl<S: AsRef<str>> Written<S> {
    /// The same without places.
    pub fn plain(&self) -> Written<String> {
        let text = |string: &Option<S>| string.as_ref().map(|string| string.as_ref().to_owned());
        let also = self.also.iter().map(|also| WrittenAlso { at: text(&also.at), says: text(&also.says) });
        Written {
            on: text(&self.on),
            when: text(&self.when),
            require: text(&self.require),
            at: text(&self.at),
            message: text(&self.message),
            says: text(&self.says),
            also: also.collect(),
            help: text(&self.help),
            severity: self.severity,
            edgar: self.edgar,
        }
    }
}

/// Told apart by hand, which costs less than to try one and then the other.
impl<'de> Deserialize<'de> for Checks {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Checks, D::Error> {
        struct OneOrMore;

        impl<'de> Visitor<'de> for OneOrMore {
            type Value = Checks;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table [check], or several [[check]]")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Checks, A::Error> {
                Ok(Checks(vec![Written::deserialize(MapAccessDeserializer::new(map))?]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Checks, A::Error> {
                let mut checks = Vec::new();
                while let Some(check) = seq.next_element()? {
                    checks.push(check);
                }
                Ok(Checks(checks))
            }
        }

        from.deserialize_any(OneOrMore)
    }
}
