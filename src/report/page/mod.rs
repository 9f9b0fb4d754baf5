//! A rule's page, from its file: what, why, instead, on whose authority, in force from when.

mod catalogue;
mod facts;
mod markdown;
mod plain;

use crate::rules::{Asked, RuleInfo, asked};

pub use catalogue::{catalogue, json, list};
pub use markdown::markdown;
pub use plain::plain;

/// What is said of a rule, before it is drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    pub title: String,
    pub lead: String,
    /// What can be said in a few words, each with its name.
    pub facts: Vec<(&'static str, String)>,
    pub sections: Vec<Section>,
}

/// A part of a page under a heading of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    pub heading: &'static str,
    pub body: Body,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// Paragraphs, an empty line between each and the next.
    Words(String),
    List(Vec<String>),
    /// Lines that stand as they are.
    Lines(String),
}

impl Page {
    #[must_use]
    pub fn of(rule: &RuleInfo) -> Page {
        let mut page = Page {
            title: rule.name().to_owned(),
            lead: sentence(rule.summary()),
            facts: facts::of(rule),
            sections: Vec::new(),
        };
        if !rule.why().is_empty() {
            page.add("Why", Body::Words(rule.why().to_owned()));
        }
        if let Some(instead) = rule.instead() {
            page.add("Instead", Body::Words(sentence(instead)));
        }
        if !rule.authority().is_empty() {
            page.add("Authority", Body::List(rule.authority().to_vec()));
        }
        if let Some(example) = rule.example() {
            page.add("Fails", Body::Lines(example.bad.clone()));
            page.add("Passes", Body::Lines(example.good.clone()));
        }
        let checks: Vec<String> = asked(rule.toml).iter().map(question).collect();
        if !checks.is_empty() {
            page.add("Check", Body::Lines(checks.join("\n")));
        }
        page
    }

    /// Adds a part at the end.
    pub fn add(&mut self, heading: &'static str, body: Body) {
        self.sections.push(Section { heading, body });
    }
}

/// A check in the words of its file, a key a line.
fn question(check: &Asked) -> String {
    let mut lines = String::new();
    let severity = check.severity.map(|severity| severity.name());
    for (key, value) in [
        ("on", Some(check.on.as_str())),
        ("when", check.when.as_deref()),
        ("require", Some(check.require.as_str())),
        ("at", Some(check.at.as_str())),
        ("message", Some(check.message.as_str())),
        ("severity", severity),
    ] {
        let Some(value) = value else { continue };
        let indented = value.trim().replace('\n', "\n          ");
        lines.push_str(&format!("{key:8}  {indented}\n"));
    }
    lines
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).chain(['.']).collect()
}
