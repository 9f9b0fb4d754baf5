//! Filings of one run held against each other: see rules/batch/.

use crate::rules::{Entry, entry};

mod batch_typography;
mod co_grant_consistency;
mod cusip_per_issuer;
mod form4_to_13d_balance;
mod ten_percent_status_cross;

pub(super) static RULES: &[Entry] = &[
    entry!(across batch / batch_typography),
    entry!(across batch / co_grant_consistency),
    entry!(across batch / cusip_per_issuer),
    entry!(across batch / form4_to_13d_balance),
    entry!(across batch / ten_percent_status_cross),
];
