//! How record types are declared: once, with their documentation and their walk.

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
/// }
/// ```
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $record:ident as $name:literal
        with { $( $(#[$plain_meta:meta])* $plain:ident: $plain_type:ty ),* $(,)? }
        { $( #[doc = $doc:literal] $(#[doc = $more:literal])* $field:ident: $type:ty ),* $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Debug, Default)]
        pub struct $record {
            /// Where the whole of it stands.
            pub span: $crate::source::Span,
            $( $(#[$plain_meta])* pub $plain: $plain_type, )*
            $( #[doc = $doc] $(#[doc = $more])* pub $field: $crate::filing::Field<$type>, )*
        }

        impl $record {
            pub const NAME: &'static str = $name;
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

pub(crate) use record;
