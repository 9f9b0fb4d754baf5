//! See rules/ownership/equity_swap_flag.toml.

use super::notes::{notes_of, texts};
use crate::rules::prelude::*;
use crate::words::fold::fold;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let Some(form) = cx.filing.ownership() else { return };
        let (Some(is_swap), Some(title)) = (row.equity_swap.sure(), row.security_title.sure()) else { return };
        let place = || format!("{}, row {}", row.table.name(), row.number);
        if *is_swap && !tells_of_one(row, title, form) {
            let place = place();
            let message =
                format!("{place}: an equity swap is marked, and neither `{title}` nor a footnote tells of one");
            cx.report(&row.equity_swap, message).also(&row.security_title, "the title");
        }
        if !*is_swap && row.is_transaction() && names_swap(title) {
            let place = place();
            cx.report(&row.security_title, format!("{place}: `{title}` is an equity swap, and none is marked"))
                .also(&row.equity_swap, "not marked");
        }
    }
}

/// Whether the titles of a row, a footnote or the remarks tell of a swap.
fn tells_of_one(row: &Row, title: &str, form: &Ownership) -> bool {
    let underlying = row.underlying_title.present().map(AsRef::as_ref);
    let mut said = notes_of(row, form).into_iter().chain([title]).chain(underlying).chain(texts(form));
    said.any(tells_of_derivative)
}

/// Swaps and what works like one: settled in cash, forward, a contract for difference.
fn tells_of_derivative(text: &str) -> bool {
    const WORDS: [&str; 7] = ["swap", "swaps", "cash settled", "forward", "derivative", "difference", "synthetic"];
    has_phrase(text, &WORDS)
}

fn names_swap(title: &str) -> bool {
    const NAMES: [&str; 4] = ["equity swap", "equity swaps", "total return swap", "total return swaps"];
    // Titles are many, and few name one: this is asked before they are folded.
    let has_swap = title.as_bytes().windows(4).any(|word| word.eq_ignore_ascii_case(b"swap"));
    has_swap && has_phrase(title, &NAMES)
}

/// Whether a text has one of these, word by word.
fn has_phrase(text: &str, phrases: &[&str]) -> bool {
    let folded = format!(" {} ", fold(text));
    phrases.iter().any(|phrase| folded.contains(&format!(" {phrase} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swaps_are_known_by_whole_words() {
        assert!(tells_of_derivative("Cash-settled total return swap with a bank"));
        assert!(!tells_of_derivative("Swapna Trust") && !tells_of_derivative("Common Stock"));
        assert!(names_swap("Equity Swap (obligation to sell)") && !names_swap("Interest rate swap"));
    }
}
