//! How the parts of a filing are declared: once, with their documentation, their walk and their columns.

/// Declares a record: a struct whose named parts are [`Field`](crate::filing::Field)s, beside plain
/// parts after `with`.
///
/// ```text
/// record! {
///     /// One thing a person signed.
///     pub struct Signature as "signature" with { } {
///         /// The name as typed.
///         name: Box<str>,
///     }
/// }
/// ```
///
/// becomes
///
/// ```text
/// pub struct Signature { pub span: Span, pub name: Field<Box<str>> }
/// impl Signature {
///     pub const NAME: &str = "signature";
///     pub const COLUMNS: &[(&str, &str)] = &[("name", " The name as typed.")];
///     pub fn empty(span: Span) -> Signature { .. }          // every field missing at `span`
///     pub fn fields(&self, visit: &mut dyn FnMut(&'static str, &dyn AnyField)) { .. }
///     pub fn marks(&self) -> impl Iterator<Item = &[Mark]> { .. }
///     fn columns() -> Vec<Column> { .. }                    // what rule files may name, plain parts too
/// }
/// ```
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $record:ident as $name:literal
        with { $( $(#[doc = $plain_doc:literal])* $plain:ident: $plain_type:ty ),* $(,)? }
        { $( #[doc = $doc:literal] $(#[doc = $more:literal])* $field:ident: $type:ty ),* $(,)? }
    ) => {
        $crate::filing::part! {
            $(#[$meta])*
            #[derive(Clone, PartialEq, Debug, Default)]
            pub struct $record as $name {
                /// Where the whole of it stands.
                pub span: $crate::source::Span,
                $( $(#[doc = $plain_doc])* pub $plain: $plain_type, )*
                $( #[doc = $doc] $(#[doc = $more])* pub $field: $crate::filing::Field<$type>, )*
            }
        }

        impl $record {
            /// Each field with its documentation, in the order of the form.
            pub const COLUMNS: &'static [(&'static str, &'static str)] =
                &[ $( (stringify!($field), concat!($doc, $("\n", $more),*)) ),* ];

            /// One with every field missing, and `span` as the place that should hold them.
            #[must_use]
            pub fn empty(span: $crate::source::Span) -> $record {
                $record {
                    span,
                    $( $plain: Default::default(), )*
                    $( $field: $crate::filing::Field::missing(span), )*
                }
            }

            /// Shows every field with its name, in the order of the form.
            pub fn fields<'f>(&'f self, visit: &mut dyn FnMut(&'static str, &'f dyn $crate::filing::AnyField)) {
                let _ = &visit;
                $( visit(stringify!($field), &self.$field); )*
            }

            /// The footnote marks of each field that has any, in the order of the form.
            pub fn marks(&self) -> impl Iterator<Item = &[$crate::filing::Mark]> + Clone {
                [ $( self.$field.marks() ),* ].into_iter().filter(|marks| !marks.is_empty())
            }
        }
    };
}

/// Declares a struct as it stands, and gives it a name and columns: one for each of its parts that rule files have a
/// use for, told by its type.
macro_rules! part {
    (
        $(#[$meta:meta])*
        pub struct $part:ident as $name:literal
        { $( $(#[doc = $doc:literal])* pub $field:ident: $type:ty ),* $(,)? }
    ) => {
        $(#[$meta])*
        pub struct $part {
            $( $(#[doc = $doc])* pub $field: $type, )*
        }

        impl $part {
            pub const NAME: &'static str = $name;

            /// What rule files may name of it.
            pub(super) fn columns() -> Vec<$crate::filing::Column> {
                use $crate::filing::{Part, column::add};
                let mut columns = Vec::new();
                $(
                    add::<$type>(&mut columns, stringify!($field), concat!($($doc, "\n"),*), |part| match part {
                        Part::$part(part) => Some(&part.$field),
                        _ => None,
                    });
                )*
                columns
            }

            /// Whether a field of its own bears a footnote mark.
            pub(super) fn is_noted(&self) -> bool {
                use $crate::filing::column::Columnar;
                $( self.$field.is_noted() || )* false
            }
        }
    };
}

pub(crate) use part;
pub(crate) use record;
