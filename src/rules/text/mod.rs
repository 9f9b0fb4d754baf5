//! The family `text`: see rules/text/.

use crate::rules::{Entry, entry};

mod boilerplate_ocr;
mod checkbox_unreadable;
mod column_order_shredded;
mod merged_cells;
mod partial_date_in_cell;
mod unit_words_in_number;
mod value_split_across_cells;

pub(super) const RULES: &[Entry] = &[
    entry!(within text / boilerplate_ocr),
    entry!(within text / checkbox_unreadable),
    entry!(within text / column_order_shredded),
    entry!(within text / merged_cells),
    entry!(within text / partial_date_in_cell),
    entry!(within text / unit_words_in_number),
    entry!(within text / value_split_across_cells),
];
