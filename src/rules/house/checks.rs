//! The tables `[check]` of a rule file, each string with its place.

use super::keys::{edgar_if, severity_if};
use super::{Document, Params, Whose};
use crate::rules::check::{Check, Written, WrittenAlso};
use crate::syntax::toml::{Kind, Table, Word};

/// Where a rule's question stands.
pub(super) enum Asked {
    Here(Vec<Written<Word>>),
    /// In the Rust file of the same word.
    InRust,
    /// Nowhere, which was said.
    Nowhere,
}

pub(super) fn read(root: &mut Table<'_>, whose: Whose) -> Asked {
    let value = match (whose, root.take("check")) {
        (_, Some(value)) => value,
        (Whose::BuiltIn, None) => return Asked::InRust,
        (Whose::User, None) => {
            let help = "say what is asked in a table `[check]`: `on`, `when`, `require`, `at`, `message`".to_owned();
            root.say("the key `check` is missing", Some(help));
            return Asked::Nowhere;
        }
    };
    let tables = match value.kind() {
        Kind::Table => value.table().into_iter().collect(),
        Kind::List => value.tables(),
        _ => {
            value.is_no("a table `[check]`, or several `[[check]]`,", None);
            return Asked::Nowhere;
        }
    };
    Asked::Here(tables.into_iter().map(|table| check(table, whose)).collect())
}

fn check(mut table: Table<'_>, whose: Whose) -> Written<Word> {
    let [on, require, at, message] = ["on", "require", "at", "message"].map(|key| needed(&mut table, key));
    let [when, says, help] = ["when", "says", "help"].map(|key| table.take(key).and_then(|value| value.text()));
    let also = table.take("also").map(|value| value.tables()).unwrap_or_default();
    let also = also.into_iter().map(|mut table| {
        let [at, says] = ["at", "says"].map(|key| needed(&mut table, key));
        table.close();
        WrittenAlso { at, says }
    });
    let also = also.collect();
    let severity = severity_if(&mut table);
    let edgar = edgar_if(&mut table, whose);
    table.close();
    Written { on, when, require, at, message, says, also, help, severity, edgar }
}

fn needed(table: &mut Table<'_>, key: &'static str) -> Option<Word> {
    table.need(key).and_then(|value| value.text())
}

/// What the checks mean; none where one is no check.
pub(super) fn meant(checks: &[Written<Word>], params: &[Params], document: &Document<'_>) -> Option<Vec<Check>> {
    Check::all(checks, params, &mut |word: &Word, mistake| {
        document.say(word.text.span(mistake.at), mistake.message, mistake.help);
    })
}
