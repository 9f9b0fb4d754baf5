//! What EDGAR holds a document of ownership XML against: see rules/edgar/.

use crate::rules::{Entry, entry};

mod bad_boolean;
mod bad_date_format;
mod bad_decimal;
mod bad_enumeration;
mod bad_pattern;
mod box_words;
mod broken;
mod decimal_too_precise;
mod direct_with_nature;
mod element_order;
mod element_repeated;
mod empty_typed_element;
mod footnote_count_or_length;
mod footnote_duplicate_id;
mod footnote_id_format;
mod footnote_never_referenced;
mod footnote_repeated_reference;
mod formtype_timeliness_combination;
mod indirect_without_nature;
mod missing_mandatory_element;
mod nonus_address_coherence;
mod officer_title_required;
mod other_text_required;
mod owner_state_code;
mod row_limit;
mod shares_xor_value;
mod stray_text;
mod string_too_long;
mod ticker_field;
mod truncated_string;
mod unknown_element;
mod value_or_footnote;
mod whitespace_in_value;
mod wrong_root_or_namespace;
mod xml_declaration_misplaced;
mod xml_not_well_formed;
mod xml_processing_instruction;

pub(super) const RULES: &[Entry] = &[
    entry!(within edgar / bad_boolean),
    entry!(within edgar / bad_date_format),
    entry!(within edgar / bad_decimal),
    entry!(within edgar / bad_enumeration),
    entry!(within edgar / bad_pattern),
    entry!(within edgar / decimal_too_precise),
    entry!(within edgar / direct_with_nature),
    entry!(within edgar / element_order),
    entry!(within edgar / element_repeated),
    entry!(within edgar / empty_typed_element),
    entry!(within edgar / footnote_count_or_length),
    entry!(within edgar / footnote_duplicate_id),
    entry!(within edgar / footnote_id_format),
    entry!(within edgar / footnote_never_referenced),
    entry!(within edgar / footnote_repeated_reference),
    entry!(within edgar / formtype_timeliness_combination),
    entry!(within edgar / indirect_without_nature),
    entry!(within edgar / missing_mandatory_element),
    entry!(within edgar / nonus_address_coherence),
    entry!(within edgar / officer_title_required),
    entry!(within edgar / other_text_required),
    entry!(within edgar / owner_state_code),
    entry!(within edgar / row_limit),
    entry!(within edgar / shares_xor_value),
    entry!(within edgar / stray_text),
    entry!(within edgar / string_too_long),
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
