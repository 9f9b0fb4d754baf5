//! See rules/ownership/ten_b_five_one_box_vs_text.toml.

use std::collections::{HashMap, HashSet};

use super::notes::texts;
use crate::rules::prelude::*;
use crate::source::Span;
use crate::words::fold::{fold, letters};
use crate::words::prose::{dates_in, words_before};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let trades = trades_under_plans(form);
        match form.aff10b5one.sure() {
            Some(false) => marked_nowhere(&trades, form, cx),
            Some(true) => marked(form, cx),
            None => {}
        }
        let mut told: HashSet<Span> = HashSet::new();
        // Many trades point to one footnote, which is read once.
        let mut adoptions: HashMap<Span, Option<NaiveDate>> = HashMap::new();
        for (row, note) in trades {
            let adopted = *adoptions.entry(note.id_span).or_insert_with(|| adoption(note));
            if !told.contains(&note.id_span) && adopted_too_late(row, note, adopted, form, cx) {
                told.insert(note.id_span);
            }
        }
    }
}

/// Purchases and sales, each with a footnote by which it was made under a plan.
fn trades_under_plans(form: &Ownership) -> Vec<(&Row, &FootnoteText)> {
    let tells = |note: &&FootnoteText| note.text.sure().is_some_and(|text| was_made_under_plan(text));
    let plans: HashSet<Span> = form.footnotes.iter().filter(tells).map(|note| note.id_span).collect();
    if plans.is_empty() {
        return Vec::new();
    }
    let notes = |row: &'_ Row| row.marks().flatten().filter_map(|mark| form.footnote(&mark.id)).collect::<Vec<_>>();
    let trades = form.rows().filter(|row| is_trade(row));
    let each = trades.flat_map(|row| notes(row).into_iter().map(move |note| (row, note)));
    each.filter(|(_, note)| plans.contains(&note.id_span)).collect()
}

/// The box is empty, and a trade was made under a plan.
fn marked_nowhere<'f>(trades: &[(&Row, &'f FootnoteText)], form: &'f Ownership, cx: &mut Cx<'f>) {
    // The box asks for plans of the rule as amended.
    let is_asked = |note: &FootnoteText| {
        adoption(note).is_none_or(|adopted| cx.whole("cooling-off-days", Some(adopted)).is_some())
    };
    let Some((_, note)) = trades.iter().find(|(_, note)| is_asked(note)) else { return };
    let message = format!("the Rule 10b5-1 box is not marked, but footnote {} tells of a plan", id(note));
    cx.report(&form.aff10b5one, message).saying("not marked").also(&note.text, "a trade under a plan");
}

/// The box is marked: the explanations name the plan and its day.
fn marked<'f>(form: &'f Ownership, cx: &mut Cx<'f>) {
    let mut told = texts(form).filter(|text| names_plan(text)).peekable();
    let message = if told.peek().is_none() {
        "the Rule 10b5-1 box is marked, but nothing tells of a plan"
    } else if !told.any(has_year) {
        "the Rule 10b5-1 box is marked, but no explanation says when the plan was adopted"
    } else {
        return;
    };
    // Explanations may have been lost on the way to a rendering.
    let most = if cx.filing.is_rendered() { Severity::Note } else { Severity::Warning };
    cx.report(&form.aff10b5one, message)
        .saying("marked")
        .at_most(most)
        .help("give the date on which the plan was adopted in a footnote, or clear the box");
}

/// Whether the plan of a trade was adopted after it, or too shortly before.
fn adopted_too_late<'f>(
    row: &'f Row,
    note: &'f FootnoteText,
    adopted: Option<NaiveDate>,
    form: &'f Ownership,
    cx: &mut Cx<'f>,
) -> bool {
    let Some((traded, adopted)) = row.transaction_date.sure().copied().zip(adopted) else { return false };
    let days = (traded - adopted).num_days();
    let place = format!("{}, row {}", row.table.name(), row.number);
    if days < 0 {
        let message =
            format!("{place}: a trade of {} under a plan adopted on {}", words_of_date(traded), words_of_date(adopted));
        cx.report(&note.text, message)
            .saying("the plan of the trade")
            .also(&row.transaction_date, "the trade")
            .help("correct the date of adoption or of the transaction");
        return true;
    }
    let waits =
        form.owners.iter().any(|owner| [&owner.is_director, &owner.is_officer].map(Field::sure).contains(&Some(&true)));
    let least = cx.whole("cooling-off-days", Some(adopted));
    if !waits || least.is_none_or(|least| days >= least) {
        return false;
    }
    let message = format!(
        "{place}: a trade of {}, {days} days after its plan was adopted on {}",
        words_of_date(traded),
        words_of_date(adopted)
    );
    cx.report(&note.text, message)
        .saying("the plan of the trade")
        .also(&row.transaction_date, "the trade")
        .at_most(Severity::Warning)
        .help("check the date of adoption; a director or an officer waits 90 days before the first trade");
    true
}

fn is_trade(row: &Row) -> bool {
    row.is_transaction() && row.code.sure().is_some_and(|code| matches!(code.as_ref(), "P" | "S"))
}

/// `10b5-1`, `10b-5-1` and `10b5‑1` are one.
fn names_plan(text: &str) -> bool {
    text.contains("10b") && letters(text).contains("10b51")
}

fn was_made_under_plan(text: &str) -> bool {
    const MADE: [&str; 5] = [" pursuant to ", " under ", " accordance with ", " compliance with ", " executed "];
    const DENIED: [&str; 6] =
        [" not pursuant ", " not made ", " not effected ", " not executed ", " not under ", " other than "];
    if !names_plan(text) {
        return false;
    }
    let words = format!(" {} ", fold(text));
    MADE.iter().any(|word| words.contains(word)) && !DENIED.iter().any(|word| words.contains(word))
}

fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && (digits.starts_with("20") || digits.starts_with("19")))
}

/// The day on which the plan of a footnote was adopted, where it tells one day.
fn adoption(note: &FootnoteText) -> Option<NaiveDate> {
    let text = note.text.sure()?;
    let mut days = dates_in(text).filter(|(place, _)| is_adoption(text, place.start)).map(|(_, date)| date);
    days.next().filter(|_| days.next().is_none())
}

/// `adopted by the reporting person on`, `plan dated`.
fn is_adoption(text: &str, place: usize) -> bool {
    const WORDS: [&str; 3] = ["adopted", "entered", "established"];
    let mut before = words_before(text, place).take(12).peekable();
    match before.peek().copied() {
        Some("on" | "adopted") => before.any(|word| WORDS.contains(&word)),
        Some("dated") => before.nth(1) == Some("plan"),
        _ => false,
    }
}

fn id(note: &FootnoteText) -> &str {
    note.id.trim_start_matches(['F', 'f'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_told_apart_from_its_denial() {
        for text in [
            "The sales were effected pursuant to a Rule 10b5-1 trading plan.",
            "Shares sold under a 10b-5-1 plan.",
            "Sold in accordance with a Trading Plan that complies with Rule 10b5-1.",
        ] {
            assert!(was_made_under_plan(text), "{text}");
        }
        for text in ["The sale was not made under a Rule 10b5-1 plan.", "Adopted a Rule 10b5-1 plan.", "Under a plan."]
        {
            assert!(!was_made_under_plan(text), "{text}");
        }
    }

    #[test]
    fn the_day_of_adoption_is_told_from_other_days() {
        let day = |text: &str| {
            let spot = Field::new(Box::<str>::from(text), Default::default(), Certainty::Written);
            adoption(&FootnoteText { id: "F1".into(), id_span: Default::default(), text: spot })
                .map(|day| day.to_string())
        };
        assert_eq!(day("a Rule 10b5-1 plan adopted by the person on May 3, 2024.").as_deref(), Some("2024-05-03"));
        assert_eq!(day("a Rule 10b5-1 plan dated 3/12/2021").as_deref(), Some("2021-03-12"));
        assert_eq!(day("a plan adopted by the Rossi Trust dated June 21, 2004"), None);
        assert_eq!(day("adopted on May 3, 2024 and again adopted on June 3, 2024"), None);
    }
}
