//! A page as Markdown.

use super::{Body, Page};
use crate::report::markdown::fence;

/// The page as Markdown, headings and all.
#[must_use]
pub fn markdown(page: &Page) -> String {
    let mut text = format!("# {}\n\n{}\n\n", page.title, page.lead);
    for (name, value) in &page.facts {
        text.push_str(&format!("- {name}: {value}\n"));
    }
    for section in &page.sections {
        text.push_str(&format!("\n## {}\n\n{}", section.heading, body(&section.body)));
    }
    text
}

fn body(body: &Body) -> String {
    match body {
        Body::Words(words) => format!("{words}\n"),
        Body::List(items) => items.iter().map(|item| format!("- {item}\n")).collect(),
        Body::Lines(lines) => fenced(lines),
    }
}

/// Lines as they are.
fn fenced(lines: &str) -> String {
    let fence = fence(lines, 3);
    format!("{fence}text\n{}\n{fence}\n", lines.trim_matches('\n'))
}
