//! Where the words on how one row is held end and the title of the next begins, when both run over lines.
//!
//! Nothing on the page parts them. Titles and natures that other rows of the table have tell it; so do the words
//! that titles begin with, that natures begin and end with, and the mark that mostly ends a cell.

use std::collections::HashMap;

use super::Doubt;
use crate::lower::table::{Column, Kind, Step, Unit};

/// From this lead on the best place is sure.
const CLEAR: f32 = 1.0;
/// So many lines between two rows are looked at.
const MOST_LINES: usize = 24;

/// Words that the titles of securities begin with.
#[rustfmt::skip]
const SECURITIES: &[&str] = &[
    "adr", "ads", "american", "call", "class", "common", "convertible", "deferred", "depositary", "director", "dividend", "earnout",
    "employee", "equity", "forward", "incentive", "limited", "ltip", "market", "non-qualified", "nonqualified",
    "non-", "non-statutory", "notes", "obligation", "option", "options", "ordinary", "performance", "performance-based",
    "phantom", "preferred", "put", "restricted", "right", "rights", "rsu", "rsus", "psu", "psus", "senior", "series", "share", "shares",
    "stock", "subscription", "time-based", "units", "unit", "voting", "warrant", "warrants",
];

/// Words that say how something is held, at their beginning.
#[rustfmt::skip]
const HOLDERS_BEGIN: &[&str] = &[
    "by", "see", "held", "through", "owned", "trust", "trustee", "family", "spouse", "ira", "401(k", "footnote", "footnotes", "jointly",
    "the", "as", "in", "custodian", "child", "wife", "husband", "son", "daughter", "grat", "esop",
];

/// Words that they end with.
#[rustfmt::skip]
const HOLDERS_END: &[&str] = &[
    "trust", "trusts", "llc", "lp", "l.p", "inc", "plan", "ira", "spouse", "wife", "husband", "footnote", "footnotes", "vehicle",
    "vehicles", "child", "children", "son", "daughter", "foundation", "partnership", "ltd", "corp", "corporation", "grat", "grats", "401(k", "esop",
];

/// Words after which something must follow.
const UNENDED: &[&str] = &["and", "of", "the", "by", "for", "to", "a", "an", "in", "or", "&", "-"];

/// Whether words begin like the title of a security.
pub(super) fn begins_title(words: &str) -> bool {
    is_any(SECURITIES, &first_word(words).to_ascii_lowercase())
}

/// One row as its units were divided.
pub(super) struct Draft {
    pub units: Vec<Unit>,
    pub opens: Vec<bool>,
    pub steps: Vec<Step>,
    /// How many units are of the title.
    pub title: usize,
    pub ownership: Option<usize>,
    /// Whether the row before it ends where it begins.
    pub follows: bool,
    pub doubts: Vec<Doubt>,
}

/// Titles and natures that other rows have.
#[derive(Clone, Default)]
pub(super) struct Known {
    titles: HashMap<String, usize>,
    natures: HashMap<String, usize>,
}

impl Known {
    fn add_title(&mut self, title: String) {
        *self.titles.entry(title).or_default() += 1;
    }

    fn add_underlying(&mut self, text: &str, draft: &Draft) {
        if let Some(title) = underlying(text, draft) {
            self.add_title(title);
        }
    }

    /// What a row says that stands whole in its line.
    pub(super) fn whole(&mut self, text: &str, units: &[Unit]) {
        if let [title, .., last] = units {
            *self.titles.entry(words_of(text, std::iter::once(title))).or_default() += 1;
            if last.kind == Kind::Text {
                *self.natures.entry(words_of(text, std::iter::once(last))).or_default() += 1;
            }
        }
    }
}

/// Settles the words between all rows, and doubts those that might as well be parted elsewhere.
pub(super) fn settle_words(text: &str, drafts: &mut [&mut Draft], whole: Known) {
    // What only one place can part is known first; what it tells parts the others.
    let mut known = whole.clone();
    for at in 0..drafts.len() {
        let above = at.checked_sub(1).and_then(|above| drafts.get(above)).is_some_and(|draft| is_direct(draft));
        let Some(draft) = drafts.get(at) else { continue };
        if draft.title > 0 && (!draft.follows || above) {
            known.add_title(title(text, draft));
        }
        known.add_underlying(text, draft);
    }
    for last_look in [false, true] {
        let mut seen = whole.clone();
        for at in 0..drafts.len() {
            if let Some([a, b]) = at.checked_sub(1).and_then(|above| drafts.get_mut(above..=at))
                && b.follows
            {
                let lead = settle(text, a, b, &known, last_look);
                if lead >= CLEAR {
                    seen.add_title(title(text, b));
                    *seen.natures.entry(nature(text, a)).or_default() += 1;
                } else if last_look {
                    a.doubts.push(Doubt::Value(Column::Nature));
                    b.doubts.push(Doubt::Value(Column::Title));
                }
            } else if let Some(first) = drafts.get(at) {
                seen.add_title(title(text, first));
            }
            if let Some(draft) = drafts.get(at) {
                seen.add_underlying(text, draft);
            }
        }
        known = seen;
    }
}

/// The lines between the ownership of one row and the values of the next.
struct Gap {
    /// Words on the line of the ownership itself.
    beside: String,
    lines: Vec<Line>,
}

struct Line {
    /// Its first unit, counted from the ownership of the row above.
    first: usize,
    words: String,
    marked: bool,
    /// Whether it begins with words.
    worded: bool,
}

/// Parts the words between two rows where they part best; gives the lead over the next best place.
fn settle(text: &str, a: &mut Draft, b: &mut Draft, known: &Known, spills: bool) -> f32 {
    let Some(ownership) = a.ownership else { return f32::INFINITY };
    let direct = is_direct(a);
    let tail = a.units.len() - ownership - 1;
    let gap = gap(text, a, b, ownership);
    if b.title == 0 || gap.lines.is_empty() || gap.lines.len() > MOST_LINES {
        return if b.title == 0 || gap.lines.len() <= 1 { f32::INFINITY } else { 0.0 };
    }
    let (mut best, mut next, mut split) = (f32::NEG_INFINITY, f32::NEG_INFINITY, 0);
    for at in (0..gap.lines.len()).filter(|at| gap.lines.get(*at).is_some_and(|line| line.worded)) {
        let (Some(above), Some(below)) = (gap.lines.get(..at), gap.lines.get(at..)) else { continue };
        let score = of_nature(&gap.beside, above, direct, known) + of_title(below, known);
        if score > best {
            (best, next, split) = (score, best, at);
        } else if score > next {
            next = score;
        }
    }
    let first = gap.lines.get(split).map_or(tail, |line| line.first);
    move_boundary(a, b, tail, first);
    if spills && let Some(lead) = spill(text, a, b, known) {
        return lead;
    }
    // No title begins with a parenthesis: it is the end of one whose beginning stands elsewhere. And what is
    // held directly needs no more words.
    if title(text, b).starts_with('(') || (direct && !nature(text, a).is_empty()) {
        return 0.0;
    }
    best - next
}

/// Puts units from the end of one row to the head of the next, or back, so that `first` of them stay.
fn move_boundary(a: &mut Draft, b: &mut Draft, tail: usize, first: usize) {
    if first < tail {
        let from = a.units.len() - (tail - first);
        let units = a.units.split_off(from);
        let opens = a.opens.split_off(from);
        a.steps.truncate(from);
        b.title += units.len();
        b.steps.splice(0..0, units.iter().map(|_| Step::More));
        b.units.splice(0..0, units);
        b.opens.splice(0..0, opens);
        b.ownership = b.ownership.map(|at| at + tail - first);
    } else if first > tail {
        let count = first - tail;
        a.units.extend(b.units.drain(..count));
        a.opens.extend(b.opens.drain(..count));
        b.steps.drain(..count);
        a.steps.extend((0..count).map(|_| Step::More));
        b.title -= count;
        b.ownership = b.ownership.map(|at| at - count);
    }
    let ownership = a.ownership.unwrap_or(0);
    lead_words(a, ownership + 1..a.units.len(), Column::Nature);
    let title = b.title;
    lead_words(b, 0..title, Column::Title);
}

/// Of these units the first words are the value, and the others go on with it.
fn lead_words(draft: &mut Draft, range: std::ops::Range<usize>, column: Column) {
    let mut led = false;
    for at in range {
        let (Some(unit), Some(step)) = (draft.units.get(at), draft.steps.get_mut(at)) else { continue };
        *step = match unit.kind {
            Kind::Mark => Step::Mark,
            _ if led => Step::More,
            _ => Step::Value(column),
        };
        led |= unit.kind != Kind::Mark;
    }
}

/// A cell may end below its row: `Series D … Common | 2,823,608 $ (4) I See Footnote (3) | Stock`. What begins the
/// lines of the next title, and completes a title of this row to one that others have, belongs to this row.
fn spill(text: &str, a: &mut Draft, b: &mut Draft, known: &Known) -> Option<f32> {
    let count = |words: &str| known.titles.get(words).copied().unwrap_or(0);
    let own = a.ownership?;
    let gap = gap(text, a, b, own);
    let tail = a.units.len() - own - 1;
    let whole = title(text, b);
    let tails = gap.lines.iter().position(|line| line.first >= tail).unwrap_or(gap.lines.len());
    // Lines that the nature took, and lines that the title below took.
    let pieces = [(0, tails), (tails, gap.lines.len())];
    for (from, to) in pieces {
        for end in from + 1..=to {
            let below = to == gap.lines.len() && from == tails;
            let (Some(lines), Some(first)) = (gap.lines.get(from..end), gap.lines.get(from)) else { continue };
            let after = gap.lines.get(end).map_or(a.units.len() - own - 1 + b.title, |line| line.first);
            if below {
                let rest = gap.lines.get(end..).map(joined_words).unwrap_or_default();
                let begins = count(&rest) > 0 || is_any(SECURITIES, first_word(&rest));
                if rest.is_empty() || !begins || count(&whole) > 1 {
                    continue;
                }
            } else if end != to || (gap.beside.is_empty() && !is_direct(a)) {
                continue;
            }
            let words = joined_words(lines);
            let completes = |begun: &str| {
                let others = count(&format!("{begun} {words}"));
                others > 0 && others + 1 >= count(begun)
            };
            let place = if completes(&title(text, a)) {
                a.title
            } else if underlying(text, a).is_some_and(|begun| completes(&begun)) {
                end_of_underlying(a)?
            } else {
                continue;
            };
            move_boundary_keep(a, b, own, first.first, after, place);
            return Some(0.0);
        }
    }
    None
}

/// Takes the units `first..after` behind the ownership out of the gap, and puts them in at a place of the row above.
fn move_boundary_keep(a: &mut Draft, b: &mut Draft, own: usize, first: usize, after: usize, place: usize) {
    let tail = a.units.len() - own - 1;
    let (mut units, mut opens) = (Vec::new(), Vec::new());
    if first >= tail {
        let count = after - first;
        units.extend(b.units.drain(..count));
        opens.extend(b.opens.drain(..count));
        b.steps.drain(..count);
        b.title -= count;
        b.ownership = b.ownership.map(|at| at - count);
        lead_words(b, 0..b.title, Column::Title);
    } else {
        let range = own + 1 + first..own + 1 + after;
        units.extend(a.units.drain(range.clone()));
        opens.extend(a.opens.drain(range.clone()));
        a.steps.drain(range);
        let len = a.units.len();
        lead_words(a, own + 1..len, Column::Nature);
    }
    let count = units.len();
    let steps: Vec<Step> =
        units.iter().map(|unit| if unit.kind == Kind::Mark { Step::Mark } else { Step::More }).collect();
    a.steps.splice(place..place, steps);
    a.units.splice(place..place, units);
    a.opens.splice(place..place, opens);
    a.ownership = a.ownership.map(|at| at + count);
    if place == a.title {
        a.title += count;
        a.doubts.push(Doubt::Value(Column::Title));
    } else {
        a.doubts.push(Doubt::Value(Column::UnderlyingTitle));
    }
}

fn end_of_underlying(draft: &Draft) -> Option<usize> {
    let begun = draft.steps.iter().position(|step| *step == Step::Value(Column::UnderlyingTitle))?;
    let more = draft.steps.iter().skip(begun + 1).take_while(|step| matches!(step, Step::More | Step::Mark)).count();
    Some(begun + 1 + more)
}

fn gap(text: &str, a: &Draft, b: &Draft, ownership: usize) -> Gap {
    let tail = a.units.iter().zip(&a.opens).skip(ownership + 1);
    let head = b.units.iter().zip(&b.opens).take(b.title);
    let mut gap = Gap { beside: String::new(), lines: Vec::new() };
    for (at, (unit, opens)) in tail.chain(head).enumerate() {
        if *opens {
            let worded = unit.kind == Kind::Text;
            gap.lines.push(Line { first: at, words: String::new(), marked: false, worded });
        }
        let line = gap.lines.last_mut();
        let words = match line {
            Some(line) => {
                line.marked = unit.kind == Kind::Mark || !unit.marks.is_empty();
                &mut line.words
            }
            None => &mut gap.beside,
        };
        if unit.kind != Kind::Mark {
            push_words(words, text.get(unit.range.clone()).unwrap_or(""));
        }
    }
    gap
}

/// How likely these words are how something is held.
fn of_nature(beside: &str, lines: &[Line], direct: bool, known: &Known) -> f32 {
    let words = joined_words(lines);
    let mut whole = beside.to_owned();
    push_words(&mut whole, &words);
    let marked = lines.last().is_some_and(|line| line.marked);
    if direct {
        return if words.is_empty() { 0.0 } else { -2.5 };
    }
    if whole.is_empty() {
        return if marked { 0.0 } else { -1.5 };
    }
    let mut score = 0.0;
    score += if known.natures.contains_key(&whole) { 2.0 } else { 0.0 };
    score += if marked { 1.2 } else { 0.0 };
    let last = last_word(&whole);
    score += if is_any(HOLDERS_END, last) { 0.7 } else { 0.0 };
    let unended = whole.ends_with([',', '-', '&']) || is_any(UNENDED, last);
    score -= if unended { 1.0 } else { 0.0 };
    let skipped = usize::from(beside.is_empty());
    let titles = lines.iter().skip(skipped).filter(|line| is_any(SECURITIES, first_word(&line.words))).count();
    score -= 1.5 * titles as f32;
    let inner = lines.len().saturating_sub(1);
    let marks = lines.iter().take(inner).zip(lines.iter().skip(1)).filter(|(line, next)| line.marked && next.worded);
    score - marks.count() as f32
}

/// How likely these lines are a title.
fn of_title(lines: &[Line], known: &Known) -> f32 {
    let words = joined_words(lines);
    let mut score = 0.0;
    score += if known.titles.contains_key(&words) { 3.0 } else { 0.0 };
    score += if is_any(SECURITIES, first_word(&words)) { 1.5 } else { 0.0 };
    score -= if is_any(HOLDERS_BEGIN, first_word(&words)) { 2.0 } else { 0.0 };
    score -= if lines.first().is_some_and(|line| line.words.starts_with(['('])) { 1.5 } else { 0.0 };
    score
}

fn is_direct(draft: &Draft) -> bool {
    let letter = draft.ownership.and_then(|at| draft.units.get(at)).map(|unit| unit.kind);
    matches!(letter, Some(Kind::Letter(b'D' | b'd')))
}

fn title(text: &str, draft: &Draft) -> String {
    words_of(text, draft.units.iter().take(draft.title))
}

fn nature(text: &str, draft: &Draft) -> String {
    words_of(text, draft.units.iter().skip(draft.ownership.map_or(draft.units.len(), |at| at + 1)))
}

fn underlying(text: &str, draft: &Draft) -> Option<String> {
    let begun = draft.steps.iter().position(|step| *step == Step::Value(Column::UnderlyingTitle))?;
    let end = end_of_underlying(draft)?;
    Some(words_of(text, draft.units.get(begun..end)?.iter()))
}

fn words_of<'u>(text: &str, units: impl Iterator<Item = &'u Unit>) -> String {
    let mut words = String::new();
    for unit in units.filter(|unit| unit.kind != Kind::Mark) {
        push_words(&mut words, text.get(unit.range.clone()).unwrap_or(""));
    }
    words
}

fn joined_words(lines: &[Line]) -> String {
    let mut words = String::new();
    for line in lines {
        push_words(&mut words, &line.words);
    }
    words
}

fn push_words(words: &mut String, more: &str) {
    if !words.is_empty() && !more.is_empty() {
        words.push(' ');
    }
    words.extend(more.chars().map(|c| c.to_ascii_lowercase()));
}

fn first_word(words: &str) -> &str {
    words.split(' ').next().unwrap_or("")
}

fn last_word(words: &str) -> &str {
    words.rsplit(' ').next().unwrap_or("")
}

/// Without regard to the points, commas and brackets around a word.
fn is_any(list: &[&str], word: &str) -> bool {
    let plain = word.trim_matches(['.', ',', ')', '(', ';', ':']);
    list.contains(&plain) || list.contains(&word)
}
