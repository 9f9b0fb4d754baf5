//! Rules whose questions stand in their files.

use std::sync::OnceLock;

use super::check::Check;
use super::params::Params;
use super::{AnyRule, Cx, house};
use crate::expr::Scope;
use crate::filing::{AnyField, Certainty, Filing, Part, Value};

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
    checks: OnceLock<Vec<Check>>,
}

impl Declared {
    pub(super) const fn new(word: &'static str, file: As) -> Declared {
        Declared { word, file, params: None, checks: OnceLock::new() }
    }

    /// With checks that were read with the file.
    pub(super) fn ready(word: &'static str, file: As, checks: Vec<Check>) -> Declared {
        Declared { checks: OnceLock::from(checks), ..Declared::new(word, file) }
    }

    pub(super) fn with(word: &'static str, file: As, params: Vec<Params>) -> Declared {
        Declared { params: Some(params), ..Declared::new(word, file) }
    }

    /// What it asks. Read when the rule is first asked: a run over schedules needs no rule about transactions.
    ///
    /// # Panics
    /// When a rule file cannot be used: of the program's own a test holds that they can, those of users were read with
    /// their places before.
    fn checks(&self) -> &[Check] {
        self.checks.get_or_init(|| {
            let params = self.params.as_deref();
            let checks = match self.file {
                As::Json(json) => Check::all_of_json(json, params),
                As::Toml(toml) => house::checks_of(toml, params),
            };
            checks.unwrap_or_else(|mistake| panic!("{}.toml: {mistake}", self.word))
        })
    }
}

impl AnyRule for Declared {
    fn ask<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for check in self.checks() {
            check.on.each(filing, &mut |part| {
                if cx.rule_in_force(part.transaction_date()) {
                    check.ask(part, cx);
                }
            });
        }
    }
}

impl Check {
    /// Silent but where what is required is surely not so.
    fn ask<'f>(&self, part: Part<'f>, cx: &mut Cx<'f>) {
        let day = if self.is_dated { cx.rule_day(part.transaction_date()) } else { None };
        let scope = Scope::new(cx.filing, part, day);
        if self.when.as_ref().is_some_and(|when| when.holds(&scope) != Some(true)) {
            return;
        }
        if self.require.holds(&scope) != Some(false) {
            return;
        }
        let Some(at) = self.at.field(&scope) else { return };
        self.report(at, &scope, cx);
    }

    fn report<'f>(&self, at: &'f dyn AnyField, scope: &Scope<'f>, cx: &mut Cx<'f>) {
        let draft = cx.report(&at, self.message.words(scope));
        if let Some(says) = &self.says {
            draft.saying(says.words(scope));
        }
        for also in &self.also {
            let Some(field) = also.at.field(scope) else { continue };
            let is_sure = field.certainty() > Certainty::Guessed;
            if field.state() == Value::Present(()) && (is_sure || also.is_read) {
                draft.also(&field, also.says.words(scope));
            }
        }
        if let Some(help) = &self.help {
            draft.help(help.words(scope));
        }
        if let Some(severity) = self.at_most {
            draft.at_most(severity);
        }
        for condition in self.when.iter().chain([&self.require]) {
            condition.reads(scope, &mut |field| {
                // Nothing can be read amiss where nothing is written.
                if field.state() != Value::Missing {
                    draft.resting_on(&field);
                }
            });
        }
    }
}
