//! Tags in any order become a tree of tables, rows and cells, and the words, breaks and blocks in them.

use std::ops::Range;

use super::style;
use super::tags::{Attributes, Name};

/// Tables within tables beyond this many are read as blocks.
const DEEPEST: usize = 32;

/// A cell that claims to span more is taken to span this many: what is written for it is bounded.
const WIDEST: u8 = 32;

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
    holds_table: bool,
    /// A cell in which a table stands that parts its words, not only frames them.
    pub divided: bool,
}

/// A page as a tree, in the order of its tags. The first node is the page.
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    pub fn node(&self, at: usize) -> &Node {
        const NONE: &Node =
            &Node { kind: Kind::Gap, at: 0..0, after: usize::MAX, filled: false, holds_table: false, divided: false };
        self.nodes.get(at).unwrap_or(NONE)
    }

    pub fn children(&self, of: usize) -> impl Iterator<Item = usize> {
        let after = self.node(of).after.min(self.nodes.len());
        let first = Some(of + 1).filter(|first| *first < after);
        std::iter::successors(first, move |at| Some(self.node(*at).after).filter(|next| *next < after))
    }
}

/// What is open while the tags are told.
pub(super) struct Soup<'t> {
    str: &'t str,
    nodes: Vec<Node>,
    /// The page, and within it tables, rows and cells.
    open: Vec<Open>,
    /// Tables that are open and were too deep to be any.
    too_deep: usize,
    /// The element that hides what is in it, and how many of its name are open.
    hidden: Option<(Vec<u8>, usize)>,
    typed: usize,
    raised: usize,
    /// Elements that set a face, and whether it is one of symbols.
    faces: Vec<(Vec<u8>, bool)>,
}

struct Open {
    node: usize,
    /// What is filled right in it: of a table its cells, of a cell its words and its tables.
    filled: usize,
}

/// Elements whose faces are remembered; deeper ones have that of the last.
const FACES: usize = 256;

impl<'t> Soup<'t> {
    pub fn new(str: &'t str) -> Soup<'t> {
        let page = Node { kind: Kind::Page, at: 0..0, after: 0, filled: false, holds_table: false, divided: false };
        Soup {
            str,
            nodes: vec![page],
            open: vec![Open { node: 0, filled: 0 }],
            too_deep: 0,
            hidden: None,
            typed: 0,
            raised: 0,
            faces: Vec::new(),
        }
    }

    pub fn finish(mut self) -> Tree {
        while !self.open.is_empty() {
            self.close_last();
        }
        Tree { nodes: self.nodes }
    }

    pub fn words(&mut self, at: Range<usize>) {
        let str = self.str.get(at.clone()).unwrap_or("");
        if self.hidden.is_some() || str.is_empty() {
            return;
        }
        let filled = !is_blank(str);
        if !self.in_cell() {
            if !filled {
                return;
            }
            self.open_cell(at.start..at.start, 1, 1);
        }
        let face = match () {
            () if self.faces.last().is_some_and(|(_, symbols)| *symbols) => Face::Symbols,
            () if self.raised > 0 => Face::Raised,
            () if self.typed > 0 => Face::Typed,
            () => Face::Plain,
        };
        self.push(Kind::Words(face), at, filled);
    }

    pub fn open(&mut self, name: &[u8], attributes: &Attributes, at: Range<usize>) {
        if self.is_hidden_at_start(name) {
            return;
        }
        let style = attributes.get(Name::Style).unwrap_or_default();
        if is_never_shown(name) || !is_void(name) && (attributes.get(Name::Hidden).is_some() || style::hides(&style)) {
            self.hidden = Some((name.to_vec(), 1));
            return;
        }
        match name {
            b"table" => self.open_table(at),
            b"thead" | b"tbody" | b"tfoot" | b"caption" => self.close_within_table(|kind| kind == Kind::Row),
            b"tr" => self.open_row(at),
            b"td" | b"th" => {
                let count = |name| attributes.get(name).and_then(|count| count.trim().parse().ok());
                let [columns, rows] =
                    [Name::Columns, Name::Rows].map(|name| count(name).unwrap_or(1u8).clamp(1, WIDEST));
                self.open_cell(at, columns, rows);
            }
            b"br" => self.mark(Kind::Break, at),
            b"p" if style::sets_close(&style) => self.mark(Kind::Line, at),
            b"p" | b"hr" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"blockquote" | b"page" => {
                self.mark(Kind::Gap, at);
            }
            b"input" => {
                let kind = attributes.get(Name::Type).unwrap_or_default();
                if matches!(kind.trim(), "checkbox" | "radio") {
                    self.draw(attributes.get(Name::Checked).is_some(), at);
                }
            }
            b"img" => {
                if let Some(checked) = attributes.get(Name::Alt).as_deref().and_then(style::checked) {
                    self.draw(checked, at);
                }
            }
            b"sup" => self.raised += 1,
            b"font" | b"span" => {
                let face = attributes.get(Name::Face).unwrap_or_default();
                let before = self.faces.last().is_some_and(|(_, symbols)| *symbols);
                if self.faces.len() < FACES {
                    self.faces.push((name.to_vec(), style::draws_symbols(&face, &style).unwrap_or(before)));
                }
            }
            b"pre" => {
                self.typed += 1;
                self.mark(Kind::Line, at);
            }
            _ if is_block(name) => self.mark(Kind::Line, at),
            _ => {}
        }
    }

    pub fn close(&mut self, name: &[u8], at: Range<usize>) {
        if self.is_hidden_at_end(name) {
            return;
        }
        match name {
            b"table" if self.too_deep > 0 => {
                self.too_deep -= 1;
                self.mark(Kind::Line, at);
            }
            b"table" => self.close_within_table(|kind| kind == Kind::Table),
            b"tr" | b"thead" | b"tbody" | b"tfoot" => self.close_within_table(|kind| kind == Kind::Row),
            b"td" | b"th" => self.close_within_table(|kind| matches!(kind, Kind::Cell { .. })),
            b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"blockquote" => self.mark(Kind::Line, at),
            b"br" => self.mark(Kind::Break, at),
            b"sup" => self.raised = self.raised.saturating_sub(1),
            b"font" | b"span" => {
                if let Some(place) = self.faces.iter().rposition(|(open, _)| open == name) {
                    self.faces.truncate(place);
                }
            }
            b"pre" => {
                self.typed = self.typed.saturating_sub(1);
                self.mark(Kind::Line, at);
            }
            _ if is_block(name) => self.mark(Kind::Line, at),
            _ => {}
        }
    }

    /// Whether a start tag lies in what is hidden. One that ends a hidden element of its kind ends what is hidden.
    fn is_hidden_at_start(&mut self, name: &[u8]) -> bool {
        let Some((hidden, open)) = &mut self.hidden else { return false };
        if hidden != name {
            return true;
        }
        if matches!(name, b"p" | b"li" | b"td" | b"th" | b"tr" | b"dd" | b"dt") {
            self.hidden = None;
            return false;
        }
        *open += 1;
        true
    }

    fn is_hidden_at_end(&mut self, name: &[u8]) -> bool {
        let Some((hidden, open)) = &mut self.hidden else { return false };
        let by_table = name == b"table" && matches!(hidden.as_slice(), b"td" | b"th" | b"tr" | b"p");
        if hidden == name {
            *open -= 1;
        }
        if *open == 0 || by_table {
            self.hidden = None;
        }
        !by_table
    }

    fn open_table(&mut self, at: Range<usize>) {
        let tables = self.open.iter().filter(|open| self.kind(open) == Kind::Table).count();
        if tables >= DEEPEST {
            self.too_deep += 1;
            return self.mark(Kind::Line, at);
        }
        if !self.in_cell() {
            self.open_cell(at.clone(), 1, 1);
        }
        self.begin(Kind::Table, at);
    }

    fn open_row(&mut self, at: Range<usize>) {
        if !self.in_table() {
            return self.mark(Kind::Line, at);
        }
        self.close_within_table(|kind| kind == Kind::Row);
        self.begin(Kind::Row, at);
    }

    fn open_cell(&mut self, at: Range<usize>, columns: u8, rows: u8) {
        if !self.in_table() {
            return;
        }
        self.close_within_table(|kind| matches!(kind, Kind::Cell { .. }));
        if self.last_kind() == Kind::Table {
            self.begin(Kind::Row, at.clone());
        }
        self.begin(Kind::Cell { columns, rows }, at);
    }

    fn draw(&mut self, checked: bool, at: Range<usize>) {
        if !self.in_cell() {
            self.open_cell(at.clone(), 1, 1);
        }
        self.push(Kind::Box(checked), at, true);
    }

    /// A break or a block; between the cells of a table it says nothing.
    fn mark(&mut self, kind: Kind, at: Range<usize>) {
        if self.in_cell() {
            self.push(kind, at, false);
        }
    }

    fn push(&mut self, kind: Kind, at: Range<usize>, filled: bool) {
        let after = self.nodes.len() + 1;
        self.nodes.push(Node { kind, at, after, filled, holds_table: false, divided: false });
        if !filled {
            return;
        }
        if let Some(open) = self.open.last_mut() {
            open.filled += 1;
        }
        for open in self.open.iter().rev() {
            match self.nodes.get_mut(open.node) {
                Some(node) if !node.filled => node.filled = true,
                _ => break,
            }
        }
    }

    fn begin(&mut self, kind: Kind, at: Range<usize>) {
        self.open.push(Open { node: self.nodes.len(), filled: 0 });
        self.nodes.push(Node { kind, at, after: usize::MAX, filled: false, holds_table: false, divided: false });
    }

    /// Closes the innermost element of a kind and what is open in it, if the innermost table has one.
    fn close_within_table(&mut self, wanted: impl Fn(Kind) -> bool) {
        let of_table = self.open.iter().rposition(|open| self.kind(open) == Kind::Table);
        let place = self.open.iter().rposition(|open| wanted(self.kind(open)));
        if place.is_none() || place < of_table {
            return;
        }
        while place.is_some_and(|place| self.open.len() > place) {
            self.close_last();
        }
    }

    fn close_last(&mut self) {
        let Some(Open { node, filled: parts }) = self.open.pop() else { return };
        let after = self.nodes.len();
        let Some(closed) = self.nodes.get_mut(node) else { return };
        closed.after = after;
        if !closed.filled {
            return;
        }
        // A table that alone fills its cell, and has one cell that is filled, is a frame.
        let parts = match closed.kind {
            Kind::Cell { .. } => {
                closed.divided = closed.holds_table && parts > 1;
                1 + usize::from(closed.divided)
            }
            _ => parts,
        };
        let is_table = closed.kind == Kind::Table;
        let Some(around) = self.open.last_mut() else { return };
        around.filled += parts;
        if let Some(around) = self.nodes.get_mut(around.node) {
            around.holds_table |= is_table;
        }
    }

    fn kind(&self, open: &Open) -> Kind {
        self.nodes.get(open.node).map_or(Kind::Page, |node| node.kind)
    }

    fn last_kind(&self) -> Kind {
        self.open.last().map_or(Kind::Page, |open| self.kind(open))
    }

    fn in_table(&self) -> bool {
        self.open.len() > 1
    }

    /// Whether words may stand here: in a cell, or outside of any table.
    fn in_cell(&self) -> bool {
        matches!(self.last_kind(), Kind::Cell { .. } | Kind::Page)
    }
}

/// Whether characters are blanks alone, as references too.
fn is_blank(str: &str) -> bool {
    let mut rest = str.trim_start();
    while let Some(name) = rest.strip_prefix('&') {
        let blank = ["nbsp;", "#160;", "#xa0;", "#xA0;", "#32;"].iter().find_map(|blank| name.strip_prefix(blank));
        let Some(after) = blank else { return false };
        rest = after.trim_start();
    }
    rest.is_empty()
}

fn is_never_shown(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style" | b"title" | b"template" | b"noscript" | b"select" | b"object" | b"ix:header")
}

/// Elements that hold nothing, and so are never closed.
fn is_void(name: &[u8]) -> bool {
    matches!(name, b"br" | b"hr" | b"img" | b"input" | b"meta" | b"link" | b"col" | b"area" | b"base" | b"wbr")
}

fn is_block(name: &[u8]) -> bool {
    const BLOCKS: [&[u8]; 22] = [
        b"address",
        b"article",
        b"aside",
        b"body",
        b"center",
        b"dd",
        b"dir",
        b"div",
        b"dl",
        b"dt",
        b"fieldset",
        b"footer",
        b"form",
        b"header",
        b"legend",
        b"li",
        b"main",
        b"menu",
        b"ol",
        b"section",
        b"ul",
        b"text",
    ];
    BLOCKS.contains(&name)
}
