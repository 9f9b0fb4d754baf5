//! The table `[check]` of a rule file: what is asked, of what, and what is said. Mistakes are drawn in the file.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use toml::Spanned;

use super::params::{self, Params};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::expr::{self, Condition, Mistake, Names, Place, Subject, Template, subjects};
use crate::filing::Certainty;
use crate::source::{Span, Text};
use crate::syntax::toml::quoted;
use crate::words::nearest_and_all;

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
        let written: File<Spanned<String>> =
            toml::from_str(file.as_str()).map_err(|error| vec![unusable(file, &error)])?;
        let mut reader = Reader { mistakes: Vec::new() };
        let checks = reader.all(&written, &written.params);
        checks.map_err(|Said| reader.mistakes.into_iter().map(|mistake| mistake.drawn(file)).collect())
    }

    /// Reads the checks of a rule file that has become JSON, which knows no places; or says what is wrong. Thresholds
    /// may be others than those of the file.
    pub(super) fn all_of_json(json: &str, params: Option<&[Params]>) -> Result<Vec<Check>, String> {
        let written: File<String> = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let mut reader = Reader { mistakes: Vec::new() };
        let checks = reader.all(&written, params.unwrap_or(&written.params));
        checks.map_err(|Said| reader.mistakes.into_iter().map(|mistake| mistake.mistake.message).collect())
    }
}

/// What is wrong with the checks of a rule file.
#[must_use]
pub fn mistakes(file: &Text) -> Vec<Diagnostic> {
    Check::all(file).err().unwrap_or_default()
}

/// The parts of a rule file that a check needs. `S` is a string, with its place where that is known.
#[derive(Deserialize)]
struct File<S> {
    #[serde(bound = "S: Deserialize<'de>")]
    check: Checks<S>,
    #[serde(default)]
    params: Vec<Params>,
}

/// `[check]`, or several `[[check]]`.
struct Checks<S>(Vec<Written<S>>);

/// A check as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<S> {
    on: S,
    #[serde(default = "none")]
    when: Option<S>,
    require: S,
    at: S,
    message: S,
    #[serde(default = "none")]
    says: Option<S>,
    #[serde(default = "Vec::new")]
    also: Vec<WrittenAlso<S>>,
    #[serde(default = "none")]
    help: Option<S>,
    #[serde(default)]
    severity: Option<Severity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAlso<S> {
    at: S,
    says: S,
}

fn none<S>() -> Option<S> {
    None
}

/// A string of a rule file.
trait Quoted {
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

/// Turns what is written into what is meant, and keeps every mistake on the way.
struct Reader {
    mistakes: Vec<Misread>,
}

/// A mistake in a string, and where that stands.
struct Misread {
    string: String,
    place: Range<usize>,
    mistake: Mistake,
}

impl Misread {
    fn drawn(self, file: &Text) -> Diagnostic {
        let text = quoted::text(file, self.place, &self.string);
        said(text.span(self.mistake.at), self.mistake.message, self.mistake.help)
    }
}

impl Reader {
    fn all<S: Quoted>(&mut self, written: &File<S>, params: &[Params]) -> Result<Vec<Check>, Said> {
        let params = params::of_expressions(params);
        let checks: Vec<Result<Check, Said>> = written.check.0.iter().map(|check| self.check(check, &params)).collect();
        checks.into_iter().collect()
    }

    fn check<S: Quoted>(&mut self, written: &Written<S>, params: &expr::Params) -> Result<Check, Said> {
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

    fn subject(&mut self, written: &impl Quoted) -> Result<&'static Subject, Said> {
        let name = written.text();
        subjects().iter().find(|subject| subject.name == name).ok_or_else(|| {
            let names: Vec<&str> = subjects().iter().map(|subject| subject.name).collect();
            let help = nearest_and_all(name, &names, "it is one of");
            let message = format!("a rule cannot be about `{name}`");
            self.say(written, Mistake { at: 0..name.len(), message, help: Some(help) })
        })
    }

    fn read<T>(&mut self, written: &impl Quoted, names: &Names, read: Reading<T>) -> Result<T, Said> {
        read(written.text(), names).map_err(|mistake| self.say(written, mistake))
    }

    fn read_if<T>(
        &mut self,
        written: Option<&impl Quoted>,
        names: &Names,
        read: Reading<T>,
    ) -> Result<Option<T>, Said> {
        written.map(|written| self.read(written, names, read)).transpose()
    }

    fn say(&mut self, written: &impl Quoted, mistake: Mistake) -> Said {
        self.mistakes.push(Misread { string: written.text().to_owned(), place: written.place(), mistake });
        Said
    }
}

type Reading<T> = fn(&str, &Names) -> Result<T, Mistake>;

/// A mistake was said.
struct Said;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn thresholds_are_numbers_dates_texts_and_lists() {
        let check = "[check]\non = 'row'\nat = 'price'\nmessage = 'm'\nrequire = '''\n\
            shares < param('most') and price < param('exact') and transaction_date in param('closed') and code in param('codes')\n\
            and security_title == param('title') and transaction_date > param('day')\n'''\n";
        let params = "[[params]]\nfrom = 2024-02-05\nmost = 5\nexact = '0.01'\nclosed = [2024-03-01, 2024-03-02]\n\
            codes = ['P', 'S']\ntitle = 'Units'\nday = 2024-02-05\n";
        let mut sources = Sources::new();
        let id = sources.add_text("a.toml", format!("{check}{params}"));
        let found = mistakes(sources.text(id));
        assert!(found.is_empty(), "{found:?}");

        // A date of JSON is a text.
        let whole: toml::Table = toml::from_str(sources.text(id).as_str()).expect("TOML");
        let json = serde_json::to_string(&whole).expect("JSON");
        let json = json.replace(r#"{"$__toml_private_datetime":"2024-02-05"}"#, r#""2024-02-05""#);
        let json = json.replace(r#"{"$__toml_private_datetime":"2024-03-01"}"#, r#""2024-03-01""#);
        let json = json.replace(r#"{"$__toml_private_datetime":"2024-03-02"}"#, r#""2024-03-02""#);
        assert!(!json.contains("private"), "{json}");
        assert_eq!(Check::all_of_json(&json, None).map(|checks| checks.len()), Ok(1));
    }
}
