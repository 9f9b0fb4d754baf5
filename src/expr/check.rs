//! Names and types of an expression, held against what there is. What passes is typed and needs no asking later.

use rust_decimal::Decimal;

use crate::expr::compile::{self, Walk};
use crate::expr::functions::Pattern;
use crate::expr::mistake::{self, Mistake, are_several, is_list, is_place, is_whole, kind_of};
use crate::expr::names::{Frame, Known, PREFIXES, Read, behind, of_subject};
use crate::expr::place::{self, Place};
use crate::expr::typed::{Choice, Date, Number, Of, Over, Text, Truth, Value};
use crate::expr::{Constant, Dated, Names};
use crate::filing::{Column, Form, Get, List, lists};
use crate::syntax::expr::{Is, Named, Node, Relation, parse};
use crate::words::nearest_and_all;

/// The longest list that is walked for each of many.
const MOST_FOR_EACH: usize = 1_000;

pub(super) fn condition(text: &str, names: &Names) -> Result<(Truth, Vec<Read>), Mistake> {
    let node = parsed(text)?;
    let mut check = Check::new(names, false);
    let truth = check.truth(&node)?;
    Ok((truth, check.reads))
}

/// A value of a message. Also guessed ones are told there: whether something is wrong was settled before.
pub(super) fn value(text: &str, names: &Names) -> Result<Value, Mistake> {
    let node = parsed(text)?;
    Check::new(names, true).value(&node)
}

/// A place; or, where that is allowed, several.
pub(super) fn place(text: &str, names: &Names, several: bool) -> Result<Place, Mistake> {
    let node = parsed(text)?;
    Check::new(names, false).place(&node, several).map(Place)
}

fn parsed(text: &str) -> Result<Node, Mistake> {
    parse(text).map_err(|unread| mistake::unread(text, unread))
}

pub(super) struct Check<'n> {
    names: &'n Names<'n>,
    columns: Vec<Known>,
    bound: Option<Bound>,
    reads: Vec<Read>,
    guess: bool,
}

/// The one bound name.
struct Bound {
    name: String,
    list: &'static List,
    columns: Vec<Known>,
}

impl<'n> Check<'n> {
    pub(super) fn new(names: &'n Names<'n>, guess: bool) -> Check<'n> {
        Check { names, columns: of_subject(names.on), bound: None, reads: Vec::new(), guess }
    }

    /// The word for what the check is about.
    pub(super) fn subject(&self) -> &'static str {
        self.names.on.name
    }

    fn value(&mut self, node: &Node) -> Result<Value, Mistake> {
        Ok(match &node.is {
            Is::Number(number) => Value::Number(Number::Constant(*number)),
            Is::Date(date) => Value::Date(Date::Constant(*date)),
            Is::Text(text) => Value::Text(Text::Constant(text.clone())),
            Is::Name { of, name } => self.column(of.as_ref(), name)?,
            Is::Call { function, arguments } => self.call(node, function, arguments)?,
            Is::Over { function, bound, list, only, body } => {
                self.over(function, bound, list, only.as_deref(), body)?
            }
            Is::List(_) => return Err(Mistake::of(&node.at, "a list stands after `in` alone", None)),
            Is::Not(inner) => Value::Truth(Truth::Not(Box::new(self.truth(inner)?))),
            Is::And(claims) => Value::Truth(Truth::And(self.truths(claims)?)),
            Is::Or(claims) => Value::Truth(Truth::Or(self.truths(claims)?)),
            Is::Compare { left, how, right } => Value::Truth(self.compare(node, left, *how, right)?),
            Is::Within { what, choice, negated } => {
                let within = self.within(what, choice)?;
                Value::Truth(if *negated { Truth::Not(Box::new(within)) } else { within })
            }
            Is::Sum(terms) => {
                let terms = terms.iter().map(|(away, term)| Ok((*away, self.number(term)?)));
                Value::Number(Number::Sum(terms.collect::<Result<_, Mistake>>()?))
            }
            Is::Product(factors) => {
                let factors = factors.iter().map(|factor| self.number(factor));
                Value::Number(Number::Product(factors.collect::<Result<_, Mistake>>()?))
            }
            Is::Negative(inner) => Value::Number(Number::Negative(Box::new(self.number(inner)?))),
        })
    }

    fn truths(&mut self, nodes: &[Node]) -> Result<Vec<Truth>, Mistake> {
        nodes.iter().map(|node| self.truth(node)).collect()
    }

    fn truth(&mut self, node: &Node) -> Result<Truth, Mistake> {
        match self.value(node)? {
            Value::Truth(truth) => Ok(truth),
            other => Err(mistake::unlike(node, "a condition", &other)),
        }
    }

    fn number(&mut self, node: &Node) -> Result<Number, Mistake> {
        match self.value(node)? {
            Value::Number(number) => Ok(number),
            other => Err(mistake::unlike(node, "a number", &other)),
        }
    }

    fn date(&mut self, node: &Node) -> Result<Date, Mistake> {
        match self.value(node)? {
            Value::Date(date) => Ok(date),
            other => Err(mistake::unlike(node, "a date", &other)),
        }
    }

    fn text(&mut self, node: &Node) -> Result<Text, Mistake> {
        match self.value(node)? {
            Value::Text(text) => Ok(text),
            other => Err(mistake::unlike(node, "a text", &other)),
        }
    }

    fn compare(&mut self, node: &Node, left: &Node, how: Relation, right: &Node) -> Result<Truth, Mistake> {
        let ordered = !matches!(how, Relation::Equal | Relation::Unequal);
        match (self.value(left)?, self.value(right)?) {
            (Value::Number(one), Value::Number(other)) => Ok(Truth::Numbers(one, how, other)),
            (Value::Date(one), Value::Date(other)) => Ok(Truth::Dates(one, how, other)),
            (Value::Text(_), Value::Text(_)) | (Value::Truth(_), Value::Truth(_)) if ordered => {
                Err(Mistake::of(&node.at, "only numbers and dates are less or more than others", None))
            }
            (Value::Text(one), Value::Text(other)) => {
                for (word, text, at) in [(&one, &other, right), (&other, &one, left)] {
                    if let Text::Constant(text) = text {
                        is_one_of_its_words(word, text, at)?;
                    }
                }
                let equal = Truth::Texts(one, other);
                Ok(if how == Relation::Unequal { Truth::Not(Box::new(equal)) } else { equal })
            }
            (Value::Truth(_), Value::Truth(_)) => {
                let help = "write `x` for what holds, `not x` for what does not";
                Err(Mistake::of(
                    &node.at,
                    "conditions are joined by `and` and `or`, not compared",
                    Some(help.to_owned()),
                ))
            }
            (one, other) => {
                let message = format!("{} is compared with {}", kind_of(&one), kind_of(&other));
                Err(Mistake::of(&node.at, &message, mistake::hint(&one, right).or_else(|| mistake::hint(&other, left))))
            }
        }
    }

    fn within(&mut self, what: &Node, choice: &Node) -> Result<Truth, Mistake> {
        let value = self.value(what)?;
        match &choice.is {
            Is::List(items) => among_these(what, value, items),
            Is::Call { function, arguments } => {
                let entries = self.param(choice, function, arguments)?;
                among_thresholds(choice, value, entries)
            }
            _ => Err(Mistake::of(&choice.at, "a list stands after `in`", None)),
        }
    }

    fn call(&mut self, node: &Node, function: &Named, arguments: &[Node]) -> Result<Value, Mistake> {
        let name = function.name.as_str();
        Ok(match (name, arguments) {
            ("missing", [field]) => Value::Truth(Truth::Missing(self.field(field, "what `missing` asks")?)),
            ("known", [field]) => {
                let (field, guess) = without_guess(field);
                Value::Truth(Truth::Known(self.field(field, "what `known` asks")?, guess))
            }
            ("noted", []) => Value::Truth(Truth::AnyNoted(Frame::Subject)),
            ("noted", [part]) if self.is_bound(part) => Value::Truth(Truth::AnyNoted(Frame::Bound)),
            ("noted", [field]) => Value::Truth(Truth::Noted(self.field(field, "what `noted` asks")?)),
            ("guess", [field]) => {
                self.field(field, "what `guess` takes")?;
                let before = std::mem::replace(&mut self.guess, true);
                let value = self.value(field);
                self.guess = before;
                value?
            }
            ("like", [text, form]) => {
                let text = self.text(text)?;
                let Is::Text(pattern) = &form.is else {
                    return Err(Mistake::of(&form.at, "the form is written out, as `'##-#######'`", None));
                };
                Value::Truth(Truth::Like(text, Pattern::of(pattern)))
            }
            ("days", [from, to]) => Value::Number(Number::Days(self.date(from)?, self.date(to)?)),
            ("business_days", [from, to]) => Value::Number(Number::BusinessDays(self.date(from)?, self.date(to)?)),
            ("session", [day]) => Value::Truth(Truth::Session(self.date(day)?)),
            ("kind_of_day", [day]) => Value::Text(Text::KindOfDay(self.date(day)?)),
            ("param", [_]) => threshold(node, self.param(node, function, arguments)?)?,
            ("count", [of]) => Value::Number(Number::HowMany(self.list(of)?, None)),
            ("either", [one, other]) => {
                Value::Text(Text::Either(Box::new(self.text(one)?), Box::new(self.text(other)?)))
            }
            ("if", [condition, one, other]) => Value::Text(Text::If(
                Box::new(self.truth(condition)?),
                Box::new(self.text(one)?),
                Box::new(self.text(other)?),
            )),
            _ => return Err(mistake::no_such_call(node, function, arguments.len())),
        })
    }

    fn over(
        &mut self,
        function: &Named,
        bound: &Named,
        list: &Named,
        only: Option<&Node>,
        body: &Node,
    ) -> Result<Value, Mistake> {
        let (over, asked) = self.bind(bound, list, |check, over| check.within_list(function, over, only, body))?;
        Ok(match asked {
            Asked::Any(body) => Value::Truth(Truth::Any(over, Box::new(body))),
            Asked::All(body) => Value::Truth(Truth::All(over, Box::new(body))),
            Asked::Count(body) => Value::Number(Number::HowMany(over, Some(Box::new(body)))),
            Asked::Sum(body) => Value::Number(Number::Total(over, Box::new(body))),
            Asked::Latest(body) => Value::Date(Date::Latest(over, Box::new(body))),
            Asked::First(Value::Number(body)) => Value::Number(Number::First(over, Box::new(body))),
            Asked::First(Value::Date(body)) => Value::Date(Date::First(over, Box::new(body))),
            Asked::First(Value::Text(body)) => Value::Text(Text::First(over, Box::new(body))),
            Asked::First(value @ Value::Truth(_)) => return Err(mistake::unlike(body, "a value", &value)),
        })
    }

    /// Reads what stands behind a bound name.
    fn bind<T>(
        &mut self,
        bound: &Named,
        list: &Named,
        read: impl FnOnce(&mut Self, &mut Over) -> Result<T, Mistake>,
    ) -> Result<(Over, T), Mistake> {
        if self.bound.is_some() {
            return Err(Mistake::of(
                &bound.at,
                "one name is bound at a time: a list is not asked within another",
                None,
            ));
        }
        if PREFIXES.contains(&bound.name.as_str()) {
            return Err(Mistake::of(&bound.at, &format!("`{}` has a meaning already", bound.name), None));
        }
        let mut over = self.named_list(list)?;
        let columns = over.list.kind.columns().iter().map(|column| (Frame::Bound, column)).collect();
        self.bound = Some(Bound { name: bound.name.clone(), list: over.list, columns });
        let found = read(self, &mut over);
        self.bound = None;
        Ok((over, found?))
    }

    fn within_list(
        &mut self,
        function: &Named,
        over: &mut Over,
        only: Option<&Node>,
        body: &Node,
    ) -> Result<Asked, Mistake> {
        over.only = only.map(|only| self.truth(only)).transpose()?.map(Box::new);
        match function.name.as_str() {
            "any" => Ok(Asked::Any(self.truth(body)?)),
            "all" => Ok(Asked::All(self.truth(body)?)),
            "count" => Ok(Asked::Count(self.truth(body)?)),
            "sum" => Ok(Asked::Sum(self.number(body)?)),
            "first" => Ok(Asked::First(self.value(body)?)),
            "latest" => Ok(Asked::Latest(self.date(body)?)),
            name => Err(Mistake::of(
                &function.at,
                &format!("`{name}` does not go over a list"),
                Some("`any`, `all`, `count`, `sum`, `first` and `latest` do".to_owned()),
            )),
        }
    }

    fn list(&mut self, node: &Node) -> Result<Over, Mistake> {
        let Is::Name { of: None, name } = &node.is else {
            return Err(Mistake::of(&node.at, "only a list is counted", None));
        };
        self.named_list(name)
    }

    fn named_list(&self, list: &Named) -> Result<Over, Mistake> {
        let lists = lists();
        let Some((_, found)) = lists.iter().find(|(name, _)| *name == list.name) else {
            let names: Vec<&str> = lists.iter().map(|(name, _)| *name).collect();
            let message = format!("there is no list `{}`", list.name);
            return Err(Mistake::of(&list.at, &message, Some(nearest_and_all(&list.name, &names, "the lists are"))));
        };
        let most = if self.names.on.is_one() { usize::MAX } else { MOST_FOR_EACH };
        Ok(Over { list: found, only: None, most })
    }

    fn is_bound(&self, node: &Node) -> bool {
        let Is::Name { of: None, name } = &node.is else { return false };
        self.bound.as_ref().is_some_and(|bound| bound.name == name.name)
    }

    fn param(&self, node: &Node, function: &Named, arguments: &[Node]) -> Result<Vec<Dated>, Mistake> {
        let [argument] = arguments else { return Err(mistake::no_such_call(node, function, arguments.len())) };
        if function.name != "param" {
            return Err(Mistake::of(&node.at, "a list or a threshold stands after `in`", None));
        }
        let Is::Text(name) = &argument.is else {
            return Err(Mistake::of(&argument.at, "a threshold is named by a text, as `param('days')`", None));
        };
        self.names.params.get(name).cloned().ok_or_else(|| {
            let names: Vec<&str> = self.names.params.keys().map(String::as_str).collect();
            let help = if names.is_empty() {
                format!("write it into a table `[[params]]`, as `{name} = 5`")
            } else {
                nearest_and_all(name, &names, "it has")
            };
            Mistake::of(&argument.at, &format!("the rule has no threshold `{name}`"), Some(help))
        })
    }

    /// A column that is a field, for what is asked of fields. Whether a value is there is no reading of it.
    fn field(&self, node: &Node, what: &str) -> Result<Read, Mistake> {
        let Is::Name { of, name } = &node.is else {
            return Err(Mistake::of(&node.at, &format!("{what} is the name of a field"), None));
        };
        let (frame, column) = self.find(of.as_ref(), name)?;
        if !column.get.is_field() {
            let message = format!("{what} is a field, a value with a place; `{}` is none", column.name);
            return Err(Mistake::of(&node.at, &message, None));
        }
        Ok(self.read_of(frame, column))
    }

    /// What one points at.
    fn place(&mut self, node: &Node, several: bool) -> Result<place::Kind, Mistake> {
        match &node.is {
            Is::Name { of, name } => {
                let (frame, column) = self.find(of.as_ref(), name)?;
                match &column.get {
                    Get::Place(get) => Ok(place::Kind::Span(frame, *get)),
                    Get::Places(get) if several => Ok(place::Kind::Spans(frame, *get)),
                    Get::Places(_) => Err(are_several(name)),
                    _ => self.field(node, "a place").map(place::Kind::Field),
                }
            }
            Is::Over { function, bound, list, only, body } if ["first", "latest"].contains(&function.name.as_str()) => {
                let (over, (asked, read)) = self.bind(bound, list, |check, over| {
                    let asked = check.within_list(function, over, only.as_deref(), body)?;
                    Ok((asked, check.field(body, "a place")?))
                })?;
                Ok(match asked {
                    Asked::Latest(date) => place::Kind::Latest(Walk::of(over), compile::date(date), read),
                    _ => place::Kind::First(Walk::of(over), read),
                })
            }
            _ => self.field(node, "a place").map(place::Kind::Field),
        }
    }

    fn read_of(&self, frame: Frame, column: &'static Column) -> Read {
        let over = self.bound.as_ref().filter(|_| frame == Frame::Bound).map(|bound| bound.list);
        Read { frame, column, over }
    }

    fn column(&mut self, of: Option<&Named>, name: &Named) -> Result<Value, Mistake> {
        let (frame, column) = self.find(of, name)?;
        let guess = self.guess;
        let value = match &column.get {
            Get::Number(get) => Value::Number(Number::Column(Of { frame, get: *get, guess })),
            Get::Count(get) => Value::Number(Number::Count(Of { frame, get: *get, guess })),
            Get::Ordinal(get) => Value::Number(Number::Ordinal(frame, get.clone())),
            Get::Day(get) => Value::Date(Date::Day(frame, get.clone())),
            Get::Date(get) => Value::Date(Date::Column(Of { frame, get: *get, guess })),
            Get::Text(get) => Value::Text(Text::Column(Of { frame, get: *get, guess })),
            Get::Form(get) => Value::Text(Text::Form(Of { frame, get: *get, guess })),
            Get::Word(words, word) => Value::Text(Text::Word(frame, words, word.clone())),
            Get::Label(get) => Value::Text(Text::Label(frame, get.clone())),
            Get::Written(get) => Value::Text(Text::Written(frame, *get)),
            Get::Truth(get) => Value::Truth(Truth::Column(Of { frame, get: *get, guess })),
            Get::Flag(flag) => Value::Truth(Truth::Flag(frame, flag.clone())),
            Get::List(_) => return Err(is_list(name)),
            Get::Place(_) | Get::Places(_) => return Err(is_place(name)),
        };
        let read = self.read_of(frame, column);
        if column.get.is_field() && !self.reads.iter().any(|known| known.is_same(&read)) {
            self.reads.push(read);
        }
        Ok(value)
    }

    /// The column of a name.
    pub(super) fn find(&self, of: Option<&Named>, name: &Named) -> Result<Known, Mistake> {
        let Some(of) = of else {
            if let Some(bound) = self.bound.as_ref().filter(|bound| bound.name == name.name) {
                return Err(is_whole(name, bound.list));
            }
            let is_column = self.columns.iter().any(|(_, column)| column.name == name.name);
            if !is_column && lists().iter().any(|(list, _)| *list == name.name) {
                return Err(is_list(name));
            }
            return among(&self.columns, name, self.names.on.name, || self.others());
        };
        if let Some(bound) = self.bound.as_ref().filter(|bound| bound.name == of.name) {
            return among(&bound.columns, name, bound.list.one, Vec::new);
        }
        match behind(&of.name) {
            Some(columns) => among(&columns, name, &of.name, Vec::new),
            None => {
                let mut names = PREFIXES.to_vec();
                names.extend(self.bound.as_ref().map(|bound| bound.name.as_str()));
                let help = nearest_and_all(&of.name, &names, "before a point stands one of");
                Err(Mistake::of(&of.at, &format!("nothing is called `{}`", of.name), Some(help)))
            }
        }
    }

    /// What else a name alone may have meant.
    fn others(&self) -> Vec<String> {
        let prefixed = PREFIXES.iter().flat_map(|prefix| {
            let columns = behind(prefix).unwrap_or_default();
            columns.into_iter().map(move |(_, column)| format!("{prefix}.{}", column.name))
        });
        let bound = self
            .bound
            .iter()
            .flat_map(|bound| bound.columns.iter().map(|(_, column)| format!("{}.{}", bound.name, column.name)));
        prefixed.chain(bound).collect()
    }
}

/// What is asked of a list.
enum Asked {
    Any(Truth),
    All(Truth),
    Count(Truth),
    Sum(Number),
    First(Value),
    Latest(Date),
}

fn among(columns: &[Known], name: &Named, owner: &str, others: impl FnOnce() -> Vec<String>) -> Result<Known, Mistake> {
    let found = columns.iter().find(|(_, column)| column.name == name.name);
    found.copied().ok_or_else(|| {
        let article = if owner.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let message = format!("{article} {owner} has no `{}`", name.name);
        // The same name stands elsewhere: that is meant, and no name that is spelt like it.
        let elsewhere = others().into_iter().find(|other| other.rsplit('.').next() == Some(name.name.as_str()));
        let names: Vec<&str> = columns.iter().map(|(_, column)| column.name).collect();
        let help = match elsewhere {
            Some(other) => format!("write `{other}`"),
            None => nearest_and_all(&name.name, &names, "it has"),
        };
        Mistake::of(&name.at, &message, Some(help))
    })
}

fn among_these(what: &Node, value: Value, items: &[Node]) -> Result<Truth, Mistake> {
    let kind = kind_of(&value);
    let unlike = |item: &Node| Mistake::of(&item.at, &format!("{kind} is not among such"), None);
    match value {
        Value::Number(number) => {
            let items = items.iter().map(|item| number_written(item).ok_or_else(|| unlike(item)));
            Ok(Truth::NumberIn(number, Choice::Written(items.collect::<Result<_, Mistake>>()?)))
        }
        Value::Date(date) => {
            let items = items.iter().map(|item| if let Is::Date(day) = item.is { Ok(day) } else { Err(unlike(item)) });
            Ok(Truth::DateIn(date, Choice::Written(items.collect::<Result<_, Mistake>>()?)))
        }
        Value::Text(text) => {
            let items = items.iter().map(|item| match &item.is {
                Is::Text(word) => is_one_of_its_words(&text, word, item).map(|()| word.clone()),
                _ => Err(unlike(item)),
            });
            let items = items.collect::<Result<_, Mistake>>()?;
            Ok(Truth::TextIn(text, Choice::Written(items)))
        }
        Value::Truth(_) => Err(Mistake::of(&what.at, "a condition is in no list", None)),
    }
}

fn among_thresholds(choice: &Node, value: Value, entries: Vec<Dated>) -> Result<Truth, Mistake> {
    let hold = |fits: fn(&Constant) -> bool| {
        entries.iter().all(|dated| matches!(&dated.value, Constant::List(items) if items.iter().all(fits)))
    };
    match value {
        Value::Number(number) if hold(|item| matches!(item, Constant::Number(_))) => {
            Ok(Truth::NumberIn(number, Choice::Param(entries)))
        }
        Value::Date(date) if hold(|item| matches!(item, Constant::Date(_))) => {
            Ok(Truth::DateIn(date, Choice::Param(entries)))
        }
        Value::Text(text) if hold(|item| matches!(item, Constant::Text(_))) => {
            Ok(Truth::TextIn(text, Choice::Param(entries)))
        }
        other => {
            let message = format!("{} cannot be in this threshold, which is no list of such", kind_of(&other));
            Err(Mistake::of(&choice.at, &message, None))
        }
    }
}

/// A number as it stands, with its sign.
fn number_written(item: &Node) -> Option<Decimal> {
    match &item.is {
        Is::Number(number) => Some(*number),
        Is::Negative(inner) => number_written(inner).map(|number| -number),
        _ => None,
    }
}

/// `guess(x)` within `known(guess(x))`.
fn without_guess(node: &Node) -> (&Node, bool) {
    match &node.is {
        Is::Call { function, arguments } if function.name == "guess" => match arguments.as_slice() {
            [field] => (field, true),
            _ => (node, false),
        },
        _ => (node, false),
    }
}

fn threshold(node: &Node, entries: Vec<Dated>) -> Result<Value, Mistake> {
    let all = |is: fn(&Constant) -> bool| entries.iter().all(|dated| is(&dated.value));
    if all(|value| matches!(value, Constant::Number(_))) {
        Ok(Value::Number(Number::Param(entries)))
    } else if all(|value| matches!(value, Constant::Date(_))) {
        Ok(Value::Date(Date::Param(entries)))
    } else if all(|value| matches!(value, Constant::Text(_))) {
        Ok(Value::Text(Text::Param(entries)))
    } else if all(|value| matches!(value, Constant::List(_))) {
        Err(Mistake::of(&node.at, "this threshold is a list, which stands after `in` alone", None))
    } else {
        Err(Mistake::of(&node.at, "this threshold is of another type at other times", None))
    }
}

/// Where only some words can stand, another is never equal.
fn is_one_of_its_words(text: &Text, written: &str, at: &Node) -> Result<(), Mistake> {
    let words: &[&str] = match text {
        Text::Word(_, words, _) => words,
        Text::Form(_) => &Form::NAMES,
        _ => return Ok(()),
    };
    if words.contains(&written) {
        return Ok(());
    }
    Err(Mistake::of(&at.at, &format!("it is never '{written}'"), Some(nearest_and_all(written, words, "it is one of"))))
}
