//! Places by the names that a form gives them, looked up by span.

use std::collections::HashMap;

use super::xpath::XPaths;
use crate::filing::{Filing, Ownership, Value};
use crate::source::{Sources, Span};

/// The names of one filing's fields.
///
/// Made once for a filing that has findings: every field is named then, and each look-up is short.
#[derive(Default)]
pub struct PlaceNames<'t> {
    exact: HashMap<Span, String>,
    /// Fields that hold something, by source and where they start; what they cover does not overlap, but for rows
    /// and sentences that hold values, which come before them.
    written: Vec<(Span, String)>,
    /// Rows as wholes, for what stands in one and is no field.
    rows: Vec<(Span, String)>,
    xpaths: Option<XPaths<'t>>,
    /// Of the submission, where the filing is a text of its own.
    around: Option<XPaths<'t>>,
}

/// How many fields before a place are asked whether they cover it.
const NEAR: usize = 8;

impl<'t> PlaceNames<'t> {
    #[must_use]
    pub fn of_filing(filing: &Filing, sources: &'t Sources) -> PlaceNames<'t> {
        let mut names = PlaceNames {
            xpaths: XPaths::of(filing, sources),
            around: XPaths::around(filing, sources),
            ..PlaceNames::default()
        };
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
        names.written.sort_by_key(|(whole, _)| (whole.source, whole.start, std::cmp::Reverse(whole.end)));
        // Rows of a page share lines; elements do not.
        if names.xpaths.is_some() {
            let rows = filing.ownership().into_iter().flat_map(Ownership::rows);
            names.rows = rows.map(|row| (row.span, format!("{}, row {}", row.table.name(), row.number))).collect();
            names.rows.sort_by_key(|(row, _)| row.start);
        }
        names
    }

    /// The element that holds a place, when the filing is XML.
    #[must_use]
    pub fn xpath(&self, span: Span) -> Option<String> {
        self.xpaths.iter().chain(&self.around).find_map(|paths| paths.at(span))
    }

    /// The name of the field at a span, or of the narrowest that covers it.
    #[must_use]
    pub fn of(&self, span: Span) -> Option<String> {
        if let Some(name) = self.exact.get(&span) {
            return Some(name.clone());
        }
        let after = self.written.partition_point(|(whole, _)| (whole.source, whole.start) <= (span.source, span.start));
        let near = self.written.get(after.saturating_sub(NEAR)..after)?;
        let covering = near.iter().filter(|(whole, _)| whole.covers(span));
        let field = covering.min_by_key(|(whole, _)| whole.end - whole.start);
        let row = || {
            let after = self.rows.partition_point(|(row, _)| row.start <= span.start);
            self.rows.get(after.checked_sub(1)?).filter(|(row, _)| row.covers(span))
        };
        field.or_else(row).map(|(_, name)| name.clone())
    }
}
