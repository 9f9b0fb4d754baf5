//! The one AST: what a filing says, every value with its place and how surely it was read.
//!
//! Plain data. It knows no format (whether a price came from XML or from a typed page is a property
//! of the value) and no rule.

mod beneficial;
mod column;
mod faults;
mod field;
mod ownership;
mod record;
mod submission;

use std::fmt;

pub use beneficial::{
    AddressLine, AnnexPerson, Beneficial, CusipMention, Item, OutstandingShares, PageMark, Person, PriorFiling,
    StatedPosition, StatedTotal, Trade,
};
pub use column::{Column, Day, Flag, Get, Getter, Kind, List, Name, Ordinal, Part, Visitor, Word, lists};
pub use field::{AnyField, Canonical, Certainty, Datum, Field, How, Mark, Repair, Sort, Value};
pub use ownership::{Boilerplate, FootnoteText, Inserted, Owner, Ownership, Row, RowKind, Table, short_prices};
pub(crate) use record::{part, record};
pub use submission::{Party, Submission, Supporting};

use crate::fault::Fault;
use crate::source::{SourceId, Span};

part! {
    /// One filing: a Form 3, 4 or 5, or a Schedule 13D or 13G.
    #[derive(Clone, PartialEq, Debug)]
    pub struct Filing as "filing" {
        pub source: SourceId,
        pub span: Span,
        pub fidelity: Fidelity,
        /// Whether EDGAR checks it by machine against a schema: then every value stands in its own element,
        /// and what is not there was left out.
        pub by_machine: bool,
        /// What it is checked as: as it was found, or as the run was told.
        pub stage: Stage,
        /// What the document shows of itself.
        pub found: Stage,
        pub form: Field<Form>,
        /// The accession number, from the header of a full submission.
        pub accession: Field<Box<str>>,
        /// The filing date, from the header of a full submission.
        pub filed_as_of: Field<chrono::NaiveDate>,
        /// The submission it came in.
        pub submission: Option<Box<Submission>>,
        pub issuer: Issuer,
        pub body: Body,
        pub signatures: Vec<Signature>,
        pub faults: Vec<Fault>,
    }
}

/// What the forms ask differs; so do the bodies.
#[derive(Clone, PartialEq, Debug)]
pub enum Body {
    Ownership(Box<Ownership>),
    Beneficial(Box<Beneficial>),
}

/// What is read: the document of record, or a picture of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fidelity {
    /// XML, SGML, typed text: nothing can be lost between it and the filer.
    Native,
    /// An HTML rendering, PDF-to-text, OCR: what is not there may have been lost on the way.
    Rendered,
}

impl Fidelity {
    /// As reports and rule files say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Fidelity::Native => "native",
            Fidelity::Rendered => "rendered",
        }
    }
}

/// Whether EDGAR has seen it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// What a filer sends.
    Submission,
    /// What one downloads.
    Disseminated,
}

impl Stage {
    /// As reports and rule files say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Stage::Submission => "submission",
            Stage::Disseminated => "disseminated",
        }
    }
}

/// The forms this project reads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Form {
    pub kind: FormKind,
    pub amendment: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FormKind {
    Three,
    Four,
    Five,
    Schedule13D,
    Schedule13G,
}

impl Form {
    /// Every form, originals and amendments, as their names are written.
    pub const NAMES: [&'static str; 10] =
        ["3", "3/A", "4", "4/A", "5", "5/A", "SC 13D", "SC 13D/A", "SC 13G", "SC 13G/A"];

    /// Every form, each original before its amendment.
    pub fn all() -> impl Iterator<Item = Form> {
        use FormKind::{Five, Four, Schedule13D, Schedule13G, Three};
        let kinds = [Three, Four, Five, Schedule13D, Schedule13G].into_iter();
        kinds.flat_map(|kind| [false, true].map(|amendment| Form { kind, amendment }))
    }

    /// The form's one name: `4/A`, `SC 13D`.
    #[must_use]
    pub fn name(self) -> &'static str {
        let original = match self.kind {
            FormKind::Three => 0,
            FormKind::Four => 2,
            FormKind::Five => 4,
            FormKind::Schedule13D => 6,
            FormKind::Schedule13G => 8,
        };
        Form::NAMES[original + usize::from(self.amendment)]
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Datum for Form {
    const SORT: Sort = Sort::Form;

    fn canonical(&self) -> Canonical {
        Canonical::Text(self.name().to_owned())
    }
}

record! {
    /// The company whose securities are reported.
    pub struct Issuer as "issuer" with {} {
        /// Central Index Key, up to ten digits.
        cik: Box<str>,
        /// Name as written, `8X8 INC /DE/`.
        name: Box<str>,
        /// Ticker or trading symbol as written, without its brackets.
        symbol: Box<str>,
    }
}

record! {
    /// One signature and its date.
    pub struct Signature as "signature" with {} {
        /// The name as signed or typed, `/s/` left out.
        name: Box<str>,
        /// Title or capacity, when it is given apart or after the name.
        title: Box<str>,
        /// The date signed.
        date: chrono::NaiveDate,
    }
}

impl Filing {
    /// At the stage that what stands around it tells; where nothing is told, at the one found.
    #[must_use]
    pub(crate) fn at_stage(mut self, told: Option<Stage>) -> Filing {
        if let Some(stage) = told {
            (self.stage, self.found) = (stage, stage);
        }
        self
    }

    #[must_use]
    pub fn ownership(&self) -> Option<&Ownership> {
        match &self.body {
            Body::Ownership(body) => Some(body),
            Body::Beneficial(_) => None,
        }
    }

    #[must_use]
    pub fn beneficial(&self) -> Option<&Beneficial> {
        match &self.body {
            Body::Beneficial(body) => Some(body),
            Body::Ownership(_) => None,
        }
    }

    #[must_use]
    pub fn is_rendered(&self) -> bool {
        self.fidelity == Fidelity::Rendered
    }

    /// Shows every field of the form and of the header. Where names are not asked for, this is the shorter way.
    pub fn fields<'f>(&'f self, visit: &mut dyn FnMut(&'f dyn AnyField)) {
        visit(&self.form);
        visit(&self.accession);
        visit(&self.filed_as_of);
        if let Some(submission) = &self.submission {
            submission.fields(visit);
        }
        self.issuer.fields(&mut |_, field| visit(field));
        match &self.body {
            Body::Ownership(body) => body.fields(visit),
            Body::Beneficial(body) => body.fields(visit),
        }
        for signature in &self.signatures {
            signature.fields(&mut |_, field| visit(field));
        }
    }

    /// What people call a field of this filing.
    #[must_use]
    pub fn place_of(&self, wanted: &dyn AnyField) -> Option<String> {
        let mut found = None;
        self.places(&mut |name, field| {
            if std::ptr::addr_eq(field, wanted) {
                found.get_or_insert_with(|| name.to_owned());
            }
        });
        found
    }

    /// Shows every field with its name as people say it: `Table I, row 3, price per share (box 4)`.
    pub fn places<'f>(&'f self, visit: &mut dyn FnMut(&str, &'f dyn AnyField)) {
        visit("form", &self.form);
        visit("accession number", &self.accession);
        visit("filing date", &self.filed_as_of);
        if let Some(submission) = &self.submission {
            submission.places(visit);
        }
        self.issuer.fields(&mut |name, field| visit(&format!("issuer, {}", plain(name)), field));
        match &self.body {
            Body::Ownership(body) => body.places(visit),
            Body::Beneficial(body) => body.places(visit),
        }
        for (at, signature) in self.signatures.iter().enumerate() {
            let which =
                if self.signatures.len() > 1 { format!("signature {}", at + 1) } else { "signature".to_owned() };
            signature.fields(&mut |name, field| visit(&format!("{which}, {}", plain(name)), field));
        }
    }
}

/// A field's name as a person reads it.
pub(crate) fn plain(name: &str) -> String {
    name.replace('_', " ")
}
