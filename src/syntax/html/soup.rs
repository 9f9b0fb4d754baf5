//! Tags in any order become a tree of tables, rows and cells, and the words, breaks and blocks in them.

use std::ops::Range;

use super::hidden::Hidden;
use super::style;
use super::tags::{Attributes, Name};
use super::tree::{Face, Kind, Node, Tree};

/// Tables within tables beyond this many are read as blocks.
const DEEPEST: usize = 32;

/// A cell that claims to span more is taken to span this many: what is written for it is bounded.
const WIDEST: u8 = 32;

/// What is open while the tags are told.
pub(super) struct Soup<'t> {
    str: &'t str,
    nodes: Vec<Node>,
    /// The page, and within it tables, rows and cells.
    open: Vec<Open>,
    /// Tables that are open and were too deep to be any.
    too_deep: usize,
    hidden: Hidden,
    set: Setting,
    /// Elements that set a face, and whether it is one of symbols.
    faces: Vec<(Vec<u8>, bool)>,
}

/// How many tags are open that set words so.
#[derive(Clone, Copy, Default)]
struct Setting {
    typed: usize,
    raised: usize,
}

struct Open {
    node: usize,
    /// What is filled right in it: of a table its cells, of a cell its words and its tables.
    filled: usize,
    /// How words are set around it: what is not closed in a cell ends with the cell.
    around: Setting,
    faces: usize,
}

/// Elements whose faces are remembered; deeper ones have that of the last.
const FACES: usize = 256;

impl<'t> Soup<'t> {
    pub fn new(str: &'t str) -> Soup<'t> {
        Soup {
            str,
            nodes: vec![Node::open(Kind::Page, 0..0)],
            open: vec![Open { node: 0, filled: 0, around: Setting::default(), faces: 0 }],
            too_deep: 0,
            hidden: Hidden::default(),
            set: Setting::default(),
            faces: Vec::new(),
        }
    }

    pub fn finish(mut self) -> Tree {
        while !self.open.is_empty() {
            self.close_last();
        }
        Tree::new(self.nodes)
    }

    pub fn words(&mut self, at: Range<usize>) {
        let str = self.str.get(at.clone()).unwrap_or("");
        if self.hidden.is_open() || str.is_empty() {
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
            () if self.set.raised > 0 => Face::Raised,
            () if self.set.typed > 0 => Face::Typed,
            () => Face::Plain,
        };
        self.push(Kind::Words(face), at, filled);
    }

    pub fn open(&mut self, name: &[u8], attributes: &Attributes, at: Range<usize>) {
        if self.hidden.takes_start(name) {
            return;
        }
        let style = attributes.get(Name::Style).unwrap_or_default();
        if self.hidden.begins_at(name, &style, attributes) {
            return;
        }
        match name {
            b"table" => self.open_table(at),
            b"thead" | b"tbody" | b"tfoot" | b"caption" => self.close_within_table(|kind| kind == Kind::Row),
            b"tr" => self.open_row(at),
            b"td" | b"th" => {
                let span = |name| attributes.get(name).map_or(1, |count| spanned(&count));
                let (columns, rows) = (span(Name::Columns), span(Name::Rows));
                self.open_cell(at, columns, rows);
            }
            b"br" => self.mark(Kind::Break, at),
            _ if is_block(name) && style::breaks_page(&style) => self.mark(Kind::Gap, at),
            b"p" if style::sets_close(&style) && !style::breaks_page(&style) => self.mark(Kind::Line, at),
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
            b"sup" => self.set.raised += 1,
            b"font" | b"span" => {
                let face = attributes.get(Name::Face).unwrap_or_default();
                let before = self.faces.last().is_some_and(|(_, symbols)| *symbols);
                if self.faces.len() < FACES {
                    self.faces.push((name.to_vec(), style::draws_symbols(&face, &style).unwrap_or(before)));
                }
            }
            b"pre" => {
                self.set.typed += 1;
                self.mark(Kind::Line, at);
            }
            _ if is_block(name) => self.mark(Kind::Line, at),
            _ => {}
        }
    }

    pub fn close(&mut self, name: &[u8], at: Range<usize>) {
        if self.hidden.takes_end(name) {
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
            b"sup" => self.set.raised = self.set.raised.saturating_sub(1),
            b"font" | b"span" => {
                if let Some(place) = self.faces.iter().rposition(|(open, _)| open == name) {
                    self.faces.truncate(place);
                }
            }
            b"pre" => {
                self.set.typed = self.set.typed.saturating_sub(1);
                self.mark(Kind::Line, at);
            }
            _ if is_block(name) => self.mark(Kind::Line, at),
            _ => {}
        }
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
        self.nodes.push(Node { after, filled, ..Node::open(kind, at) });
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
        let open = Open { node: self.nodes.len(), filled: 0, around: self.set, faces: self.faces.len() };
        self.set.raised = 0;
        self.open.push(open);
        self.nodes.push(Node::open(kind, at));
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
        let Some(Open { node, filled: parts, around, faces }) = self.open.pop() else { return };
        self.set = around;
        self.faces.truncate(faces);
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

/// How many columns or rows a cell says that it spans.
fn spanned(count: &str) -> u8 {
    let count: u32 = count.trim().parse().unwrap_or(1);
    u8::try_from(count).unwrap_or(u8::MAX).clamp(1, WIDEST)
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
