//! What was read, for programs: `edgarlint/filings/1`, and the same as a table.

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use crate::filing::{
    AnyField, Beneficial, Body, Canonical, Filing, FootnoteText, Issuer, Item, Owner, Ownership, Person, Row,
    Signature, Trade, Value,
};
use crate::source::{Sources, Span};

/// The name of the shape. It changes when a key is renamed or removed, never when one is added.
pub const SCHEMA: &str = "edgarlint/filings/1";

const ISSUER: &[&str] = &["cik", "name", "symbol"];
const ISSUER_OF_SCHEDULE: &[&str] = &["name", "cik"];
const ROW: &[&str] = &[
    "security_title",
    "transaction_date",
    "deemed_execution_date",
    "form_type",
    "code",
    "equity_swap",
    "timeliness",
    "shares",
    "total_value",
    "price",
    "acquired_disposed",
    "owned_following",
    "value_owned_following",
    "ownership",
    "nature",
];
const DERIVATIVE: &[&str] = &[
    "conversion_price",
    "exercise_date",
    "expiration_date",
    "underlying_title",
    "underlying_shares",
    "underlying_value",
];
const PERSON: &[&str] = &[
    "name",
    "cik",
    "cusip",
    "group",
    "source_of_funds",
    "legal_proceedings",
    "citizenship",
    "sole_voting",
    "shared_voting",
    "sole_dispositive",
    "shared_dispositive",
    "aggregate",
    "excludes_shares",
    "percent",
    "type_codes",
];

/// All filings as one object.
#[must_use]
pub fn object(filings: &[Filing], sources: &Sources) -> String {
    let filings: Vec<Json> = filings.iter().map(|filing| reading(filing, sources)).collect();
    let mut text = serde_json::to_string_pretty(&json!({ "schema": SCHEMA, "filings": filings }))
        .expect("json: a tree of values with text keys");
    text.push('\n');
    text
}

/// A filing a line.
#[must_use]
pub fn lines(filings: &[Filing], sources: &Sources) -> String {
    filings.iter().map(|filing| format!("{}\n", reading(filing, sources))).collect()
}

fn reading(filing: &Filing, sources: &Sources) -> Json {
    let pen = Pen { sources };
    let source = sources.get(filing.source);
    let mut object = Map::new();
    object.insert("path".to_owned(), json!(source.path));
    object.insert("member".to_owned(), json!(source.member));
    object.insert("form".to_owned(), pen.value(&filing.form));
    object.insert("fidelity".to_owned(), json!(filing.fidelity.name()));
    object.insert("accession".to_owned(), pen.value(&filing.accession));
    object.insert("filed_as_of".to_owned(), pen.value(&filing.filed_as_of));
    match &filing.body {
        Body::Ownership(body) => pen.ownership(filing, body, &mut object),
        Body::Beneficial(body) => pen.beneficial(filing, body, &mut object),
    }
    Json::Object(object)
}

struct Pen<'s> {
    sources: &'s Sources,
}

impl Pen<'_> {
    fn ownership(&self, filing: &Filing, body: &Ownership, object: &mut Map<String, Json>) {
        let rows = |rows: &[Row]| Json::Array(rows.iter().map(|row| self.row(row)).collect());
        let fields: [(&str, &dyn AnyField); 8] = [
            ("period_of_report", &body.period_of_report),
            ("date_of_original", &body.date_of_original),
            ("not_subject_to_section16", &body.not_subject_to_section16),
            ("aff10b5one", &body.aff10b5one),
            ("schema_version", &body.inserted.schema_version),
            ("no_securities_owned", &body.inserted.no_securities_owned),
            ("form3_holdings_reported", &body.inserted.form3_holdings_reported),
            ("form4_transactions_reported", &body.inserted.form4_transactions_reported),
        ];
        for (name, field) in fields {
            object.insert(name.to_owned(), self.value(field));
        }
        object.insert("issuer".to_owned(), self.record(&filing.issuer, ISSUER));
        object.insert("owners".to_owned(), self.records(&body.owners, &names(Owner::COLUMNS)));
        object.insert("table1".to_owned(), rows(&body.table1));
        object.insert("table2".to_owned(), rows(&body.table2));
        object.insert("footnotes".to_owned(), body.footnotes.iter().map(|note| self.footnote(note)).collect());
        object.insert("remarks".to_owned(), self.value(&body.remarks));
        object.insert("signatures".to_owned(), self.records(&filing.signatures, &["name", "date"]));
    }

    fn beneficial(&self, filing: &Filing, body: &Beneficial, object: &mut Map<String, Json>) {
        object.insert("amendment_number".to_owned(), self.value(&body.amendment_number));
        object.insert("issuer".to_owned(), self.record(&filing.issuer, ISSUER_OF_SCHEDULE));
        object.insert("class_title".to_owned(), self.value(&body.class_title));
        object.insert("cusips".to_owned(), body.cusips.iter().map(|mention| self.value(&mention.cusip)).collect());
        object.insert("event_date".to_owned(), self.value(&body.event_date));
        object.insert("persons".to_owned(), self.records(&body.persons, PERSON));
        object.insert("items".to_owned(), self.records(&body.items, &["number", "title"]));
        let outstanding = body.shares_outstanding.iter().map(|stated| self.value(&stated.shares));
        object.insert("shares_outstanding".to_owned(), outstanding.collect());
        object.insert("trades".to_owned(), self.records(&body.trades, &["date", "shares", "price"]));
        let totals = body.stated_totals.iter().map(|total| self.value(&total.shares));
        object.insert("stated_totals".to_owned(), totals.collect());
        object.insert("signatures".to_owned(), self.records(&filing.signatures, &["name", "title", "date"]));
    }

    fn row(&self, row: &Row) -> Json {
        let mut object = Map::new();
        object.insert("kind".to_owned(), json!(row.kind.name()));
        self.fill(row, ROW, &mut object);
        if row.table == crate::filing::Table::Two {
            self.fill(row, DERIVATIVE, &mut object);
        }
        Json::Object(object)
    }

    fn footnote(&self, note: &FootnoteText) -> Json {
        json!({ "id": self.id(note), "text": self.value(&note.text) })
    }

    fn id(&self, note: &FootnoteText) -> Json {
        let place = self.sources.place(note.id_span);
        json!({
            "value": mark_id(&note.id),
            "state": "present",
            "certainty": note.text.certainty.name(),
            "start": place.start,
            "end": place.end,
            "text": self.sources.slice(note.id_span),
            "footnotes": [],
        })
    }

    fn records<R: Record>(&self, records: &[R], names: &[&str]) -> Json {
        Json::Array(records.iter().map(|record| self.record(record, names)).collect())
    }

    fn record<R: Record>(&self, record: &R, names: &[&str]) -> Json {
        let mut object = Map::new();
        self.fill(record, names, &mut object);
        Json::Object(object)
    }

    fn fill<R: Record>(&self, record: &R, names: &[&str], object: &mut Map<String, Json>) {
        let mut fields: Vec<(&'static str, &dyn AnyField)> = Vec::new();
        record.each(&mut |name, field| fields.push((name, field)));
        for name in names {
            let Some((_, field)) = fields.iter().find(|(field, _)| field == name) else { continue };
            object.insert(key(name).to_owned(), self.value(*field));
        }
    }

    fn value(&self, field: &dyn AnyField) -> Json {
        let place = self.sources.place(extent(field));
        let marks: Vec<String> = field.marks().iter().map(|mark| mark_id(&mark.id)).collect();
        json!({
            "value": match field.canonical() {
                Some(Canonical::Text(text)) => Json::String(text),
                Some(Canonical::Truth(truth)) => Json::Bool(truth),
                None => Json::Null,
            },
            "state": match field.state() {
                Value::Present(()) => "present",
                Value::Malformed => "malformed",
                Value::Missing => "missing",
            },
            "certainty": field.certainty().name(),
            "start": place.start,
            "end": place.end,
            "text": self.written(field),
            "footnotes": marks,
        })
    }

    /// What stands where the value is, its pieces joined by a space; nothing where nothing is written.
    fn written(&self, field: &dyn AnyField) -> String {
        if field.state() == Value::Missing {
            return String::new();
        }
        let pieces = std::iter::once(field.span()).chain(field.pieces().iter().copied());
        pieces.map(|piece| self.sources.slice(piece)).collect::<Vec<_>>().join(" ")
    }
}

/// First piece and last.
fn extent(field: &dyn AnyField) -> Span {
    field.pieces().iter().fold(field.span(), |whole, piece| whole.to(*piece))
}

/// A number as XML's ids are: `1` is `F1`. Any other id stays as it is written.
fn mark_id(id: &str) -> String {
    let number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    if number { format!("F{id}") } else { id.to_owned() }
}

fn key(name: &str) -> &str {
    if name == "type_codes" { "type" } else { name }
}

fn names(columns: &[(&'static str, &'static str)]) -> Vec<&'static str> {
    columns.iter().map(|(name, _)| *name).collect()
}

/// A type that `record!` declared.
trait Record {
    fn each<'f>(&'f self, visit: &mut dyn FnMut(&'static str, &'f dyn AnyField));
}

macro_rules! records {
    ($($record:ident),*) => {
        $(impl Record for $record {
            fn each<'f>(&'f self, visit: &mut dyn FnMut(&'static str, &'f dyn AnyField)) {
                self.fields(visit);
            }
        })*
    };
}

records!(Issuer, Owner, Row, Person, Item, Trade, Signature);

/// Columns of the filing and its reporting person, which come first.
const HEAD: [&str; 12] = [
    "path",
    "member",
    "form",
    "accession",
    "filed_as_of",
    "issuer_cik",
    "issuer_name",
    "issuer_symbol",
    "owner_cik",
    "owner_name",
    "table",
    "number",
];

/// Columns of a person that are not among the first.
fn person_columns() -> impl Iterator<Item = &'static str> {
    PERSON.iter().copied().filter(|name| !["name", "cik"].contains(name))
}

/// A row of Table I or II, or a reporting person of a schedule, a line.
///
/// Columns of the other kind are empty. Text that a spreadsheet would run, because it starts with
/// `=`, `+`, `-` or `@`, has an apostrophe before it; numbers have none.
#[must_use]
pub fn table(filings: &[Filing], sources: &Sources) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let titles = HEAD.into_iter().chain(["kind"]).chain(row_columns()).chain(person_columns().map(key));
    put(&mut writer, titles.map(str::to_owned).collect());
    for filing in filings {
        match &filing.body {
            Body::Ownership(body) => {
                let ciks: Vec<String> = body.owners.iter().map(|owner| plain(&owner.cik)).collect();
                let owners: Vec<String> = body.owners.iter().map(|owner| plain(&owner.name)).collect();
                for row in body.rows() {
                    let mut cells = head(filing, sources, &ciks.join("; "), &owners.join("; "));
                    cells.extend([row.table.name().to_owned(), row.number.to_string(), row.kind.name().to_owned()]);
                    cells.extend(chosen(row, row_columns()));
                    cells.extend(person_columns().map(|_| String::new()));
                    put(&mut writer, cells);
                }
            }
            Body::Beneficial(body) => {
                for (at, person) in body.persons.iter().enumerate() {
                    let mut cells = head(filing, sources, &plain(&person.cik), &plain(&person.name));
                    cells.extend(["cover page".to_owned(), (at + 1).to_string(), String::new()]);
                    cells.extend(row_columns().map(|_| String::new()));
                    cells.extend(chosen(person, person_columns()));
                    put(&mut writer, cells);
                }
            }
        }
    }
    let bytes = writer.into_inner().expect("csv: writing to memory cannot fail");
    String::from_utf8(bytes).expect("csv: cells are text")
}

fn row_columns() -> impl Iterator<Item = &'static str> {
    ROW.iter().chain(DERIVATIVE).copied()
}

fn head(filing: &Filing, sources: &Sources, owner_cik: &str, owner_name: &str) -> Vec<String> {
    let source = sources.get(filing.source);
    vec![
        source.path.clone(),
        source.member.clone().unwrap_or_default(),
        plain(&filing.form),
        plain(&filing.accession),
        plain(&filing.filed_as_of),
        plain(&filing.issuer.cik),
        plain(&filing.issuer.name),
        plain(&filing.issuer.symbol),
        owner_cik.to_owned(),
        owner_name.to_owned(),
    ]
}

fn chosen<R: Record>(record: &R, names: impl Iterator<Item = &'static str>) -> Vec<String> {
    let mut cells: Vec<(&'static str, String)> = Vec::new();
    record.each(&mut |name, field| cells.push((name, plain(field))));
    names
        .map(|name| cells.iter().find(|(cell, _)| *cell == name).map_or(String::new(), |(_, cell)| cell.clone()))
        .collect()
}

fn plain(field: &dyn AnyField) -> String {
    match field.canonical() {
        Some(Canonical::Text(text)) => text,
        Some(Canonical::Truth(truth)) => truth.to_string(),
        None => String::new(),
    }
}

fn put(writer: &mut csv::Writer<Vec<u8>>, cells: Vec<String>) {
    let cells = cells.into_iter().map(tame);
    writer.write_record(cells).expect("csv: writing to memory cannot fail, and every line has all columns");
}

/// A cell that a spreadsheet shows rather than runs.
fn tame(cell: String) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && Decimal::from_str_exact(&cell).is_err();
    if runs { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::{Certainty, Fidelity, Field, Form, FormKind, Mark, Stage, Table};

    const TEXT: &str = "Form 4\nAlder Systems Inc\n=Common\t2,0\t00\tD (1)\n1. In trust.\n";

    fn span(sources: &Sources, needle: &str) -> Span {
        let (id, source) = sources.iter().next().expect("a source");
        let at = source.text().as_str().find(needle).expect("the needle stands in the text");
        sources.text(id).span(at..at + needle.len())
    }

    fn filing(sources: &Sources) -> Filing {
        let at = |needle: &str| span(sources, needle);
        let shares = Field::new(Decimal::from(2000), at("2,0"), Certainty::Guessed).with_pieces(vec![at("00")]);
        let row = Row {
            table: Table::Two,
            number: 1,
            security_title: Field::new("=Common".into(), at("=Common"), Certainty::Laid),
            shares,
            ownership: Field::new("D".into(), at("D (1)"), Certainty::Laid)
                .with_marks(vec![Mark { id: "1".into(), span: at("(1)") }]),
            price: Field::new(Decimal::new(-1250, 2), at("00"), Certainty::Laid),
            ..Row::empty(at("=Common"))
        };
        let body = Ownership {
            table2: vec![row],
            footnotes: vec![FootnoteText {
                id: "1".into(),
                id_span: at("1."),
                text: Field::new("In trust.".into(), at("In trust."), Certainty::Written),
            }],
            ..Ownership::default()
        };
        Filing {
            source: sources.iter().next().expect("a source").0,
            span: at(TEXT),
            fidelity: Fidelity::Rendered,
            by_machine: false,
            stage: Stage::Disseminated,
            found: Stage::Disseminated,
            form: Field::new(Form { kind: FormKind::Four, amendment: false }, at("Form 4"), Certainty::Written),
            accession: Field::default(),
            filed_as_of: Field::default(),
            submission: None,
            issuer: Issuer {
                name: Field::new("Alder Systems Inc".into(), at("Alder Systems Inc"), Certainty::Written),
                ..Issuer::default()
            },
            body: Body::Ownership(Box::new(body)),
            signatures: Vec::new(),
            faults: Vec::new(),
        }
    }

    #[test]
    fn every_name_is_a_column() {
        let all = |names: &[&str], columns: &[(&str, &str)]| {
            for name in names {
                assert!(columns.iter().any(|(column, _)| column == name), "{name}");
            }
        };
        all(ISSUER, Issuer::COLUMNS);
        all(ISSUER_OF_SCHEDULE, Issuer::COLUMNS);
        all(ROW, Row::COLUMNS);
        all(DERIVATIVE, Row::COLUMNS);
        all(PERSON, Person::COLUMNS);
        all(&["number", "title"], Item::COLUMNS);
        all(&["date", "shares", "price"], Trade::COLUMNS);
        all(&["name", "title", "date"], Signature::COLUMNS);
        assert_eq!(Row::COLUMNS.len(), ROW.len() + DERIVATIVE.len());
        assert_eq!(Person::COLUMNS.len(), PERSON.len());
    }

    #[test]
    fn a_filing_has_the_promised_keys() {
        let mut sources = Sources::new();
        sources.add_text("a.txt", TEXT);
        let json = reading(&filing(&sources), &sources);
        let keys: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            [
                "path",
                "member",
                "form",
                "fidelity",
                "accession",
                "filed_as_of",
                "period_of_report",
                "date_of_original",
                "not_subject_to_section16",
                "aff10b5one",
                "schema_version",
                "no_securities_owned",
                "form3_holdings_reported",
                "form4_transactions_reported",
                "issuer",
                "owners",
                "table1",
                "table2",
                "footnotes",
                "remarks",
                "signatures"
            ]
        );
        assert_eq!(
            json.pointer("/table2/0/ownership"),
            Some(&json!({
                "value": "D", "state": "present", "certainty": "laid", "start": 40, "end": 45, "text": "D (1)",
                "footnotes": ["F1"]
            }))
        );
        assert_eq!(json.pointer("/table2/0/shares/text"), Some(&json!("2,0 00")));
        assert_eq!(json.pointer("/table2/0/shares/value"), Some(&json!("2000")));
        assert_eq!(json.pointer("/table2/0/code/value"), Some(&Json::Null));
        assert_eq!(json.pointer("/table2/0/code/state"), Some(&json!("missing")));
        assert_eq!(json.pointer("/footnotes/0/id/value"), Some(&json!("F1")));
    }

    #[test]
    fn a_spreadsheet_runs_no_cell() {
        let mut sources = Sources::new();
        sources.add_text("a.txt", TEXT);
        let text = table(&[filing(&sources)], &sources);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let titles = reader.headers().expect("titles").clone();
        let row = reader.records().next().expect("a row").expect("a row of all columns");
        let cell = |title: &str| titles.iter().position(|other| other == title).and_then(|at| row.get(at));
        assert_eq!(cell("security_title"), Some("'=Common"));
        assert_eq!(cell("price"), Some("-12.50"));
        assert_eq!(cell("table"), Some("Table II"));
        assert_eq!(cell("issuer_name"), Some("Alder Systems Inc"));
    }
}
