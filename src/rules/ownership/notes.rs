//! What footnotes and remarks say of a row.

use std::collections::HashSet;

use crate::filing::{FootnoteText, Ownership, Row};
use crate::words::fold::fold;

/// The texts of the footnotes that a row points to.
pub(super) fn notes_of<'f>(row: &'f Row, form: &'f Ownership) -> Vec<&'f str> {
    let notes = row.marks().flatten().filter_map(|mark| form.footnote(&mark.id)?.text.present());
    notes.map(AsRef::as_ref).collect()
}

/// The footnotes at what a row says of the transaction itself: its title, date, code, number and price. Those at the
/// balance and at the nature of ownership tell of other shares.
pub(super) fn notes_of_transaction<'f>(row: &'f Row, form: &'f Ownership) -> Vec<&'f FootnoteText> {
    let told = [
        row.security_title.marks(),
        row.transaction_date.marks(),
        row.code.marks(),
        row.shares.marks(),
        row.acquired_disposed.marks(),
        row.price.marks(),
    ];
    told.into_iter().flatten().filter_map(|mark| form.footnote(&mark.id)).collect()
}

/// Whether any value of a row bears a footnote mark.
pub(super) fn is_marked(row: &Row) -> bool {
    row.marks().next().is_some()
}

/// The footnotes and the remarks.
pub(super) fn texts(form: &Ownership) -> impl Iterator<Item = &str> {
    let notes = form.footnotes.iter().filter_map(|note| note.text.present());
    notes.chain(form.remarks.present()).map(AsRef::as_ref)
}

/// Whether one of the footnotes or the remarks has one of these words, given in lower case.
pub(super) fn mentions(form: &Ownership, words: &[&str]) -> bool {
    texts(form).any(|text| has_word(text, words))
}

/// Whether a text has one of these words or phrases, given in lower case.
pub(super) fn has_word(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}

/// Whether no row points to one of the footnotes.
pub(super) fn has_loose_footnote(form: &Ownership) -> bool {
    let marks = form.rows().flat_map(Row::marks).flatten();
    let pointed_to: HashSet<_> = marks.filter_map(|mark| Some(form.footnote(&mark.id)?.id_span)).collect();
    form.footnotes.iter().any(|note| !pointed_to.contains(&note.id_span))
}

/// Whether the text says that the report goes on in another filing: `second of three Forms 4`.
pub(super) fn is_one_of_several(form: &Ownership) -> bool {
    texts(form).any(|text| {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        let part = words.windows(4).any(|four| match four {
            [which, "of", count, what] => is_ordinal(which) && is_count(count) && is_report(what),
            _ => false,
        });
        part || folded.contains("split into")
    })
}

fn is_ordinal(word: &str) -> bool {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    WORDS.contains(&word) || is_count(word)
}

fn is_count(word: &str) -> bool {
    const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.contains(&word) || word.parse::<u8>().is_ok()
}

fn is_report(word: &str) -> bool {
    ["form", "filing", "report", "part"].iter().any(|begin| word.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::{Certainty, Field};
    use crate::source::Span;

    fn remarks(text: &str) -> Ownership {
        Ownership { remarks: Field::new(text.into(), Span::default(), Certainty::Written), ..Ownership::default() }
    }

    #[test]
    fn a_report_in_parts_says_so() {
        assert!(is_one_of_several(&remarks("This is the second of three Forms 4 filed today.")));
        assert!(is_one_of_several(&remarks("Form 1 of 2 forms")));
        assert!(is_one_of_several(&remarks("The report was split into two filings.")));
        assert!(!is_one_of_several(&remarks("The first of the options vests in May.")));
    }
}
