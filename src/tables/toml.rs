//! Reads the files that are part of the program, rules and tables, in the part of TOML that they keep to.
//!
//! They are read at every start, and for a reader of all of TOML that is as much work as checking a dozen filings.
//! Here a string stands as it is written, so that nothing is copied: there are no escapes, no dotted keys, no
//! floats and no times of day. A test holds every file against a reader of all of TOML.

use chrono::NaiveDate;
use memchr::{memchr, memchr_iter};
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// Reads a file of the program.
///
/// # Errors
/// Says what it is that does not read.
pub fn from_str<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, Error> {
    T::deserialize(Value::Table(document(text)?))
}

/// A date as TOML writes it, `2003-12-26`; for a field of a table.
///
/// # Errors
/// When it is no day of the calendar.
pub fn date<'t, D: Deserializer<'t>>(from: D) -> Result<NaiveDate, D::Error> {
    <&str>::deserialize(from)?.parse().map_err(|_| D::Error::custom("a date is written 2003-12-26"))
}

/// A date that may be left out.
///
/// # Errors
/// When it is no day of the calendar.
pub fn date_if_any<'t, D: Deserializer<'t>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    date(from).map(Some)
}

/// A value as written.
#[derive(PartialEq, Debug)]
enum Value<'t> {
    Text(&'t str),
    Date(&'t str),
    Whole(i64),
    Truth(bool),
    List(Vec<Value<'t>>),
    Table(Table<'t>),
}

/// Keys and values in the order of the file.
type Table<'t> = Vec<(&'t str, Value<'t>)>;

/// The whole of a file.
fn document(text: &str) -> Result<Table<'_>, Error> {
    let mut reader = Reader { rest: text };
    let mut document = Table::new();
    let mut open = &mut document;
    loop {
        reader.skip_blank();
        if reader.rest.is_empty() {
            return Ok(document);
        }
        if reader.take("[[") {
            let (outer, name) = reader.heading("]]")?;
            open = one_more(within(&mut document, &outer)?, name)?;
        } else if reader.take("[") {
            let (mut path, name) = reader.heading("]")?;
            path.push(name);
            open = within(&mut document, &path)?;
        } else {
            open.push(reader.pair()?);
        }
    }
}

/// The table at the end of a path; of several of one name the last. Made when it is not there.
fn within<'d, 't>(table: &'d mut Table<'t>, path: &[&'t str]) -> Result<&'d mut Table<'t>, Error> {
    let Some((name, inner)) = path.split_first() else { return Ok(table) };
    match named(table, name, || Value::Table(Table::new())) {
        Value::Table(found) => within(found, inner),
        Value::List(list) => match list.last_mut() {
            Some(Value::Table(found)) => within(found, inner),
            _ => Err(Error::custom(format!("{name} is no list of tables"))),
        },
        _ => Err(Error::custom(format!("{name} is no table"))),
    }
}

/// A further table of a list of tables.
fn one_more<'d, 't>(table: &'d mut Table<'t>, name: &'t str) -> Result<&'d mut Table<'t>, Error> {
    if let Value::List(list) = named(table, name, || Value::List(Vec::new())) {
        list.push(Value::Table(Table::new()));
    }
    within(table, &[name])
}

/// The value of a key, which is made when it is not there.
fn named<'d, 't>(table: &'d mut Table<'t>, name: &'t str, make: fn() -> Value<'t>) -> &'d mut Value<'t> {
    let at = table.iter().position(|(known, _)| *known == name).unwrap_or(table.len());
    if at == table.len() {
        table.push((name, make()));
    }
    table.get_mut(at).map(|(_, value)| value).expect("toml: it was found, or just made")
}

/// What is still to be read.
struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    /// Goes past blanks, ends of lines and comments.
    fn skip_blank(&mut self) {
        self.rest = self.rest.trim_ascii_start();
        while self.rest.starts_with('#') {
            let end = memchr(b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len());
            self.rest = self.rest.get(end..).unwrap_or_default().trim_ascii_start();
        }
    }

    fn take(&mut self, what: &str) -> bool {
        let rest = self.rest.strip_prefix(what);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, what: &str) -> Result<(), Error> {
        self.skip_blank();
        if self.take(what) { Ok(()) } else { Err(self.no(what)) }
    }

    fn no(&self, what: &str) -> Error {
        let line = self.rest.lines().next().unwrap_or_default();
        Error::custom(format!("there is no {what} before `{line}`"))
    }

    /// What comes before `end`, which is left out.
    fn up_to(&mut self, end: Option<usize>, mark: &str) -> Result<&'t str, Error> {
        let (text, rest) = end.and_then(|end| self.rest.split_at_checked(end)).ok_or_else(|| self.no(mark))?;
        self.rest = rest.get(mark.len()..).unwrap_or_default();
        Ok(text)
    }

    /// The path of a heading, and its last name.
    fn heading(&mut self, close: &str) -> Result<(Vec<&'t str>, &'t str), Error> {
        let mut path = Vec::new();
        loop {
            let name = self.key()?;
            if self.take(close) {
                return Ok((path, name));
            }
            self.expect(".")?;
            path.push(name);
        }
    }

    fn pair(&mut self) -> Result<(&'t str, Value<'t>), Error> {
        let key = self.key()?;
        self.expect("=")?;
        Ok((key, self.value()?))
    }

    fn key(&mut self) -> Result<&'t str, Error> {
        let is_of_key = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let end = self.rest.bytes().position(|byte| !is_of_key(byte)).filter(|end| *end > 0);
        self.up_to(end, "").map_err(|_| self.no("key"))
    }

    fn value(&mut self) -> Result<Value<'t>, Error> {
        self.skip_blank();
        if self.take("\"\"\"") {
            // The end of the line that opens it is no part of it.
            self.take("\n");
            return self.text("\"\"\"").map(Value::Text);
        }
        if self.take("\"") {
            return self.text("\"").map(Value::Text);
        }
        if self.take("'") {
            let end = memchr(b'\'', self.rest.as_bytes());
            return self.up_to(end, "'").map(Value::Text);
        }
        if self.take("[") {
            return self.several("]", Reader::value).map(Value::List);
        }
        if self.take("{") {
            return self.several("}", Reader::pair).map(Value::Table);
        }
        self.word()
    }

    /// A string up to its closing mark.
    fn text(&mut self, mark: &str) -> Result<&'t str, Error> {
        let end = memchr_iter(b'"', self.rest.as_bytes())
            .find(|at| self.rest.get(*at..).is_some_and(|rest| rest.starts_with(mark)));
        let text = self.up_to(end, mark)?;
        let is_whole = memchr(b'\\', text.as_bytes()).is_none() && (mark.len() > 1 || !text.contains('\n'));
        if is_whole { Ok(text) } else { Err(Error::custom(format!("a string has an escape or no end: {text}"))) }
    }

    /// What stands between brackets, parted by commas; there may be one behind the last.
    fn several<T>(&mut self, close: &str, one: impl Fn(&mut Reader<'t>) -> Result<T, Error>) -> Result<Vec<T>, Error> {
        let mut read = Vec::new();
        loop {
            self.skip_blank();
            if self.take(close) {
                return Ok(read);
            }
            read.push(one(self)?);
            self.skip_blank();
            if !self.take(",") {
                self.expect(close)?;
                return Ok(read);
            }
        }
    }

    /// A truth value, a date or a whole number.
    fn word(&mut self) -> Result<Value<'t>, Error> {
        let is_of_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let end = self.rest.bytes().position(|byte| !is_of_word(byte)).unwrap_or(self.rest.len());
        let word = self.up_to(Some(end), "")?;
        match word {
            "true" => Ok(Value::Truth(true)),
            "false" => Ok(Value::Truth(false)),
            date if date.len() == 10 && date.get(4..5) == Some("-") => Ok(Value::Date(date)),
            number => number.parse().map(Value::Whole).map_err(|_| self.no("value")),
        }
    }
}

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Text(text) | Value::Date(text) => visitor.visit_borrowed_str(text),
            Value::Whole(number) => visitor.visit_i64(number),
            Value::Truth(truth) => visitor.visit_bool(truth),
            Value::List(list) => SeqDeserializer::new(list.into_iter()).deserialize_any(visitor),
            Value::Table(table) => {
                let pairs = table.into_iter().map(|(key, value)| (Value::Text(key), value));
                MapDeserializer::new(pairs).deserialize_any(visitor)
            }
        }
    }

    /// What is left out of a table is not asked for.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let word = <&str>::deserialize(self)?;
        let word: serde::de::value::StrDeserializer<'_, Error> = word.into_deserializer();
        word.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'t> IntoDeserializer<'t, Error> for Value<'t> {
    type Deserializer = Value<'t>;

    fn into_deserializer(self) -> Value<'t> {
        self
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    /// Every file of this ending below a folder.
    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("a folder of the project");
        let paths = entries.map(|entry| entry.expect("an entry of a folder").path());
        let below = paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
        below.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect()
    }

    fn is_same(ours: &Value<'_>, whole: &::toml::Value) -> bool {
        match (ours, whole) {
            (Value::Text(ours), ::toml::Value::String(whole)) => ours == whole,
            (Value::Date(ours), ::toml::Value::Datetime(whole)) => *ours == whole.to_string(),
            (Value::Whole(ours), ::toml::Value::Integer(whole)) => ours == whole,
            (Value::Truth(ours), ::toml::Value::Boolean(whole)) => ours == whole,
            (Value::List(ours), ::toml::Value::Array(whole)) => {
                ours.len() == whole.len() && ours.iter().zip(whole).all(|(ours, whole)| is_same(ours, whole))
            }
            (Value::Table(ours), ::toml::Value::Table(whole)) => {
                let has = |(key, ours): &(&str, Value<'_>)| whole.get(*key).is_some_and(|whole| is_same(ours, whole));
                ours.len() == whole.len() && ours.iter().all(has)
            }
            _ => false,
        }
    }

    #[test]
    fn every_file_says_what_all_of_toml_says() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = [files(&project.join("rules")), files(&project.join("tables"))].concat();
        assert!(files.len() > 100);
        for path in files {
            let text = fs::read_to_string(&path).expect("a file of the project");
            let whole = ::toml::from_str(&text).expect("TOML");
            let ours = document(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(is_same(&Value::Table(ours), &whole), "{}", path.display());
        }
    }

    #[test]
    fn what_is_left_out_is_refused() {
        for (text, why) in [
            ("a = \"b\\n\"", "a string has an escape or no end: b\\n"),
            ("a = \"b\nc\"", "a string has an escape or no end: b\nc"),
            ("a = \"b", "there is no \" before `b`"),
            ("a = 1.5", "there is no key before `.5`"),
            ("a.b = 1", "there is no = before `.b = 1`"),
            ("a = [1 2]", "there is no ] before `2]`"),
            ("a = 1\n[a]\nb = 2", "a is no table"),
            ("a =", "there is no value before ``"),
            ("a", "there is no key before `a`"),
        ] {
            let error = document(text).expect_err(text);
            assert_eq!(error.to_string(), why);
        }
    }
}
