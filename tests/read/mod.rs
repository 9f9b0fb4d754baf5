//! The fixtures, read, and what is read of them as text.
#![allow(dead_code, reason = "each of the tests asks for a part of it")]

use std::path::Path;

use edgarlint::filing::{AnyField, Canonical, Certainty, Filing, Ownership, Row};
use edgarlint::lower;
use edgarlint::source::{Sources, Span};

/// A filing and the text it was read from.
pub struct Read {
    pub sources: Sources,
    pub filing: Filing,
}

impl Read {
    /// The one filing in a fixture, named by its path below `fixtures/`.
    pub fn of(name: &str) -> Read {
        Read::bytes(name, fixture(name))
    }

    /// The one filing in a text.
    pub fn text(text: &str) -> Read {
        Read::bytes("page.txt", text.as_bytes().to_vec())
    }

    fn bytes(name: &str, bytes: Vec<u8>) -> Read {
        let mut sources = Sources::new();
        let id = sources.add(name, bytes).expect("a filing is text");
        let [filing] = lower::read(&sources, id).filings.try_into().expect("one filing");
        Read { sources, filing }
    }

    pub fn form(&self) -> &Ownership {
        self.filing.ownership().expect("a form of ownership")
    }

    /// What stands at a value, its pieces parted by a bar.
    pub fn written(&self, field: &dyn AnyField) -> String {
        let spans = std::iter::once(field.span()).chain(field.pieces().iter().copied());
        spans.map(|span| self.sources.slice(span)).collect::<Vec<_>>().join("|")
    }
}

/// What a fixture holds, named by its path below `fixtures/`.
pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).expect("the fixture is there")
}

/// The same, of a fixture in UTF-8.
pub fn page(name: &str) -> String {
    String::from_utf8(fixture(name)).expect("the fixture is UTF-8")
}

/// A value as text, `-` where none was read.
pub fn said(field: &dyn AnyField) -> String {
    match field.canonical() {
        Some(Canonical::Text(text)) => text,
        Some(Canonical::Truth(truth)) => truth.to_string(),
        None => "-".to_owned(),
    }
}

/// A value as text, `-` where none was read, `?` behind one that is guessed.
pub fn doubted(field: &dyn AnyField) -> String {
    let is_guess = field.canonical().is_some() && field.certainty() == Certainty::Guessed;
    said(field) + if is_guess { "?" } else { "" }
}

/// The footnotes that a value refers to.
pub fn marks(field: &dyn AnyField) -> Vec<&str> {
    field.marks().iter().map(|mark| mark.id.as_ref()).collect()
}

/// The columns of Table I, in the order of the form.
pub fn table_one(row: &Row) -> [&dyn AnyField; 10] {
    [
        &row.security_title,
        &row.transaction_date,
        &row.code,
        &row.timeliness,
        &row.shares,
        &row.acquired_disposed,
        &row.price,
        &row.owned_following,
        &row.ownership,
        &row.nature,
    ]
}

/// The columns of Table II, in the order of the form.
pub fn table_two(row: &Row) -> [&dyn AnyField; 14] {
    [
        &row.security_title,
        &row.conversion_price,
        &row.transaction_date,
        &row.code,
        &row.shares,
        &row.acquired_disposed,
        &row.exercise_date,
        &row.expiration_date,
        &row.underlying_title,
        &row.underlying_shares,
        &row.price,
        &row.owned_following,
        &row.ownership,
        &row.nature,
    ]
}

/// The rows of a table, the values in their columns parted by bars.
pub fn lines<const N: usize>(
    rows: &[Row],
    columns: fn(&Row) -> [&dyn AnyField; N],
    said: fn(&dyn AnyField) -> String,
) -> Vec<String> {
    rows.iter().map(|row| columns(row).map(said).join(" | ")).collect()
}

/// Every span of a filing lies in the text it is of, on boundaries of characters.
pub fn spans_hold(sources: &Sources, filing: &Filing) -> Result<(), String> {
    strays(sources, filing).into_iter().next().map_or(Ok(()), Err)
}

/// The places of a reading that are none.
pub fn strays(sources: &Sources, filing: &Filing) -> Vec<String> {
    let mut places: Vec<(String, Span)> = vec![("the filing".to_owned(), filing.span)];
    filing.places(&mut |name, field| {
        let repair = field.repair().into_iter().flat_map(|repair| &repair.witnesses);
        let marks = field.marks().iter().map(|mark| &mark.span);
        for span in field.pieces().iter().chain(repair).chain(marks).chain([&field.span()]) {
            places.push((name.to_owned(), *span));
        }
    });
    for fault in &filing.faults {
        places.extend(fault.also.iter().chain([&fault.span]).map(|span| (format!("{:?}", fault.kind), *span)));
    }
    let form = filing.ownership().into_iter();
    places.extend(
        form.clone().flat_map(|form| &form.footnotes).map(|note| ("id of a footnote".to_owned(), note.id_span)),
    );
    places.extend(form.flat_map(|form| form.rows()).map(|row| (row.table.name().to_owned(), row.span)));
    places.retain(|(_, span)| !is_sound(sources, *span));
    places.into_iter().map(|(what, span)| format!("{what} stands at {span:?}")).collect()
}

/// Whether a span lies in its text and on whole characters.
pub fn is_sound(sources: &Sources, span: Span) -> bool {
    sources.text(span.source).as_str().get(span.start as usize..span.end as usize).is_some()
}

/// Bytes with some of them changed and an end cut off, at parts of the whole.
pub fn torn(mut bytes: Vec<u8>, cut: f64, changes: &[(f64, u8)], keeps_tail: bool) -> Vec<u8> {
    let place = |part: f64| (part * bytes.len() as f64) as usize;
    let (cut, changes) = (place(cut), changes.iter().map(|(at, byte)| (place(*at), *byte)).collect::<Vec<_>>());
    changes.into_iter().for_each(|(at, byte)| bytes[at] = byte);
    if keeps_tail {
        return bytes.split_off(cut);
    }
    bytes.truncate(cut);
    bytes
}
