//! The table `[check]` of a rule file: what is asked, of what, and what is said.

use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use super::Edgar;
use super::params::{self, Params};
use crate::diagnostic::Severity;
use crate::expr::{self, Condition, Mistake, Names, Place, Subject, Template, subjects};
use crate::words::nearest_and_all;

/// One check, ready to be asked.
///
/// Those of the program are compiled as far as they are needed: a run over filings without transactions needs no question
/// about them, and most questions are never answered by words.
pub(super) struct Check {
    pub on: &'static Subject,
    /// The most it may say, where that is less than the rule may.
    pub at_most: Option<Severity>,
    /// What EDGAR does about this, where it is not what the rule says.
    pub edgar: Option<Edgar>,
    pub question: Late<Question>,
    pub words: Late<Words>,
}

/// Something that is read when it is first needed.
pub(super) type Late<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send + Sync>>;

/// What is asked.
pub(super) struct Question {
    pub when: Option<Condition>,
    pub require: Condition,
    /// Whether what is asked may depend on the day.
    pub is_dated: bool,
}

/// What is said where it does not hold.
pub(super) struct Words {
    pub at: Place,
    pub message: Template,
    /// What the place itself is labelled with.
    pub says: Option<Template>,
    pub also: Vec<Also>,
    pub help: Option<Template>,
}

/// A further place that is labelled.
pub(super) struct Also {
    pub at: Place,
    pub says: Template,
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
    pub edgar: Option<Edgar>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenAlso<S> {
    pub at: Option<S>,
    pub says: Option<S>,
}

impl Check {
    /// Reads the checks of a rule file of the program, which has become JSON and knows no places; or says what is wrong
    /// with what they are about. Thresholds may be others than those of the file.
    ///
    /// # Panics
    /// When a check is first asked, or first speaks, and cannot be used, which a test holds.
    pub(super) fn all_of_json(word: &'static str, json: &str, params: Option<&[Params]>) -> Result<Vec<Check>, String> {
        let file: File = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let params = Arc::new(params::of_expressions(params.unwrap_or(&file.params)));
        file.check.all().into_iter().map(|written| Check::late(word, written, &params)).collect()
    }

    fn late(word: &'static str, written: Written<String>, params: &Arc<expr::Params>) -> Result<Check, String> {
        let on = first_told(|say| Reader { params, say }.subject(written.on.as_ref()?))?;
        let (at_most, edgar) = (written.severity, written.edgar);
        let written = Arc::new(written);
        let (asked, said) = ((Arc::clone(&written), Arc::clone(params)), (written, Arc::clone(params)));
        let question = move || {
            let (written, params) = (&asked.0, &asked.1);
            let question = first_told(|say| Reader { params, say }.question(written, on));
            question.unwrap_or_else(|mistake| panic!("{word}.toml: {mistake}"))
        };
        let words = move || {
            let (written, params) = (&said.0, &said.1);
            let words = first_told(|say| Reader { params, say }.words(written, on));
            words.unwrap_or_else(|mistake| panic!("{word}.toml: {mistake}"))
        };
        let (question, words) = (LazyLock::new(Box::new(question) as _), LazyLock::new(Box::new(words) as _));
        Ok(Check { on, at_most, edgar, question, words })
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

/// What is read, or the mistake that was told of it.
fn first_told<T>(read: impl FnOnce(&mut dyn FnMut(&String, Mistake)) -> Option<T>) -> Result<T, String> {
    let mut told = None;
    let read = read(&mut |_, mistake| {
        told.get_or_insert(mistake.message);
    });
    read.ok_or_else(|| told.unwrap_or_else(|| "a key is missing".to_owned()))
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
        // Everything is read before anything is given up, so that all mistakes are said at once.
        let (question, words) = (self.question(written, on), self.words(written, on));
        let (question, words) = (question?, words?);
        Some(Check {
            on,
            at_most: written.severity,
            edgar: written.edgar,
            question: LazyLock::new(Box::new(move || question)),
            words: LazyLock::new(Box::new(move || words)),
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

    fn question(&mut self, written: &Written<S>, on: &'static Subject) -> Option<Question> {
        let names = Names { on, params: self.params };
        let when = self.read_if(written.when.as_ref(), &names, Condition::of);
        let require = self.read(written.require.as_ref(), &names, Condition::of);
        let is_dated = self.params.values().flatten().any(|dated| dated.from.is_some() || dated.until.is_some());
        Some(Question { when: when?, require: require?, is_dated })
    }

    fn words(&mut self, written: &Written<S>, on: &'static Subject) -> Option<Words> {
        let names = Names { on, params: self.params };
        let at = self.read(written.at.as_ref(), &names, Place::of);
        let message = self.read(written.message.as_ref(), &names, Template::of);
        let says = self.read_if(written.says.as_ref(), &names, Template::of);
        let help = self.read_if(written.help.as_ref(), &names, Template::of);
        let also: Vec<Option<Also>> = written
            .also
            .iter()
            .map(|also| {
                let at = self.read(also.at.as_ref(), &names, Place::several);
                let says = self.read(also.says.as_ref(), &names, Template::of);
                Some(Also { at: at?, says: says? })
            })
            .collect();
        let also = also.into_iter().collect::<Option<_>>()?;
        Some(Words { at: at?, message: message?, says: says?, also, help: help? })
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
