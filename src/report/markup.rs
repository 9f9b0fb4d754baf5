//! XML that is written rather than read.

use std::fmt::Write as _;

/// A start tag with its attributes, its end left open.
pub(super) fn open(name: &str, attributes: &[(&str, &str)]) -> String {
    attributes.iter().fold(format!("<{name}"), |mut tag, (name, value)| {
        let _ = write!(tag, " {name}=\"{}\"", escaped(value));
        tag
    })
}

/// Words as they may stand in text and in attributes. Characters that XML cannot carry, or that a screen would obey, are
/// replaced.
pub(super) fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' => escaped.push_str("&#9;"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character comes back as it was, or as the one that stands for what is not carried.
    #[test]
    fn any_words_come_back() {
        let words: String = ('\0'..='\u{ff}').chain("€\u{d7ff}\u{fffd}\u{fffe}\u{ffff}\u{1f600}".chars()).collect();
        let xml = format!("{}>{}</a>", open("a", &[("b", &words), ("c", "")]), escaped(&words));
        let document = roxmltree::Document::parse(&xml).expect("XML");
        let root = document.root_element();
        let carried =
            |c: char| matches!(c, '\t' | '\n' | '\r') || !c.is_control() && c != '\u{fffe}' && c != '\u{ffff}';
        let expected: String = words.chars().map(|c| if carried(c) { c } else { '\u{fffd}' }).collect();
        assert_eq!(root.attribute("b"), Some(expected.as_str()));
        assert_eq!(root.text(), Some(expected.as_str()));
        assert_eq!(root.attribute("c"), Some(""));
    }
}
