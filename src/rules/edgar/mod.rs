//! What EDGAR holds a document of ownership XML against: see rules/edgar/.

use crate::rules::{Entry, entry};

mod bad_boolean;
mod bad_date_format;
mod bad_decimal;
mod bad_enumeration;
mod bad_pattern;
mod broken;
mod decimal_too_precise;
mod element_order;
mod element_repeated;
mod empty_typed_element;
mod footnote_count_or_length;
mod footnote_id_format;
mod missing_mandatory_element;
mod row_limit;
mod stray_text;
mod string_too_long;
mod truncated_string;
mod unknown_element;
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
    entry!(within edgar / element_order),
    entry!(within edgar / element_repeated),
    entry!(within edgar / empty_typed_element),
    entry!(within edgar / footnote_count_or_length),
    entry!(within edgar / footnote_id_format),
    entry!(within edgar / missing_mandatory_element),
    entry!(within edgar / row_limit),
    entry!(within edgar / stray_text),
    entry!(within edgar / string_too_long),
    entry!(within edgar / truncated_string),
    entry!(within edgar / unknown_element),
    entry!(within edgar / whitespace_in_value),
    entry!(within edgar / wrong_root_or_namespace),
    entry!(within edgar / xml_declaration_misplaced),
    entry!(within edgar / xml_not_well_formed),
    entry!(within edgar / xml_processing_instruction),
];
