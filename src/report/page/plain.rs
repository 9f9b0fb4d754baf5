//! A page as plain text for a screen.

use super::{Body, Page};
use crate::report::excerpt::wrap;
use crate::report::human::Style;

/// The widest that running words are set: longer lines are hard to follow.
const WIDEST: usize = 100;

/// The page in lines that fit the screen.
#[must_use]
pub fn plain(page: &Page, style: &Style) -> String {
    let bold = |words: &str| if style.color { format!("\u{1b}[1m{words}\u{1b}[0m") } else { words.to_owned() };
    let width = style.width.min(WIDEST);
    let mut text = format!("{}\n{}\n\n", bold(&page.title), wrap(&page.lead, width));

    let longest = page.facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, value) in &page.facts {
        let value = hanging(value, longest + 4, width);
        text.push_str(&format!("  {name:longest$}  {value}\n"));
    }
    for section in &page.sections {
        text.push_str(&format!("\n{}\n{}", bold(section.heading), body(&section.body, width)));
    }
    text
}

fn body(body: &Body, width: usize) -> String {
    match body {
        Body::Words(words) => {
            let paragraphs: Vec<String> =
                words.split("\n\n").map(|paragraph| format!("  {}\n", hanging(paragraph, 2, width))).collect();
            paragraphs.join("\n")
        }
        Body::List(items) => items.iter().map(|item| format!("  - {}\n", hanging(item, 4, width))).collect(),
        Body::Lines(lines) => lines.trim_matches('\n').lines().map(indented).collect(),
    }
}

fn indented(line: &str) -> String {
    if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }
}

/// Words in lines, the second and later ones moved in by so many blanks.
fn hanging(words: &str, indent: usize, width: usize) -> String {
    wrap(words, width.saturating_sub(indent)).replace('\n', &format!("\n{}", " ".repeat(indent)))
}
