//! Places by the names that a form gives them, looked up by span.

use std::collections::HashMap;

use crate::filing::{Filing, Value};
use crate::source::Span;

/// The names of one filing's fields.
///
/// Made once for a filing that has findings: every field is named then, and each look-up is short.
#[derive(Default)]
pub struct PlaceNames {
    exact: HashMap<Span, String>,
    /// Fields that hold something, by where they start; what they cover does not overlap, but for rows
    /// and sentences that hold values, which come before them.
    written: Vec<(Span, String)>,
}

/// How many fields before a place are asked whether they cover it.
const NEAR: usize = 8;

impl PlaceNames {
    #[must_use]
    pub fn of_filing(filing: &Filing) -> PlaceNames {
        let mut names = PlaceNames::default();
        filing.places(&mut |name, field| {
            let whole = field.pieces().iter().fold(field.span(), |whole, piece| whole.to(*piece));
            // What is written there names a place before what is missing there.
            if field.state() == Value::Missing {
                names.exact.entry(whole).or_insert_with(|| name.to_owned());
            } else {
                names.written.push((whole, name.to_owned()));
            }
        });
        for (whole, name) in names.written.iter().rev() {
            names.exact.insert(*whole, name.clone());
        }
        names.written.sort_by_key(|(whole, _)| (whole.start, std::cmp::Reverse(whole.end)));
        names
    }

    /// The name of the field at a span, or of the narrowest that covers it.
    #[must_use]
    pub fn of(&self, span: Span) -> Option<String> {
        if let Some(name) = self.exact.get(&span) {
            return Some(name.clone());
        }
        let after = self.written.partition_point(|(whole, _)| whole.start <= span.start);
        let near = self.written.get(after.saturating_sub(NEAR)..after)?;
        let covering = near.iter().filter(|(whole, _)| whole.covers(span));
        covering.min_by_key(|(whole, _)| whole.end - whole.start).map(|(_, name)| name.clone())
    }
}
