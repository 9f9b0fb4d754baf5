//! What reading met: a kind and a place, without words or severity. Rules speak.

use chrono::NaiveDate;

use crate::source::Span;

/// Something that reading met and could not take as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    pub kind: FaultKind,
    pub span: Span,
    /// Further places that belong to it, in the order of the document.
    pub also: Vec<Span>,
}

/// The kinds of trouble a reader may leave.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FaultKind {
    /// One cell holds two typed values, as `20,000 D`.
    MergedCells,
    /// Columns of the heading or of the rows do not line up.
    ShreddedColumns,
    /// Text inside a table or a box that no column took.
    UnreadText,
    /// A table of the form whose rows could not be read.
    UnreadTable,
    /// No caption of the relationship boxes stands anywhere; the place is the reporting person.
    NoBoxes,
    /// The relationship boxes, or others, are fragments.
    UnreadableBoxes,
    /// Fixed wording of the form, found only misspelt.
    GarbledBoilerplate,
    /// A `<` of XML that opens no tag, or a tag that does not end.
    BrokenTag,
    /// A start tag of XML whose end tag is not there.
    UnclosedElement,
    /// An end tag of XML that ends nothing.
    StrayEndTag,
    /// An end tag of XML with another name than the start tag it must belong to, which stands in `also`.
    MismatchedTags,
    /// A `&` of XML that is neither one of the five entities nor a character reference.
    UnknownReference,
    /// A document type declaration, which these documents may not have and which is not expanded.
    DocumentType,
    /// Something beside the one element that a document of XML is.
    OutsideRoot,
    /// An element whose name differs by its capitals from the form's, which is told.
    NameCase(&'static str),
    /// Something before the declaration of XML, which begins a document or is left out.
    MisplacedDeclaration,
    /// A declaration of another version of XML than 1.0.
    DeclaredVersion,
    /// A processing instruction.
    Instruction,
    /// An element in a namespace.
    Namespace,
    /// A document that breaks its schema.
    Schema(SchemaFault),
}

/// What of its schema a document breaks. Names are those of elements; an element that holds its value in a
/// `value` is named, and not the `value`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SchemaFault {
    /// The element it is about: that stands there, or that should.
    pub element: &'static str,
    pub broken: Broken,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Broken {
    /// An element of another name stands within.
    Stranger(Stranger),
    /// It is not there; nor is the other, where one of two is enough.
    Missing {
        or: Option<&'static str>,
    },
    /// It stands after one that it must come before, or before one that it must come after, which stands in `also`.
    Disordered {
        after: bool,
        other: &'static str,
    },
    /// It stands there too often.
    Repeated {
        count: u32,
        most: u32,
    },
    /// It stands beside one that it stands for.
    Beside {
        other: &'static str,
    },
    /// A table of more rows than it may have.
    Rows {
        count: u32,
        most: u32,
    },
    /// A date, boolean or decimal without a value.
    Empty,
    /// A string that may not be empty.
    EmptyText,
    NotBoolean,
    NotDecimal,
    /// Above the largest number.
    TooLarge,
    /// More digits behind the point than are kept.
    TooPrecise {
        digits: u32,
        most: u32,
    },
    NotDate,
    /// A type of document that is none of the forms in XML.
    NotForm,
    NotCode {
        codes: &'static [Box<str>],
    },
    /// A code of no such place; `of`: state, country.
    NotPlace {
        of: &'static str,
    },
    /// A string of more characters; `blanks`: but for those at its ends it would not be too long.
    TooLong {
        length: u32,
        most: u32,
        blanks: bool,
    },
    TooShort {
        length: u32,
        least: u32,
    },
    /// A string with other characters than these.
    Characters {
        of: &'static str,
    },
    /// Blanks or the end of a line at an end of a value, or within.
    Blanks,
    /// Characters where only elements may stand.
    StrayText,
    /// An `id` of a footnote that is no `F1` to `F99`.
    NotFootnoteId,
    /// A file that is to be base64, with another character, or, `cut`, with one letter too many at its end.
    NotBase64 {
        cut: bool,
    },
}

/// An element that does not belong where it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stranger {
    /// Of no version and no form.
    Unknown,
    /// Very like this one, which is not there.
    Like(&'static str),
    /// It belongs into this one.
    BelongsIn(&'static str),
    /// Of other forms.
    OfOtherForms,
    /// Of documents from this day on.
    Since(NaiveDate),
    /// Of earlier versions.
    Before,
}

impl Fault {
    /// What of its schema it breaks, when that is its kind.
    #[must_use]
    pub fn schema(&self) -> Option<SchemaFault> {
        match self.kind {
            FaultKind::Schema(fault) => Some(fault),
            _ => None,
        }
    }
}
