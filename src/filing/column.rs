//! The parts of a filing and their columns, as rule files name them: what `record!` and `part!` declare, looked up.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    AddressLine, AnnexPerson, AnyField, Beneficial, Boilerplate, CusipMention, Datum, Fidelity, Field, Filing,
    FootnoteText, Form, Inserted, Issuer, Item, OutstandingShares, Owner, Ownership, PageMark, Party, Person,
    PriorFiling, Row, RowKind, Signature, Stage, StatedPosition, StatedTotal, Submission, Supporting, Table, Trade,
};
use crate::fault::Fault;
use crate::source::{SourceId, Span};

/// Lists the structs whose columns have names.
macro_rules! parts {
    ($($part:ident),* $(,)?) => {
        /// A part of a filing, whichever it is.
        #[derive(Clone, Copy)]
        pub enum Part<'f> {
            $( $part(&'f $part), )*
        }

        /// The kinds of parts.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Kind {
            $( $part, )*
        }

        impl Kind {
            /// Its word in rule files.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Kind::$part => $part::NAME, )* }
            }

            /// What it has, in the order of the form.
            #[must_use]
            pub fn columns(self) -> &'static [Column] {
                match self {
                    $( Kind::$part => {
                        static COLUMNS: OnceLock<Vec<Column>> = OnceLock::new();
                        COLUMNS.get_or_init(|| {
                            let mut columns = $part::columns();
                            columns.extend((Kind::$part == Kind::Filing).then(Filing::worked_out));
                            columns
                        })
                    } )*
                }
            }
        }

        impl<'f> Part<'f> {
            /// Whether one of its own fields bears a footnote mark.
            #[must_use]
            pub fn is_noted(self) -> bool {
                match self { $( Part::$part(part) => part.is_noted(), )* }
            }
        }

        $(
            impl<'f> From<&'f $part> for Part<'f> {
                fn from(part: &'f $part) -> Part<'f> {
                    Part::$part(part)
                }
            }

            impl Columnar for $part {
                fn list(of: Getter<Vec<$part>>) -> Option<Get> {
                    Some(Get::List(List::of(Kind::$part.name(), Kind::$part, of)))
                }
            }
        )*
    };
}

parts!(
    Filing,
    Issuer,
    Signature,
    Submission,
    Supporting,
    Party,
    Ownership,
    Boilerplate,
    Inserted,
    Owner,
    Row,
    FootnoteText,
    Beneficial,
    CusipMention,
    Person,
    Item,
    OutstandingShares,
    Trade,
    StatedTotal,
    StatedPosition,
    PriorFiling,
    PageMark,
    AddressLine,
    AnnexPerson,
    Fault,
);

/// One thing that a part has.
pub struct Column {
    pub name: &'static str,
    pub doc: &'static str,
    pub get: Get,
}

/// Reads something of a part; none for a part of another kind.
pub type Getter<T> = for<'f> fn(Part<'f>) -> Option<&'f T>;

/// Reads a truth that is no field.
pub type Flag = Arc<dyn Fn(Part<'_>) -> Option<bool> + Send + Sync>;

/// Reads one of a closed set of words that is no field.
pub type Word = Arc<dyn Fn(Part<'_>) -> Option<&'static str> + Send + Sync>;

/// Reads a number that counts and is no field.
pub type Ordinal = Arc<dyn Fn(Part<'_>) -> Option<u64> + Send + Sync>;

/// Reads a day that is no field.
pub type Day = Arc<dyn Fn(Part<'_>) -> Option<NaiveDate> + Send + Sync>;

/// Reads a text that is no field.
pub type Name = Arc<dyn for<'f> Fn(Part<'f>) -> Option<Cow<'f, str>> + Send + Sync>;

/// How a column is read, by its type.
pub enum Get {
    Number(Getter<Field<Decimal>>),
    /// A small number that counts, as that of a page.
    Count(Getter<Field<u32>>),
    Date(Getter<Field<NaiveDate>>),
    Text(Getter<Field<Box<str>>>),
    Truth(Getter<Field<bool>>),
    Form(Getter<Field<Form>>),
    /// A number that counts, as where it stands among its like, from 1.
    Ordinal(Ordinal),
    Day(Day),
    Flag(Flag),
    /// The words it may be, and the one it is.
    Word(&'static [&'static str], Word),
    /// A text without a place of its own.
    Label(Name),
    /// What stands at a place.
    Written(Getter<Span>),
    /// A place that is no value: one may point at it.
    Place(Getter<Span>),
    Places(Getter<Vec<Span>>),
    List(List),
}

impl Get {
    /// The field that is read; none where the column is no field.
    #[must_use]
    pub fn field<'f>(&self, part: Part<'f>) -> Option<&'f dyn AnyField> {
        fn any<'f, T: Datum + 'f>(of: Getter<Field<T>>, part: Part<'f>) -> Option<&'f dyn AnyField> {
            of(part).map(|field| field as &dyn AnyField)
        }
        match self {
            Get::Number(of) => any(*of, part),
            Get::Count(of) => any(*of, part),
            Get::Date(of) => any(*of, part),
            Get::Text(of) => any(*of, part),
            Get::Truth(of) => any(*of, part),
            Get::Form(of) => any(*of, part),
            Get::Ordinal(_) | Get::Day(_) | Get::Flag(_) | Get::Word(..) | Get::Label(_) | Get::List(_) => None,
            Get::Written(_) | Get::Place(_) | Get::Places(_) => None,
        }
    }

    /// The list that it is, where it is one.
    #[must_use]
    pub fn list(&self) -> Option<&List> {
        match self {
            Get::List(list) => Some(list),
            _ => None,
        }
    }

    /// Whether the column is a field: a value with a place.
    #[must_use]
    pub fn is_field(&self) -> bool {
        match self {
            Get::Number(_) | Get::Count(_) | Get::Date(_) | Get::Text(_) | Get::Truth(_) | Get::Form(_) => true,
            Get::Ordinal(_) | Get::Day(_) | Get::Flag(_) | Get::Word(..) | Get::Label(_) | Get::List(_) => false,
            Get::Written(_) | Get::Place(_) | Get::Places(_) => false,
        }
    }
}

/// Parts of one kind, one after the other.
#[derive(Clone)]
pub struct List {
    /// What one of them is called.
    pub one: &'static str,
    pub kind: Kind,
    each: Arc<Visit>,
}

/// Takes one part, and says whether to go on.
pub type Visitor<'v, 'f> = dyn FnMut(Part<'f>) -> ControlFlow<()> + 'v;

type Visit = dyn for<'f> Fn(Part<'f>, &mut Visitor<'_, 'f>) -> ControlFlow<()> + Send + Sync;

impl List {
    fn of<T: 'static>(one: &'static str, kind: Kind, of: Getter<Vec<T>>) -> List
    where
        for<'f> Part<'f>: From<&'f T>,
    {
        List::by(one, kind, move |part, visit| of(part).into_iter().flatten().try_for_each(|one| visit(one.into())))
    }

    /// A list that is gathered.
    pub(super) fn by(
        one: &'static str,
        kind: Kind,
        each: impl for<'f> Fn(Part<'f>, &mut Visitor<'_, 'f>) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> List {
        List { one, kind, each: Arc::new(each) }
    }

    /// Shows those that a part holds, until one is enough.
    pub fn each<'f>(&self, part: Part<'f>, visit: &mut Visitor<'_, 'f>) -> ControlFlow<()> {
        (self.each)(part, visit)
    }
}

impl<'f> Part<'f> {
    /// The date that `by = "transaction"` goes by; unknown for what is no row.
    #[must_use]
    pub fn transaction_date(self) -> Option<NaiveDate> {
        match self {
            Part::Row(row) => row.transaction_date.present().copied(),
            _ => None,
        }
    }
}

impl Filing {
    /// The part of a kind that a filing has once.
    #[must_use]
    pub fn part(&self, kind: Kind) -> Option<Part<'_>> {
        match kind {
            Kind::Filing => Some(Part::Filing(self)),
            Kind::Issuer => Some(Part::Issuer(&self.issuer)),
            Kind::Submission => self.submission.as_deref().map(Part::Submission),
            Kind::Ownership => self.ownership().map(Part::Ownership),
            Kind::Boilerplate => self.ownership().map(|form| Part::Boilerplate(&form.boilerplate)),
            Kind::Inserted => self.ownership().map(|form| Part::Inserted(&form.inserted)),
            Kind::Beneficial => self.beneficial().map(Part::Beneficial),
            _ => None,
        }
    }
}

/// The lists of a filing by their names, each shown by `Part::Filing`.
#[must_use]
pub fn lists() -> &'static [(&'static str, List)] {
    static LISTS: OnceLock<Vec<(&'static str, List)>> = OnceLock::new();
    LISTS.get_or_init(gathered)
}

fn gathered() -> Vec<(&'static str, List)> {
    let rows = |one, kind: Option<RowKind>| {
        List::by(one, Kind::Row, move |part, visit| {
            let Part::Filing(filing) = part else { return ControlFlow::Continue(()) };
            let mut rows = filing.ownership().into_iter().flat_map(Ownership::rows);
            rows.try_for_each(|row| match kind {
                Some(kind) if kind != row.kind => ControlFlow::Continue(()),
                _ => visit(Part::Row(row)),
            })
        })
    };
    let mut lists = vec![
        ("rows", rows("row", None)),
        ("transactions", rows("transaction", Some(RowKind::Transaction))),
        ("holdings", rows("holding", Some(RowKind::Holding))),
    ];
    for kind in [Kind::Filing, Kind::Ownership, Kind::Beneficial, Kind::Submission] {
        lists.extend(kind.columns().iter().filter_map(|column| {
            let list = column.get.list()?;
            let of_filing = List::by(list.one, list.kind, move |part, visit| {
                let Part::Filing(filing) = part else { return ControlFlow::Continue(()) };
                filing.part(kind).into_iter().try_for_each(|part| list.each(part, visit))
            });
            Some((column.name, of_filing))
        }));
    }
    lists
}

/// A type that a part of a filing may have under a name.
pub(super) trait Columnar: Sized + 'static {
    /// How a column of this type is read; none where rule files have no use for it.
    fn get(_: Getter<Self>) -> Option<Get> {
        None
    }

    /// How many of them are read.
    fn list(_: Getter<Vec<Self>>) -> Option<Get> {
        None
    }

    /// Whether it is a field that bears a footnote mark.
    fn is_noted(&self) -> bool {
        false
    }
}

/// Adds a column, when there is one to add.
pub(super) fn add<T: Columnar>(columns: &mut Vec<Column>, name: &'static str, doc: &'static str, of: Getter<T>) {
    columns.extend(T::get(of).map(|get| Column { name, doc: doc.trim(), get }));
}

/// Types that a field may hold, with the way they are read.
macro_rules! columnar {
    ($($type:ty => $get:path),* $(,)?) => {
        $(
            impl Columnar for Field<$type> {
                fn get(of: Getter<Field<$type>>) -> Option<Get> {
                    Some($get(of))
                }

                fn is_noted(&self) -> bool {
                    !self.marks().is_empty()
                }
            }
        )*
    };
}

columnar!(
    Decimal => Get::Number,
    u32 => Get::Count,
    NaiveDate => Get::Date,
    Box<str> => Get::Text,
    bool => Get::Truth,
    Form => Get::Form,
);

impl Columnar for usize {
    fn get(of: Getter<usize>) -> Option<Get> {
        Some(Get::Ordinal(Arc::new(move |part| u64::try_from(*of(part)?).ok())))
    }
}

impl Columnar for Box<str> {
    fn get(of: Getter<Box<str>>) -> Option<Get> {
        Some(label(move |part| of(part).map(|text| Cow::Borrowed(text.as_ref()))))
    }
}

/// A column whose text is worked out.
pub(super) fn label(of: impl for<'f> Fn(Part<'f>) -> Option<Cow<'f, str>> + Send + Sync + 'static) -> Get {
    Get::Label(Arc::new(of))
}

impl Columnar for bool {
    fn get(of: Getter<bool>) -> Option<Get> {
        Some(Get::Flag(Arc::new(move |part| of(part).copied())))
    }
}

impl Columnar for Option<bool> {
    fn get(of: Getter<Option<bool>>) -> Option<Get> {
        Some(Get::Flag(Arc::new(move |part| of(part).copied().flatten())))
    }
}

/// Something that stands in the document or does not.
impl Columnar for Option<Span> {
    fn get(of: Getter<Option<Span>>) -> Option<Get> {
        Some(Get::Flag(Arc::new(move |part| of(part).map(Option::is_some))))
    }
}

/// Types that are one of a few words.
macro_rules! worded {
    ($($type:ident: $($variant:ident),*;)*) => {
        $(
            impl Columnar for $type {
                fn get(of: Getter<$type>) -> Option<Get> {
                    const WORDS: &[&str] = &[$( $type::$variant.name() ),*];
                    Some(Get::Word(WORDS, Arc::new(move |part| of(part).map(|one| one.name()))))
                }
            }
        )*
    };
}

worded!(
    RowKind: Transaction, Holding;
    Table: One, Two;
    Fidelity: Native, Rendered;
    Stage: Submission, Disseminated;
);

impl<T: Columnar> Columnar for Vec<T> {
    fn get(of: Getter<Vec<T>>) -> Option<Get> {
        T::list(of)
    }
}

// Places, and what is reached by a name of its own.
impl Columnar for Span {}
impl Columnar for SourceId {}
impl Columnar for (u8, Span) {}
impl Columnar for super::Body {}
impl Columnar for Option<Box<Submission>> {}
