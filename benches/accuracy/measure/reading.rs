//! What edgarlint reads of a rendering, as rows.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use edgarlint::filing::{AnyField, Canonical, Certainty, Filing, FootnoteText, Row};
use edgarlint::lower;
use edgarlint::source::Sources;

use super::column::{COVER, Column, FOOTNOTE, FORM, HEAD, OWNER, PERSON, SIGNATURE};
use super::counts::{Read, Said};
use super::stated::{every, table_1, table_2};

/// The first filing of a file; none where none is found.
pub fn filing(path: &Path) -> io::Result<Option<Filing>> {
    let mut sources = Sources::new();
    let Ok(id) = sources.add(path.display().to_string(), fs::read(path)?) else { return Ok(None) };
    Ok(lower::read(&sources, id).filings.into_iter().next())
}

pub fn table1(filing: &Filing) -> Vec<Read> {
    filing.ownership().map_or_else(Vec::new, |body| rows(&body.table1, &table_1()))
}

pub fn table2(filing: &Filing) -> Vec<Read> {
    filing.ownership().map_or_else(Vec::new, |body| rows(&body.table2, &table_2()))
}

fn rows(rows: &[Row], columns: &[&'static Column]) -> Vec<Read> {
    rows.iter().map(|row| record(columns, |fields| row.fields(&mut |name, field| fields.add(name, field)))).collect()
}

pub fn form(filing: &Filing) -> Vec<Read> {
    let row = record(&every(FORM), |fields| {
        fields.add("form and amendment", &filing.form);
        if let Some(whole) = fields.0.get("form and amendment").cloned() {
            let form = whole.text.trim_end_matches("/A").to_owned();
            fields.0.insert("form".to_owned(), Said { text: form, ..whole });
        }
    });
    vec![row]
}

pub fn head(filing: &Filing) -> Vec<Read> {
    let row = record(&every(HEAD), |fields| {
        filing.issuer.fields(&mut |name, field| fields.add(&format!("issuer_{name}"), field));
        if let Some(body) = filing.ownership() {
            fields.add("period_of_report", &body.period_of_report);
            fields.add("date_of_original", &body.date_of_original);
            fields.add("not_subject_to_section16", &body.not_subject_to_section16);
            fields.add("aff10b5one", &body.aff10b5one);
            fields.add("remarks", &body.remarks);
        }
    });
    vec![row]
}

pub fn owners(filing: &Filing) -> Vec<Read> {
    let owners = filing.ownership().map_or(&[][..], |body| &body.owners);
    let row = |fields: &mut Fields, at: usize| owners[at].fields(&mut |name, field| fields.add(name, field));
    (0..owners.len()).map(|at| record(&every(OWNER), |fields| row(fields, at))).collect()
}

pub fn footnotes(filing: &Filing) -> Vec<Read> {
    let notes = filing.ownership().map_or(&[][..], |body| &body.footnotes);
    let row = |fields: &mut Fields, note: &FootnoteText| {
        fields.add("text", &note.text);
        let sure = note.text.certainty > Certainty::Guessed;
        fields.0.insert("id".to_owned(), Said { text: note.id.to_string(), sure });
    };
    notes.iter().map(|note| record(&every(FOOTNOTE), |fields| row(fields, note))).collect()
}

pub fn signatures(filing: &Filing) -> Vec<Read> {
    let signed = filing.signatures.iter();
    signed
        .map(|one| record(&every(SIGNATURE), |fields| one.fields(&mut |name, field| fields.add(name, field))))
        .collect()
}

pub fn cover(filing: &Filing) -> Vec<Read> {
    let row = record(&every(COVER), |fields| {
        fields.add("issuer_name", &filing.issuer.name);
        if let Some(body) = filing.beneficial() {
            fields.add("class_title", &body.class_title);
            fields.add("event_date", &body.event_date);
            if let Some(mention) = body.cusips.first() {
                fields.add("cusip", &mention.cusip);
            }
        }
    });
    vec![row]
}

pub fn persons(filing: &Filing) -> Vec<Read> {
    let persons = filing.beneficial().map_or(&[][..], |body| &body.persons);
    persons
        .iter()
        .map(|person| record(&every(PERSON), |fields| person.fields(&mut |name, field| fields.add(name, field))))
        .collect()
}

/// The fields of a record by name, those alone that hold a value.
#[derive(Default)]
struct Fields(BTreeMap<String, Said>);

impl Fields {
    fn add(&mut self, name: &str, field: &dyn AnyField) {
        let text = match field.canonical() {
            Some(Canonical::Text(text)) => text,
            Some(Canonical::Truth(truth)) => truth.to_string(),
            None => return,
        };
        if !text.is_empty() {
            self.0.insert(name.to_owned(), Said { text, sure: field.certainty() > Certainty::Guessed });
        }
    }
}

fn record(columns: &[&'static Column], fill: impl FnOnce(&mut Fields)) -> Read {
    let mut fields = Fields::default();
    fill(&mut fields);
    let mut row = Read::new();
    for column in columns {
        let mut found: Vec<&Said> = column.read.iter().filter_map(|name| fields.0.get(*name)).collect();
        found.truncate(if column.joined { usize::MAX } else { 1 });
        if found.is_empty() {
            continue;
        }
        let text = found.iter().map(|said| said.text.as_str()).collect::<Vec<_>>().join(" ");
        row.insert(column.name, Said { text, sure: found.iter().all(|said| said.sure) });
    }
    row
}
