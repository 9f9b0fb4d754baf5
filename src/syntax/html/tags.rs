//! Tags and the words between them, as the standard tells them apart; all of html5gum is here.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::Range;

use html5gum::{Emitter, Error, State, Token, Tokenizer, naive_next_state};

use super::soup::Soup;

/// The attributes that say how a page looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Name {
    Alt,
    Checked,
    Columns,
    Face,
    Hidden,
    Rows,
    Style,
    Type,
}

impl Name {
    const COUNT: usize = Name::Type as usize + 1;

    fn of(written: &[u8]) -> Option<Name> {
        Some(match written {
            b"alt" => Name::Alt,
            b"checked" => Name::Checked,
            b"colspan" => Name::Columns,
            b"face" => Name::Face,
            b"hidden" => Name::Hidden,
            b"rowspan" => Name::Rows,
            b"style" => Name::Style,
            b"type" => Name::Type,
            _ => return None,
        })
    }
}

/// What one tag says of how it looks.
#[derive(Default)]
pub(super) struct Attributes {
    values: [Option<Vec<u8>>; Name::COUNT],
}

impl Attributes {
    /// The value of an attribute, in lower case; empty where it has none.
    pub fn get(&self, name: Name) -> Option<String> {
        let value = self.values.get(name as usize)?.as_ref()?;
        Some(String::from_utf8_lossy(value).to_ascii_lowercase())
    }

    fn clear(&mut self) {
        self.values = Default::default();
    }
}

/// Reads a page and tells the soup its tags and words in order.
pub(super) fn read(str: &str, soup: &mut Soup<'_>) {
    let reader = Reader {
        soup,
        position: 0,
        words: 0..0,
        tag: 0,
        is_end: false,
        name: Vec::new(),
        last_start: Vec::new(),
        attribute: Vec::new(),
        current: None,
        attributes: Attributes::default(),
    };
    let Ok(()) = Tokenizer::new_with_emitter(str, reader).finish();
}

/// The state of reading; words are told as the place where they stand, so that nothing is copied.
struct Reader<'s, 't> {
    soup: &'s mut Soup<'t>,
    position: usize,
    /// The words since the last tag; empty where there are none.
    words: Range<usize>,
    /// Where the current tag begins.
    tag: usize,
    is_end: bool,
    name: Vec<u8>,
    /// The tag whose end closes what is no markup: `script`, `style`.
    last_start: Vec<u8>,
    attribute: Vec<u8>,
    current: Option<Name>,
    attributes: Attributes,
}

impl Reader<'_, '_> {
    fn tell_words(&mut self) {
        if !self.words.is_empty() {
            self.soup.words(self.words.clone());
            self.words = self.position..self.position;
        }
    }

    /// An attribute without a value is told by its name alone.
    fn name_attribute(&mut self) {
        if self.attribute.is_empty() {
            return;
        }
        self.current = Name::of(&self.attribute);
        self.attribute.clear();
        // Of two attributes of one name the first counts.
        let slot = self.current.and_then(|name| self.attributes.values.get_mut(name as usize));
        match slot {
            Some(slot @ None) => *slot = Some(Vec::new()),
            _ => self.current = None,
        }
    }
}

impl Emitter for Reader<'_, '_> {
    type Token = Infallible;

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: Error) {}

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn set_last_start_tag(&mut self, tag: Option<&[u8]>) {
        self.last_start = tag.unwrap_or_default().to_vec();
    }

    fn emit_eof(&mut self) {
        self.tell_words();
    }

    fn init_string(&mut self) {
        if self.words.is_empty() {
            self.words = self.position..self.position;
        }
    }

    fn emit_string(&mut self, _: &[u8]) {
        self.words.end = self.words.end.max(self.position);
    }

    fn start_open_tag(&mut self) {
        self.tag = self.position.saturating_sub(1);
    }

    fn init_start_tag(&mut self) {
        self.is_end = false;
        self.name.clear();
        self.attributes.clear();
    }

    fn init_end_tag(&mut self) {
        self.is_end = true;
        self.name.clear();
        self.attributes.clear();
    }

    fn push_tag_name(&mut self, part: &[u8]) {
        self.name.extend(part);
    }

    fn init_attribute(&mut self) {
        self.name_attribute();
        self.current = None;
    }

    fn push_attribute_name(&mut self, part: &[u8]) {
        self.attribute.extend(part);
    }

    fn push_attribute_value(&mut self, part: &[u8]) {
        self.name_attribute();
        let value = self.current.and_then(|name| self.attributes.values.get_mut(name as usize)?.as_mut());
        if let Some(value) = value {
            value.extend(part);
        }
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.name_attribute();
        self.tell_words();
        let at = self.tag..self.position;
        let next = if self.is_end {
            self.last_start.clear();
            self.soup.close(&self.name, at);
            None
        } else {
            self.last_start.clone_from(&self.name);
            self.soup.open(&self.name, &self.attributes, at);
            naive_next_state(&self.name)
        };
        self.words = self.position..self.position;
        next
    }

    fn init_comment(&mut self) {
        self.tell_words();
    }

    fn emit_current_comment(&mut self) {
        self.words = self.position..self.position;
    }

    fn init_doctype(&mut self) {
        self.tell_words();
    }

    fn emit_current_doctype(&mut self) {
        self.words = self.position..self.position;
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.last_start == self.name
    }

    fn set_self_closing(&mut self) {}
    fn set_force_quirks(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}

/// What references stand for, each looked up once: `&nbsp;`, `&#150;`.
#[derive(Default)]
pub(super) struct References<'t> {
    known: BTreeMap<&'t str, String>,
}

impl<'t> References<'t> {
    /// The characters of a piece that begins with `&` and has no other.
    pub fn resolve(&mut self, piece: &'t str) -> &str {
        self.known.entry(piece).or_insert_with(|| {
            let mut characters = String::new();
            for Ok(token) in Tokenizer::new(piece) {
                if let Token::String(words) = token {
                    characters.push_str(&String::from_utf8_lossy(&words));
                }
            }
            characters
        })
    }
}
