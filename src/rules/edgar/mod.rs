//! What EDGAR itself takes, warns of and suspends: see rules/edgar/.

use crate::filing::{Filing, Stage};
use crate::rules::{Entry, entry};

mod amended_form_rule_10b5one;
mod bad_boolean;
mod bad_date_format;
mod bad_decimal;
mod bad_enumeration;
mod bad_pattern;
mod broken;
mod decimal_too_precise;
mod doctype_mismatch;
mod duplicate_owner_cik;
mod element_order;
mod element_repeated;
mod empty_typed_element;
mod footnote_count_or_length;
mod footnote_duplicate_id;
mod footnote_id_format;
mod footnote_never_referenced;
mod footnote_repeated_reference;
mod holdings_flag_inconsistent;
mod missing_mandatory_element;
mod no_transactions_and_not_exit;
mod nonus_address_coherence;
mod original_date_not_before_amendment;
mod original_date_required;
mod owner_count_limits;
mod owner_state_code;
mod period_missing_or_future;
mod row_limit;
mod schema_version_vs_date;
mod server_populated_field_supplied;
mod shares_xor_value;
mod stray_text;
mod string_too_long;
mod supporting_document_type;
mod ticker_field;
mod truncated_string;
mod unknown_element;
mod value_or_footnote;
mod whitespace_in_value;
mod wrong_root_or_namespace;
mod xml_declaration_misplaced;
mod xml_not_well_formed;
mod xml_processing_instruction;

pub(super) static RULES: &[Entry] = &[
    entry!(within edgar / amended_form_rule_10b5one),
    entry!(within edgar / bad_boolean),
    entry!(within edgar / bad_date_format),
    entry!(within edgar / bad_decimal),
    entry!(within edgar / bad_enumeration),
    entry!(within edgar / bad_pattern),
    entry!(within edgar / decimal_too_precise),
    entry!(declared edgar / direct_with_nature),
    entry!(within edgar / doctype_mismatch),
    entry!(within edgar / duplicate_owner_cik),
    entry!(within edgar / element_order),
    entry!(within edgar / element_repeated),
    entry!(within edgar / empty_typed_element),
    entry!(within edgar / footnote_count_or_length),
    entry!(within edgar / footnote_duplicate_id),
    entry!(within edgar / footnote_id_format),
    entry!(within edgar / footnote_never_referenced),
    entry!(within edgar / footnote_repeated_reference),
    entry!(declared edgar / formtype_timeliness_combination),
    entry!(within edgar / holdings_flag_inconsistent),
    entry!(declared edgar / indirect_without_nature),
    entry!(within edgar / missing_mandatory_element),
    entry!(within edgar / no_transactions_and_not_exit),
    entry!(within edgar / nonus_address_coherence),
    entry!(declared edgar / officer_title_required),
    entry!(within edgar / original_date_not_before_amendment),
    entry!(within edgar / original_date_required),
    entry!(declared edgar / other_text_required),
    entry!(within edgar / owner_count_limits),
    entry!(within edgar / owner_state_code),
    entry!(within edgar / period_missing_or_future),
    entry!(within edgar / row_limit),
    entry!(within edgar / schema_version_vs_date),
    entry!(within edgar / server_populated_field_supplied),
    entry!(within edgar / shares_xor_value),
    entry!(within edgar / stray_text),
    entry!(within edgar / string_too_long),
    entry!(within edgar / supporting_document_type),
    entry!(within edgar / ticker_field),
    entry!(within edgar / truncated_string),
    entry!(within edgar / unknown_element),
    entry!(within edgar / value_or_footnote),
    entry!(within edgar / whitespace_in_value),
    entry!(within edgar / wrong_root_or_namespace),
    entry!(within edgar / xml_declaration_misplaced),
    entry!(within edgar / xml_not_well_formed),
    entry!(within edgar / xml_processing_instruction),
];

/// Whether this is a document that EDGAR published, and which has what EDGAR puts in.
fn is_published(filing: &Filing) -> bool {
    filing.by_machine && filing.found == Stage::Disseminated
}
