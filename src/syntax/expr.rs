//! Expressions of rule files: text becomes a tree. The grammar is grammar/expr.pest. Knows no names and no types.

use std::ops::Range;

use chrono::NaiveDate;
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;
use rust_decimal::Decimal;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/expr.pest"]
struct Grammar;

/// The longest expression, in bytes.
pub const MAX_LENGTH: usize = 4_000;

/// How deep brackets may stand within brackets.
pub const MAX_NESTING: usize = 16;

/// A piece of an expression and where it stands in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    pub at: Range<usize>,
    pub is: Is,
}

/// What a piece of an expression is.
#[derive(Clone, PartialEq, Debug)]
pub enum Is {
    Number(Decimal),
    Date(NaiveDate),
    Text(String),
    /// `price`, `issuer.name`.
    Name {
        of: Option<Named>,
        name: Named,
    },
    Call {
        function: Named,
        arguments: Vec<Node>,
    },
    /// `any(t in transactions where …: …)`.
    Over {
        function: Named,
        bound: Named,
        list: Named,
        only: Option<Box<Node>>,
        body: Box<Node>,
    },
    /// Numbers, dates and texts between square brackets.
    List(Vec<Node>),
    Not(Box<Node>),
    /// Two or more.
    And(Vec<Node>),
    /// Two or more.
    Or(Vec<Node>),
    Compare {
        left: Box<Node>,
        how: Relation,
        right: Box<Node>,
    },
    Within {
        what: Box<Node>,
        choice: Box<Node>,
        negated: bool,
    },
    /// The first, and what is added or, where true, taken away.
    Sum(Vec<(bool, Node)>),
    Product(Vec<Node>),
    Negative(Box<Node>),
}

/// A word as written.
#[derive(Clone, PartialEq, Debug)]
pub struct Named {
    pub at: Range<usize>,
    pub name: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

/// Why a text is no expression.
#[derive(Clone, PartialEq, Debug)]
pub enum Unread {
    /// Of so many bytes.
    TooLong(usize),
    /// The bracket that is one too deep.
    TooDeep(Range<usize>),
    /// What could stand there instead.
    Unexpected { at: Range<usize>, expected: Vec<&'static str> },
    /// A day that is in no calendar.
    NoSuchDay(Range<usize>),
    /// More digits than are counted exactly.
    TooPrecise(Range<usize>),
}

/// The tree of an expression. It is never deeper than the limits of this file allow.
pub fn parse(text: &str) -> Result<Node, Unread> {
    if text.len() > MAX_LENGTH {
        return Err(Unread::TooLong(text.len()));
    }
    if let Some(bracket) = too_deep(text) {
        return Err(Unread::TooDeep(bracket));
    }
    if let Some(name) = lone_name(text) {
        return Ok(name);
    }
    let mut pairs = Grammar::parse(Rule::whole, text).map_err(|error| unexpected(text, error))?;
    let whole = pairs.next().expect("grammar: the whole is one");
    either(only(whole))
}

/// A name and nothing else, as most places and values of messages are. A short way, which takes nothing that the grammar
/// does not; a test holds that.
fn lone_name(text: &str) -> Option<Node> {
    const KEYWORDS: [&str; 5] = ["or", "and", "not", "in", "where"];
    let is_word = |word: &str| {
        !word.starts_with(|c: char| c.is_ascii_digit())
            && !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !KEYWORDS.contains(&word)
    };
    let named = |name: &str, start: usize| Named { at: start..start + name.len(), name: name.to_owned() };
    let is = match text.split_once('.') {
        Some((of, name)) if is_word(of) && is_word(name) => {
            Is::Name { of: Some(named(of, 0)), name: named(name, of.len() + 1) }
        }
        None if is_word(text) => Is::Name { of: None, name: named(text, 0) },
        _ => return None,
    };
    Some(Node { at: 0..text.len(), is })
}

/// The first bracket that stands too deep. What stands between apostrophes opens nothing, here as in the grammar.
fn too_deep(text: &str) -> Option<Range<usize>> {
    let (mut depth, mut quoted) = (0usize, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\'' => quoted = !quoted,
            b'(' | b'[' if !quoted => depth += 1,
            b')' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_NESTING {
            return Some(at..at + 1);
        }
    }
    None
}

fn either(pair: Pair<'_, Rule>) -> Result<Node, Unread> {
    chain(pair, Rule::both, both, Is::Or)
}

fn both(pair: Pair<'_, Rule>) -> Result<Node, Unread> {
    chain(pair, Rule::claim, claim, Is::And)
}

/// Operands of one rule with words between them; one alone is itself.
fn chain(
    pair: Pair<'_, Rule>,
    operand: Rule,
    read: fn(Pair<'_, Rule>) -> Result<Node, Unread>,
    join: fn(Vec<Node>) -> Is,
) -> Result<Node, Unread> {
    let at = range(&pair);
    let operands = pair.into_inner().filter(|part| part.as_rule() == operand);
    let mut nodes = operands.map(read).collect::<Result<Vec<Node>, Unread>>()?;
    if nodes.len() == 1 {
        return Ok(nodes.remove(0));
    }
    Ok(Node { at, is: join(nodes) })
}

fn claim(pair: Pair<'_, Rule>) -> Result<Node, Unread> {
    let at = range(&pair);
    let mut negated = false;
    let mut inner = pair.into_inner();
    loop {
        let part = inner.next().expect("grammar: a claim ends with a comparison");
        if part.as_rule() != Rule::not {
            let node = comparison(part)?;
            return Ok(if negated { Node { at, is: Is::Not(Box::new(node)) } } else { node });
        }
        negated = !negated;
    }
}

fn comparison(pair: Pair<'_, Rule>) -> Result<Node, Unread> {
    let at = range(&pair);
    let mut inner = pair.into_inner();
    let left = sum(inner.next().expect("grammar: a comparison begins with a sum"))?;
    let Some(sign) = inner.next() else { return Ok(left) };
    let right = inner.next().expect("grammar: a sign has a right side");
    let left = Box::new(left);
    let is = match sign.as_rule() {
        Rule::relation => Is::Compare { left, how: relation(sign.as_str()), right: Box::new(sum(right)?) },
        sign => Is::Within { what: left, choice: Box::new(choice(right)?), negated: sign == Rule::without },
    };
    Ok(Node { at, is })
}

fn relation(sign: &str) -> Relation {
    match sign {
        "==" => Relation::Equal,
        "!=" => Relation::Unequal,
        "<" => Relation::Less,
        "<=" => Relation::LessOrEqual,
        ">" => Relation::More,
        _ => Relation::MoreOrEqual,
    }
}

fn sum(pair: Pair<'_, Rule>) -> Result<Node, Unread> {
    let at = range(&pair);
    let (mut terms, mut taken_away) = (Vec::new(), false);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::plus => taken_away = false,
            Rule::minus => taken_away = true,
            _ => terms.push((taken_away, product(part)?)),
        }
    }
    if terms.len() == 1 {
        return Ok(terms.remove(0).1);
    }
    Ok(Node { at, is: Is::Sum(terms) })
}

fn product(pair: Pair<'_, Rule>) -> Result<Node, Unread> {
    chain(pair, Rule::signed, signed, Is::Product)
}

fn signed(pair: Pair<'_, Rule>) -> Result<Node, Unread> {
    let at = range(&pair);
    let mut inner = pair.into_inner();
    let first = inner.next().expect("grammar: what is signed is there");
    if first.as_rule() != Rule::minus {
        return value(first);
    }
    let value = value(inner.next().expect("grammar: a sign has its value"))?;
    Ok(Node { at, is: Is::Negative(Box::new(value)) })
}

fn value(pair: Pair<'_, Rule>) -> Result<Node, Unread> {
    let at = range(&pair);
    let is = match pair.as_rule() {
        Rule::date => Is::Date(pair.as_str().parse().map_err(|_| Unread::NoSuchDay(at.clone()))?),
        Rule::number => Is::Number(Decimal::from_str_exact(pair.as_str()).map_err(|_| Unread::TooPrecise(at.clone()))?),
        Rule::text => Is::Text(only(pair).as_str().replace("''", "'")),
        Rule::over => return over(pair),
        Rule::call => return call(pair),
        Rule::name => {
            let mut words = pair.into_inner().map(named);
            let first = words.next().expect("grammar: a name has a word");
            match words.next() {
                Some(name) => Is::Name { of: Some(first), name },
                None => Is::Name { of: None, name: first },
            }
        }
        // A group.
        _ => return either(only(pair)),
    };
    Ok(Node { at, is })
}

fn over(pair: Pair<'_, Rule>) -> Result<Node, Unread> {
    let at = range(&pair);
    let mut inner = pair.into_inner().filter(|part| !matches!(part.as_rule(), Rule::within | Rule::of_these));
    let mut word = || named(inner.next().expect("grammar: function, bound name and list"));
    let (function, bound, list) = (word(), word(), word());
    let mut conditions = inner.map(either).collect::<Result<Vec<Node>, Unread>>()?;
    let body = Box::new(conditions.pop().expect("grammar: what follows the colon"));
    let only = conditions.pop().map(Box::new);
    Ok(Node { at, is: Is::Over { function, bound, list, only, body } })
}

fn call(pair: Pair<'_, Rule>) -> Result<Node, Unread> {
    let at = range(&pair);
    let mut inner = pair.into_inner();
    let function = named(inner.next().expect("grammar: a call names its function"));
    let arguments = inner.map(either).collect::<Result<Vec<Node>, Unread>>()?;
    Ok(Node { at, is: Is::Call { function, arguments } })
}

fn choice(pair: Pair<'_, Rule>) -> Result<Node, Unread> {
    let inner = only(pair);
    if inner.as_rule() == Rule::call {
        return call(inner);
    }
    let at = range(&inner);
    let items = inner.into_inner().map(signed).collect::<Result<Vec<Node>, Unread>>()?;
    Ok(Node { at, is: Is::List(items) })
}

fn named(pair: Pair<'_, Rule>) -> Named {
    Named { at: range(&pair), name: pair.as_str().to_owned() }
}

fn only(pair: Pair<'_, Rule>) -> Pair<'_, Rule> {
    pair.into_inner().next().expect("grammar: there is something within")
}

/// Where a piece stands, without the blanks that follow it.
fn range(pair: &Pair<'_, Rule>) -> Range<usize> {
    let span = pair.as_span();
    span.start()..span.start() + span.as_str().trim_end().len()
}

fn unexpected(text: &str, error: pest::error::Error<Rule>) -> Unread {
    let start = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let rules = match error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    let mut expected: Vec<&'static str> = Vec::new();
    for word in rules.into_iter().flat_map(words) {
        if !expected.contains(word) {
            expected.push(word);
        }
    }
    Unread::Unexpected { at: start..start + length_of_what_stands(text.get(start..).unwrap_or("")), expected }
}

/// A word, or one sign.
fn length_of_what_stands(rest: &str) -> usize {
    let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) }
}

/// What a rule of the grammar is called where it was expected; nothing for what the others say.
fn words(rule: Rule) -> &'static [&'static str] {
    match rule {
        Rule::EOI => &["the end"],
        Rule::or => &["`or`"],
        Rule::and => &["`and`"],
        Rule::relation | Rule::within | Rule::without => &["a comparison as `==`, `<` or `in`"],
        Rule::plus => &["`+`"],
        Rule::minus => &["`-`"],
        Rule::times => &["`*`"],
        Rule::of_these => &["`where`"],
        Rule::list | Rule::choice => &["a list as `['P', 'S']`"],
        Rule::item => &["a number", "a date", "a text"],
        Rule::inner | Rule::text => &["a text as `'S'`"],
        Rule::number => &["a number"],
        Rule::date => &["a date as `2024-02-05`"],
        Rule::word => &["a name"],
        Rule::name | Rule::value | Rule::signed | Rule::product | Rule::sum => &["a name", "a value"],
        Rule::either | Rule::both | Rule::claim | Rule::comparison | Rule::not => &["a name", "a value"],
        Rule::call | Rule::over | Rule::group => &["a name", "a value"],
        Rule::whole | Rule::keyword | Rule::letter | Rule::WHITESPACE => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(texts: &[&str]) {
        for text in texts {
            assert!(parse(text).is_ok(), "{text}: {:?}", parse(text));
        }
    }

    fn refuses(texts: &[&str]) {
        for text in texts {
            assert!(parse(text).is_err(), "{text}: {:?}", parse(text));
        }
    }

    #[test]
    fn what_is_an_expression() {
        accepts(&[
            "price > 0",
            "code == 'S' and not missing(price)",
            "code in ['P', 'S',]",
            "code not in ['P']",
            "exercise_date != 1988-08-08 or filing.filed_as_of <= 2024-02-05",
            "any(t in transactions: t.price > 0)",
            "sum(t in transactions where t.code == 'S': t.shares * t.price) >= 100.50",
            "not not (shares + 1 - -2 < 3)",
            "like(cusip, '##-#######')",
            "name == 'O''Brien'",
            "order > 1 and interest == 2 and android < 3",
            "noted()",
        ]);
    }

    #[test]
    fn what_is_none() {
        refuses(&[
            "",
            " ",
            "price >",
            "price = 0",
            "price > 0 and",
            "code == 'S",
            "code in []",
            "a.b.c == 1",
            "1 < 2 < 3",
            "(price",
            "price)",
            "1.2.3 == x",
            "2024-02-30 == x",
            "and == 1",
            "any(t in transactions)  t",
            "x in y",
            "--1 == x",
            "12x == 1",
            "price == 1e5",
        ]);
    }

    #[test]
    fn a_word_that_begins_like_a_keyword_is_a_name() {
        let node = parse("notable").expect("a name");
        assert!(matches!(node.is, Is::Name { of: None, name } if name.name == "notable"));
    }

    #[test]
    fn what_was_expected_is_said() {
        let Err(Unread::Unexpected { at, expected }) = parse("price > ") else { panic!("nothing follows") };
        assert_eq!((at, expected.is_empty()), (8..8, false));
        let Err(Unread::Unexpected { at, .. }) = parse("price == 'S' oder 1") else { panic!("no such word") };
        assert_eq!(at, 13..17);
    }

    #[test]
    fn no_input_is_too_deep_for_the_stack() {
        // What nests without brackets does not nest in the tree.
        let deep = MAX_NESTING - 1;
        for (open, close) in [("(", ")"), ("missing(", ")"), ("not (", ")"), ("1 + (", ")"), ("any(t in rows: ", ")")] {
            let nested = |times: usize| format!("{}price{}", open.repeat(times), close.repeat(times));
            assert!(parse(&nested(deep)).is_ok(), "{open}");
            assert!(matches!(parse(&nested(MAX_NESTING + 1)), Err(Unread::TooDeep(_))), "{open}");
            assert!(matches!(parse(&nested(100_000)), Err(Unread::TooLong(_))), "{open}");
        }
        let long = |word: &str| word.repeat(MAX_LENGTH / word.len() - 1) + "x";
        accepts(&[&long("not "), &long("x and "), &long("x or "), &long("x + "), &long("x * ")]);
        refuses(&[&long("- "), &long("("), &long("["), &long("''"), &long("x("), &long("x in [")]);
    }

    #[test]
    fn a_lone_name_is_what_the_grammar_says() {
        let by_grammar = |text: &str| {
            let whole = Grammar::parse(Rule::whole, text).ok()?.next()?;
            either(only(whole)).ok()
        };
        for text in ["price", "issuer.name", "_a1", "t.x", "android", "inner"] {
            assert!(lone_name(text).is_some() && lone_name(text) == by_grammar(text), "{text}");
        }
        for text in ["", "1a", "a.1", "and", "a.not", "in.a", "a.b.c", "a-b", " a", "é", ".", "a.", "2024"] {
            assert_eq!(lone_name(text), None, "{text}");
        }
    }

    #[test]
    fn brackets_within_a_text_open_nothing() {
        accepts(&[&format!("name == '{}'", "(".repeat(100))]);
    }
}
