//! Places that a rule points at: a field, where a fault stands, the field of one of a list.

use chrono::NaiveDate;

use crate::expr::check;
use crate::expr::compile::{Closure, Walk};
use crate::expr::names::{Frame, Read};
use crate::expr::{Mistake, Names, Scope};
use crate::filing::{AnyField, Getter};
use crate::source::Span;

/// Where something is reported or labelled.
pub struct Place(pub(super) Kind);

pub(super) enum Kind {
    Field(Read),
    Span(Frame, Getter<Span>),
    Spans(Frame, Getter<Vec<Span>>),
    /// A field of the first of a list.
    First(Walk, Read),
    /// A field of the one whose date is the last.
    Latest(Walk, Closure<NaiveDate>, Read),
}

/// What stands at a place: a value, or no more than characters.
#[derive(Clone, Copy)]
pub enum Spot<'f> {
    Field(&'f dyn AnyField),
    Span(Span),
}

impl Place {
    /// Reads the name of one place.
    pub fn of(text: &str, names: &Names) -> Result<Place, Mistake> {
        check::place(text, names, false)
    }

    /// Reads the name of a place, or of several.
    pub fn several(text: &str, names: &Names) -> Result<Place, Mistake> {
        check::place(text, names, true)
    }

    /// The first of its places; none where the filing has no part that it could belong to.
    #[must_use]
    pub fn spot<'f>(&self, scope: &Scope<'f>) -> Option<Spot<'f>> {
        let mut first = None;
        self.spots(scope, &mut |spot| first = first.or(Some(spot)));
        first
    }

    /// Shows each of its places.
    pub fn spots<'f>(&self, scope: &Scope<'f>, visit: &mut dyn FnMut(Spot<'f>)) {
        match &self.0 {
            Kind::Field(read) => read.field(scope).into_iter().for_each(|field| visit(Spot::Field(field))),
            Kind::Span(frame, get) => {
                frame.part(scope).and_then(get).into_iter().for_each(|span| visit(Spot::Span(*span)));
            }
            Kind::Spans(frame, get) => {
                frame.part(scope).and_then(get).into_iter().flatten().for_each(|span| visit(Spot::Span(*span)));
            }
            Kind::First(walk, read) => {
                let found = walk.first(scope, |scope| read.field(scope));
                found.into_iter().for_each(|field| visit(Spot::Field(field)));
            }
            Kind::Latest(walk, date, read) => {
                let found = walk.latest(scope, |scope| Some((date(scope)?, read.field(scope)?)));
                found.into_iter().for_each(|(_, field)| visit(Spot::Field(field)));
            }
        }
    }

    /// The field that it names, if it is one.
    pub(super) fn read(&self) -> Option<&Read> {
        match &self.0 {
            Kind::Field(read) => Some(read),
            _ => None,
        }
    }
}
