//! What was checked becomes closures that read the filing's own fields: no value is boxed and no text is copied.
//!
//! A column that is compared with a constant, the commonest condition, is one closure.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::expr::names::Frame;
use crate::expr::typed::{Choice, Date, Number, Of, Over, Text, Truth};
use crate::expr::{Constant, Dated, Scope, functions};
use crate::filing::{AnyField, Certainty, Field, Form, Getter, List, Name, Part, Value, Word};
use crate::source::Span;
use crate::syntax::expr::Relation;
use crate::tables::{calendar, lies_within};
use crate::words::excerpt;

/// Asked of a scope, it answers, or does not know.
pub(super) type Closure<T> = Box<dyn Fn(&Scope<'_>) -> Option<T> + Send + Sync>;

pub(super) fn truth(truth: Truth) -> Closure<bool> {
    match truth {
        Truth::Column(Of { frame, get, guess: false }) => {
            Box::new(move |scope| get(frame.part(scope)?)?.sure().copied())
        }
        Truth::Column(Of { frame, get, guess: true }) => {
            Box::new(move |scope| get(frame.part(scope)?)?.present().copied())
        }
        Truth::Flag(frame, flag) => Box::new(move |scope| flag(frame.part(scope)?)),
        Truth::Missing(read) => {
            Box::new(move |scope| Some(read.field(scope).is_none_or(|field| field.state() == Value::Missing)))
        }
        Truth::Known(read, guess) => Box::new(move |scope| {
            let sure = |field: &dyn AnyField| guess || field.certainty() > Certainty::Guessed;
            Some(read.field(scope).is_some_and(|field| field.state() == Value::Present(()) && sure(field)))
        }),
        Truth::Noted(read) => {
            Box::new(move |scope| Some(read.field(scope).is_some_and(|field| !field.marks().is_empty())))
        }
        Truth::AnyNoted(frame) => Box::new(move |scope| frame.part(scope).map(Part::is_noted)),
        Truth::Not(inner) => {
            let inner = self::truth(*inner);
            Box::new(move |scope| inner(scope).map(|holds| !holds))
        }
        Truth::And(claims) => {
            let claims: Vec<Closure<bool>> = claims.into_iter().map(self::truth).collect();
            Box::new(move |scope| every(&claims, scope, true))
        }
        Truth::Or(claims) => {
            let claims: Vec<Closure<bool>> = claims.into_iter().map(self::truth).collect();
            Box::new(move |scope| every(&claims, scope, false))
        }
        Truth::Numbers(
            Number::Column(Of { frame: Frame::Subject, get, guess: false }),
            how,
            Number::Constant(bound),
        ) => Box::new(move |scope| Some(holds(get(scope.on)?.sure()?.cmp(&bound), how))),
        Truth::Numbers(one, how, other) => {
            let (one, other) = (number(one), number(other));
            Box::new(move |scope| Some(holds(one(scope)?.cmp(&other(scope)?), how)))
        }
        Truth::Dates(one, how, other) => {
            let (one, other) = (date(one), date(other));
            Box::new(move |scope| Some(holds(one(scope)?.cmp(&other(scope)?), how)))
        }
        Truth::Texts(Text::Column(Of { frame: Frame::Subject, get, guess: false }), Text::Constant(word)) => {
            Box::new(move |scope| Some(**get(scope.on)?.sure()? == *word))
        }
        Truth::Texts(one, other) => {
            let (one, other) = (text(one), text(other));
            Box::new(move |scope| Some(one.of(scope)? == other.of(scope)?))
        }
        Truth::NumberIn(what, choice) => {
            let (what, choice) = (number(what), numbers(choice));
            Box::new(move |scope| Some(choice.on(scope)?.contains(&what(scope)?)))
        }
        Truth::DateIn(what, choice) => {
            let (what, choice) = (date(what), dates(choice));
            Box::new(move |scope| Some(choice.on(scope)?.contains(&what(scope)?)))
        }
        Truth::TextIn(what, choice) => {
            let (what, choice) = (text(what), texts(choice));
            Box::new(move |scope| {
                let what = what.of(scope)?;
                Some(choice.on(scope)?.iter().any(|word| *word == what))
            })
        }
        Truth::Like(what, pattern) => {
            let what = text(what);
            Box::new(move |scope| Some(pattern.fits(&what.of(scope)?)))
        }
        Truth::Session(day) => {
            let day = date(day);
            Box::new(move |scope| calendar::is_trading_day(day(scope)?))
        }
        Truth::Any(over, body) => {
            let (walk, body) = (Walk::of(over), self::truth(*body));
            Box::new(move |scope| walk.quantify(scope, &body, true))
        }
        Truth::All(over, body) => {
            let (walk, body) = (Walk::of(over), self::truth(*body));
            Box::new(move |scope| walk.quantify(scope, &body, false))
        }
    }
}

/// `and`, whose answer is false where one is, and `or`, whose answer is true where one is; else unknown where one is.
fn every(claims: &[Closure<bool>], scope: &Scope<'_>, and: bool) -> Option<bool> {
    let mut answer = Some(and);
    for claim in claims {
        match claim(scope) {
            Some(holds) if holds != and => return Some(holds),
            Some(_) => {}
            None => answer = None,
        }
    }
    answer
}

fn holds(order: Ordering, how: Relation) -> bool {
    match how {
        Relation::Equal => order.is_eq(),
        Relation::Unequal => order.is_ne(),
        Relation::Less => order.is_lt(),
        Relation::LessOrEqual => order.is_le(),
        Relation::More => order.is_gt(),
        Relation::MoreOrEqual => order.is_ge(),
    }
}

pub(super) fn number(number: Number) -> Closure<Decimal> {
    match number {
        Number::Constant(number) => Box::new(move |_| Some(number)),
        Number::Column(Of { frame, get, guess }) => {
            Box::new(move |scope| read(get(frame.part(scope)?)?, guess).copied())
        }
        Number::Count(Of { frame, get, guess }) => {
            Box::new(move |scope| read(get(frame.part(scope)?)?, guess).map(|number| Decimal::from(*number)))
        }
        Number::Ordinal(frame, get) => Box::new(move |scope| get(frame.part(scope)?).map(Decimal::from)),
        Number::Param(entries) => param(entries, |value| match value {
            Constant::Number(number) => Some(number),
            _ => None,
        }),
        Number::Negative(inner) => {
            let inner = self::number(*inner);
            Box::new(move |scope| inner(scope).map(|number| -number))
        }
        Number::Sum(terms) => {
            let terms: Vec<(bool, Closure<Decimal>)> =
                terms.into_iter().map(|(away, term)| (away, self::number(term))).collect();
            Box::new(move |scope| {
                terms.iter().try_fold(Decimal::ZERO, |sum, (away, term)| {
                    let term = term(scope)?;
                    if *away { sum.checked_sub(term) } else { sum.checked_add(term) }
                })
            })
        }
        Number::Product(factors) => {
            let factors: Vec<Closure<Decimal>> = factors.into_iter().map(self::number).collect();
            Box::new(move |scope| {
                factors.iter().try_fold(Decimal::ONE, |product, factor| product.checked_mul(factor(scope)?))
            })
        }
        Number::Days(from, to) => {
            let (from, to) = (date(from), date(to));
            Box::new(move |scope| Some(functions::days(from(scope)?, to(scope)?).into()))
        }
        Number::BusinessDays(from, to) => {
            let (from, to) = (date(from), date(to));
            Box::new(move |scope| functions::business_days(from(scope)?, to(scope)?).map(Decimal::from))
        }
        Number::HowMany(over, None) => {
            let walk = Walk::of(over);
            Box::new(move |scope| walk.fold(scope, |count, _| count.checked_add(Decimal::ONE)))
        }
        Number::HowMany(over, Some(body)) => {
            let (walk, body) = (Walk::of(over), truth(*body));
            Box::new(move |scope| {
                walk.fold(scope, |count, scope| count.checked_add(Decimal::from(u8::from(body(scope)?))))
            })
        }
        Number::Total(over, body) => {
            let (walk, body) = (Walk::of(over), self::number(*body));
            Box::new(move |scope| walk.fold(scope, |sum, scope| sum.checked_add(body(scope)?)))
        }
        Number::First(over, body) => {
            let (walk, body) = (Walk::of(over), self::number(*body));
            Box::new(move |scope| walk.first(scope, &body))
        }
    }
}

pub(super) fn date(date: Date) -> Closure<NaiveDate> {
    match date {
        Date::Constant(date) => Box::new(move |_| Some(date)),
        Date::Column(Of { frame, get, guess }) => Box::new(move |scope| read(get(frame.part(scope)?)?, guess).copied()),
        Date::Day(frame, get) => Box::new(move |scope| get(frame.part(scope)?)),
        Date::Param(entries) => param(entries, |value| match value {
            Constant::Date(date) => Some(date),
            _ => None,
        }),
        Date::First(over, body) => {
            let (walk, body) = (Walk::of(over), self::date(*body));
            Box::new(move |scope| walk.first(scope, &body))
        }
        Date::Latest(over, body) => {
            let (walk, body) = (Walk::of(over), self::date(*body));
            Box::new(move |scope| walk.latest(scope, |scope| Some((body(scope)?, ()))).map(|(day, ())| day))
        }
    }
}

/// A text as it stands in the filing or in the rule; which of them is settled without a copy, where it stands there.
pub(super) enum Written {
    Constant(String),
    Column(Of<Field<Box<str>>>),
    Form(Of<Field<Form>>),
    Word(Frame, Word),
    Label(Frame, Name),
    Excerpt(Frame, Getter<Span>),
    Param(OfDay<String>),
    Either(Box<Written>, Box<Written>),
    If(Closure<bool>, Box<Written>, Box<Written>),
    KindOfDay(Closure<NaiveDate>),
    First(Walk, Box<Written>),
}

impl Written {
    pub(super) fn of<'a>(&'a self, scope: &Scope<'a>) -> Option<Cow<'a, str>> {
        match self {
            Written::Constant(text) => Some(text.into()),
            Written::Column(Of { frame, get, guess }) => {
                read(get(frame.part(scope)?)?, *guess).map(|text| Cow::Borrowed(text.as_ref()))
            }
            Written::Form(Of { frame, get, guess }) => {
                read(get(frame.part(scope)?)?, *guess).map(|form| form.name().into())
            }
            Written::Word(frame, word) => word(frame.part(scope)?).map(Cow::from),
            Written::Label(frame, get) => get(frame.part(scope)?),
            Written::Excerpt(frame, get) => Some(excerpt(scope.sources?.slice(*get(frame.part(scope)?)?)).into()),
            Written::Param(entries) => entries.on(scope).map(Cow::from),
            Written::Either(one, other) => one.of(scope).or_else(|| other.of(scope)),
            Written::If(condition, one, other) => {
                if condition(scope)? {
                    one.of(scope)
                } else {
                    other.of(scope)
                }
            }
            Written::KindOfDay(day) => Some(functions::kind_of_day(day(scope)?)),
            Written::First(walk, text) => walk.first(scope, |scope| text.of(scope)),
        }
    }
}

pub(super) fn text(text: Text) -> Written {
    let boxed = |text: Box<Text>| Box::new(self::text(*text));
    match text {
        Text::Constant(text) => Written::Constant(text),
        Text::Column(of) => Written::Column(of),
        Text::Form(of) => Written::Form(of),
        Text::Word(frame, _, word) => Written::Word(frame, word),
        Text::Label(frame, get) => Written::Label(frame, get),
        Text::Written(frame, get) => Written::Excerpt(frame, get),
        Text::Param(entries) => Written::Param(OfDay::of(entries, |value| match value {
            Constant::Text(text) => Some(text),
            _ => None,
        })),
        Text::Either(one, other) => Written::Either(boxed(one), boxed(other)),
        Text::If(condition, one, other) => Written::If(truth(*condition), boxed(one), boxed(other)),
        Text::KindOfDay(day) => Written::KindOfDay(date(day)),
        Text::First(over, text) => Written::First(Walk::of(over), boxed(text)),
    }
}

#[inline]
fn read<T>(field: &Field<T>, guess: bool) -> Option<&T> {
    if guess { field.present() } else { field.sure() }
}

/// A threshold whose value depends on the day.
pub(super) struct OfDay<T>(Vec<(Option<NaiveDate>, Option<NaiveDate>, T)>);

impl<T> OfDay<T> {
    fn of(entries: Vec<Dated>, value: fn(Constant) -> Option<T>) -> OfDay<T> {
        let entries = entries.into_iter().filter_map(|dated| Some((dated.from, dated.until, value(dated.value)?)));
        OfDay(entries.collect())
    }

    /// Without a day, only what always holds is known.
    fn on(&self, scope: &Scope<'_>) -> Option<&T> {
        let of_day = |from: Option<NaiveDate>, until: Option<NaiveDate>| match scope.date {
            Some(day) => lies_within(day, from, until),
            None => from.is_none() && until.is_none(),
        };
        self.0.iter().find(|(from, until, _)| of_day(*from, *until)).map(|(_, _, value)| value)
    }
}

fn param<T: Copy + Send + Sync + 'static>(entries: Vec<Dated>, value: fn(Constant) -> Option<T>) -> Closure<T> {
    let entries = OfDay::of(entries, value);
    Box::new(move |scope| entries.on(scope).copied())
}

/// What one may be among.
enum Among<T> {
    Written(Vec<T>),
    Param(OfDay<Vec<T>>),
}

impl<T> Among<T> {
    fn of(choice: Choice<T>, item: fn(Constant) -> Option<T>) -> Among<T> {
        match choice {
            Choice::Written(items) => Among::Written(items),
            Choice::Param(entries) => {
                let lists = entries.into_iter().filter_map(|dated| {
                    let Constant::List(items) = dated.value else { return None };
                    Some((dated.from, dated.until, items.into_iter().filter_map(item).collect()))
                });
                Among::Param(OfDay(lists.collect()))
            }
        }
    }

    fn on(&self, scope: &Scope<'_>) -> Option<&[T]> {
        match self {
            Among::Written(items) => Some(items),
            Among::Param(entries) => entries.on(scope).map(Vec::as_slice),
        }
    }
}

fn numbers(choice: Choice<Decimal>) -> Among<Decimal> {
    Among::of(choice, |item| match item {
        Constant::Number(number) => Some(number),
        _ => None,
    })
}

fn dates(choice: Choice<NaiveDate>) -> Among<NaiveDate> {
    Among::of(choice, |item| match item {
        Constant::Date(date) => Some(date),
        _ => None,
    })
}

fn texts(choice: Choice<String>) -> Among<String> {
    Among::of(choice, |item| match item {
        Constant::Text(text) => Some(text),
        _ => None,
    })
}

/// A way over a list.
pub(super) struct Walk {
    list: &'static List,
    only: Option<Closure<bool>>,
    most: usize,
}

impl Walk {
    pub(super) fn of(over: Over) -> Walk {
        Walk { list: over.list, only: over.only.map(|only| truth(*only)), most: over.most }
    }

    /// `any`, whose answer is `wanted` where one is, and `all`, whose answer is not where one is not.
    fn quantify(&self, scope: &Scope<'_>, body: &Closure<bool>, any: bool) -> Option<bool> {
        let mut answer = Some(!any);
        let walked = self.each(scope, |scope| {
            let decides = match (self.counts(scope), body(scope)) {
                (Some(false), _) => Some(false),
                (_, Some(holds)) if holds != any => Some(false),
                (Some(true), Some(_)) => Some(true),
                _ => None,
            };
            match decides {
                Some(true) => {
                    answer = Some(any);
                    return ControlFlow::Break(());
                }
                Some(false) => {}
                None => answer = None,
            }
            ControlFlow::Continue(())
        });
        answer.filter(|_| walked)
    }

    /// What comes of one after the other; unknown where one is.
    fn fold(&self, scope: &Scope<'_>, step: impl Fn(Decimal, &Scope<'_>) -> Option<Decimal>) -> Option<Decimal> {
        let mut sum = Some(Decimal::ZERO);
        let walked = self.each(scope, |scope| {
            sum = match (self.counts(scope), sum) {
                (Some(true), Some(sum)) => step(sum, scope),
                (Some(false), sum) => sum,
                _ => None,
            };
            if sum.is_none() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        sum.filter(|_| walked)
    }

    /// What comes of the first that counts; unknown where that is not known of one before it.
    pub(super) fn first<'f, T>(&self, scope: &Scope<'f>, of: impl Fn(&Scope<'f>) -> Option<T>) -> Option<T> {
        let mut found = None;
        self.each(scope, |scope| match self.counts(scope) {
            Some(false) => ControlFlow::Continue(()),
            Some(true) => {
                found = of(scope);
                ControlFlow::Break(())
            }
            None => ControlFlow::Break(()),
        });
        found
    }

    /// The one of those that count whose date is the last; what is not known is passed over.
    pub(super) fn latest<'f, T>(
        &self,
        scope: &Scope<'f>,
        of: impl Fn(&Scope<'f>) -> Option<(NaiveDate, T)>,
    ) -> Option<(NaiveDate, T)> {
        let mut found: Option<(NaiveDate, T)> = None;
        let walked = self.each(scope, |scope| {
            if let (Some(true), Some((day, value))) = (self.counts(scope), of(scope))
                && found.as_ref().is_none_or(|(last, _)| *last <= day)
            {
                found = Some((day, value));
            }
            ControlFlow::Continue(())
        });
        found.filter(|_| walked)
    }

    /// Whether one of the list is among those that are chosen.
    fn counts(&self, scope: &Scope<'_>) -> Option<bool> {
        self.only.as_ref().map_or(Some(true), |only| only(scope))
    }

    /// Visits each; false where the list is too long.
    fn each<'f>(&self, scope: &Scope<'f>, mut visit: impl FnMut(&Scope<'f>) -> ControlFlow<()>) -> bool {
        let mut left = self.most;
        let mut walked = true;
        let _ = self.list.each(Part::Filing(scope.filing), &mut |part| {
            let Some(rest) = left.checked_sub(1) else {
                walked = false;
                return ControlFlow::Break(());
            };
            left = rest;
            visit(&Scope { bound: Some(part), ..*scope })
        });
        walked
    }
}
