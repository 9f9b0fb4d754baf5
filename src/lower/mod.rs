//! Forms: turns any format's sheet into the one AST. Knows no rule.

mod beneficial;
mod conform;
mod enclosed;
mod not_ours;
mod ownership;
mod repair;
mod submission;
mod table;
mod words;

use std::ops::Range;

use crate::filing::{Fidelity, Filing, Stage};
use crate::source::{SourceId, Sources, Span, Text, Unreadable};
use crate::syntax::page::Sheet;
use crate::syntax::{html, sgml};
use enclosed::Enclosed;

/// What an input holds.
#[derive(Default)]
pub struct Reading {
    pub filings: Vec<Filing>,
    /// A form of the SEC that is not one of ours, by its name: `Form 144`.
    pub not_ours: Option<String>,
    /// The format of a form that is one of ours and cannot be read in it: `a PDF in an EDGAR submission`.
    pub unread_format: Option<&'static str>,
    /// Where a form should stand encoded and does not, and what stands there.
    pub undecoded: Option<(Span, Unreadable)>,
    /// What is still to be opened.
    enclosed: Option<Box<Enclosed>>,
}

/// Reads one input, and the documents that stand encoded in it, which become sources of their own. Never fails: what
/// holds no filing yields none.
///
/// ```
/// let mut sources = edgarlint::source::Sources::new();
/// let id = sources.add("form4.xml", b"<ownershipDocument/>".to_vec()).expect("text");
/// assert_eq!(edgarlint::read(&mut sources, id).filings.len(), 1);
/// ```
#[must_use]
pub fn read_all(sources: &mut Sources, id: SourceId) -> Reading {
    let reading = read(sources, id);
    enclosed::open(sources, id, reading)
}

/// Reads what stands in one input as it is. What stands encoded in it is decoded and not read, see [`read_all`].
#[must_use]
pub fn read(sources: &Sources, id: SourceId) -> Reading {
    let text = sources.text(id);
    let str = text.as_str();
    if let Some(envelope) = sgml::envelope(str) {
        return submission::read(sources, id, &envelope);
    }
    if let Some(filing) = schedule(id, text, 0..str.len(), None) {
        return Reading { filings: vec![filing], ..Reading::default() };
    }
    if let Some(enclosed) = enclosed::read(text) {
        return Reading { enclosed: Some(Box::new(enclosed)), ..Reading::default() };
    }
    let filing = document(sources, id, text, None);
    let filings: Vec<Filing> = filing.into_iter().collect();
    // What was read is ours, whatever else the text says of itself.
    let otherwise = if filings.is_empty() { otherwise(text) } else { not_ours::Kind::default() };
    Reading { filings, ..Reading::from(otherwise) }
}

/// What a text is that holds no filing, and that nothing stands around to say more.
fn otherwise(text: &Text) -> not_ours::Kind {
    let str = text.as_str();
    if not_ours::is_html(str) {
        return not_ours::kind_of_page(html::Page::of(text, 0..str.len()).lines(html::Rows::Open).as_str());
    }
    not_ours::kind(str)
}

impl From<not_ours::Kind> for Reading {
    fn from(kind: not_ours::Kind) -> Reading {
        Reading { not_ours: kind.not_ours, unread_format: kind.unread_format, ..Reading::default() }
    }
}

/// Reads one document: a text of its own, or a part of a submission, which may tell its stage.
fn document(sources: &Sources, id: SourceId, text: &Text, told: Option<Stage>) -> Option<Filing> {
    let str = text.as_str();
    if not_ours::is_html(str) {
        return html(sources, id, text).map(|page| page.at_stage(told));
    }
    let form = || not_ours::is_ownership(str).then(|| ownership::markup::read(id, text, 0..str.len(), told)).flatten();
    let markup = schedule(id, text, 0..str.len(), told).or_else(form);
    markup.or_else(|| page(sources, id, text).map(|page| page.at_stage(told)))
}

/// Reads the XML in a range of a text, of which `told` is what stands around it says of its stage.
fn markup(id: SourceId, text: &Text, range: Range<usize>, told: Option<Stage>) -> Option<Filing> {
    schedule(id, text, range.clone(), told).or_else(|| ownership::markup::read(id, text, range, told))
}

/// Reads the XML of a Schedule 13D or 13G.
fn schedule(id: SourceId, text: &Text, range: Range<usize>, told: Option<Stage>) -> Option<Filing> {
    let may_be = text.as_str().get(range.clone()).is_some_and(not_ours::is_schedule);
    may_be.then(|| beneficial::markup::read(id, text, range, told)).flatten()
}

/// Reads a page of HTML. What it does not show may have been lost when it was made.
fn html(sources: &Sources, id: SourceId, text: &Text) -> Option<Filing> {
    let whole = 0..text.as_str().len();
    let html = html::Page::of(text, whole.clone());
    let form = html.lines(html::Rows::Whole);
    let schedule = || beneficial::read(id, &html.lines(html::Rows::Open));
    let ownership = || ownership::read(sources, id, &Sheet::of_markup(&form)).filter(is_filled);
    let filing = either(form.as_str(), ownership, schedule)?;
    Some(Filing { span: text.span(whole), fidelity: Fidelity::Rendered, ..filing })
}

/// Whether a form names its issuer or has a row. Much on the web speaks of these forms, and shows their titles.
fn is_filled(filing: &Filing) -> bool {
    let rows = filing.ownership().is_some_and(|form| !form.table1.is_empty() || !form.table2.is_empty());
    rows || filing.issuer.name.present().is_some()
}

fn page(sources: &Sources, id: SourceId, text: &Text) -> Option<Filing> {
    // Only the forms are tables, and ask for lines and cells.
    let form = || ownership::read(sources, id, &Sheet::of(text));
    either(text.as_str(), form, || beneficial::read(id, text))
}

/// What either reader finds on a page.
fn either(
    page: &str,
    form: impl FnOnce() -> Option<Filing>,
    schedule: impl FnOnce() -> Option<Filing>,
) -> Option<Filing> {
    if is_headed_schedule(page) { schedule().or_else(form) } else { form().or_else(schedule) }
}

/// Whether a page is headed as a schedule. Which reader is asked first is a matter of speed; each of
/// them knows its own forms.
fn is_headed_schedule(text: &str) -> bool {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or("");
    ["CHEDULE 13", "chedule 13", "CUSIP"].iter().any(|words| head.contains(words))
}
