//! What a rendering may have done to the rows.

use crate::fault::FaultKind;
use crate::filing::Filing;

/// Whether reading left text or columns of a table behind, so that a row may be missing or shifted.
pub(super) fn rows_may_be_lost(filing: &Filing) -> bool {
    const LOSSES: [FaultKind; 3] = [FaultKind::UnreadText, FaultKind::UnreadTable, FaultKind::ShreddedColumns];
    filing.faults.iter().any(|fault| LOSSES.contains(&fault.kind))
}
