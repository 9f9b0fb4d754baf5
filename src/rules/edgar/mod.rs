//! What EDGAR itself accepts, warns of and suspends: see rules/edgar/

use crate::fault::FaultKind;
use crate::filing::{Filing, Stage};
use crate::rules::{Entry, entry};

mod amended_form_rule_10b5one;
mod doctype_mismatch;
mod duplicate_owner_cik;
mod holdings_flag_inconsistent;
mod no_transactions_and_not_exit;
mod original_date_not_before_amendment;
mod original_date_required;
mod owner_count_limits;
mod period_missing_or_future;
mod schema_version_vs_date;
mod server_populated_field_supplied;
mod supporting_document_type;

pub(super) const RULES: &[Entry] = &[
    entry!(within edgar / amended_form_rule_10b5one),
    entry!(within edgar / doctype_mismatch),
    entry!(within edgar / duplicate_owner_cik),
    entry!(within edgar / holdings_flag_inconsistent),
    entry!(within edgar / no_transactions_and_not_exit),
    entry!(within edgar / original_date_not_before_amendment),
    entry!(within edgar / original_date_required),
    entry!(within edgar / owner_count_limits),
    entry!(within edgar / period_missing_or_future),
    entry!(within edgar / schema_version_vs_date),
    entry!(within edgar / server_populated_field_supplied),
    entry!(within edgar / supporting_document_type),
];

/// Whether rows may have been lost on the way: what is not there need not have been left out.
fn is_torn(filing: &Filing) -> bool {
    use FaultKind::{BrokenTag, MismatchedTags, OutsideRoot, StrayEndTag, UnclosedElement};
    let tears = [BrokenTag, MismatchedTags, OutsideRoot, StrayEndTag, UnclosedElement];
    filing.faults.iter().any(|fault| tears.contains(&fault.kind))
}

/// Whether this is a document that EDGAR published, and which has what EDGAR puts in.
fn is_published(filing: &Filing) -> bool {
    filing.by_machine && filing.found == Stage::Disseminated
}
