//! A page as a tree of tables, rows and cells, and the words, breaks and blocks in them.

use std::ops::Range;

/// What stands on a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Page,
    Table,
    Row,
    Cell {
        columns: u8,
        rows: u8,
    },
    /// Characters as they stand in the file.
    Words(Face),
    /// A box, checked or not.
    Box(bool),
    /// `<br>`
    Break,
    /// A block begins or ends.
    Line,
    /// A paragraph does.
    Gap,
}

/// How words are set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Face {
    Plain,
    /// Their lines and blanks stand as they are written.
    Typed,
    /// `<sup>`
    Raised,
    /// Letters that are drawn as boxes.
    Symbols,
}

pub(super) struct Node {
    pub kind: Kind,
    /// Where its tag or its words stand.
    pub at: Range<usize>,
    /// The node behind it and all that is in it.
    pub after: usize,
    /// Whether words or boxes are in it.
    pub filled: bool,
    /// A cell in which a table stands.
    pub holds_table: bool,
    /// A cell in which a table stands that parts its words, not only frames them.
    pub divided: bool,
}

impl Node {
    /// One that is still open, with nothing in it.
    pub const fn open(kind: Kind, at: Range<usize>) -> Node {
        Node { kind, at, after: usize::MAX, filled: false, holds_table: false, divided: false }
    }
}

/// A page as a tree, in the order of its tags. The first node is the page.
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    pub fn new(nodes: Vec<Node>) -> Tree {
        Tree { nodes }
    }

    pub fn node(&self, at: usize) -> &Node {
        const NONE: &Node = &Node::open(Kind::Gap, 0..0);
        self.nodes.get(at).unwrap_or(NONE)
    }

    pub fn children(&self, of: usize) -> impl Iterator<Item = usize> {
        let after = self.node(of).after.min(self.nodes.len());
        let first = Some(of + 1).filter(|first| *first < after);
        std::iter::successors(first, move |at| Some(self.node(*at).after).filter(|next| *next < after))
    }
}
