//! Forms 3, 4 and 5: see rules/ownership/.

use crate::rules::{Entry, entry};

mod dates;
mod doubt;
mod exercise_day;
mod notes;
mod prices;

mod amount_missing_recoverable;
mod balance_damaged_recoverable;
mod code_direction_conflict;
mod code_missing;
mod code_unknown;
mod digit_transposition;
mod earliest_transaction_date;
mod entity_signature_capacity;
mod equity_swap_flag;
mod exercise_pairing;
mod exercise_price_mismatch;
mod expired_before_transaction;
mod footnote_marker_unresolved;
mod form4_late;
mod option_series_balance;
mod option_term_outlier;
mod other_code_unexplained;
mod post_balance_below_disposition;
mod price_aggregate_not_per_share;
mod price_outlier_in_filing;
mod relationship_none_true;
mod running_balance;
mod same_day_sale_exceeds_exercise;
mod signature_before_transaction;
mod transaction_after_filing;

pub(super) static RULES: &[Entry] = &[
    entry!(within ownership / amount_missing_recoverable),
    entry!(within ownership / balance_damaged_recoverable),
    entry!(within ownership / code_direction_conflict),
    entry!(within ownership / code_missing),
    entry!(within ownership / code_unknown),
    entry!(within ownership / digit_transposition),
    entry!(within ownership / earliest_transaction_date),
    entry!(within ownership / entity_signature_capacity),
    entry!(within ownership / equity_swap_flag),
    entry!(declared ownership / exercisable_after_expiry),
    entry!(within ownership / exercise_pairing),
    entry!(within ownership / exercise_price_mismatch),
    entry!(declared ownership / exercised_before_exercisable),
    entry!(within ownership / expired_before_transaction),
    entry!(within ownership / footnote_marker_unresolved),
    entry!(within ownership / form4_late),
    entry!(declared ownership / negative_shares),
    entry!(within ownership / option_series_balance),
    entry!(within ownership / option_term_outlier),
    entry!(within ownership / other_code_unexplained),
    entry!(within ownership / post_balance_below_disposition),
    entry!(within ownership / price_aggregate_not_per_share),
    entry!(declared ownership / price_missing_for_open_market),
    entry!(within ownership / price_outlier_in_filing),
    entry!(declared ownership / price_zero_suspicious),
    entry!(within ownership / relationship_none_true),
    entry!(within ownership / running_balance),
    entry!(within ownership / same_day_sale_exceeds_exercise),
    entry!(within ownership / signature_before_transaction),
    entry!(declared ownership / trade_on_closed_market),
    entry!(within ownership / transaction_after_filing),
    entry!(declared ownership / underlying_in_dollars),
    entry!(declared ownership / zero_shares),
];
