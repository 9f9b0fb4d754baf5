//! What is written about rules, rather than in filings: see rules/config/.

use crate::rules::{Entry, entry};

pub(super) static RULES: &[Entry] = &[
    entry!(run config / config_unusable),
    entry!(run config / rule_doubtful),
    entry!(run config / rule_test_failed),
    entry!(run config / rule_unusable),
    entry!(run config / suppression_expired),
    entry!(run config / suppression_unused),
];
