//! What the files say, as it is written, each thing with its place. What it means is asked elsewhere.

use chrono::NaiveDate;

use crate::diagnostic::Severity;
use crate::rules::{Profile, Threshold};
use crate::source::Span;
use crate::syntax::toml::{Document, Kind, Placed, Table, Value, Word};

/// One `edgarlint.toml`.
pub(super) struct Written {
    pub required_version: Option<Word>,
    pub extend: Option<Word>,
    pub profile: Option<Placed<Profile>>,
    pub rules_from: Vec<Word>,
    pub select: Vec<Word>,
    pub extend_select: Vec<Word>,
    pub ignore: Vec<Word>,
    pub exclude: Vec<Word>,
    /// None within is `never`.
    pub fail_on: Option<Placed<Option<Severity>>>,
    pub rules: Vec<WrittenChange>,
    pub overrides: Vec<Override>,
    pub suppress: Vec<Suppress>,
    pub suppress_from: Vec<Word>,
}

/// An entry of `[rules]`.
pub(super) struct WrittenChange {
    pub rule: Word,
    /// None within is `off`.
    pub severity: Option<Option<Severity>>,
    pub thresholds: Vec<(Word, Placed<Threshold>)>,
}

/// One `[[overrides]]`.
pub(super) struct Override {
    pub header: Span,
    pub paths: Option<Vec<Word>>,
    pub forms: Option<Vec<Word>>,
    pub issuer: Option<Vec<Word>>,
    pub owner: Option<Vec<Word>>,
    pub filed: Option<Filed>,
    pub rules: Vec<WrittenChange>,
}

/// The days of `filed`.
pub(super) struct Filed {
    pub span: Span,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    /// Whether neither is written; what is written may be no day.
    pub is_empty: bool,
}

/// One `[[suppress]]`.
pub(super) struct Suppress {
    pub header: Span,
    pub rule: Option<Word>,
    pub path: Option<Word>,
    pub accession: Option<Word>,
    pub cik: Option<Word>,
    pub narrowed: Option<Word>,
    pub value: Option<Word>,
    pub reason: Option<Word>,
    pub expires: Option<Placed<NaiveDate>>,
    pub by: Option<Word>,
}

/// The words of `profile`.
pub(super) const PROFILES: [(&str, Profile); 3] =
    [("edgar", Profile::Edgar), ("compliance", Profile::Compliance), ("quality", Profile::Quality)];

/// The words of a rule's severity.
pub(super) const LEVELS: [(&str, Option<Severity>); 4] = [
    ("off", None),
    ("note", Some(Severity::Note)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

/// The words of `fail-on`.
pub(super) const FAIL_ON: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("note", Some(Severity::Note)),
    ("never", None),
];

impl Written {
    pub(super) fn of(document: &Document<'_>) -> Written {
        let mut root = document.root();
        let written = Written {
            required_version: root.take("required-version").and_then(|value| value.words()),
            extend: root.take("extend").and_then(|value| value.words()),
            profile: root.take("profile").and_then(|value| value.one_of("a profile", &PROFILES)),
            rules_from: texts(&mut root, "rules-from").unwrap_or_default(),
            select: texts(&mut root, "select").unwrap_or_default(),
            extend_select: texts(&mut root, "extend-select").unwrap_or_default(),
            ignore: texts(&mut root, "ignore").unwrap_or_default(),
            exclude: texts(&mut root, "exclude").unwrap_or_default(),
            fail_on: root.take("fail-on").and_then(|value| value.one_of("a severity to fail on", &FAIL_ON)),
            rules: root.take("rules").map(changes).unwrap_or_default(),
            overrides: tables(&mut root, "overrides").map(Override::of).collect(),
            suppress: tables(&mut root, "suppress").map(Suppress::of).collect(),
            suppress_from: texts(&mut root, "suppress-from").unwrap_or_default(),
        };
        root.close();
        written
    }
}

impl Override {
    fn of(mut table: Table<'_>) -> Override {
        let written = Override {
            header: table.span,
            paths: texts(&mut table, "paths"),
            forms: texts(&mut table, "forms"),
            issuer: texts(&mut table, "issuer"),
            owner: texts(&mut table, "owner"),
            filed: table.take("filed").and_then(|value| value.table()).map(Filed::of),
            rules: table.need("rules").map(changes).unwrap_or_default(),
        };
        table.close();
        written
    }
}

impl Filed {
    fn of(mut table: Table<'_>) -> Filed {
        let (from, until) = (table.take("from"), table.take("until"));
        let span = table.span;
        table.close();
        let is_empty = from.is_none() && until.is_none();
        let day = |value: Option<Value<'_>>| Some(value?.day()?.value);
        Filed { span, from: day(from), until: day(until), is_empty }
    }
}

impl Suppress {
    /// The entries of a file that holds nothing else.
    pub(super) fn all(document: &Document<'_>) -> Vec<Suppress> {
        let mut root = document.root();
        let written = tables(&mut root, "suppress").map(Suppress::of).collect();
        root.close();
        written
    }

    fn of(mut table: Table<'_>) -> Suppress {
        let written = Suppress {
            header: table.span,
            rule: table.need("rule").and_then(|value| value.words()),
            path: table.take("path").and_then(|value| value.words()),
            accession: table.take("accession").and_then(|value| value.words()),
            cik: table.take("cik").and_then(|value| value.words()),
            narrowed: table.take("where").and_then(|value| value.words()),
            value: table.take("value").and_then(|value| value.text()),
            reason: table.need("reason").and_then(|value| value.words()),
            expires: table.take("expires").and_then(|value| value.day()),
            by: table.take("by").and_then(|value| value.words()),
        };
        table.close();
        written
    }
}

fn texts(table: &mut Table<'_>, key: &'static str) -> Option<Vec<Word>> {
    Some(table.take(key)?.texts())
}

fn tables<'d>(table: &mut Table<'d>, key: &'static str) -> impl Iterator<Item = Table<'d>> {
    table.take(key).into_iter().flat_map(|value| value.tables())
}

/// Rules by name, each with a severity or with a table of what is changed.
fn changes(value: Value<'_>) -> Vec<WrittenChange> {
    let entries = value.table().map(Table::rest).unwrap_or_default();
    entries.into_iter().filter_map(|(rule, value)| change(rule, value)).collect()
}

fn change(rule: Word, value: Value<'_>) -> Option<WrittenChange> {
    let severity = |value: Value<'_>| value.one_of("a severity", &LEVELS).map(|level| level.value);
    match value.kind() {
        Kind::Text => Some(WrittenChange { rule, severity: Some(severity(value)?), thresholds: Vec::new() }),
        Kind::Table => {
            let mut table = value.table()?;
            let severity = table.take("severity").and_then(severity);
            let thresholds = table.rest().into_iter().filter_map(|(name, value)| {
                let threshold = Threshold::of(&value)?;
                Some((name, Placed { value: threshold, span: value.span() }))
            });
            Some(WrittenChange { rule, severity, thresholds: thresholds.collect() })
        }
        _ => {
            value
                .is_no("a severity or a table", Some("write `\"warning\"` or `{ severity = \"warning\" }`".to_owned()));
            None
        }
    }
}
