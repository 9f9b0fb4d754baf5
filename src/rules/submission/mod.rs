//! Identity and addresses: see rules/submission/

use crate::rules::{Entry, entry};

mod address_incomplete;
mod omb_number;
mod ticker_format;
mod zip_state_mismatch;

pub(super) static RULES: &[Entry] = &[
    entry!(within submission / address_incomplete),
    entry!(within submission / omb_number),
    entry!(within submission / ticker_format),
    entry!(across submission / zip_state_mismatch),
];
