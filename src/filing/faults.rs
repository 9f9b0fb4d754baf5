//! What reading met, as rule files name it: the kinds of faults by their words, and what each kind tells.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;

use super::column::label;
use super::{Column, Filing, Form, Get, Part};
use crate::fault::{Broken, Fault, FaultKind, SchemaFault, Stranger};
use crate::source::Span;

/// The kinds of faults, each with its word.
macro_rules! kinds {
    ([$($kind:pat => $word:literal,)*], [$($broken:pat => $of_schema:literal,)*]) => {
        const KINDS: &[&str] = &[$($word,)* $($of_schema,)*];

        fn kind(fault: &Fault) -> &'static str {
            match fault.kind {
                $($kind => $word,)*
                FaultKind::Schema(SchemaFault { broken, .. }) => match broken { $($broken => $of_schema,)* },
            }
        }
    };
}

kinds!(
    [
    FaultKind::MergedCells => "merged cells",
    FaultKind::ShreddedColumns => "shredded columns",
    FaultKind::UnreadText => "unread text",
    FaultKind::UnreadTable => "unread table",
    FaultKind::NoBoxes => "no boxes",
    FaultKind::UnreadableBoxes => "unreadable boxes",
    FaultKind::GarbledBoilerplate => "garbled wording",
    FaultKind::BrokenTag => "broken tag",
    FaultKind::UnclosedElement => "unclosed element",
    FaultKind::StrayEndTag => "stray end tag",
    FaultKind::MismatchedTags => "mismatched tags",
    FaultKind::UnknownReference => "unknown reference",
    FaultKind::DocumentType => "document type",
    FaultKind::OutsideRoot => "outside the root",
    FaultKind::NameCase(_) => "other capitals",
    FaultKind::MisplacedDeclaration => "misplaced declaration",
    FaultKind::DeclaredVersion => "other version of XML",
    FaultKind::Instruction => "processing instruction",
    FaultKind::Namespace => "namespace",
    ],
    [
        Broken::Stranger(Stranger::Unknown) => "unknown element",
        Broken::Stranger(Stranger::Like(_)) => "misspelt element",
        Broken::Stranger(Stranger::BelongsIn(_)) => "misplaced element",
        Broken::Stranger(Stranger::OfOtherForms) => "element of other forms",
        Broken::Stranger(Stranger::Since(_)) => "element of later days",
        Broken::Stranger(Stranger::Before) => "element of earlier versions",
        Broken::Missing { or: None } => "missing",
        Broken::Missing { or: Some(_) } => "both missing",
        Broken::Disordered { after: true, .. } => "too far down",
        Broken::Disordered { after: false, .. } => "too far up",
        Broken::Repeated { .. } => "repeated",
        Broken::Beside { .. } => "beside its substitute",
        Broken::Rows { .. } => "too many rows",
        Broken::Empty => "empty",
        Broken::EmptyText => "empty text",
        Broken::NotBoolean => "no boolean",
        Broken::NotDecimal => "no decimal",
        Broken::TooLarge => "too large",
        Broken::TooPrecise { .. } => "too precise",
        Broken::NotDate => "no date",
            Broken::NotCode { .. } | Broken::NotForm => "no code",
        Broken::NotPlace { .. } => "no place",
        Broken::TooLong { blanks: false, .. } => "too long",
        Broken::TooLong { blanks: true, .. } => "too long by blanks",
        Broken::TooShort { .. } => "too short",
        Broken::Characters { .. } => "other characters",
        Broken::Blanks => "blanks",
        Broken::StrayText => "stray text",
        Broken::NotFootnoteId => "no footnote id",
        Broken::NotBase64 { cut: false } => "no base64",
        Broken::NotBase64 { cut: true } => "cut base64",
    ]
);

impl Fault {
    pub const NAME: &'static str = "fault";

    /// What rule files may name of it.
    pub(super) fn columns() -> Vec<Column> {
        let column = |name, doc, get| Column { name, doc, get };
        vec![
            column("kind", "What kind of fault it is.", Get::Word(KINDS, Arc::new(of(|fault| Some(kind(fault)))))),
            column("place", "Where it stands.", Get::Place(place)),
            column("others", "Further places that belong to it.", Get::Places(others)),
            column("written", "What stands there, on one line and shortened when it is long.", Get::Written(place)),
            column("element", "The element it is about: that stands there, or that should.", name(element)),
            column("other", "The element that it is held against, or that was meant.", name(other)),
            column("expected", "What may stand there.", name(expected)),
            column("count", "How many there are.", Get::Ordinal(Arc::new(of(count)))),
            column("limit", "How many there may be; of what is too short, must be.", Get::Ordinal(Arc::new(of(limit)))),
            column("since", "The day from which on the element is taken.", Get::Day(Arc::new(of(since)))),
        ]
    }

    /// A fault is no value.
    pub(super) fn is_noted(&self) -> bool {
        false
    }
}

fn fault(part: Part<'_>) -> Option<&Fault> {
    match part {
        Part::Fault(fault) => Some(fault),
        _ => None,
    }
}

fn place(part: Part<'_>) -> Option<&Span> {
    fault(part).map(|fault| &fault.span)
}

fn others(part: Part<'_>) -> Option<&Vec<Span>> {
    fault(part).map(|fault| &fault.also)
}

/// Reads something of a fault; none of a part of another kind.
fn of<T>(read: fn(&Fault) -> Option<T>) -> impl Fn(Part<'_>) -> Option<T> + Send + Sync {
    move |part| read(fault(part)?)
}

fn name(read: fn(&Fault) -> Option<Cow<'static, str>>) -> Get {
    label(move |part| read(fault(part)?))
}

fn broken(fault: &Fault) -> Option<Broken> {
    fault.schema().map(|schema| schema.broken)
}

fn element(fault: &Fault) -> Option<Cow<'static, str>> {
    fault.schema().map(|schema| schema.element.into())
}

fn other(fault: &Fault) -> Option<Cow<'static, str>> {
    if let FaultKind::NameCase(name) = fault.kind {
        return Some(name.into());
    }
    match broken(fault)? {
        Broken::Missing { or } => or.map(Cow::from),
        Broken::Disordered { other, .. }
        | Broken::Beside { other }
        | Broken::Stranger(Stranger::Like(other) | Stranger::BelongsIn(other)) => Some(other.into()),
        _ => None,
    }
}

fn expected(fault: &Fault) -> Option<Cow<'static, str>> {
    match broken(fault)? {
        Broken::NotCode { codes } => Some(codes.join(", ").into()),
        // Schedules are not sent as documents of this schema.
        Broken::NotForm => Some(Form::NAMES[..6].join(", ").into()),
        Broken::NotPlace { of } | Broken::Characters { of } => Some(of.into()),
        _ => None,
    }
}

fn count(fault: &Fault) -> Option<u64> {
    match broken(fault)? {
        Broken::Repeated { count, .. } | Broken::Rows { count, .. } => Some(count.into()),
        Broken::TooLong { length, .. } | Broken::TooShort { length, .. } => Some(length.into()),
        Broken::TooPrecise { digits, .. } => Some(digits.into()),
        _ => None,
    }
}

fn limit(fault: &Fault) -> Option<u64> {
    match broken(fault)? {
        Broken::Repeated { most, .. }
        | Broken::Rows { most, .. }
        | Broken::TooPrecise { most, .. }
        | Broken::TooLong { most, .. }
        | Broken::TooShort { least: most, .. } => Some(most.into()),
        _ => None,
    }
}

fn since(fault: &Fault) -> Option<NaiveDate> {
    match broken(fault)? {
        Broken::Stranger(Stranger::Since(day)) => Some(day),
        _ => None,
    }
}

impl Filing {
    /// Whether rows may have been lost on the way: what is not there need not have been left out.
    #[must_use]
    pub fn is_torn(&self) -> bool {
        use FaultKind::{BrokenTag, MismatchedTags, OutsideRoot, Schema, StrayEndTag, UnclosedElement};
        // What is broken in a submission around the document leaves the document whole.
        let within = self.faults.iter().filter(|fault| fault.span.source == self.source);
        within.into_iter().any(|fault| match fault.kind {
            BrokenTag | MismatchedTags | OutsideRoot | StrayEndTag | UnclosedElement => true,
            Schema(SchemaFault { broken, .. }) => matches!(broken, Broken::Stranger(_)),
            _ => false,
        })
    }

    /// What is worked out of its parts, for rule files.
    pub(super) fn worked_out() -> Column {
        Column {
            name: "is_torn",
            doc: "Whether rows may have been lost on the way: what is not there need not have been left out.",
            get: Get::Flag(Arc::new(|part| match part {
                Part::Filing(filing) => Some(filing.is_torn()),
                _ => None,
            })),
        }
    }
}
