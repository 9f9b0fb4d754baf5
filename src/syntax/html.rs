//! A page of HTML becomes a text of lines and cells, as the readers of typed pages know it: a row of a table is a
//! line whose cells are parted by tabs, a block is a line, a paragraph has a blank line around it.
//!
//! HTML in the archive is soup, so nothing is refused: what is not understood is words. Each character of the text
//! knows where it stands in the file. The time is linear in the page.

mod lines;
mod soup;
mod style;
mod tags;
mod words;

use std::ops::Range;

use crate::source::Text;
use soup::{Soup, Tree};
use words::Source;

/// How a row is written whose cells hold several lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rows {
    /// On one line, `<br>` between the lines of a cell: a form is its tables.
    Whole,
    /// Line below line where the last cell alone has several: a schedule is prose that is set in tables.
    Open,
}

/// The tables and words of a page.
pub struct Page<'t> {
    source: Source<'t>,
    tree: Tree,
}

impl<'t> Page<'t> {
    /// Reads a part of a text as HTML. Cannot fail: what is no tag is words.
    #[must_use]
    pub fn of(text: &'t Text, part: Range<usize>) -> Page<'t> {
        let str = text.as_str().get(part.clone()).unwrap_or("");
        let mut soup = Soup::new(str);
        tags::read(str, &mut soup);
        Page { source: Source { text, str, start: part.start }, tree: soup.finish() }
    }

    /// The page as lines and cells.
    #[must_use]
    pub fn lines(&self, rows: Rows) -> Text {
        lines::write(&self.tree, &self.source, rows)
    }
}
