//! What a check can ever answer: conditions that never hold, and requirements that nothing breaks.
//!
//! Every value is tried that could make a difference: each word that a condition names and one that it does not, each
//! number or day and those between and beside them, nothing, and what cannot be read. What is not understood so far (a
//! list, a sum, two fields held against each other) may answer anything. So what is said never to happen never does; the
//! reverse is not promised.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::expr::Names;
use crate::expr::check::Check;
use crate::expr::names::Frame;
use crate::filing::{Column, Form, Get};
use crate::syntax::expr::{Is, Node, Relation, parse};

/// So many ways of filling in a form are tried at most.
const MOST: usize = 20_000;

/// What can ever come of a check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outlook {
    /// It speaks of some filing, as far as can be told.
    Speaks,
    /// `when` holds of nothing.
    NeverAsked,
    /// `require` is false of nothing.
    NeverBroken,
    /// Each may be so, but not both at once.
    NeverBoth,
    /// It speaks, and `when` holds of everything.
    AlwaysAsked,
    /// `require` asks nothing of a filing.
    AsksNothing,
}

/// What can come of a check whose texts are known to be conditions, asked of these forms.
#[must_use]
pub fn outlook(when: Option<&str>, require: &str, names: &Names, forms: &[&str]) -> Outlook {
    let mut survey = Survey { check: Check::new(names, false), variables: Vec::new(), loose: Vec::new(), forms };
    let when = when.and_then(|text| Some(survey.claim(&parse(text).ok()?, text)));
    let names_of_when = survey.count();
    let Ok(tree) = parse(require) else { return Outlook::Speaks };
    let require = survey.claim(&tree, require);
    if names_of_when == 0 && survey.count() == 0 {
        return Outlook::AsksNothing;
    }
    survey.answers(when.as_ref(), &require).map_or(Outlook::Speaks, Answers::outlook)
}

/// What was seen while all ways were tried.
#[derive(Default)]
struct Answers {
    asked: bool,
    passed_over: bool,
    broken: bool,
    speaks: bool,
    has_when: bool,
}

impl Answers {
    fn outlook(self) -> Outlook {
        match self {
            Answers { asked: false, .. } => Outlook::NeverAsked,
            Answers { broken: false, .. } => Outlook::NeverBroken,
            Answers { speaks: false, .. } => Outlook::NeverBoth,
            Answers { has_when: true, passed_over: false, .. } => Outlook::AlwaysAsked,
            _ => Outlook::Speaks,
        }
    }
}

/// A condition, reduced to what can be tried.
enum Claim {
    Fixed(bool),
    Not(Box<Claim>),
    And(Vec<Claim>),
    Or(Vec<Claim>),
    /// A value held against constants: true where the relation holds to one of them.
    Compared(Asked, Relation, Vec<Value>),
    /// A value held against itself.
    Same(Asked, Relation),
    Holds(Asked),
    Missing(usize),
    Known(Asked),
    /// May answer anything.
    Loose(usize),
}

/// A variable, and whether a guess of it will do.
#[derive(Clone, Copy)]
struct Asked {
    variable: usize,
    guess: bool,
}

#[derive(Clone, PartialEq, PartialOrd, Debug)]
enum Value {
    Number(Decimal),
    Date(NaiveDate),
    Text(String),
    Truth(bool),
    /// A text that no condition names.
    Other,
}

/// What may stand in a field.
#[derive(Clone, Debug)]
enum State {
    Missing,
    Malformed,
    Guessed(Value),
    Sure(Value),
}

/// A field that conditions name.
struct Variable {
    frame: Frame,
    column: &'static Column,
    /// What it is held against.
    constants: Vec<Value>,
}

struct Survey<'n> {
    check: Check<'n>,
    variables: Vec<Variable>,
    /// The words of what is not understood; the same words have the same answer.
    loose: Vec<String>,
    forms: &'n [&'n str],
}

impl Survey<'_> {
    fn count(&self) -> usize {
        self.variables.len() + self.loose.len()
    }

    fn claim(&mut self, node: &Node, text: &str) -> Claim {
        match &node.is {
            Is::Not(inner) => Claim::Not(Box::new(self.claim(inner, text))),
            Is::And(claims) => Claim::And(claims.iter().map(|claim| self.claim(claim, text)).collect()),
            Is::Or(claims) => Claim::Or(claims.iter().map(|claim| self.claim(claim, text)).collect()),
            Is::Name { .. } => match self.asked(node) {
                Some(asked) => Claim::Holds(asked),
                None => self.loose(node, text),
            },
            Is::Compare { left, how, right } => {
                self.compared(left, *how, right).unwrap_or_else(|| self.loose(node, text))
            }
            Is::Within { what, choice, negated } => {
                let Some(within) = self.within(what, choice) else { return self.loose(node, text) };
                if *negated { Claim::Not(Box::new(within)) } else { within }
            }
            Is::Call { function, arguments } => match (function.name.as_str(), arguments.as_slice()) {
                ("missing", [field]) => self.asked(field).map(|asked| Claim::Missing(asked.variable)),
                ("known", [field]) => self.asked(field).map(Claim::Known),
                ("guess", [_]) => self.asked(node).map(Claim::Holds),
                _ => None,
            }
            .unwrap_or_else(|| self.loose(node, text)),
            _ => self.loose(node, text),
        }
    }

    fn compared(&mut self, left: &Node, how: Relation, right: &Node) -> Option<Claim> {
        match (constant(left), constant(right)) {
            (Some(one), Some(other)) => Some(Claim::Fixed(relates(&one, how, &other))),
            (None, Some(value)) => self.held(left, how, vec![value]),
            (Some(value), None) => self.held(right, turned(how), vec![value]),
            (None, None) => {
                let (one, other) = (self.asked(left)?, self.asked(right)?);
                let guess = one.guess && other.guess;
                (one.variable == other.variable).then_some(Claim::Same(Asked { guess, ..one }, how))
            }
        }
    }

    fn within(&mut self, what: &Node, choice: &Node) -> Option<Claim> {
        let Is::List(items) = &choice.is else { return None };
        let values = items.iter().map(constant).collect::<Option<Vec<Value>>>()?;
        self.held(what, Relation::Equal, values)
    }

    fn held(&mut self, field: &Node, how: Relation, values: Vec<Value>) -> Option<Claim> {
        let asked = self.asked(field)?;
        self.variables.get_mut(asked.variable)?.constants.extend(values.iter().cloned());
        Some(Claim::Compared(asked, how, values))
    }

    /// The variable of a field, `price` or `guess(price)`; none for what is no name of a field outside lists.
    fn asked(&mut self, node: &Node) -> Option<Asked> {
        if let Is::Call { function, arguments } = &node.is {
            let [field] = arguments.as_slice() else { return None };
            let asked = self.asked(field).filter(|_| function.name == "guess")?;
            return Some(Asked { guess: true, ..asked });
        }
        let Is::Name { of, name } = &node.is else { return None };
        let (frame, column) = self.check.find(of.as_ref(), name).ok()?;
        let is_known = |known: &Variable| known.frame == frame && known.column.name == column.name;
        let variable = self.variables.iter().position(is_known).unwrap_or_else(|| {
            self.variables.push(Variable { frame, column, constants: Vec::new() });
            self.variables.len() - 1
        });
        Some(Asked { variable, guess: false })
    }

    fn loose(&mut self, node: &Node, text: &str) -> Claim {
        let words = text.get(node.at.clone()).unwrap_or(text);
        let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let at = self.loose.iter().position(|known| *known == words).unwrap_or_else(|| {
            self.loose.push(words);
            self.loose.len() - 1
        });
        Claim::Loose(at)
    }

    /// None where there are too many ways.
    fn answers(&self, when: Option<&Claim>, require: &Claim) -> Option<Answers> {
        let states: Vec<Vec<State>> = self.variables.iter().map(|variable| self.states(variable)).collect();
        let mut ways = 3usize.checked_pow(u32::try_from(self.loose.len()).ok()?)?;
        for states in &states {
            ways = ways.checked_mul(states.len()).filter(|ways| *ways <= MOST)?;
        }
        let mut seen = Answers { has_when: when.is_some(), ..Answers::default() };
        for way in 0..ways {
            let way = Way::of(way, &states, self.loose.len());
            let asked = when.map_or(Some(true), |when| way.answer(when)) == Some(true);
            let broken = way.answer(require) == Some(false);
            seen.asked |= asked;
            seen.passed_over |= !asked;
            seen.broken |= broken;
            seen.speaks |= asked && broken;
        }
        Some(seen)
    }

    fn states(&self, variable: &Variable) -> Vec<State> {
        let values: Vec<Value> = match &variable.column.get {
            Get::Number(_) | Get::Count(_) | Get::Ordinal(_) => numbers(&variable.constants),
            Get::Date(_) | Get::Day(_) => dates(&variable.constants),
            Get::Text(_) | Get::Label(_) | Get::Written(_) => {
                let named = variable.constants.iter().filter(|value| matches!(value, Value::Text(_))).cloned();
                named.chain([Value::Other]).collect()
            }
            Get::Truth(_) | Get::Flag(_) => vec![Value::Truth(true), Value::Truth(false)],
            Get::Form(_) => texts(Form::NAMES.iter().filter(|form| self.forms.contains(form))),
            Get::Word(words, _) => {
                // What a transaction or a holding is stands fast.
                let on = self.check.subject();
                let is_on = variable.frame == Frame::Subject && variable.column.name == "kind" && words.contains(&on);
                texts(words.iter().filter(|word| !is_on || **word == on))
            }
            Get::List(_) | Get::Place(_) | Get::Places(_) => Vec::new(),
        };
        // A form that the rule is asked of, and a word, are always there.
        let is_there = matches!(variable.column.get, Get::Form(_) | Get::Word(..));
        let mut states = if is_there { Vec::new() } else { vec![State::Missing, State::Malformed] };
        for value in values {
            states.extend((!is_there).then(|| State::Guessed(value.clone())));
            states.push(State::Sure(value));
        }
        states
    }
}

/// One way of filling in a form.
struct Way<'s> {
    states: Vec<&'s State>,
    loose: Vec<Option<bool>>,
}

impl<'s> Way<'s> {
    /// The way of this number.
    fn of(number: usize, states: &'s [Vec<State>], loose: usize) -> Way<'s> {
        let mut rest = number;
        let mut next = |of: usize| {
            let at = rest % of.max(1);
            rest /= of.max(1);
            at
        };
        let states = states.iter().filter_map(|states| states.get(next(states.len()))).collect();
        let loose = (0..loose).map(|_| [Some(true), Some(false), None].get(next(3)).copied().flatten()).collect();
        Way { states, loose }
    }

    fn value(&self, asked: Asked) -> Option<&'s Value> {
        match self.states.get(asked.variable)? {
            State::Sure(value) => Some(value),
            State::Guessed(value) if asked.guess => Some(value),
            _ => None,
        }
    }

    fn answer(&self, claim: &Claim) -> Option<bool> {
        match claim {
            Claim::Fixed(holds) => Some(*holds),
            Claim::Not(inner) => self.answer(inner).map(|holds| !holds),
            Claim::And(claims) => self.every(claims, true),
            Claim::Or(claims) => self.every(claims, false),
            Claim::Compared(asked, how, values) => {
                let value = self.value(*asked)?;
                Some(values.iter().any(|other| relates(value, *how, other)))
            }
            Claim::Same(asked, how) => {
                let value = self.value(*asked)?;
                Some(relates(value, *how, value))
            }
            Claim::Holds(asked) => Some(*self.value(*asked)? == Value::Truth(true)),
            Claim::Missing(variable) => Some(matches!(self.states.get(*variable)?, State::Missing)),
            Claim::Known(asked) => Some(self.value(*asked).is_some()),
            Claim::Loose(at) => self.loose.get(*at).copied().flatten(),
        }
    }

    fn every(&self, claims: &[Claim], and: bool) -> Option<bool> {
        let answers: Vec<Option<bool>> = claims.iter().map(|claim| self.answer(claim)).collect();
        if answers.contains(&Some(!and)) {
            return Some(!and);
        }
        (!answers.contains(&None)).then_some(and)
    }
}

fn constant(node: &Node) -> Option<Value> {
    match &node.is {
        Is::Number(number) => Some(Value::Number(*number)),
        Is::Negative(inner) => match constant(inner)? {
            Value::Number(number) => Some(Value::Number(-number)),
            _ => None,
        },
        Is::Date(date) => Some(Value::Date(*date)),
        Is::Text(text) => Some(Value::Text(text.clone())),
        _ => None,
    }
}

fn relates(one: &Value, how: Relation, other: &Value) -> bool {
    let order = one.partial_cmp(other);
    match how {
        Relation::Equal => one == other,
        Relation::Unequal => one != other,
        Relation::Less => order.is_some_and(std::cmp::Ordering::is_lt),
        Relation::LessOrEqual => order.is_some_and(std::cmp::Ordering::is_le),
        Relation::More => order.is_some_and(std::cmp::Ordering::is_gt),
        Relation::MoreOrEqual => order.is_some_and(std::cmp::Ordering::is_ge),
    }
}

/// The relation seen from the other side.
fn turned(how: Relation) -> Relation {
    match how {
        Relation::Less => Relation::More,
        Relation::LessOrEqual => Relation::MoreOrEqual,
        Relation::More => Relation::Less,
        Relation::MoreOrEqual => Relation::LessOrEqual,
        Relation::Equal | Relation::Unequal => how,
    }
}

fn texts<'w>(words: impl Iterator<Item = &'w &'static str>) -> Vec<Value> {
    words.map(|word| Value::Text((*word).to_owned())).collect()
}

/// Each constant, one between each and the next, and one beyond either end.
fn numbers(constants: &[Value]) -> Vec<Value> {
    let named =
        constants.iter().filter_map(|value| if let Value::Number(number) = value { Some(*number) } else { None });
    let named: Vec<Decimal> = named.collect::<BTreeSet<_>>().into_iter().collect();
    let between = named.windows(2).filter_map(|pair| match pair {
        [one, next] => one.checked_add(*next)?.checked_div(Decimal::TWO),
        _ => None,
    });
    let below = named.first().map_or(Some(Decimal::ZERO), |least| least.checked_sub(Decimal::ONE));
    let above = named.last().and_then(|most| most.checked_add(Decimal::ONE));
    let all = named.iter().copied().chain(between).chain(below).chain(above);
    all.map(Value::Number).collect()
}

/// Each day that is named, the day after it, and the day before the first.
fn dates(constants: &[Value]) -> Vec<Value> {
    let named = constants.iter().filter_map(|value| if let Value::Date(date) = value { Some(*date) } else { None });
    let named: BTreeSet<NaiveDate> = named.collect();
    let after = named.iter().filter_map(|day| day.succ_opt());
    let before = named.first().map_or(NaiveDate::from_ymd_opt(2000, 1, 1), |first| first.pred_opt());
    let all: BTreeSet<NaiveDate> = named.iter().copied().chain(after).chain(before).collect();
    all.into_iter().map(Value::Date).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{Params, Subject};

    #[test]
    fn what_never_happens_is_seen() {
        let of = |on: &str, when: &str, require: &str, forms: &[&str]| {
            let on = Subject::of(on).expect("a subject");
            let names = Names { on, params: &Params::new() };
            outlook(Some(when).filter(|when| !when.is_empty()), require, &names, forms)
        };
        for (on, when, require, expected) in [
            ("transaction", "code == 'S'", "price > 0", Outlook::Speaks),
            ("transaction", "", "price > 0", Outlook::Speaks),
            ("transaction", "missing(price) or price == 0", "code not in ['P', 'S']", Outlook::Speaks),
            ("transaction", "shares > 100 and shares < 200", "price < 5", Outlook::Speaks),
            (
                "transaction",
                "code == 'S' and not noted(price)",
                "any(f in footnotes: like(f.text, '*a*'))",
                Outlook::Speaks,
            ),
            ("row", "kind == 'holding'", "missing(code)", Outlook::Speaks),
            ("transaction", "guess(price) > 5 and not known(price)", "code == 'S'", Outlook::Speaks),
            // Of a value that is malformed neither is known.
            ("transaction", "not missing(price) and not known(price)", "code == 'S'", Outlook::Speaks),
            ("transaction", "code == 'S' and code == 'P'", "price > 0", Outlook::NeverAsked),
            ("transaction", "kind == 'holding'", "price > 0", Outlook::NeverAsked),
            ("transaction", "table not in ['Table I', 'Table II']", "price > 0", Outlook::NeverAsked),
            ("transaction", "filing.form == '4'", "price > 0", Outlook::NeverAsked),
            ("transaction", "shares > 200 and 100 > shares", "price > 0", Outlook::NeverAsked),
            (
                "transaction",
                "transaction_date > 2024-02-05 and transaction_date < 2024-02-06",
                "price > 0",
                Outlook::NeverAsked,
            ),
            ("transaction", "missing(price) and price > 5", "code == 'S'", Outlook::NeverAsked),
            ("transaction", "noted(price) and not noted( price )", "code == 'S'", Outlook::Speaks),
            ("transaction", "noted(price) and not noted(price)", "code == 'S'", Outlook::NeverAsked),
            ("transaction", "1 == 2", "price > 0", Outlook::NeverAsked),
            ("transaction", "", "price > 0 or price <= 0", Outlook::NeverBroken),
            ("transaction", "", "price == price", Outlook::NeverBroken),
            ("transaction", "", "kind in ['transaction', 'holding']", Outlook::NeverBroken),
            ("transaction", "code == 'S'", "code != 'P'", Outlook::NeverBoth),
            ("transaction", "price > 10", "price > 5", Outlook::NeverBoth),
            ("transaction", "kind == 'transaction'", "price > 0", Outlook::AlwaysAsked),
            ("transaction", "code == 'K'", "code != 'K'", Outlook::Speaks),
            ("transaction", "", "1 == 2", Outlook::AsksNothing),
        ] {
            assert_eq!(of(on, when, require, &["3", "5"]), expected, "{when} / {require}");
        }
        assert_eq!(of("transaction", "filing.form == '4'", "price > 0", &["4", "5"]), Outlook::Speaks);
        assert_eq!(of("transaction", "filing.form == '4'", "price > 0", &["4"]), Outlook::AlwaysAsked);
    }
}
