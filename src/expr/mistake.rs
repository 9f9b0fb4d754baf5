//! Mistakes in expressions, in words.

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::expr::functions::FUNCTIONS;
use crate::expr::typed::Value;
use crate::filing::List;
use crate::syntax::expr::{Is, MAX_LENGTH, MAX_NESTING, Named, Node, Unread};
use crate::words::nearest_and_all;

/// What is wrong with an expression, and where in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Mistake {
    pub at: Range<usize>,
    /// Lower case, no full stop.
    pub message: String,
    pub help: Option<String>,
}

impl Mistake {
    pub(super) fn of(at: &Range<usize>, message: &str, help: Option<String>) -> Mistake {
        Mistake { at: at.clone(), message: message.to_owned(), help }
    }
}

/// A text that is no expression.
pub(super) fn unread(text: &str, unread: Unread) -> Mistake {
    let (at, message, help) = match unread {
        Unread::TooLong(length) => {
            (0..text.len(), format!("this expression has {length} bytes; {MAX_LENGTH} may stand there"), None)
        }
        Unread::TooDeep(at) => (at, format!("brackets stand {MAX_NESTING} deep at most"), None),
        Unread::NoSuchDay(at) => (at, "there is no such day".to_owned(), None),
        Unread::TooPrecise(at) => (at, "this number has more digits than are counted exactly".to_owned(), None),
        Unread::Unexpected { at, expected } => {
            let there = text.get(at.clone()).unwrap_or("");
            let message = if there.is_empty() {
                "the expression ends here".to_owned()
            } else {
                format!("`{there}` is not understood here")
            };
            let help = (!expected.is_empty()).then(|| format!("expected {}", one_of(&expected)));
            // One writes what assigns where one means what compares.
            let help = if there == "=" { Some("write `==` to compare".to_owned()) } else { help };
            (at, message, help)
        }
    };
    Mistake { at, message, help }
}

/// The bound name where one of its values must stand.
pub(super) fn is_whole(name: &Named, list: &List) -> Mistake {
    let columns = list.kind.columns();
    let first = columns.iter().find(|column| column.get.is_field()).or(columns.first());
    let example = first.map_or("", |column| column.name);
    let message = format!("`{}` is a whole {}", name.name, list.one);
    Mistake::of(&name.at, &message, Some(format!("name one of its values, as `{}.{example}`", name.name)))
}

pub(super) fn is_list(name: &Named) -> Mistake {
    let help = format!("ask it by `any`, `all`, `count` or `sum`, as `any(x in {}: …)`", name.name);
    Mistake::of(&name.at, &format!("`{}` is a list", name.name), Some(help))
}

pub(super) fn is_place(name: &Named) -> Mistake {
    let help = "point at it in `at` or `also`".to_owned();
    Mistake::of(&name.at, &format!("`{}` is a place and has no value", name.name), Some(help))
}

/// Places where one must stand.
pub(super) fn are_several(name: &Named) -> Mistake {
    Mistake::of(&name.at, &format!("`{}` are several places", name.name), Some("label them in `also`".to_owned()))
}

pub(super) fn no_such_call(node: &Node, function: &Named, given: usize) -> Mistake {
    let Some(known) = FUNCTIONS.iter().find(|known| known.name == function.name) else {
        let names: Vec<&str> = FUNCTIONS.iter().map(|known| known.name).collect();
        let help = nearest_and_all(&function.name, &names, "the functions are");
        return Mistake::of(&function.at, &format!("there is no function `{}`", function.name), Some(help));
    };
    let (form, s) = (known.form, if given == 1 { "" } else { "s" });
    Mistake::of(
        &node.at,
        &format!("`{}` does not take {given} argument{s}", known.name),
        Some(format!("write `{form}`")),
    )
}

pub(super) fn unlike(node: &Node, wanted: &str, given: &Value) -> Mistake {
    let help = match given {
        Value::Truth(_) => None,
        _ if wanted == "a condition" => Some("compare it, as by `==`, or ask `missing(…)`".to_owned()),
        _ => None,
    };
    Mistake::of(&node.at, &format!("this is {}, and {wanted} must stand here", kind_of(given)), help)
}

pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Truth(_) => "a condition",
        Value::Number(_) => "a number",
        Value::Date(_) => "a date",
        Value::Text(_) => "a text",
    }
}

/// How a literal is written that the other side asks for.
pub(super) fn hint(value: &Value, literal: &Node) -> Option<String> {
    match (value, &literal.is) {
        (Value::Number(_), Is::Text(text)) if text.parse::<Decimal>().is_ok() => {
            Some(format!("write {text}, without apostrophes"))
        }
        (Value::Date(_), Is::Text(text)) if text.parse::<NaiveDate>().is_ok() => {
            Some(format!("write {text}, without apostrophes"))
        }
        (Value::Text(_), Is::Number(number)) => Some(format!("write '{number}', between apostrophes")),
        (Value::Date(_), _) => Some("a date is written 2024-02-05".to_owned()),
        _ => None,
    }
}

fn one_of(expected: &[&str]) -> String {
    match expected.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => expected.join(""),
    }
}
