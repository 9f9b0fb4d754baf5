//! The table `[check]` of a rule file: what is asked, of what, and what is said. Mistakes are drawn in the file.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use toml::{Spanned, Value};

use super::quoted;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::expr::{Condition, Constant, Dated, Mistake, Names, Params, Place, Subject, Template, nearest, subjects};
use crate::filing::Certainty;
use crate::source::{Span, Text};

/// What is said of a rule file that cannot be used.
pub const RULE_UNUSABLE: &str = "rule-unusable";

/// One check, ready to be asked.
pub(super) struct Check {
    pub on: &'static Subject,
    pub when: Option<Condition>,
    pub require: Condition,
    pub at: Place,
    pub message: Template,
    /// What the place itself is labelled with.
    pub says: Option<Template>,
    pub also: Vec<Also>,
    pub help: Option<Template>,
    pub at_most: Option<Severity>,
    /// Whether what is asked may depend on the day.
    pub is_dated: bool,
}

/// A further place that is labelled.
pub(super) struct Also {
    pub at: Place,
    pub says: Template,
    /// Whether the check read it.
    pub is_read: bool,
}

impl Check {
    /// Reads the checks of a rule file.
    pub(super) fn all(file: &Text) -> Result<Vec<Check>, Vec<Diagnostic>> {
        let said = |error: &toml::de::Error| vec![unusable(file, error)];
        let written: File = toml::from_str(file.as_str()).map_err(|error| said(&error))?;
        let reader = Reader { file, mistakes: Vec::new() };
        reader.all(written)
    }
}

/// What is wrong with the checks of a rule file.
#[must_use]
pub fn mistakes(file: &Text) -> Vec<Diagnostic> {
    Check::all(file).err().unwrap_or_default()
}

/// The parts of a rule file that a check needs.
#[derive(Deserialize)]
struct File {
    check: Checks,
    #[serde(default)]
    params: Vec<toml::map::Map<String, Value>>,
}

/// `[check]`, or several `[[check]]`.
struct Checks(Vec<Written>);

/// A check as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    on: Spanned<String>,
    #[serde(default)]
    when: Option<Spanned<String>>,
    require: Spanned<String>,
    at: Spanned<String>,
    message: Spanned<String>,
    #[serde(default)]
    says: Option<Spanned<String>>,
    #[serde(default)]
    also: Vec<WrittenAlso>,
    #[serde(default)]
    help: Option<Spanned<String>>,
    #[serde(default)]
    severity: Option<Severity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAlso {
    at: Spanned<String>,
    says: Spanned<String>,
}

/// Told apart by hand: what serde tells apart by trying loses the places of the strings.
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

/// Turns what is written into what is meant, and keeps every mistake on the way.
struct Reader<'t> {
    file: &'t Text,
    mistakes: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn all(mut self, written: File) -> Result<Vec<Check>, Vec<Diagnostic>> {
        let params = params(&written.params);
        let checks: Vec<Result<Check, Said>> = written.check.0.iter().map(|check| self.check(check, &params)).collect();
        checks.into_iter().collect::<Result<_, Said>>().map_err(|Said| self.mistakes)
    }

    fn check(&mut self, written: &Written, params: &Params) -> Result<Check, Said> {
        let on = self.subject(&written.on)?;
        let names = Names { on, params };
        // Everything is read before anything is given up, so that all mistakes are said at once.
        let when = self.read_if(written.when.as_ref(), &names, Condition::of);
        let require = self.read(&written.require, &names, Condition::of);
        let at = self.read(&written.at, &names, Place::of);
        let message = self.read(&written.message, &names, Template::of);
        let says = self.read_if(written.says.as_ref(), &names, Template::of);
        let help = self.read_if(written.help.as_ref(), &names, Template::of);
        let also: Vec<_> = written
            .also
            .iter()
            .map(|also| (self.read(&also.at, &names, Place::of), self.read(&also.says, &names, Template::of)))
            .collect();
        let (when, require) = (when?, require?);
        let is_read = |place: &Place| when.iter().chain([&require]).any(|condition| condition.has_read(place));
        let also = also.into_iter().map(|(at, says)| {
            let at = at?;
            Ok(Also { is_read: is_read(&at), at, says: says? })
        });
        Ok(Check {
            on,
            also: also.collect::<Result<_, Said>>()?,
            when,
            require,
            at: at?,
            message: message?,
            says: says?,
            help: help?,
            at_most: written.severity,
            is_dated: params.values().flatten().any(|dated| dated.from.is_some() || dated.until.is_some()),
        })
    }

    fn subject(&mut self, written: &Spanned<String>) -> Result<&'static Subject, Said> {
        let name = written.get_ref();
        subjects().iter().find(|subject| subject.name == name).ok_or_else(|| {
            let names: Vec<&str> = subjects().iter().map(|subject| subject.name).collect();
            let help = nearest(name, &names, "it is one of");
            let message = format!("a rule cannot be about `{name}`");
            self.say(written, Mistake { at: 0..name.len(), message, help: Some(help) })
        })
    }

    fn read<T>(&mut self, written: &Spanned<String>, names: &Names, read: Reading<T>) -> Result<T, Said> {
        read(written.get_ref(), names).map_err(|mistake| self.say(written, mistake))
    }

    fn read_if<T>(
        &mut self,
        written: Option<&Spanned<String>>,
        names: &Names,
        read: Reading<T>,
    ) -> Result<Option<T>, Said> {
        written.map(|written| self.read(written, names, read)).transpose()
    }

    fn say(&mut self, written: &Spanned<String>, mistake: Mistake) -> Said {
        let text = quoted::text(self.file, written.span(), written.get_ref());
        self.mistakes.push(said(text.span(mistake.at), mistake.message, mistake.help));
        Said
    }
}

type Reading<T> = fn(&str, &Names) -> Result<T, Mistake>;

/// A mistake was said.
struct Said;

/// The thresholds by their names. What is no value of an expression is left out, so that naming it is a mistake.
fn params(written: &[toml::map::Map<String, Value>]) -> Params {
    let mut params = Params::new();
    for entry in written {
        let day = |key: &str| entry.get(key).and_then(Value::as_datetime).and_then(day);
        let (from, until) = (day("from"), day("until"));
        for (name, value) in entry.iter().filter(|(name, _)| !matches!(name.as_str(), "from" | "until")) {
            let Some(value) = constant(value) else { continue };
            params.entry(name.clone()).or_default().push(Dated { from, until, value });
        }
    }
    params
}

/// A number between quotes is one: TOML has no exact ones.
fn constant(value: &Value) -> Option<Constant> {
    match value {
        Value::Integer(number) => Some(Constant::Number(Decimal::from(*number))),
        Value::Datetime(written) => day(written).map(Constant::Date),
        Value::String(text) => Some(match Decimal::from_str_exact(text) {
            Ok(number) => Constant::Number(number),
            Err(_) => Constant::Text(text.clone()),
        }),
        Value::Array(items) => items.iter().map(constant).collect::<Option<_>>().map(Constant::List),
        Value::Float(_) | Value::Boolean(_) | Value::Table(_) => None,
    }
}

fn day(written: &toml::value::Datetime) -> Option<NaiveDate> {
    let date = written.date?;
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

/// A file that is no TOML, or that lacks a key or has one too many.
fn unusable(file: &Text, error: &toml::de::Error) -> Diagnostic {
    let message = error.message().lines().collect::<Vec<_>>().join("; ");
    said(file.span(error.span().unwrap_or(0..0)), message, None)
}

fn said(span: Span, message: String, help: Option<String>) -> Diagnostic {
    Diagnostic {
        rule: RULE_UNUSABLE,
        severity: Severity::Error,
        certainty: Certainty::Written,
        message,
        primary: Label { span, message: String::new() },
        related: Vec::new(),
        help,
    }
}
