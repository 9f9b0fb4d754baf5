//! A page of HTML becomes a text of lines and cells, as the readers of typed pages know it: a row of a table is a
//! line whose cells are parted by tabs, a block is a line, a paragraph has a blank line around it.
//!
//! HTML in the archive is soup, so nothing is refused: what is not understood is words. Each character of the text
//! knows where it stands in the file. The time is linear in the page.

mod hidden;
mod lines;
mod soup;
mod style;
mod tags;
mod tree;
mod words;

use std::ops::Range;

use crate::source::Text;
use soup::Soup;
use tree::Tree;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::Sources;

    fn lines(html: &str, rows: Rows) -> String {
        let mut sources = Sources::new();
        let id = sources.add_text("a.html", html);
        let text = sources.text(id);
        Page::of(text, 0..html.len()).lines(rows).as_str().to_owned()
    }

    fn whole(html: &str) -> String {
        lines(html, Rows::Whole)
    }

    fn open(html: &str) -> String {
        lines(html, Rows::Open)
    }

    #[test]
    fn blocks_are_lines_and_paragraphs_stand_apart() {
        assert_eq!(whole("<div>a\n  b</div>c<br>d<p>e<p>f"), "a b\nc\nd\n\ne\n\nf");
        assert_eq!(whole("<p style='margin: 0'>a</p><p style='margin:0pt'>b</p>"), "a\nb");
        assert_eq!(whole("a<br><br><br>b<div>&nbsp;</div>c<hr>d"), "a\n\nb\n\nc\n\nd");
        assert_eq!(whole("a<div style='page-break-before:always'>b</div>"), "a\n\nb");
        assert_eq!(whole("<pre>a  b\n\n c&lt;</pre>"), "a  b\n\n c<");
    }

    #[test]
    fn what_is_not_shown_is_not_read() {
        let page = "<title>t</title><style>p{}</style>a<!-- b --><script>if (a<b) {}</script><span style='display: none'>\
                    <span>c</span>d</span>e<p hidden>f<p>g";
        assert_eq!(whole(page), "ae\n\ng");
    }

    #[test]
    fn references_stand_for_characters() {
        assert_eq!(
            whole("A&amp;B&nbsp;&#160;C &copy2020 AT&T &#150; &bogus; &lt;x&gt;"),
            "A&B C ©2020 AT&T – &bogus; <x>"
        );
        assert_eq!(whole("a\u{200b}b&shy;c"), "abc");
    }

    #[test]
    fn a_row_is_a_line_of_cells() {
        let head = "<tr><th rowspan=2>Title<br>(Instr. 3)<th colspan=2>Code<th>Price<tr><th>C<th>V<th>P";
        assert_eq!(
            whole(&format!("<table>{head}<tr><td>Stock<td>S<td><td>$ 5")),
            "Title<br>(Instr. 3)\tCode\t\tPrice\n\tC\tV\tP\nStock\tS\t\t$ 5"
        );
        assert_eq!(whole("<table><td>a</td><td>b</td></table>c"), "a b\nc");
        assert_eq!(whole("<table>x<tr><td>a</table>"), "x\na");
    }

    #[test]
    fn boxes_side_by_side_are_read_one_after_another() {
        let name = "<td>1. Name<table><tr><td>Alder<td>Ann</table>";
        let marks = "<td>5. Relationship<table><tr><td>X<td>Director<td><td>Other</table>";
        assert_eq!(
            whole(&format!("<table><tr>{name}{marks}</table>")),
            "1. Name\nAlder Ann\n5. Relationship\nX Director Other"
        );
        assert_eq!(whole("<table><tr><td><table><tr><td>X</table><td>Check this box"), "X Check this box");
    }

    #[test]
    fn a_table_in_a_frame_is_a_table() {
        assert_eq!(
            whole("<table><tr><td><table><tr><td>a<td>b<td><tr><td>c<td>d<td></table></table>"),
            "a\tb\t\nc\td\t"
        );
    }

    #[test]
    fn the_last_cell_of_an_open_row_keeps_its_lines() {
        let row = "<table><tr><td>1<td>Names of Persons<br><br>Alder Fund LP<tr><td>2<td>$<td>1,200";
        assert_eq!(open(row), "1\tNames of Persons\n\nAlder Fund LP\n2\t$1,200");
        assert_eq!(open("<table><tr><td>By:<br>/s/ A<td>5.2<td>%"), "By: /s/ A\t5.2%");
    }

    #[test]
    fn boxes_are_drawn_and_raised_numbers_are_marks() {
        let boxes = "<input type=checkbox checked>a<input type=checkbox>b<img alt='Checkbox checked'>c<img alt='Seal'>d\
                     <font face=Wingdings>x</font>e<span style='font-family:Wingdings'>o</span>f<input>";
        assert_eq!(whole(boxes), "[X] a [ ] b [X] cd [X] e [ ] f");
        let unclosed = "<table><tr><td>5<sup>1<td>2<tr><td><font face=wingdings>x<td>x</table>";
        assert_eq!(whole(unclosed), "5 (1) 2\n[X] x");
        assert_eq!(whole("5.1%<sup>1</sup> Stock<sup>(2)</sup> 10<sup>th</sup>"), "5.1% (1) Stock (2) 10th");
    }

    #[test]
    fn each_character_knows_its_place() {
        let html = "<b>Al</b>der &amp; <table><tr><td>5.1%<sup>1</sup><td>caf&eacute;</table>";
        let mut sources = Sources::new();
        let id = sources.add_text("a.html", html);
        let page = Page::of(sources.text(id), 0..html.len()).lines(Rows::Whole);
        for (words, written) in
            [("Al", "Al"), ("der", "der"), ("&", "&amp;"), ("(1)", "1"), ("5.1%", "5.1%"), ("café", "caf&eacute;")]
        {
            let at = page.as_str().find(words).expect("it is on the page");
            assert_eq!(sources.slice(page.span(at..at + words.len())), written, "{words}");
        }
    }

    #[test]
    fn deep_and_wide_tables_are_bounded() {
        let deep = format!("{}x{}", "<table><tr><td>".repeat(5000), "</table>".repeat(5000));
        assert_eq!(whole(&deep), "x");
        let wide = "<table>".to_owned() + &"<tr><td colspan=99999 rowspan=99999>a<td>b".repeat(3);
        assert!(whole(&wide).len() < 500);
        let many = "<table><tr>".to_owned() + &"<td>a".repeat(500);
        assert_eq!(whole(&many).matches('a').count(), 500);
    }

    /// Pieces of soup.
    const PIECES: [&str; 24] = [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<td colspan=3>",
        "<td rowspan=2>",
        "<p>",
        "<br>",
        "<div style='display:none'>",
        "</div>",
        "<sup>",
        "</sup>",
        "&amp;",
        "&nbsp;",
        "&#150;",
        "word",
        " ",
        "1",
        "<pre>\n",
        "<",
        "é",
        "<!--",
    ];

    proptest! {
        #[test]
        fn any_soup_is_read_and_its_places_lie_in_it(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
            let html = pieces.concat();
            let mut sources = Sources::new();
            let id = sources.add_text("a.html", html.as_str());
            for rows in [Rows::Whole, Rows::Open] {
                let page = Page::of(sources.text(id), 0..html.len()).lines(rows);
                for (at, c) in page.as_str().char_indices().filter(|(_, c)| "wodé1".contains(*c)) {
                    let span = page.span(at..at + c.len_utf8());
                    let written = html.get(span.start as usize..span.end as usize);
                    prop_assert!(written.is_some_and(|written| written.contains(c)), "{html:?} {c} {written:?}");
                }
                if !["none", "<!--", "<w"].iter().any(|hides| html.contains(hides)) {
                    let words = page.as_str().matches("word").count();
                    prop_assert_eq!(words, html.matches("word").count(), "{}", html);
                }
            }
        }
    }
}
