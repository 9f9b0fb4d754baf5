//! Schedules 13D and 13G: see rules/beneficial/.

use crate::rules::{Entry, entry};

mod amendment_number_consistency;
mod annex_persons;
mod ceased_five_percent_date;
mod cover_rows_complete;
mod cusip_check_digit;
mod cusip_cross_page;
mod event_date_coherence;
mod item5_vs_cover;
mod items_present_in_order;
mod outstanding_inconsistent;
mod page_n_of_m;
mod percent_of_class;
mod position_roll_forward;
mod prior_filing_dates;
mod row_power_vs_aggregate;
mod rule_144_volume;
mod s13d_late;
mod s13da_late;
mod source_of_funds;
mod trade_dates_in_window;
mod trade_dates_order;
mod trade_duplicate_row;
mod trade_on_closed_day;
mod trade_price_outlier;
mod trade_table_total;

pub(super) static RULES: &[Entry] = &[
    entry!(within beneficial / amendment_number_consistency),
    entry!(within beneficial / annex_persons),
    entry!(within beneficial / ceased_five_percent_date),
    entry!(within beneficial / cover_rows_complete),
    entry!(within beneficial / cusip_check_digit),
    entry!(within beneficial / cusip_cross_page),
    entry!(within beneficial / event_date_coherence),
    entry!(within beneficial / item5_vs_cover),
    entry!(within beneficial / items_present_in_order),
    entry!(within beneficial / outstanding_inconsistent),
    entry!(within beneficial / page_n_of_m),
    entry!(within beneficial / percent_of_class),
    entry!(within beneficial / position_roll_forward),
    entry!(within beneficial / prior_filing_dates),
    entry!(within beneficial / row_power_vs_aggregate),
    entry!(within beneficial / rule_144_volume),
    entry!(within beneficial / s13d_late),
    entry!(within beneficial / s13da_late),
    entry!(within beneficial / source_of_funds),
    entry!(within beneficial / trade_dates_in_window),
    entry!(within beneficial / trade_dates_order),
    entry!(within beneficial / trade_duplicate_row),
    entry!(within beneficial / trade_on_closed_day),
    entry!(within beneficial / trade_price_outlier),
    entry!(within beneficial / trade_table_total),
];
