//! See rules/ownership/code_unknown.toml.

use crate::rules::prelude::*;
use crate::tables::codes;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let Some(code) = row.code.sure() else { return };
        if is_known(code) {
            return;
        }
        let place = format!("{}, row {}", row.table.name(), row.number);
        let capital = code.to_uppercase();
        if is_known(&capital) {
            cx.report(&row.code, format!("{place}: the transaction code {code} is a small letter"))
                .at_most(Severity::Note)
                .help(format!("write {capital}"));
            return;
        }
        let draft = cx.report(&row.code, format!("{place}: {code} is no transaction code"));
        if codes::is_modifier(&capital) {
            draft.help(format!("write the code of the transaction; {capital} only stands beside one"));
        }
    }
}

/// A code, alone or with what the paper forms add: `S/K`, `G V`, and on Form 5 `S4`.
fn is_known(code: &str) -> bool {
    let mut parts = code.split(|c: char| !c.is_ascii_alphabetic()).filter(|part| !part.is_empty()).peekable();
    let has_code = parts.clone().any(|part| codes::transaction(part).is_some());
    has_code && parts.all(|part| codes::transaction(part).is_some() || codes::is_modifier(part))
}
