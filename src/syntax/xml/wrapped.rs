//! XML that was broken into lines of one width, wherever a line was full: within names and values too.
//! Filings of 2003 and 2004 came so.

use std::ops::Range;

use crate::source::Text;

/// Narrower columns than this are how people write XML.
const NARROWEST: usize = 60;
/// Lines that are not full: the declaration, and what stood on lines of its own before.
const SHORT: usize = 2;
/// Blanks at the end of a full line are lost.
const LOST: usize = 2;

/// The same characters without the breaks, when every line but the last is full.
#[must_use]
pub fn joined(text: &Text, range: Range<usize>) -> Option<Text> {
    let region = text.as_str().get(range.clone())?;
    let lines = || region.lines().filter(|line| !line.trim().is_empty());
    let width = lines().take(SHORT + 2).map(str::len).max().filter(|width| *width >= NARROWEST)?;
    let (mut full, mut short) = (0, 0);
    let mut rest = lines().peekable();
    while let Some(line) = rest.next() {
        let is_full = (width - LOST..=width).contains(&line.len());
        let is_last = rest.peek().is_none();
        full += usize::from(is_full);
        short += usize::from(!is_full && !is_last);
        if line.len() > width || short > SHORT {
            return None;
        }
    }
    (full > SHORT).then(|| join(text, region, range.start, width))
}

fn join(text: &Text, region: &str, start: usize, width: usize) -> Text {
    let mut joined = Text::default();
    let mut at = start;
    for line in region.split_inclusive('\n') {
        let characters = line.trim_end_matches(['\n', '\r']);
        joined.copy(characters, text.span(at..at + characters.len()));
        if characters.len() < width {
            joined.stand_for(" ", text.span(at + characters.len()..at + line.len()));
        }
        at += line.len();
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn full_lines_are_joined_and_know_their_places() {
        let plain = "<ownershipDocument><issuer><issuerName>Alder Systems Inc</issuerName></issuer><remarks>As \
                     reported before, and corrected here for the second time</remarks><periodOfReport>2003-06-09</periodOfReport>\
                     <footnotes><footnote id=\"F1\">Shares held by the plan of the company</footnote></footnotes></ownershipDocument>";
        let characters: Vec<char> = plain.chars().collect();
        let lines: Vec<String> = characters.chunks(60).map(|line| line.iter().collect::<String>()).collect();
        let mut sources = Sources::new();
        let id = sources.add_text("a", lines.join("\n"));
        let text = sources.text(id);
        let joined = joined(text, 0..text.as_str().len()).expect("wrapped");
        assert_eq!(joined.as_str().trim_end(), plain);
        let at = plain.find("2003-06-09").expect("there");
        assert_eq!(sources.slice(joined.span(at..at + 10)).replace('\n', ""), "2003-06-09");
    }

    #[test]
    fn lines_of_their_own_are_left_alone() {
        let mut sources = Sources::new();
        let own = format!("<a>\n{}\n  <b>{}</b>\n  <c>x</c>\n</a>\n", "<!-- -->".repeat(10), "word ".repeat(40));
        for plain in [own.as_str(), "<a><b/></a>", "", "\n\n\n\n"] {
            let id = sources.add_text("a", plain);
            assert!(joined(sources.text(id), 0..plain.len()).is_none(), "{plain}");
        }
    }
}
