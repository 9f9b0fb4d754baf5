//! What names mean: what a rule may be about, and whose columns stand where.

use std::ops::ControlFlow;
use std::sync::OnceLock;

use crate::expr::Scope;
use crate::filing::{AnyField, Certainty, Column, Filing, FormKind, Kind, List, Part, Value, lists};

/// Something that a rule may be about: `on = "transaction"`.
pub struct Subject {
    pub name: &'static str,
    pub kind: Kind,
    /// None for what a filing has once.
    list: Option<&'static List>,
}

impl Subject {
    /// What a word of rule files means.
    #[must_use]
    pub fn of(name: &str) -> Option<&'static Subject> {
        subjects().iter().find(|subject| subject.name == name)
    }

    /// Shows each that a filing has.
    pub fn each<'f>(&self, filing: &'f Filing, visit: &mut dyn FnMut(Part<'f>)) {
        let Some(list) = self.list else { return filing.part(self.kind).into_iter().for_each(visit) };
        let _ = list.each(Part::Filing(filing), &mut |part| {
            visit(part);
            ControlFlow::Continue(())
        });
    }

    /// Whether a form of this kind has it.
    #[must_use]
    pub fn occurs_in(&self, form: FormKind) -> bool {
        let of_form = match form {
            FormKind::Three | FormKind::Four | FormKind::Five => Kind::Ownership,
            FormKind::Schedule13D | FormKind::Schedule13G => Kind::Beneficial,
        };
        let holds = |of: Kind| {
            let columns = of.columns().iter();
            columns.filter_map(|column| column.get.list()).any(|list| list.kind == self.kind)
        };
        self.list.is_none() || [of_form, Kind::Filing, Kind::Submission].into_iter().any(holds)
    }

    /// Whether a filing has it once.
    pub(super) fn is_one(&self) -> bool {
        self.list.is_none()
    }
}

/// Everything that a rule may be about.
#[must_use]
pub fn subjects() -> &'static [Subject] {
    static SUBJECTS: OnceLock<Vec<Subject>> = OnceLock::new();
    SUBJECTS.get_or_init(gathered)
}

fn gathered() -> Vec<Subject> {
    let mut subjects: Vec<Subject> =
        [Kind::Filing, Kind::Issuer].map(|kind| Subject { name: kind.name(), kind, list: None }).into();
    for (_, list) in lists() {
        // Tables I and II hold rows, as the list of all rows does, which comes first.
        if !subjects.iter().any(|known| known.name == list.one) {
            subjects.push(Subject { name: list.one, kind: list.kind, list: Some(list) });
        }
    }
    subjects
}

/// Whose column a name is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Frame {
    /// What the rule is about.
    Subject,
    /// The bound name.
    Bound,
    /// What the filing has once.
    Of(Kind),
}

impl Frame {
    #[inline]
    pub(super) fn part<'f>(self, scope: &Scope<'f>) -> Option<Part<'f>> {
        match self {
            Frame::Subject => Some(scope.on),
            Frame::Bound => scope.bound,
            Frame::Of(kind) => scope.filing.part(kind),
        }
    }
}

/// A column and whose it is.
pub(super) type Known = (Frame, &'static Column);

/// The words that stand before a point, but for the bound name.
pub(super) const PREFIXES: [&str; 3] = ["filing", "issuer", "header"];

/// The columns behind a prefix; none when it is no prefix.
pub(super) fn behind(prefix: &str) -> Option<Vec<Known>> {
    let of = |kinds: &[Kind]| {
        let columns = kinds.iter().flat_map(|kind| kind.columns().iter().map(|column| (Frame::Of(*kind), column)));
        columns.collect::<Vec<Known>>()
    };
    match prefix {
        "filing" => Some(of(&WHOLE)),
        "issuer" => Some(of(&[Kind::Issuer])),
        "header" => {
            // What the header says of the filing stands with the filing.
            let said = of(&[Kind::Filing]).into_iter().filter(|(_, column)| OF_HEADER.contains(&column.name));
            Some(said.chain(of(&[Kind::Submission])).collect())
        }
        _ => None,
    }
}

/// The parts whose columns are those of the filing as a whole.
const WHOLE: [Kind; 5] = [Kind::Filing, Kind::Ownership, Kind::Boilerplate, Kind::Inserted, Kind::Beneficial];

const OF_HEADER: [&str; 2] = ["accession", "filed_as_of"];

/// The columns of what a rule is about.
pub(super) fn of_subject(subject: &Subject) -> Vec<Known> {
    match subject.kind {
        Kind::Filing => behind(subject.name).unwrap_or_default(),
        kind => kind.columns().iter().map(|column| (Frame::Subject, column)).collect(),
    }
}

/// A field that an expression reads.
#[derive(Clone, Copy)]
pub(super) struct Read {
    pub frame: Frame,
    pub column: &'static Column,
    /// The list whose parts are read, for the bound name.
    pub over: Option<&'static List>,
}

impl Read {
    pub(super) fn field<'f>(&self, scope: &Scope<'f>) -> Option<&'f dyn AnyField> {
        self.column.get.field(self.frame.part(scope)?)
    }

    /// Shows the field, or that of each part of the list.
    pub(super) fn fields<'f>(&self, scope: &Scope<'f>, visit: &mut dyn FnMut(&'f dyn AnyField)) {
        let Some(list) = self.over else { return self.field(scope).into_iter().for_each(visit) };
        let _ = list.each(Part::Filing(scope.filing), &mut |part| {
            self.column.get.field(part).into_iter().for_each(&mut *visit);
            ControlFlow::Continue(())
        });
    }

    /// Whether it is a value that a comparison would not know.
    pub(super) fn is_unsure(&self, scope: &Scope<'_>) -> bool {
        let is_sure =
            |field: &dyn AnyField| field.state() == Value::Present(()) && field.certainty() > Certainty::Guessed;
        self.over.is_none() && !self.field(scope).is_some_and(is_sure)
    }

    pub(super) fn is_same(&self, other: &Read) -> bool {
        let is_of_list = match (self.over, other.over) {
            (Some(one), Some(other)) => std::ptr::eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        is_of_list && self.frame == other.frame && self.column.name == other.column.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::Get;

    #[test]
    fn no_name_means_two_things() {
        for prefix in PREFIXES {
            let mut names: Vec<&str> =
                behind(prefix).expect("a prefix").iter().map(|(_, column)| column.name).collect();
            names.sort_unstable();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{prefix}: {names:?}");
        }
        let mut names: Vec<&str> = lists().iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    }

    #[test]
    fn what_a_rule_may_be_about_has_columns() {
        let subjects = subjects();
        let names: Vec<&str> = subjects.iter().map(|subject| subject.name).collect();
        for name in ["filing", "issuer", "row", "transaction", "holding", "owner", "footnote", "person", "trade"] {
            assert!(names.contains(&name), "{names:?}");
        }
        let is_place = |get: &Get| get.is_field() || matches!(get, Get::Place(_));
        assert!(subjects.iter().all(|subject| of_subject(subject).iter().any(|(_, column)| is_place(&column.get))));
    }
}
