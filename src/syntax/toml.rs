//! TOML that people write, with the places of everything in it. Knows no key.
//!
//! A [`Document`] is read table by table: who reads takes each key that it knows and says what must stand there. What
//! does not fit is kept as a [`Mistake`] at its place, and reading goes on, so that all mistakes of a file are said at
//! once. Keys that nobody took are mistakes too, told with the nearest of those that were.
//!
//! ```text
//! let document = Document::of(file)?;
//! let mut root = document.root();
//! let days = root.take("days").and_then(|value| value.whole());
//! let name = root.need("name").and_then(|value| value.text());
//! root.close();
//! let mistakes = document.mistakes();
//! ```

pub mod quoted;

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use crate::source::{Span, Text};
use crate::words::nearest_and_all;

/// What is wrong in a file, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    pub span: Span,
    /// Lower case, no full stop.
    pub message: String,
    pub help: Option<String>,
}

/// A file of TOML while it is read, and the mistakes met so far.
pub struct Document<'t> {
    file: &'t Text,
    root: Spanned<DeTable<'t>>,
    mistakes: RefCell<Vec<Mistake>>,
}

impl<'t> Document<'t> {
    /// Reads the tree of a file.
    ///
    /// # Errors
    /// Where the file is no TOML: every place that is none. What it would have said is then not asked.
    pub fn of(file: &'t Text) -> Result<Document<'t>, Vec<Mistake>> {
        let (root, errors) = DeTable::parse_recoverable(file.as_str());
        if errors.is_empty() {
            return Ok(Document { file, root, mistakes: RefCell::default() });
        }
        let mistakes = errors.into_iter().map(|error| Mistake {
            span: file.span(error.span().unwrap_or(0..0)),
            message: error.message().lines().collect::<Vec<_>>().join("; "),
            help: None,
        });
        Err(mistakes.collect())
    }

    /// The keys that stand before the first header, and the tables.
    #[must_use]
    pub fn root(&self) -> Table<'_> {
        Table {
            document: self,
            entries: self.root.get_ref(),
            span: self.file.span(0..0),
            known: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// Keeps a mistake.
    pub fn say(&self, span: Span, message: impl Into<String>, help: Option<String>) {
        self.mistakes.borrow_mut().push(Mistake { span, message: message.into(), help });
    }

    /// What is wrong in the file, by place.
    #[must_use]
    pub fn mistakes(self) -> Vec<Mistake> {
        let mut mistakes = self.mistakes.into_inner();
        mistakes.sort_by_key(|mistake| mistake.span);
        mistakes
    }

    fn span(&self, at: Range<usize>) -> Span {
        self.file.span(at)
    }
}

/// A table, and which of its keys were asked for.
pub struct Table<'d> {
    document: &'d Document<'d>,
    entries: &'d DeTable<'d>,
    /// Its header, its braces, or the first key of a dotted one; the beginning of the file for what stands before all
    /// headers.
    pub span: Span,
    known: Vec<&'static str>,
    /// Those that nothing may stand under.
    refused: Vec<&'static str>,
}

impl<'d> Table<'d> {
    /// The value of a key, where it is there.
    pub fn take(&mut self, key: &'static str) -> Option<Value<'d>> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        let value = self.entries.get(key)?;
        Some(Value { document: self.document, value })
    }

    /// The value of a key that must be there.
    pub fn need(&mut self, key: &'static str) -> Option<Value<'d>> {
        let value = self.take(key);
        if value.is_none() {
            self.document.say(self.span, format!("the key `{key}` is missing"), None);
        }
        value
    }

    /// Says of a key that nothing may stand there, where it does.
    pub fn refuse(&mut self, key: &'static str, message: &str, help: Option<&str>) {
        let Some((written, _)) = self.entries.get_key_value(key) else { return };
        self.refused.push(key);
        self.document.say(self.document.span(written.span()), message, help.map(str::to_owned));
    }

    /// Says what is wrong with the whole of it.
    pub fn say(&self, message: impl Into<String>, help: Option<String>) {
        self.say_at(self.span, message, help);
    }

    /// Says what is wrong at a place in it.
    pub fn say_at(&self, span: Span, message: impl Into<String>, help: Option<String>) {
        self.document.say(span, message, help);
    }

    /// Keys that are names, in the order of the file, with their values: all but those that were taken.
    #[must_use]
    pub fn rest(self) -> Vec<(Word, Value<'d>)> {
        let document = self.document;
        let mut rest: Vec<_> = self.entries.iter().filter(|(key, _)| !self.knows(key.get_ref())).collect();
        rest.sort_by_key(|(key, _)| key.span().start);
        let named = |(key, value): (&'d Spanned<_>, _)| (Word::of(document, key), Value { document, value });
        rest.into_iter().map(named).collect()
    }

    /// Keys that were not asked for are mistakes.
    pub fn close(self) {
        for key in self.entries.keys().filter(|key| !self.knows(key.get_ref())) {
            let help = nearest_and_all(key.get_ref(), &self.known, "the keys here are");
            self.document.say(
                self.document.span(key.span()),
                format!("there is no key `{}`", key.get_ref()),
                Some(help),
            );
        }
    }

    fn knows(&self, key: &str) -> bool {
        self.known.contains(&key) || self.refused.contains(&key)
    }
}

/// A value that is not yet asked what it is.
#[derive(Clone, Copy)]
pub struct Value<'d> {
    document: &'d Document<'d>,
    value: &'d Spanned<DeValue<'d>>,
}

/// What a value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Text,
    Whole,
    Fraction,
    Truth,
    Day,
    /// A time, with or without its day.
    Time,
    List,
    Table,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Text => "a text",
            Kind::Whole => "a whole number",
            Kind::Fraction => "a number with a point",
            Kind::Truth => "true or false",
            Kind::Day => "a date",
            Kind::Time => "a time",
            Kind::List => "a list",
            Kind::Table => "a table",
        })
    }
}

/// A value with its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placed<T> {
    pub value: T,
    pub span: Span,
}

/// A text or a key with its place, which is known also within it.
#[derive(Clone, Debug)]
pub struct Word {
    /// The characters that are meant, without quotes and escapes.
    pub text: Text,
    /// Where it stands, with its quotes.
    pub span: Span,
}

impl Word {
    fn of(document: &Document<'_>, written: &Spanned<impl AsRef<str>>) -> Word {
        let (at, value) = (written.span(), written.get_ref().as_ref());
        // A key may stand without quotes.
        let is_bare = document.file.as_str().get(at.clone()) == Some(value);
        let span = document.span(at.clone());
        let text = if is_bare {
            quoted::copied(document.file, value, at.start)
        } else {
            quoted::text(document.file, at, value)
        };
        Word { text, span }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }
}

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<'d> Value<'d> {
    #[must_use]
    pub fn span(&self) -> Span {
        self.document.span(self.value.span())
    }

    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.value.get_ref() {
            DeValue::String(_) => Kind::Text,
            DeValue::Integer(_) => Kind::Whole,
            DeValue::Float(_) => Kind::Fraction,
            DeValue::Boolean(_) => Kind::Truth,
            DeValue::Datetime(Datetime { time: None, .. }) => Kind::Day,
            DeValue::Datetime(_) => Kind::Time,
            DeValue::Array(_) => Kind::List,
            DeValue::Table(_) => Kind::Table,
        }
    }

    /// Says what is wrong here.
    pub fn say(&self, message: impl Into<String>, help: Option<String>) {
        self.document.say(self.span(), message, help);
    }

    /// Says what is wrong with a text in it.
    pub fn say_of(&self, word: &Word, message: impl Into<String>, help: Option<String>) {
        self.document.say(word.span, message, help);
    }

    /// Says that something else must stand here.
    pub fn is_no(&self, wanted: impl fmt::Display, help: Option<String>) {
        self.document.say(self.span(), format!("this is {}, and {wanted} must stand here", self.kind()), help);
    }

    pub fn text(&self) -> Option<Word> {
        let DeValue::String(text) = self.value.get_ref() else {
            self.is_no(Kind::Text, None);
            return None;
        };
        Some(Word::of(self.document, &Spanned::new(self.value.span(), text)))
    }

    /// A text that says something.
    pub fn words(&self) -> Option<Word> {
        let word = self.text()?;
        if word.as_str().trim().is_empty() {
            self.document.say(word.span, "nothing is written here", None);
            return None;
        }
        Some(word)
    }

    pub fn whole(&self) -> Option<Placed<i64>> {
        let DeValue::Integer(number) = self.value.get_ref() else {
            self.is_no(Kind::Whole, None);
            return None;
        };
        let Ok(value) = i64::from_str_radix(number.as_str(), number.radix()) else {
            self.document.say(self.span(), "this number is too large", None);
            return None;
        };
        Some(Placed { value, span: self.span() })
    }

    pub fn truth(&self) -> Option<Placed<bool>> {
        let DeValue::Boolean(value) = self.value.get_ref() else {
            self.is_no(Kind::Truth, None);
            return None;
        };
        Some(Placed { value: *value, span: self.span() })
    }

    /// A date of TOML, without quotes.
    pub fn day(&self) -> Option<Placed<NaiveDate>> {
        match self.value.get_ref() {
            DeValue::Datetime(Datetime { date: Some(date), time: None, .. }) => {
                let day = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into());
                if day.is_none() {
                    self.document.say(self.span(), "there is no such day", None);
                }
                Some(Placed { value: day?, span: self.span() })
            }
            DeValue::String(text) if text.parse::<NaiveDate>().is_ok() => {
                self.is_no(Kind::Day, Some(format!("write {text}, without quotes")));
                None
            }
            _ => {
                self.is_no(Kind::Day, Some("a date is written 2024-02-05".to_owned()));
                None
            }
        }
    }

    /// One of some words, each with what it means; `what` they are, as `a severity`.
    pub fn one_of<T: Copy>(&self, what: &str, words: &[(&'static str, T)]) -> Option<Placed<T>> {
        let word = self.text()?;
        let found = words.iter().find(|(name, _)| *name == word.as_str());
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
            let help = nearest_and_all(word.as_str(), &names, "it is one of");
            self.document.say(word.span, format!("`{}` is not {what}", word.as_str()), Some(help));
        }
        Some(Placed { value: found?.1, span: word.span })
    }

    pub fn list(&self) -> Option<Vec<Value<'d>>> {
        let DeValue::Array(items) = self.value.get_ref() else {
            self.is_no(Kind::List, None);
            return None;
        };
        let document = self.document;
        Some(items.iter().map(|value| Value { document, value }).collect())
    }

    /// The texts of a list; what is none is said and left out.
    #[must_use]
    pub fn texts(&self) -> Vec<Word> {
        if self.kind() != Kind::List {
            let is_text = self.kind() == Kind::Text;
            self.is_no("a list of texts", is_text.then(|| "write it between square brackets".to_owned()));
            return Vec::new();
        }
        self.list().into_iter().flatten().filter_map(|value| value.text()).collect()
    }

    pub fn table(&self) -> Option<Table<'d>> {
        let DeValue::Table(entries) = self.value.get_ref() else {
            self.is_no(Kind::Table, None);
            return None;
        };
        Some(Table { document: self.document, entries, span: self.span(), known: Vec::new(), refused: Vec::new() })
    }

    /// The tables of a list, as those under one `[[header]]`; what is none is said and left out.
    #[must_use]
    pub fn tables(&self) -> Vec<Table<'d>> {
        match self.kind() {
            Kind::List => self.list().into_iter().flatten().filter_map(|value| value.table()).collect(),
            Kind::Table => {
                self.is_no(
                    "a list of tables",
                    Some("write its header between two pairs of square brackets".to_owned()),
                );
                Vec::new()
            }
            _ => {
                self.is_no("a list of tables", None);
                Vec::new()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::Sources;

    /// What is said of a file, each with the characters it is said of.
    fn said(written: &str, read: impl FnOnce(&Document<'_>)) -> Vec<(String, String)> {
        let mut sources = Sources::new();
        let id = sources.add_text("a.toml", written);
        let mistakes = match Document::of(sources.text(id)) {
            Ok(document) => {
                read(&document);
                document.mistakes()
            }
            Err(mistakes) => mistakes,
        };
        mistakes.into_iter().map(|mistake| (sources.slice(mistake.span).to_owned(), mistake.message)).collect()
    }

    #[test]
    fn every_mistake_is_said_at_its_place() {
        let written = "days = 'five'\nlevel = \"erorr\"\nuntil = '2024-02-04'\nlists = 'a'\nnoon = 12:00:00\n\
            [[each]]\nnmae = 'x'\n[[each]]\nname = 7\n[one]\nblank = ' '\nlarge = 99999999999999999999\nwhy = 0.5\n";
        let found = said(written, |document| {
            let mut root = document.root();
            let _ = root.take("days").and_then(|value| value.whole());
            let _ = root.take("level").and_then(|value| value.one_of("a severity", &[("error", 1), ("note", 2)]));
            let _ = root.take("until").and_then(|value| value.day());
            let _ = root.take("noon").and_then(|value| value.day());
            assert!(root.take("lists").is_some_and(|value| value.texts().is_empty()));
            for mut each in root.take("each").map(|value| value.tables()).unwrap_or_default() {
                let _ = each.need("name").and_then(|value| value.text());
                each.close();
            }
            let mut one = root.take("one").and_then(|value| value.table()).expect("a table");
            let _ = one.take("blank").and_then(|value| value.words());
            let _ = one.take("large").and_then(|value| value.whole());
            one.close();
            root.close();
        });
        let expected = [
            ("'five'", "this is a text, and a whole number must stand here"),
            ("\"erorr\"", "`erorr` is not a severity"),
            ("'2024-02-04'", "this is a text, and a date must stand here"),
            ("'a'", "this is a text, and a list of texts must stand here"),
            ("12:00:00", "this is a time, and a date must stand here"),
            ("[[each]]", "the key `name` is missing"),
            ("nmae", "there is no key `nmae`"),
            ("7", "this is a whole number, and a text must stand here"),
            ("' '", "nothing is written here"),
            ("99999999999999999999", "this number is too large"),
            ("why", "there is no key `why`"),
        ];
        assert_eq!(found, expected.map(|(at, message)| (at.to_owned(), message.to_owned())));
    }

    #[test]
    fn what_is_right_is_read() {
        let written = "\"a-b\" = [1_000, 0x10]\nis = true\nday = 2024-02-05\nc.d = \"x\\ty\"\n";
        let found = said(written, |document| {
            let mut root = document.root();
            let numbers = root.take("a-b").and_then(|value| value.list()).expect("a list");
            let numbers: Vec<i64> = numbers.iter().filter_map(|value| value.whole()).map(|whole| whole.value).collect();
            assert_eq!(numbers, [1000, 16]);
            assert!(root.take("is").and_then(|value| value.truth()).is_some_and(|is| is.value));
            let day = root.take("day").and_then(|value| value.day()).map(|day| day.value.to_string());
            assert_eq!(day.as_deref(), Some("2024-02-05"));
            let mut c = root.take("c").and_then(|value| value.table()).expect("a table");
            let word = c.take("d").and_then(|value| value.text()).expect("a text");
            assert_eq!(word.as_str(), "x\ty");
            document.say(word.text.span(2..3), "there", None);
            c.close();
            root.close();
        });
        assert_eq!(found, [("y".to_owned(), "there".to_owned())]);
    }

    #[test]
    fn free_keys_come_in_the_order_of_the_file() {
        let found = said("z = 1\n'b c' = 2\na = 3\nown = 4\n", |document| {
            let mut root = document.root();
            let _ = root.take("own");
            for (key, value) in root.rest() {
                document.say(key.span, key.as_str(), None);
                assert_eq!(value.kind(), Kind::Whole);
            }
        });
        let keys: Vec<_> = found.iter().map(|(at, key)| (at.as_str(), key.as_str())).collect();
        assert_eq!(keys, [("z", "z"), ("'b c'", "b c"), ("a", "a")]);
    }

    #[test]
    fn what_is_no_toml_is_said_everywhere() {
        let found = said("a = \nb = 1\nb = 2\nc = [1\n", |_| {});
        assert!(found.len() >= 3, "{found:?}");
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[a-c=\\[\\]{}.,'\"#\n 0-9-]{0,60}") {
            said(&text, |document| {
                let mut root = document.root();
                let _ = root.take("a").map(|value| (value.text(), value.whole(), value.day(), value.truth()));
                let _ = root.take("b").map(|value| value.tables().into_iter().for_each(Table::close));
                let _ = root.take("c").and_then(|value| value.table()).map(|table| table.rest().len());
                root.close();
            });
        }
    }
}
