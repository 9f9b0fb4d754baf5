//! Dates, numbers, codes and characters of any form: see rules/values/

use crate::rules::{Entry, entry};

mod characters;
mod cik_format;
mod comma_grouping;
mod control_characters;
mod date_before_1934;
mod date_impossible;
mod date_in_future;
mod date_two_digit_year;
mod encoding_declaration;
mod entity_name_garbled;
mod flaw;
mod html_entity_or_markup_residue;
mod malformed_value;
mod mojibake;
mod negative_or_parenthesised;
mod ocr_confusable_in_number;
mod personal_data_leak;
mod placeholder_text;
mod signature_date_vs_filing_date;
mod url_email_in_field;
mod weekday_stated_mismatch;

pub(super) static RULES: &[Entry] = &[
    entry!(within values / cik_format),
    entry!(within values / comma_grouping),
    entry!(within values / control_characters),
    entry!(within values / date_before_1934),
    entry!(within values / date_impossible),
    entry!(within values / date_in_future),
    entry!(within values / date_two_digit_year),
    entry!(within values / encoding_declaration),
    entry!(within values / entity_name_garbled),
    entry!(within values / html_entity_or_markup_residue),
    entry!(within values / malformed_value),
    entry!(within values / mojibake),
    entry!(within values / negative_or_parenthesised),
    entry!(within values / ocr_confusable_in_number),
    entry!(within values / personal_data_leak),
    entry!(within values / placeholder_text),
    entry!(within values / signature_date_vs_filing_date),
    entry!(within values / url_email_in_field),
    entry!(within values / weekday_stated_mismatch),
];
