//! Rules whose questions stand in their files.

use std::ptr;
use std::sync::OnceLock;

use super::check::Check;
use super::params::Params;
use super::{AnyRule, Cx, house};
use crate::expr::{Scope, Spot};
use crate::filing::{Certainty, Filing, Part, Value};

/// A rule file as it is at hand.
#[derive(Clone, Copy)]
pub(super) enum As {
    /// What the build has made of it.
    Json(&'static str),
    /// As it is written.
    Toml(&'static str),
}

/// A rule that its file asks.
pub(super) struct Declared {
    word: &'static str,
    file: As,
    /// Thresholds in the place of those of the file.
    params: Option<Vec<Params>>,
    /// Its checks, those about one subject together.
    checks: OnceLock<Vec<Vec<Check>>>,
}

impl Declared {
    pub(super) const fn new(word: &'static str, file: As) -> Declared {
        Declared { word, file, params: None, checks: OnceLock::new() }
    }

    /// With checks that were read with the file.
    pub(super) fn ready(word: &'static str, file: As, checks: Vec<Check>) -> Declared {
        Declared { checks: OnceLock::from(together(checks)), ..Declared::new(word, file) }
    }

    pub(super) fn with(word: &'static str, file: As, params: Vec<Params>) -> Declared {
        Declared { params: Some(params), ..Declared::new(word, file) }
    }

    /// What it asks. Read when the rule is first asked: a run over schedules needs no rule about transactions.
    ///
    /// # Panics
    /// When a rule file cannot be used: of the program's own a test holds that they can, those of users were read with
    /// their places before.
    fn checks(&self) -> &[Vec<Check>] {
        self.checks.get_or_init(|| {
            let params = self.params.as_deref();
            let checks = match self.file {
                As::Json(json) => Check::all_of_json(self.word, json, params),
                As::Toml(toml) => house::checks_of(toml, params),
            };
            together(checks.unwrap_or_else(|mistake| panic!("{}.toml: {mistake}", self.word)))
        })
    }
}

fn together(checks: Vec<Check>) -> Vec<Vec<Check>> {
    let mut together: Vec<Vec<Check>> = Vec::new();
    for check in checks {
        match together.iter_mut().find(|about| about.iter().all(|other| ptr::eq(other.on, check.on))) {
            Some(about) => about.push(check),
            None => together.push(vec![check]),
        }
    }
    together
}

impl AnyRule for Declared {
    fn ask<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for about in self.checks() {
            let Some(first) = about.first() else { continue };
            first.on.each(filing, &mut |part| {
                if cx.rule_in_force(part.transaction_date()) {
                    about.iter().for_each(|check| check.ask(part, cx));
                }
            });
        }
    }
}

impl Check {
    /// Silent but where what is required is surely not so.
    fn ask<'f>(&self, part: Part<'f>, cx: &mut Cx<'f>) {
        let question = &*self.question;
        let day = if question.is_dated { cx.rule_day(part.transaction_date()) } else { None };
        let scope = Scope::new(cx.filing, part, day).reading(cx.sources());
        if question.when.as_ref().is_some_and(|when| when.holds(&scope) != Some(true)) {
            return;
        }
        if question.require.holds(&scope) != Some(false) {
            return;
        }
        let Some(at) = self.words.at.spot(&scope) else { return };
        self.report(&at, &scope, cx);
    }

    fn report<'f>(&self, at: &Spot<'f>, scope: &Scope<'f>, cx: &mut Cx<'f>) {
        let (question, words) = (&*self.question, &*self.words);
        let conditions = || question.when.iter().chain([&question.require]);
        let draft = cx.report(at, words.message.words(scope));
        if let Some(says) = &words.says {
            draft.saying(says.words(scope));
        }
        for also in &words.also {
            let is_read = || conditions().any(|condition| condition.has_read(&also.at));
            also.at.spots(scope, &mut |spot| {
                let is_told = match spot {
                    Spot::Field(field) => {
                        field.state() == Value::Present(()) && (field.certainty() > Certainty::Guessed || is_read())
                    }
                    Spot::Span(_) => true,
                };
                if is_told {
                    draft.also(&spot, also.says.words(scope));
                }
            });
        }
        if let Some(help) = &words.help {
            draft.help(help.words(scope));
        }
        if let Some(severity) = self.at_most {
            draft.at_most(severity);
        }
        if let Some(severity) = self.edgar {
            draft.edgar(Some(severity));
        }
        for condition in conditions() {
            condition.reads(scope, &mut |field| {
                // Nothing can be read amiss where nothing is written.
                if field.state() != Value::Missing {
                    draft.resting_on(&field);
                }
            });
        }
    }
}
