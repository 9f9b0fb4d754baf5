//! Forms 3, 4 and 5: see rules/ownership/.

use crate::rules::{Entry, entry};

mod beside;
mod dates;
mod doubt;
mod exercise_day;
mod notes;
mod price_range;
mod prices;
mod ratio;
mod signers;
mod titles;
mod told;

mod ads_ordinary_mix;
mod amendment_explains_itself;
mod amount_missing_recoverable;
mod balance_damaged_recoverable;
mod code_direction_conflict;
mod code_footnote_contradiction;
mod code_missing;
mod code_unknown;
mod date_year_typo;
mod derivative_in_table_one;
mod derivative_post_vs_underlying;
mod digit_transposition;
mod duplicate_footnote_text;
mod duplicate_row;
mod earliest_transaction_date;
mod entity_signature_capacity;
mod equity_swap_flag;
mod exempt_transaction_reported;
mod exercise_pairing;
mod exercise_price_implausible;
mod exercise_price_mismatch;
mod expired_before_transaction;
mod expiry_missing_for_option;
mod footnote_gap_or_order;
mod footnote_marker_unresolved;
mod form3_has_transactions;
mod form3_late;
mod form4_late;
mod form5_late_and_period;
mod holding_row_vs_final_balance;
mod joint_filer_coverage;
mod nature_vs_owner;
mod net_exercise_coherence;
mod non_derivative_in_table_two;
mod non_usd_price;
mod option_series_balance;
mod option_term_outlier;
mod other_code_unexplained;
mod post_balance_below_disposition;
mod price_aggregate_not_per_share;
mod price_decimals;
mod price_outlier_in_filing;
mod relationship_none_true;
mod remarks_needed;
mod running_balance;
mod same_day_sale_exceeds_exercise;
mod see_footnote_without_footnote;
mod sell_to_cover_coding;
mod signature_before_transaction;
mod signer_not_owner;
mod ten_b_five_one_box_vs_text;
mod title_inconsistent;
mod transaction_after_filing;
mod underlying_title_unknown;
mod vesting_arithmetic;
mod vesting_date_vs_grant;
mod weighted_average_conditions;
mod zero_coupon_derivative_position;

pub(super) static RULES: &[Entry] = &[
    entry!(within ownership / ads_ordinary_mix),
    entry!(within ownership / amendment_explains_itself),
    entry!(within ownership / amount_missing_recoverable),
    entry!(within ownership / balance_damaged_recoverable),
    entry!(within ownership / code_direction_conflict),
    entry!(within ownership / code_footnote_contradiction),
    entry!(within ownership / code_missing),
    entry!(within ownership / code_unknown),
    entry!(declared ownership / code_wrong_table),
    entry!(within ownership / date_year_typo),
    entry!(declared ownership / deemed_date_rules),
    entry!(declared ownership / derivative_ad_columns),
    entry!(within ownership / derivative_in_table_one),
    entry!(within ownership / derivative_post_vs_underlying),
    entry!(within ownership / digit_transposition),
    entry!(within ownership / duplicate_footnote_text),
    entry!(within ownership / duplicate_row),
    entry!(within ownership / earliest_transaction_date),
    entry!(within ownership / entity_signature_capacity),
    entry!(within ownership / equity_swap_flag),
    entry!(within ownership / exempt_transaction_reported),
    entry!(declared ownership / exercisable_after_expiry),
    entry!(within ownership / exercise_pairing),
    entry!(within ownership / exercise_price_implausible),
    entry!(within ownership / exercise_price_mismatch),
    entry!(declared ownership / exercised_before_exercisable),
    entry!(within ownership / expired_before_transaction),
    entry!(declared ownership / expired_worthless_reported),
    entry!(within ownership / expiry_missing_for_option),
    entry!(within ownership / footnote_gap_or_order),
    entry!(within ownership / footnote_marker_unresolved),
    entry!(within ownership / form3_has_transactions),
    entry!(within ownership / form3_late),
    entry!(within ownership / form4_late),
    entry!(within ownership / form5_late_and_period),
    entry!(declared ownership / formtype_five_not_eligible),
    entry!(declared ownership / gift_form_and_price),
    entry!(within ownership / holding_row_vs_final_balance),
    entry!(within ownership / joint_filer_coverage),
    entry!(within ownership / nature_vs_owner),
    entry!(declared ownership / negative_shares),
    entry!(within ownership / net_exercise_coherence),
    entry!(within ownership / non_derivative_in_table_two),
    entry!(within ownership / non_usd_price),
    entry!(declared ownership / option_price_times),
    entry!(within ownership / option_series_balance),
    entry!(within ownership / option_term_outlier),
    entry!(within ownership / other_code_unexplained),
    entry!(within ownership / post_balance_below_disposition),
    entry!(within ownership / price_aggregate_not_per_share),
    entry!(within ownership / price_decimals),
    entry!(declared ownership / price_missing_for_open_market),
    entry!(within ownership / price_outlier_in_filing),
    entry!(declared ownership / price_positive_for_nonpaid),
    entry!(declared ownership / price_zero_suspicious),
    entry!(within ownership / relationship_none_true),
    entry!(within ownership / remarks_needed),
    entry!(within ownership / running_balance),
    entry!(within ownership / same_day_sale_exceeds_exercise),
    entry!(within ownership / see_footnote_without_footnote),
    entry!(within ownership / sell_to_cover_coding),
    entry!(within ownership / signature_before_transaction),
    entry!(within ownership / signer_not_owner),
    entry!(declared ownership / small_acquisition_limits),
    entry!(within ownership / ten_b_five_one_box_vs_text),
    entry!(within ownership / title_inconsistent),
    entry!(declared ownership / trade_on_closed_market),
    entry!(within ownership / transaction_after_filing),
    entry!(declared ownership / underlying_in_dollars),
    entry!(within ownership / underlying_title_unknown),
    entry!(declared ownership / v_code_consistency),
    entry!(within ownership / vesting_arithmetic),
    entry!(within ownership / vesting_date_vs_grant),
    entry!(within ownership / weighted_average_conditions),
    entry!(within ownership / zero_coupon_derivative_position),
    entry!(declared ownership / zero_shares),
];
