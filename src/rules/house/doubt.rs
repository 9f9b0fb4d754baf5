//! What has no effect in a rule file, and what one would look for there and does not find.

use super::checks::{self, Asked};
use super::keys::Keys;
use super::{Document, Whose, Written, mistakes, test};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::expr::{Names, Outlook, Subject, outlook};
use crate::filing::{Certainty, Form};
use crate::rules::check::{Check, Written as WrittenCheck};
use crate::rules::params::{self, Params};
use crate::source::{Span, Text};
use crate::syntax::toml::{Table, Word};

/// The rule that reports what is doubtful in a rule file.
pub const RULE_DOUBTFUL: &str = "rule-doubtful";

/// What is doubtful in a rule file, by place; nothing of one that cannot be used.
#[must_use]
pub fn doubts(file: &Text, whose: Whose) -> Vec<Diagnostic> {
    if !mistakes(file, whose).is_empty() {
        return Vec::new();
    }
    let Ok(document) = Document::of(file) else { return Vec::new() };
    let mut root = document.root();
    let keys = Keys::read(&mut root, whose);
    let asked = checks::read(&mut root, whose);
    let (Some(name), Some(written)) = (&keys.name, &keys.written) else { return Vec::new() };
    let mut doubts = Doubts(Vec::new());
    doubts.of_what_is_left_out(name, written, &test::read(&mut root, keys.name.as_ref()), whose);
    if let Asked::Here(checks) = &asked {
        doubts.of_thresholds(&mut root, checks, &written.params);
        doubts.of_forms(&mut root, checks);
        for check in checks {
            doubts.of_conditions(check, written);
        }
    }
    let Doubts(mut found) = doubts;
    found.sort_by_key(|doubt| doubt.primary.span);
    found
}

struct Doubts(Vec<Diagnostic>);

impl Doubts {
    fn say(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.0.push(Diagnostic {
            rule: RULE_DOUBTFUL,
            severity: Severity::Warning,
            certainty: Certainty::Written,
            message: message.into(),
            primary: Label { span, message: String::new() },
            related: Vec::new(),
            help: Some(help.to_owned()),
        });
    }

    fn of_what_is_left_out(&mut self, name: &Word, written: &Written, tests: &[test::WrittenTest], whose: Whose) {
        let rule = name.as_str();
        if written.authority.is_empty() {
            let help = "name the law, the instruction or the policy under `authority`";
            self.say(name.span, format!("{rule} names no authority"), help);
        }
        // Those of built-in rules are files beside them.
        if whose == Whose::BuiltIn {
            return;
        }
        if tests.is_empty() {
            self.say(
                name.span,
                format!("{rule} has no test"),
                "write a table [[test]] of which it speaks, and one of which it is silent",
            );
            return;
        }
        if !tests.iter().any(test::WrittenTest::speaks) {
            self.say(name.span, format!("in no test {rule} speaks"), &format!("write one with expect = [\"{rule}\"]"));
        }
        if tests.iter().all(test::WrittenTest::speaks) {
            self.say(name.span, format!("in no test {rule} is silent"), "write one with expect = []");
        }
    }

    /// A threshold that no check needs can be taken away.
    fn of_thresholds(&mut self, root: &mut Table<'_>, checks: &[WrittenCheck<Word>], params: &[Params]) {
        let tables = root.take("params").map(|value| value.tables()).unwrap_or_default();
        for (name, _) in tables.into_iter().flat_map(|table| table.rest()) {
            if name.as_str() == "from" || name.as_str() == "until" {
                continue;
            }
            let mut others = params.to_vec();
            others.iter_mut().for_each(|params| drop(params.values.remove(name.as_str())));
            if Check::all(checks, &others, &mut |_, _| {}).is_some() {
                let help = "name it by `param('…')`, or leave it out";
                self.say(name.span, format!("nothing names the threshold `{}`", name.as_str()), help);
            }
        }
    }

    /// A form that has nothing of what any check is about.
    fn of_forms(&mut self, root: &mut Table<'_>, checks: &[WrittenCheck<Word>]) {
        let subjects: Vec<&Subject> =
            checks.iter().filter_map(|check| Subject::of(check.on.as_ref()?.as_str())).collect();
        let forms = root.take("forms").map(|value| value.texts()).unwrap_or_default();
        for word in forms {
            let Some(form) = Form::all().find(|form| form.name() == word.as_str()) else { continue };
            if subjects.iter().any(|subject| subject.occurs_in(form.kind)) {
                continue;
            }
            let names: Vec<&str> = subjects.iter().map(|subject| subject.name).collect();
            self.say(word.span, format!("a Form {form} has no {}", names.join(" and no ")), "leave the form out");
        }
    }

    fn of_conditions(&mut self, check: &WrittenCheck<Word>, written: &Written) {
        let (Some(on), Some(require)) = (&check.on, &check.require) else { return };
        let Some(on) = Subject::of(on.as_str()) else { return };
        let params = params::of_expressions(&written.params);
        let names = Names { on, params: &params };
        let when = check.when.as_ref();
        let seen = outlook(when.map(Word::as_str), require.as_str(), &names, &written.forms);
        let at_when = when.map_or(require.span, |when| when.span);
        match seen {
            Outlook::Speaks => {}
            Outlook::NeverAsked => self.say(at_when, "this holds of nothing, so the rule never speaks", "widen it"),
            Outlook::NeverBroken => self.say(
                require.span,
                "this is false of nothing, so the rule never speaks",
                "ask what may be otherwise",
            ),
            Outlook::NeverBoth => {
                self.say(
                    require.span,
                    "where `when` holds this is never false, so the rule never speaks",
                    "ask what may be otherwise there",
                );
            }
            Outlook::AlwaysAsked => self.say(at_when, format!("this holds of every {}", on.name), "leave `when` out"),
            Outlook::AsksNothing => self.say(require.span, "this asks nothing of the filing", "name one of its values"),
        }
    }
}
