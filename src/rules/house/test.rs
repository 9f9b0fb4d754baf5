//! The tables `[[test]]` of a rule file: filings, and whether the rule speaks of them.

use chrono::NaiveDate;

use crate::rules::RuleInfo;
use crate::source::{Span, Text};
use crate::syntax::toml::{Table, Word};

/// One test of a rule.
pub struct RuleTest {
    pub rule: &'static RuleInfo,
    pub name: String,
    /// Where its name stands in the rule file.
    pub span: Span,
    pub filing: Snippet,
    /// Whether the rule must speak.
    pub speaks: bool,
    /// Where that is said.
    pub expect: Span,
    /// Today, for the rules that it yields to.
    pub as_of: Option<NaiveDate>,
}

/// The filing of a test.
pub enum Snippet {
    /// Written in the rule file, each character with its place there.
    Here(Text),
    /// In a file of its own, by a path that starts at the folder of the rule file.
    File(String, Span),
}

/// A test as written.
pub(super) struct WrittenTest {
    name: Word,
    filing: Snippet,
    speaks: bool,
    expect: Span,
    as_of: Option<NaiveDate>,
}

impl WrittenTest {
    pub fn speaks(&self) -> bool {
        self.speaks
    }

    pub fn of(self, rule: &'static RuleInfo) -> RuleTest {
        let WrittenTest { name, filing, speaks, expect, as_of } = self;
        RuleTest { rule, name: name.as_str().to_owned(), span: name.span, filing, speaks, expect, as_of }
    }
}

/// Those that can be read; `rule` is the name of the rule, where it has one.
pub(super) fn read(root: &mut Table<'_>, rule: Option<&Word>) -> Vec<WrittenTest> {
    let tables = root.take("test").map(|value| value.tables()).unwrap_or_default();
    tables.into_iter().filter_map(|table| test(table, rule)).collect()
}

fn test(mut table: Table<'_>, rule: Option<&Word>) -> Option<WrittenTest> {
    let name = table.need("name").and_then(|value| value.words());
    let filing = filing(&mut table);
    let expect = expect(&mut table, rule);
    let as_of = table.take("as-of").and_then(|value| value.day()).map(|day| day.value);
    table.close();
    let (speaks, expect) = expect?;
    Some(WrittenTest { name: name?, filing: filing?, speaks, expect, as_of })
}

fn filing(table: &mut Table<'_>) -> Option<Snippet> {
    let path = table.take("path");
    match (table.take("filing"), path) {
        (Some(filing), None) => filing.words().map(|word| Snippet::Here(word.text)),
        (None, Some(path)) => path.words().map(|word| Snippet::File(word.as_str().to_owned(), word.span)),
        (Some(_), Some(path)) => {
            path.say(
                "the filing of this test is written here already",
                Some("leave out `path` or `filing`".to_owned()),
            );
            None
        }
        (None, None) => {
            let help = "write the filing, or a part of one, under `filing`, or its file under `path`".to_owned();
            table.say("a test needs a filing", Some(help));
            None
        }
    }
}

/// What the rule of this file must say: its name, or nothing.
fn expect(table: &mut Table<'_>, rule: Option<&Word>) -> Option<(bool, Span)> {
    let value = table.need("expect")?;
    let mut speaks = false;
    for word in value.texts() {
        // A rule without a name has said so.
        let Some(rule) = rule else { continue };
        if word.as_str() != rule.as_str() {
            let help = format!("write [\"{}\"] where it must speak, [] where it must be silent", rule.as_str());
            value.say_of(&word, format!("`{}` is not the rule of this file", word.as_str()), Some(help));
        }
        speaks = true;
    }
    Some((speaks, value.span()))
}
