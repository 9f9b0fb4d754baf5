//! See rules/beneficial/source_of_funds.toml.

use crate::rules::prelude::*;
use crate::rules::stated;
use crate::tables::codes;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Person;

    fn check<'f>(&self, person: &'f Person, cx: &mut Cx<'f>) {
        let has_row = person.rows.iter().any(|(row, _)| *row == 4);
        if person.source_of_funds.is_missing() && has_row && !stated::is_amendment(cx.filing) {
            cx.report(&person.source_of_funds, "row 4 names no source of funds");
            return;
        }
        if person.source_of_funds.is_missing() || person.source_of_funds.certainty == Certainty::Guessed {
            return;
        }
        for code in
            cx.written(&person.source_of_funds).split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '&'))
        {
            if !is_like_a_code(code) || codes::source_of_funds(code) {
                continue;
            }
            let meant: String = code.chars().map(|c| if c == '0' { 'O' } else { c }).collect();
            let draft = cx.report(&person.source_of_funds, format!("row 4 says {code}, which is no source of funds"));
            draft.at_most(Severity::Warning);
            if codes::source_of_funds(&meant) {
                draft.help(format!("write {meant}, with letters"));
            }
            return;
        }
    }
}

/// Two capitals or zeros: other words beside a code are remarks.
fn is_like_a_code(word: &str) -> bool {
    word.len() == 2 && word.chars().all(|c| c.is_ascii_uppercase() || c == '0') && word != "NO" && word != "NA"
}
