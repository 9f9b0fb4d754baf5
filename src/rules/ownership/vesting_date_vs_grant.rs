//! See rules/ownership/vesting_date_vs_grant.toml.

use crate::rules::prelude::*;
use crate::words::prose::{dates_in, words_before};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some(form) = filing.ownership().filter(|_| row.table == Table::Two) else { return };
        let is_grant = row.code.sure().is_some_and(|code| code.as_ref() == "A") && row.acquires() == Some(true);
        let (Some(granted), Some(days)) = (row.transaction_date.sure(), cx.whole("days", None)) else { return };
        if !is_grant {
            return;
        }
        for note in row.marks().flatten().filter_map(|mark| form.footnote(&mark.id)) {
            let Some(text) = note.text.sure() else { continue };
            let vests = || dates_in(text).filter(|(place, _)| is_to_vest(text, place.start)).map(|(_, date)| date);
            let place = format!("Table II, row {}", row.number);
            if let Some(day) = vests().find(|day| (*granted - *day).num_days() > days) {
                let message =
                    format!("{place}: granted on {}, to vest from {}", words_of_date(*granted), words_of_date(day));
                cx.report(&note.text, message).also(&row.transaction_date, "the grant");
                return;
            }
            let Some(expires) = row.expiration_date.sure() else { continue };
            if let Some(day) = vests().find(|day| day > expires) {
                let message =
                    format!("{place}: expires on {}, to vest on {}", words_of_date(*expires), words_of_date(day));
                cx.report(&row.expiration_date, message).also(&note.text, "is to vest");
                return;
            }
        }
    }
}

/// Whether a date is one from which something vests, and not one on which it did or was granted.
fn is_to_vest(text: &str, place: usize) -> bool {
    const WILL: [&str; 4] = ["vest", "vests", "vesting", "exercisable"];
    const DID: [&str; 12] = [
        "vested", "became", "was", "were", "been", "fully", "granted", "grant", "awarded", "dated", "expire", "expires",
    ];
    let before: Vec<&str> = words_before(text, place).take(14).collect();
    let says = |words: &[&str]| before.iter().any(|word| words.contains(&word.to_ascii_lowercase().as_str()));
    says(&WILL) && !says(&DID)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_will_vest_is_told_from_what_did() {
        let vests = |text: &str| dates_in(text).filter(|(place, _)| is_to_vest(text, place.start)).count();
        assert_eq!(vests("The option vests in four parts beginning on May 3, 2024."), 1);
        assert_eq!(vests("One third vested and became exercisable on May 3, 2024."), 0);
        assert_eq!(vests("Fully vested as of June 1, 2020."), 0);
        assert_eq!(vests("The option granted on May 3, 2024 vests in four parts."), 0);
    }
}
