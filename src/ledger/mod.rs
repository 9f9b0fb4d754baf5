//! What a filing's figures add up to. Sums, never judgements; knows no rule.

pub mod trades;

use crate::filing::Filing;

/// The sums of one filing.
pub struct Ledger<'f> {
    _filing: &'f Filing,
}

impl<'f> Ledger<'f> {
    #[must_use]
    pub fn of(filing: &'f Filing) -> Ledger<'f> {
        Ledger { _filing: filing }
    }
}
