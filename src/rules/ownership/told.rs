//! What a footnote says was done, in its own words, held against the code of the rows that point to it.

use std::collections::HashMap;

use super::notes::notes_of_transaction;
use crate::rules::prelude::*;
use crate::source::Span;

/// Words by which a footnote says what was done.
pub(super) struct Told {
    /// `a gift`.
    pub event: &'static str,
    /// Given in lower case.
    pub words: &'static [&'static str],
    /// With these words the footnote may speak of something else.
    pub unless: &'static [&'static str],
    /// The code of it.
    pub code: &'static str,
    /// The codes that do not go with it.
    pub against: &'static str,
    /// Whether only rows without a price are held to it: a price tells that something was paid.
    pub unpaid: bool,
    pub most: Severity,
}

impl Told {
    /// Whether a text, given in lower case, says so.
    fn is_in(&self, text: &str) -> bool {
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        has(self.words) && !has(self.unless)
    }

    fn contradicts(&self, row: &Row, code: &str) -> bool {
        let unpaid = || row.price.is_missing() || row.price.sure().is_some_and(Decimal::is_zero);
        self.against.contains(code) && (!self.unpaid || unpaid())
    }
}

/// Rows of one code, and the footnote that says of all of them what the code does not.
struct Contradiction<'f> {
    rows: Vec<&'f Row>,
    note: &'f FootnoteText,
    told: &'static Told,
}

/// Reports each footnote that says something else than the code of its rows. A footnote that goes with the code is
/// believed before one that does not.
pub(super) fn report<'f>(form: &'f Ownership, known: &'static [Told], cx: &mut Cx<'f>) {
    // Many rows may point to one footnote: each is read once.
    let mut events: HashMap<Span, Vec<&'static Told>> = HashMap::new();
    let mut found: Vec<Contradiction<'f>> = Vec::new();
    let mut places: HashMap<(Span, &str), usize> = HashMap::new();
    for row in form.rows().filter(|row| row.is_transaction()) {
        let Some(code) = row.code.sure() else { continue };
        let mut told = Vec::new();
        for note in notes_of_transaction(row, form) {
            let events = events.entry(note.id_span).or_insert_with(|| {
                let text = note.text.present().map_or_else(String::new, |text| text.to_lowercase());
                known.iter().filter(|told| told.is_in(&text)).collect()
            });
            told.extend(events.iter().map(|event| (note, *event)));
        }
        if told.iter().any(|(_, told)| told.code == code.as_ref()) {
            continue;
        }
        let Some((note, told)) = told.into_iter().find(|(_, told)| told.contradicts(row, code)) else { continue };
        let at = *places.entry((note.id_span, code)).or_insert(found.len());
        match found.get_mut(at) {
            Some(other) => other.rows.push(row),
            None => found.push(Contradiction { rows: vec![row], note, told }),
        }
    }
    found.iter().for_each(|contradiction| say(contradiction, cx));
}

fn say<'f>(Contradiction { rows, note, told }: &Contradiction<'f>, cx: &mut Cx<'f>) {
    let [first, others @ ..] = rows.as_slice() else { return };
    let (code, event) = (first.code().unwrap_or_default(), told.event);
    let place = format!("{}, row {}", first.table.name(), first.number);
    let draft = cx.report(&first.code, format!("{place}: code {code}, but its footnote tells of {event}"));
    draft.also(&note.id_span, format!("tells of {event}")).resting_on(&note.text).at_most(told.most);
    draft.help(format!("write {} for {event}, or correct the footnote", told.code));
    for other in others.iter().take(MOST_LABELS) {
        draft.also(&other.code, "here too");
    }
}

/// So many places are enough to see.
const MOST_LABELS: usize = 10;
