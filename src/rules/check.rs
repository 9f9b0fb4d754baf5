//! One check of a rule file: what is asked, of what, and what is said.

use std::sync::{Arc, OnceLock};

use super::Edgar;
use super::misread::Reader;
use super::params::{self, Params};
use super::written::{File, Written};
use crate::diagnostic::Severity;
use crate::expr::{self, Condition, Names, Place, Subject, Template};

/// Where the checks of a rule are read from.
#[derive(Clone, Copy)]
pub(super) enum Source {
    /// The rule file, as the build has turned it into JSON.
    Json(&'static str),
    /// What was read of the file of a user: its checks and its thresholds.
    Read(&'static [Written<String>], &'static [Params]),
}

/// One check. It is compiled as far as it is needed: a run over filings without transactions needs no question about
/// them, and most questions are never answered by words.
pub(super) struct Check {
    /// The word of its rule.
    word: &'static str,
    pub on: &'static Subject,
    written: Written<String>,
    params: Arc<expr::Params>,
    question: OnceLock<Question>,
    words: OnceLock<Words>,
}

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

impl Check {
    /// The checks of a rule file, of these thresholds or, where none are given, of its own.
    ///
    /// # Panics
    /// When a rule file cannot be used, here or when the check is first asked or first speaks: of the program's own a
    /// test holds that they can, those of users were read with their places before.
    pub(super) fn all(word: &'static str, file: Source, params: Option<&[Params]>) -> Vec<Check> {
        match file {
            Source::Json(json) => {
                let file: File = serde_json::from_str(json).unwrap_or_else(|error| panic!("{word}.toml: {error}"));
                Check::each(word, file.check.0, params.unwrap_or(&file.params))
            }
            Source::Read(checks, own) => Check::each(word, checks.to_vec(), params.unwrap_or(own)),
        }
    }

    fn each(word: &'static str, written: Vec<Written<String>>, params: &[Params]) -> Vec<Check> {
        let params = Arc::new(params::of_expressions(params));
        let check = |written: Written<String>| Check {
            word,
            on: read(word, |reader| reader.subject(&written)),
            written,
            params: Arc::clone(&params),
            question: OnceLock::new(),
            words: OnceLock::new(),
        };
        written.into_iter().map(check).collect()
    }

    pub(super) fn question(&self) -> &Question {
        self.question.get_or_init(|| read(self.word, |reader| reader.question(&self.written, &self.names())))
    }

    pub(super) fn words(&self) -> &Words {
        self.words.get_or_init(|| read(self.word, |reader| reader.words(&self.written, &self.names())))
    }

    /// The most it may say.
    pub(super) fn at_most(&self) -> Option<Severity> {
        self.written.severity
    }

    /// What EDGAR does about this, where it is not what the rule says.
    pub(super) fn edgar(&self) -> Option<Edgar> {
        self.written.edgar
    }

    fn names(&self) -> Names<'_> {
        Names { on: self.on, params: &self.params }
    }
}

fn read<T>(word: &str, of: impl FnOnce(&mut Reader<String>) -> Option<T>) -> T {
    let mut mistakes = Vec::new();
    let meant = of(&mut Reader { say: &mut |_, mistake| mistakes.push(mistake.message) });
    meant.unwrap_or_else(|| panic!("{word}.toml: a key is missing or not understood: {}", mistakes.join("; ")))
}
