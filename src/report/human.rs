//! Findings drawn for people. The one file that names miette.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, SourceCode, SourceSpan, SpanContents,
    ThemeCharacters, ThemeStyles,
};

use super::excerpt::{Canvas, Excerpt, clean};
use crate::diagnostic::Severity;
use crate::engine::Finding;
use crate::source::Sources;

/// What findings are drawn with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Columns of the screen.
    pub width: usize,
    /// Lines and signs beyond ASCII.
    pub unicode: bool,
    pub color: bool,
}

impl Style {
    /// Without colour, for files and tests.
    #[must_use]
    pub fn plain(width: usize) -> Style {
        Style { width, unicode: true, color: false }
    }
}

/// Draws findings, a blank line between each and the next.
#[must_use]
pub fn render<'f>(findings: impl IntoIterator<Item = &'f Finding>, sources: &Sources, style: &Style) -> String {
    let easel = Easel::new(*style);
    let drawn: Vec<String> = findings.into_iter().map(|finding| easel.draw(finding, sources)).collect();
    drawn.join("\n")
}

struct Easel {
    style: Style,
    handler: GraphicalReportHandler,
}

impl Easel {
    fn new(style: Style) -> Easel {
        Easel { style, handler: handler(style) }
    }

    fn draw(&self, finding: &Finding, sources: &Sources) -> String {
        let mut drawn = String::new();
        let canvas = Canvas { width: self.style.width, unicode: self.style.unicode };
        let view = View {
            rule: finding.rule,
            severity: finding.severity,
            message: clean(&finding.message, canvas.unicode),
            help: finding.help.as_deref().map(|help| clean(help, canvas.unicode)),
            excerpt: Excerpt::of(finding, sources, canvas),
        };
        self.handler.render_report(&mut drawn, &view).expect("human: writing to a string cannot fail");
        if view.excerpt.left_out > 0 {
            let dots = if canvas.unicode { "…" } else { "..." };
            drawn.push_str(&format!("  {dots} and {} more places\n", view.excerpt.left_out));
        }
        drawn
    }
}

fn handler(style: Style) -> GraphicalReportHandler {
    let characters = if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(style.width)
        .with_context_lines(1)
        .with_urls(false)
        .without_syntax_highlighting()
}

/// A finding as miette sees it.
#[derive(Debug)]
struct View {
    rule: &'static str,
    severity: Severity,
    message: String,
    help: Option<String>,
    excerpt: Excerpt,
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for View {}

impl Diagnostic for View {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.rule))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.marks.iter().map(|mark| {
            let words = Some(mark.message.clone()).filter(|words| !words.is_empty());
            let span = (mark.range.start, mark.range.len());
            if mark.primary {
                LabeledSpan::new_primary_with_span(words, span)
            } else {
                LabeledSpan::new_with_span(words, span)
            }
        })))
    }
}

impl SourceCode for Excerpt {
    /// The whole block for a snippet, or, asked without context, the place that heads it.
    ///
    /// A span over two blocks is an error, by which miette knows that they are two snippets.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let range = span.offset()..span.offset() + span.len();
        let block = self.block_of(&range).ok_or(MietteError::OutOfBounds)?;
        let mark = self.marks.iter().find(|mark| mark.range == range).filter(|_| before == 0);
        let (line, column) = mark.map_or((block.first_line, 0), |mark| (mark.line - 1, mark.column - 1));
        Ok(Box::new(Contents {
            data: self.text.get(block.range.clone()).unwrap_or(""),
            span: (block.range.start, block.range.len()).into(),
            name: &block.name,
            line,
            column,
            lines: block.lines,
        }))
    }
}

struct Contents<'a> {
    data: &'a str,
    span: SourceSpan,
    name: &'a str,
    line: usize,
    column: usize,
    lines: usize,
}

impl<'a> SpanContents<'a> for Contents<'a> {
    fn data(&self) -> &'a [u8] {
        self.data.as_bytes()
    }

    fn span(&self) -> &SourceSpan {
        &self.span
    }

    fn name(&self) -> Option<&str> {
        Some(self.name)
    }

    fn line(&self) -> usize {
        self.line
    }

    fn column(&self) -> usize {
        self.column
    }

    fn line_count(&self) -> usize {
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{self, Sample};

    const ROWS: &str = "Table I\n\nCommon Stock\t11/04/2003\t\tM\t\t6,000\tA\t$1.2500\t31,500\tD\t\n\
        Common Stock\t11/10/2003\t\t\t\t18,000\tD\t$3.9459\t69,300\tD\t\n\
        Common Stock\t11/10/2003\t\tS\t\t400\tD\t$3.9500\t68,900\tD\t\n";

    fn rows() -> Sample {
        Sample::new()
            .text("adler.txt", ROWS)
            .finding("code-missing", Severity::Error, "row 2 of Table I disposes of 18,000 but has no transaction code")
            .label("18,000", "disposed of")
            .help("write the code of General Instruction 8 that says what kind of transaction this was")
            .label("$3.9459", "")
    }

    #[test]
    fn a_row_of_cells_shows_its_columns() {
        insta::assert_snapshot!(rows().draw(&Style::plain(100)));
    }

    #[test]
    fn a_narrow_screen_keeps_the_labels() {
        insta::assert_snapshot!(rows().draw(&Style::plain(60)));
    }

    #[test]
    fn ascii_is_ascii() {
        let drawn = rows().draw(&Style { width: 100, unicode: false, color: false });
        assert!(drawn.is_ascii(), "{drawn}");
        insta::assert_snapshot!(drawn);
    }

    #[test]
    fn colour_is_only_added() {
        let drawn = rows().draw(&Style { width: 100, unicode: true, color: true });
        let mut plain = String::new();
        let mut pieces = drawn.split('\u{1b}');
        plain.push_str(pieces.next().unwrap_or(""));
        pieces.for_each(|piece| plain.push_str(piece.split_once('m').map_or("", |(_, rest)| rest)));
        assert_ne!(plain, drawn);
        assert_eq!(plain, rows().draw(&Style::plain(100)));
    }

    #[test]
    fn a_long_line_is_cut_around_its_labels() {
        let filler = "<footnote id=\"F1\">words that do not matter here</footnote>".repeat(200);
        let xml = format!(
            "<ownershipDocument>{filler}<transactionCode>S</transactionCode>{filler}\
             <transactionPricePerShare><value>-12.50</value></transactionPricePerShare>{filler}</ownershipDocument>"
        );
        let sample = Sample::new()
            .text("form4.xml", &xml)
            .finding("price-negative", Severity::Error, "the price per share is -12.50")
            .label("-12.50", "")
            .label(">S<", "for this transaction")
            .help("write the price as a positive amount");
        insta::assert_snapshot!(sample.draw(&Style::plain(100)));
    }

    #[test]
    fn labels_pages_apart_are_two_short_snippets() {
        let middle = "a line of the pages between\n".repeat(60);
        let text = format!("CUSIP No. 282912104\n\n{middle}CUSIP NO. 757209101\nSCHEDULE 13D\nPage 2 of 13 Pages\n");
        let sample = Sample::new()
            .text("schedule.txt", &text)
            .finding("cusip-cross-page", Severity::Warning, "the cover page says 282912104, page 2 says 757209101")
            .label("757209101", "")
            .label("282912104", "the cover page says");
        insta::assert_snapshot!(sample.draw(&Style::plain(100)));
    }

    #[test]
    fn a_label_in_another_filing_has_its_own_snippet() {
        let sample = Sample::new()
            .text("february.txt", "Form 4\nCommon Stock  02/03/2004  S  400  D  9,100  D\n")
            .text("march.txt", "Form 4\nCommon Stock  03/08/2004  S  100  D  12,000  D\n")
            .finding("balance-between-filings", Severity::Note, "12,000 shares do not follow from 9,100")
            .label("12,000", "after this sale of 100")
            .label_in("february.txt", "9,100", "the filing before leaves");
        insta::assert_snapshot!(sample.draw(&Style::plain(100)));
    }

    #[test]
    fn a_label_over_lines_is_drawn_beside_them() {
        let sample = Sample::new()
            .text("a.txt", "Remarks:\nthe first line\nand the second\nThe end\n")
            .finding("remark", Severity::Note, "the remark is in two lines")
            .label("the first line\nand the second", "here");
        insta::assert_snapshot!(sample.draw(&Style::plain(100)));
    }

    #[test]
    fn an_empty_place_and_a_place_within_another_are_both_marked() {
        let sample = Sample::new()
            .text("a.txt", "Common Stock\t11/10/2003\t\t18,000\n")
            .finding("nested", Severity::Error, "two labels")
            .label("11/10/2003\t\t18,000", "this row")
            .label("18,000", "this amount")
            .label_at(24, "no code here");
        insta::assert_snapshot!(sample.draw(&Style::plain(100)));
    }

    #[test]
    fn what_a_terminal_would_obey_is_not_passed_on() {
        let sample = Sample::new()
            .text("a\u{1b}[31m.txt", "Name: \u{1b}[2JA\u{202e}dler\r\n")
            .finding("name", Severity::Error, "the name is \u{1b}[2JAdler")
            .label("dler", "\u{7}here");
        let drawn = sample.draw(&Style::plain(100));
        assert!(!drawn.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{drawn:?}");
    }

    #[test]
    fn any_label_on_any_text_is_drawn() {
        let text = "Ä ü\t\t\n\r\n\n x \u{1f600}\t1,000\n\nlast";
        for width in [1, 20, 60] {
            for start in 0..=text.len() {
                for end in start..=text.len() {
                    let drawn = sample::one_label(text, start..end).draw(&Style::plain(width));
                    assert!(drawn.contains("a.txt:"), "{start}..{end} at {width}: {drawn}");
                }
            }
        }
    }
}
