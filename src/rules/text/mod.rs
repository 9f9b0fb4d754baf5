//! What cannot be read, and inputs that are no filing: see rules/text/.

use crate::rules::{Entry, entry};

mod boilerplate_ocr;
mod column_order_shredded;
mod merged_cells;
mod partial_date_in_cell;
mod unit_words_in_number;
mod unread_table;
mod unread_text;
mod value_split_across_cells;

pub(super) static RULES: &[Entry] = &[
    entry!(within text / boilerplate_ocr),
    entry!(declared text / checkbox_unreadable),
    entry!(within text / column_order_shredded),
    entry!(declared text / document_truncated),
    entry!(run text / input_too_large),
    entry!(within text / merged_cells),
    entry!(within text / partial_date_in_cell),
    entry!(run text / rule_panicked),
    entry!(within text / unit_words_in_number),
    entry!(within text / unread_table),
    entry!(within text / unread_text),
    entry!(run text / unreadable_input),
    entry!(run text / unrecognised_document),
    entry!(within text / value_split_across_cells),
];
