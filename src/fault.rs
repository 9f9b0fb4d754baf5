//! What reading met: a kind and a place, without words or severity. Rules speak.

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
    /// An element whose name differs from the form's by its capitals.
    NameCase,
}
