//! What EDGAR itself takes, warns of and suspends: see rules/edgar/.

use crate::filing::{Filing, Stage};
use crate::rules::{Entry, entry};

mod broken;
mod duplicate_owner_cik;
mod footnote_duplicate_id;
mod footnote_never_referenced;
mod footnote_repeated_reference;
mod nonus_address_coherence;
mod owner_state_code;
mod period_missing_or_future;
mod schema_version_vs_date;
mod server_populated_field_supplied;
mod supporting_document_type;
mod truncated_string;

pub(super) static RULES: &[Entry] = &[
    entry!(declared edgar / amended_form_rule_10b5one),
    entry!(declared edgar / bad_boolean),
    entry!(declared edgar / bad_date_format),
    entry!(declared edgar / bad_decimal),
    entry!(declared edgar / bad_enumeration),
    entry!(declared edgar / bad_pattern),
    entry!(declared edgar / decimal_too_precise),
    entry!(declared edgar / direct_with_nature),
    entry!(declared edgar / doctype_mismatch),
    entry!(within edgar / duplicate_owner_cik),
    entry!(declared edgar / element_order),
    entry!(declared edgar / element_repeated),
    entry!(declared edgar / empty_typed_element),
    entry!(declared edgar / footnote_count_or_length),
    entry!(within edgar / footnote_duplicate_id),
    entry!(declared edgar / footnote_id_format),
    entry!(within edgar / footnote_never_referenced),
    entry!(within edgar / footnote_repeated_reference),
    entry!(declared edgar / formtype_timeliness_combination),
    entry!(declared edgar / holdings_flag_inconsistent),
    entry!(declared edgar / indirect_without_nature),
    entry!(declared edgar / missing_mandatory_element),
    entry!(declared edgar / no_transactions_and_not_exit),
    entry!(within edgar / nonus_address_coherence),
    entry!(declared edgar / officer_title_required),
    entry!(declared edgar / original_date_not_before_amendment),
    entry!(declared edgar / original_date_required),
    entry!(declared edgar / other_text_required),
    entry!(declared edgar / owner_count_limits),
    entry!(within edgar / owner_state_code),
    entry!(within edgar / period_missing_or_future),
    entry!(declared edgar / row_limit),
    entry!(within edgar / schema_version_vs_date),
    entry!(within edgar / server_populated_field_supplied),
    entry!(declared edgar / shares_xor_value),
    entry!(declared edgar / stray_text),
    entry!(declared edgar / string_too_long),
    entry!(within edgar / supporting_document_type),
    entry!(declared edgar / ticker_field),
    entry!(within edgar / truncated_string),
    entry!(declared edgar / unknown_element),
    entry!(declared edgar / value_or_footnote),
    entry!(declared edgar / whitespace_in_value),
    entry!(declared edgar / wrong_root_or_namespace),
    entry!(declared edgar / xml_declaration_misplaced),
    entry!(declared edgar / xml_not_well_formed),
    entry!(declared edgar / xml_processing_instruction),
];

/// Whether this is a document that EDGAR published, and which has what EDGAR puts in.
fn is_published(filing: &Filing) -> bool {
    filing.by_machine && filing.found == Stage::Disseminated
}
