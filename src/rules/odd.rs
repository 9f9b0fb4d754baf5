//! Values of a filing that stand out by themselves, whatever field they stand in.

use crate::rules::prelude::*;

/// Gathered in one walk over the fields.
#[derive(Default)]
pub(in crate::rules) struct Odd<'f> {
    /// Something is written there, in one piece, and it is no value.
    pub malformed: Vec<&'f dyn AnyField>,
    /// Values that were read past what was written.
    pub mended: Vec<&'f dyn AnyField>,
    /// Numbers below zero.
    pub negative: Vec<&'f dyn AnyField>,
    /// Days before 1980.
    pub early: Vec<(&'f dyn AnyField, NaiveDate)>,
}

impl<'f> Odd<'f> {
    pub(super) fn of(filing: &'f Filing) -> Odd<'f> {
        const EARLY: NaiveDate = NaiveDate::from_ymd_opt(1980, 1, 1).expect("a day");
        let mut odd = Odd::default();
        filing.fields(&mut |field| match field.state() {
            Value::Missing => {}
            // Of what a border cut, the rules on cut values speak.
            Value::Malformed if field.pieces().is_empty() => odd.malformed.push(field),
            Value::Malformed => {}
            Value::Present(()) => {
                if field.repair().is_some() {
                    odd.mended.push(field);
                }
                match field.sort() {
                    Sort::Number if field.number().is_some_and(|number| number < Decimal::ZERO) => {
                        odd.negative.push(field);
                    }
                    Sort::Date => odd.early.extend(field.date().filter(|day| *day < EARLY).map(|day| (field, day))),
                    _ => {}
                }
            }
        });
        odd
    }
}
