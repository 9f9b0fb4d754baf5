//! A page as Markdown.

use super::{Body, Page};

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

/// Lines as they are, within a fence longer than any they hold.
fn fenced(lines: &str) -> String {
    let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}text\n{}\n{fence}\n", lines.trim_matches('\n'))
}
