//! The table `[check]` of a rule file: what is asked, of what, and what is said. Mistakes are drawn in the file.

use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use toml::{Spanned, Value};

use super::quoted;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::expr::{Condition, Constant, Dated, Mistake, Names, Params, Place, Subject, Template, subjects};
use crate::filing::Certainty;
use crate::source::Text;
use crate::words;

/// What is said of a rule file that cannot be used.
pub const RULE_UNUSABLE: &str = "rule-unusable";

/// One check, ready to be asked.
pub(super) struct Check {
    pub on: Subject,
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
        let checks: Vec<Option<Check>> = written.check.0.iter().map(|check| self.check(check, &params)).collect();
        if self.mistakes.is_empty() { Ok(checks.into_iter().flatten().collect()) } else { Err(self.mistakes) }
    }

    fn check(&mut self, written: &Written, params: &Params) -> Option<Check> {
        let on = self.subject(&written.on)?;
        let names = Names { on: &on, params };
        let when = written.when.as_ref().map(|when| self.read(when, &names, Condition::of));
        let require = self.read(&written.require, &names, Condition::of);
        let at = self.read(&written.at, &names, Place::of);
        let message = self.read(&written.message, &names, Template::of);
        let says = written.says.as_ref().map(|says| self.read(says, &names, Template::of));
        let help = written.help.as_ref().map(|help| self.read(help, &names, Template::of));
        let also: Vec<Option<(Place, Template)>> = written
            .also
            .iter()
            .map(|also| self.read(&also.at, &names, Place::of).zip(self.read(&also.says, &names, Template::of)))
            .collect();
        let (when, require) = (settled(when)?, require?);
        let also = also.into_iter().map(|also| {
            let (at, says) = also?;
            let is_read =
                [when.as_ref(), Some(&require)].into_iter().flatten().any(|condition| condition.has_read(&at));
            Some(Also { at, says, is_read })
        });
        Some(Check {
            also: also.collect::<Option<Vec<Also>>>()?,
            when,
            require,
            at: at?,
            message: message?,
            says: settled(says)?,
            help: settled(help)?,
            at_most: written.severity,
            is_dated: params.values().flatten().any(|dated| dated.from.is_some() || dated.until.is_some()),
            on,
        })
    }

    fn subject(&mut self, written: &Spanned<String>) -> Option<Subject> {
        let name = written.get_ref();
        let mut subjects = subjects();
        if let Some(at) = subjects.iter().position(|subject| subject.name == name) {
            return Some(subjects.swap_remove(at));
        }
        let names: Vec<&str> = subjects.iter().map(|subject| subject.name).collect();
        let nearest = words::nearest(name, names.iter().copied()).unwrap_or("none");
        let help = format!("the nearest is `{nearest}`; it is one of {}", names.join(", "));
        let message = format!("a rule cannot be about `{name}`");
        self.say(written, Mistake { at: 0..name.len(), message, help: Some(help) });
        None
    }

    fn read<T>(
        &mut self,
        written: &Spanned<String>,
        names: &Names,
        read: fn(&str, &Names) -> Result<T, Mistake>,
    ) -> Option<T> {
        read(written.get_ref(), names).map_err(|mistake| self.say(written, mistake)).ok()
    }

    fn say(&mut self, written: &Spanned<String>, mistake: Mistake) {
        let text = quoted::text(self.file, written.span(), written.get_ref());
        let span = text.span(mistake.at);
        self.mistakes.push(Diagnostic {
            primary: Label { span, message: String::new() },
            ..said(mistake.message, mistake.help)
        });
    }
}

/// None where it was written and could not be read.
fn settled<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        Some(None) => None,
        Some(read) => Some(read),
        None => Some(None),
    }
}

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
    let at: Range<usize> = error.span().unwrap_or(0..0);
    let message = error.message().lines().collect::<Vec<_>>().join("; ");
    Diagnostic { primary: Label { span: file.span(at), message: String::new() }, ..said(message, None) }
}

fn said(message: String, help: Option<String>) -> Diagnostic {
    Diagnostic {
        rule: RULE_UNUSABLE,
        severity: Severity::Error,
        certainty: Certainty::Written,
        message,
        primary: Label { span: crate::source::Span::default(), message: String::new() },
        related: Vec::new(),
        help,
    }
}
