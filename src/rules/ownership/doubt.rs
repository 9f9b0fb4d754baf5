//! What a rendering may have done to the rows.

use crate::fault::FaultKind;
use crate::filing::{Filing, Row};

/// Whether reading left text or columns of a table behind, so that a row may be missing or shifted.
pub(super) fn rows_may_be_lost(filing: &Filing) -> bool {
    const LOSSES: [FaultKind; 3] = [FaultKind::UnreadText, FaultKind::UnreadTable, FaultKind::ShreddedColumns];
    filing.faults.iter().any(|fault| LOSSES.contains(&fault.kind))
}

/// Whether a row of this day, or of an unknown day, has no code that was surely read: it may be of any kind.
pub(super) fn has_uncoded_row<'f>(rows: impl Iterator<Item = &'f Row>, day: chrono::NaiveDate) -> bool {
    rows.filter(|row| row.is_transaction()).any(|row| match row.transaction_date.sure() {
        Some(date) => *date == day && row.code.sure().is_none(),
        None => true,
    })
}
