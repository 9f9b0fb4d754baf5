//! Messages of rule files: `an open-market sale is priced at ${price}`.

use std::borrow::Cow;

use crate::expr::check;
use crate::expr::compile::{self, Closure, Written};
use crate::expr::typed::{Number, Value};
use crate::expr::{Mistake, Names, Scope};
use crate::words::{money, number, words_of_date};

/// A text with values in it, between braces. A brace of its own is doubled.
pub struct Template(Vec<Piece>);

enum Piece {
    Said(String),
    Number(Closure<rust_decimal::Decimal>),
    /// A number after a `$`.
    Dollars(Closure<rust_decimal::Decimal>),
    /// A number that counts, as that of a row, whose digits are not grouped.
    Ordinal(Closure<rust_decimal::Decimal>),
    Date(Closure<chrono::NaiveDate>),
    Text(Written),
}

impl Template {
    /// Reads a message.
    pub fn of(text: &str, names: &Names) -> Result<Template, Mistake> {
        let mut pieces = Vec::new();
        let mut said = String::new();
        let mut rest = text;
        while let Some(brace) = rest.find(['{', '}']) {
            let (before, from_brace) = rest.split_at(brace);
            said.push_str(before);
            let at = text.len() - from_brace.len();
            if let Some((double, behind)) =
                [("{{", "{"), ("}}", "}")].iter().find(|(double, _)| from_brace.starts_with(double))
            {
                said.push_str(behind);
                rest = from_brace.strip_prefix(double).unwrap_or("");
                continue;
            }
            let inner = from_brace.strip_prefix('{').ok_or_else(|| stray(at, "closes nothing", "}}"))?;
            let end = closing(inner).ok_or_else(|| stray(at, "is not closed", "{{"))?;
            let (expression, behind) = inner.split_at(end);
            rest = behind.strip_prefix('}').unwrap_or("");
            let value = check::value(expression, names).map_err(|mistake| moved(mistake, at + 1))?;
            let piece = match value {
                Value::Number(value @ (Number::Ordinal(..) | Number::Count(_))) => {
                    Piece::Ordinal(compile::number(value))
                }
                Value::Number(value) if said.ends_with('$') => {
                    said.pop();
                    Piece::Dollars(compile::number(value))
                }
                Value::Number(value) => Piece::Number(compile::number(value)),
                Value::Date(value) => Piece::Date(compile::date(value)),
                Value::Text(value) => Piece::Text(compile::text(value)),
                Value::Truth(_) => {
                    let help = "write `if(…, 'one text', 'another')`".to_owned();
                    let message = "a condition has no words of its own".to_owned();
                    return Err(Mistake { at: at + 1..at + 1 + end, message, help: Some(help) });
                }
            };
            if !said.is_empty() {
                pieces.push(Piece::Said(std::mem::take(&mut said)));
            }
            pieces.push(piece);
        }
        said.push_str(rest);
        pieces.push(Piece::Said(said));
        Ok(Template(pieces))
    }

    /// The text with the values of a scope; what is not known is said to be so.
    #[must_use]
    pub fn words(&self, scope: &Scope<'_>) -> String {
        let said = self.0.iter().map(|piece| match piece {
            Piece::Said(text) => Some(text.clone()),
            Piece::Number(value) => value(scope).map(number),
            Piece::Dollars(value) => value(scope).map(money),
            Piece::Ordinal(value) => value(scope).map(|value| value.to_string()),
            Piece::Date(value) => value(scope).map(words_of_date),
            Piece::Text(text) => text.of(scope).map(Cow::into_owned),
        });
        said.map(|said| said.unwrap_or_else(|| "(not known)".to_owned())).collect()
    }
}

/// Where the brace is that closes, but for those within a text.
fn closing(inner: &str) -> Option<usize> {
    let mut quoted = false;
    inner.find(|c| {
        quoted ^= c == '\'';
        c == '}' && !quoted
    })
}

fn stray(at: usize, what: &str, double: &str) -> Mistake {
    let message = format!("this brace {what}");
    Mistake { at: at..at + 1, message, help: Some(format!("write `{double}` for a brace of the message")) }
}

fn moved(mistake: Mistake, by: usize) -> Mistake {
    Mistake { at: mistake.at.start + by..mistake.at.end + by, ..mistake }
}
