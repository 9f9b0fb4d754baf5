//! The table `[check]` of a rule file: what is asked, of what, and what is said.

use serde::Deserialize;

use super::params::{self, Params};
use crate::diagnostic::Severity;
use crate::expr::{self, Condition, Mistake, Names, Place, Subject, Template, subjects};
use crate::words::nearest_and_all;

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

/// A check as written. `S` is a string, with its place where that is known. What must be there and is not was said.
#[derive(Deserialize)]
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenAlso<S> {
    pub at: Option<S>,
    pub says: Option<S>,
}

impl Check {
    /// Reads the checks of a rule file that has become JSON, which knows no places; or says what is wrong. Thresholds
    /// may be others than those of the file.
    pub(super) fn all_of_json(json: &str, params: Option<&[Params]>) -> Result<Vec<Check>, String> {
        let file: File = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let mut mistakes = Vec::new();
        let checks = Check::all(&file.check.all(), params.unwrap_or(&file.params), &mut |_, mistake| {
            mistakes.push(mistake.message);
        });
        checks.ok_or_else(|| if mistakes.is_empty() { "a key is missing".to_owned() } else { mistakes.join("; ") })
    }

    /// Turns what is written into what is meant. Every mistake on the way is said, each with the string that it is in;
    /// after one there are no checks.
    pub(super) fn all<S: AsRef<str>>(
        written: &[Written<S>],
        params: &[Params],
        say: &mut dyn FnMut(&S, Mistake),
    ) -> Option<Vec<Check>> {
        let params = params::of_expressions(params);
        let mut reader = Reader { params: &params, say };
        let checks: Vec<Option<Check>> = written.iter().map(|check| reader.check(check)).collect();
        checks.into_iter().collect()
    }
}

/// The parts of a rule file that a check needs.
#[derive(Deserialize)]
pub(super) struct File {
    pub check: OneOrMore,
    #[serde(default)]
    params: Vec<Params>,
}

/// `[check]`, or several `[[check]]`.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    One(Box<Written<String>>),
    More(Vec<Written<String>>),
}

impl OneOrMore {
    pub fn all(self) -> Vec<Written<String>> {
        match self {
            OneOrMore::One(check) => vec![*check],
            OneOrMore::More(checks) => checks,
        }
    }
}

/// What all checks of a file have in common.
struct Reader<'r, S> {
    params: &'r expr::Params,
    say: &'r mut dyn FnMut(&S, Mistake),
}

impl<S: AsRef<str>> Reader<'_, S> {
    fn check(&mut self, written: &Written<S>) -> Option<Check> {
        let on = self.subject(written.on.as_ref()?)?;
        let names = Names { on, params: self.params };
        // Everything is read before anything is given up, so that all mistakes are said at once.
        let when = self.read_if(written.when.as_ref(), &names, Condition::of);
        let require = self.read(written.require.as_ref(), &names, Condition::of);
        let at = self.read(written.at.as_ref(), &names, Place::of);
        let message = self.read(written.message.as_ref(), &names, Template::of);
        let says = self.read_if(written.says.as_ref(), &names, Template::of);
        let help = self.read_if(written.help.as_ref(), &names, Template::of);
        let also: Vec<_> = written
            .also
            .iter()
            .map(|also| {
                (self.read(also.at.as_ref(), &names, Place::of), self.read(also.says.as_ref(), &names, Template::of))
            })
            .collect();
        let (when, require) = (when?, require?);
        let is_read = |place: &Place| when.iter().chain([&require]).any(|condition| condition.has_read(place));
        let also = also.into_iter().map(|(at, says)| {
            let at = at?;
            Some(Also { is_read: is_read(&at), at, says: says? })
        });
        Some(Check {
            on,
            also: also.collect::<Option<_>>()?,
            when,
            require,
            at: at?,
            message: message?,
            says: says?,
            help: help?,
            at_most: written.severity,
            is_dated: self.params.values().flatten().any(|dated| dated.from.is_some() || dated.until.is_some()),
        })
    }

    fn subject(&mut self, written: &S) -> Option<&'static Subject> {
        let name = written.as_ref();
        let found = Subject::of(name);
        if found.is_none() {
            let names: Vec<&str> = subjects().iter().map(|subject| subject.name).collect();
            let help = nearest_and_all(name, &names, "it is one of");
            let message = format!("a rule cannot be about `{name}`");
            (self.say)(written, Mistake { at: 0..name.len(), message, help: Some(help) });
        }
        found
    }

    /// None where it is missing or cannot be read.
    fn read<T>(&mut self, written: Option<&S>, names: &Names, read: Reading<T>) -> Option<T> {
        let written = written?;
        read(written.as_ref(), names).map_err(|mistake| (self.say)(written, mistake)).ok()
    }

    /// None where it is written and cannot be read.
    fn read_if<T>(&mut self, written: Option<&S>, names: &Names, read: Reading<T>) -> Option<Option<T>> {
        if written.is_none() {
            return Some(None);
        }
        self.read(written, names, read).map(Some)
    }
}

type Reading<T> = fn(&str, &Names) -> Result<T, Mistake>;
