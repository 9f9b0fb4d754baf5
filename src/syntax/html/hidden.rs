//! What stands in the file and is not shown on the page.

use super::style;
use super::tags::{Attributes, Name};

/// The element that hides what is in it, and how many of its name are open.
#[derive(Default)]
pub(super) struct Hidden {
    element: Option<(Vec<u8>, usize)>,
}

impl Hidden {
    pub fn is_open(&self) -> bool {
        self.element.is_some()
    }

    /// Whether what is hidden begins at a start tag.
    pub fn begins_at(&mut self, name: &[u8], style: &str, attributes: &Attributes) -> bool {
        let by_attribute = || attributes.get(Name::Hidden).is_some() || style::hides(style);
        if is_never_shown(name) || !is_void(name) && by_attribute() {
            self.element = Some((name.to_vec(), 1));
        }
        self.is_open()
    }

    /// Whether a start tag lies in what is hidden. One that ends a hidden element of its kind ends what is hidden.
    pub fn takes_start(&mut self, name: &[u8]) -> bool {
        let Some((hidden, open)) = &mut self.element else { return false };
        if hidden != name {
            return true;
        }
        if matches!(name, b"p" | b"li" | b"td" | b"th" | b"tr" | b"dd" | b"dt") {
            self.element = None;
            return false;
        }
        *open += 1;
        true
    }

    /// Whether an end tag lies in what is hidden, or ends it.
    pub fn takes_end(&mut self, name: &[u8]) -> bool {
        let Some((hidden, open)) = &mut self.element else { return false };
        if name == b"table" && matches!(hidden.as_slice(), b"td" | b"th" | b"tr" | b"p") {
            self.element = None;
            return false;
        }
        if hidden == name {
            *open -= 1;
        }
        if *open == 0 {
            self.element = None;
        }
        true
    }
}

fn is_never_shown(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style" | b"title" | b"template" | b"noscript" | b"iframe" | b"select" | b"ix:header")
}

/// Elements that hold nothing, and so are never closed.
fn is_void(name: &[u8]) -> bool {
    matches!(name, b"br" | b"hr" | b"img" | b"input" | b"meta" | b"link" | b"col" | b"area" | b"base" | b"wbr")
}
