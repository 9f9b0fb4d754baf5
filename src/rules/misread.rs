//! What checks of rule files mean, and what is wrong with them: mistakes are drawn in the file, all of them at once.

use std::ops::Range;

use toml::Spanned;

use super::check::{Also, Question, Words};
use super::params;
use super::quoted;
use super::written::{File, Quoted, Written};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::expr::{Condition, Mistake, Names, Place, Subject, Template, nearest, subjects};
use crate::filing::Certainty;
use crate::source::{Span, Text};

/// What is said of a rule file that cannot be used.
pub const RULE_UNUSABLE: &str = "rule-unusable";

/// What is wrong with the checks of a rule file.
#[must_use]
pub fn mistakes(file: &Text) -> Vec<Diagnostic> {
    let written: File<Spanned<String>> = match toml::from_str(file.as_str()) {
        Ok(written) => written,
        Err(error) => return vec![unusable(file, &error)],
    };
    let params = params::of_expressions(&written.params);
    let mut reader = Reader::default();
    for check in &written.check.0 {
        let Ok(on) = reader.subject(&check.on) else { continue };
        let names = Names { on, params: &params };
        let _ = reader.question(check, &names);
        let _ = reader.words(check, &names);
    }
    reader.mistakes.into_iter().map(|mistake| mistake.drawn(file)).collect()
}

/// Turns what is written into what is meant, and keeps every mistake on the way.
#[derive(Default)]
pub(super) struct Reader {
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
    pub(super) fn subject(&mut self, written: &impl Quoted) -> Result<&'static Subject, Said> {
        let name = written.text();
        subjects().iter().find(|subject| subject.name == name).ok_or_else(|| {
            let names: Vec<&str> = subjects().iter().map(|subject| subject.name).collect();
            let help = nearest(name, &names, "it is one of");
            let message = format!("a rule cannot be about `{name}`");
            self.say(written, Mistake { at: 0..name.len(), message, help: Some(help) })
        })
    }

    pub(super) fn question<S: Quoted>(&mut self, written: &Written<S>, names: &Names) -> Result<Question, Said> {
        // Everything is read before anything is given up, so that all mistakes are said at once.
        let when = self.read_if(written.when.as_ref(), names, Condition::of);
        let require = self.read(&written.require, names, Condition::of);
        let is_dated = names.params.values().flatten().any(|dated| dated.from.is_some() || dated.until.is_some());
        Ok(Question { when: when?, require: require?, is_dated })
    }

    pub(super) fn words<S: Quoted>(&mut self, written: &Written<S>, names: &Names) -> Result<Words, Said> {
        let at = self.read(&written.at, names, Place::of);
        let message = self.read(&written.message, names, Template::of);
        let says = self.read_if(written.says.as_ref(), names, Template::of);
        let help = self.read_if(written.help.as_ref(), names, Template::of);
        let also: Vec<Result<Also, Said>> = written
            .also
            .iter()
            .map(|also| {
                let (at, says) =
                    (self.read(&also.at, names, Place::several), self.read(&also.says, names, Template::of));
                Ok(Also { at: at?, says: says? })
            })
            .collect();
        let also = also.into_iter().collect::<Result<_, Said>>()?;
        Ok(Words { at: at?, message: message?, says: says?, also, help: help? })
    }

    /// What was said, without places.
    pub(super) fn messages(&self) -> Vec<&str> {
        self.mistakes.iter().map(|misread| misread.mistake.message.as_str()).collect()
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
pub(super) struct Said;

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
