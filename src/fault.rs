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
}
