//! When a filing was made.

use crate::rules::prelude::*;

/// When the filing was made: the filing date, or not before the last signature.
pub(in crate::rules) fn made(filing: &Filing) -> Option<(&Field<NaiveDate>, NaiveDate, &'static str)> {
    if let Some(filed) = filing.filed_as_of.sure() {
        return Some((&filing.filed_as_of, *filed, "filed"));
    }
    let dates = filing.signatures.iter().map(|signature| &signature.date);
    let (spot, signed) = dates.filter_map(|date| Some((date, *date.sure()?))).max_by_key(|(_, date)| *date)?;
    Some((spot, signed, "signed"))
}
