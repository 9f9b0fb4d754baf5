//! See rules/ownership/amount_missing_recoverable.toml.

use crate::rules::damage::in_pieces;
use crate::rules::prelude::*;
use crate::words::excerpt;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for table in [&form.table1, &form.table2] {
            let pairs = table.iter().zip(table.iter().skip(1));
            let damaged = pairs.filter(|(_, row)| row.shares.present().is_none() || row.shares.repair().is_some());
            for (above, row) in damaged.filter(|(above, row)| is_one_holding(above, row)) {
                // A transaction may state its value in dollars instead.
                if !row.total_value.is_missing() {
                    continue;
                }
                let Some((shown, implied)) = shown(row, cx).zip(implied(above, row)) else { continue };
                // What is left of the amount must fit; else a balance may be the damaged one.
                if row.shares.is_malformed() && !is_left_of(cx.written(&row.shares), implied) {
                    continue;
                }
                let (Some(before), Some(after)) = (above.owned_following.present(), row.owned_following.present())
                else {
                    continue;
                };
                let message = format!(
                    "{}, row {} shows {shown} for the amount; the balances {} and {} leave {}",
                    row.table.name(),
                    row.number,
                    number(*before),
                    number(*after),
                    number(implied)
                );
                cx.report(&row.shares, message)
                    .also(&above.owned_following, "the balance before it")
                    .also(&row.owned_following, "the balance after it")
                    .help(format!("compare with the original; the balances imply {}", number(implied)));
            }
        }
    }
}

/// What stands where the amount should be, when it is none or was read by the balances alone.
fn shown(row: &Row, cx: &Cx<'_>) -> Option<String> {
    match row.shares.repair() {
        Some(repair) if repair.how == How::Balance => Some(in_pieces(&repair.written)),
        Some(_) => None,
        None if row.shares.is_missing() => Some("nothing".to_owned()),
        None if row.shares.is_malformed() => Some(format!("`{}`", excerpt(cx.written(&row.shares)))),
        None => None,
    }
}

/// What the balances leave, when it moves the holding the way the row says.
fn implied(above: &Row, row: &Row) -> Option<Decimal> {
    let change = row.owned_following.present()?.checked_sub(*above.owned_following.present()?)?;
    let moves = !change.is_zero() && row.acquires().is_none_or(|acquires| acquires == change.is_sign_positive());
    moves.then(|| change.abs())
}

/// Whether the digits written are digits of the amount, in their order.
fn is_left_of(written: &str, amount: Decimal) -> bool {
    let whole = amount.to_string();
    let mut digits = whole.chars();
    let mut left = written.chars().filter(char::is_ascii_digit);
    left.all(|digit| digits.any(|other| other == digit))
}

/// Two transactions of one security, held in one way: the balance of the second follows that of the first.
fn is_one_holding(above: &Row, row: &Row) -> bool {
    let title = |row: &Row| row.security_title.present().map(|title| title.to_lowercase());
    above.is_transaction()
        && row.is_transaction()
        && title(row).is_some()
        && title(above) == title(row)
        && above.ownership.present() == row.ownership.present()
        && above.nature.present() == row.nature.present()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_fits_the_amount() {
        assert!(is_left_of("3,79", Decimal::from(3798)));
        assert!(is_left_of("11, 74", Decimal::from(11574)));
        assert!(!is_left_of("11, 74", Decimal::from(71574)));
        assert!(!is_left_of("78, ,508", Decimal::from(15)));
    }
}
