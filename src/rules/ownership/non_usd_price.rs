//! See rules/ownership/non_usd_price.toml.

use super::notes::has_word;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

const CURRENCIES: [&str; 25] = [
    "canadian dollar",
    "taiwan dollar",
    "hong kong dollar",
    "australian dollar",
    "singapore dollar",
    "nt$",
    "c$",
    "hk$",
    "a$",
    "cdn",
    "£",
    "€",
    "¥",
    " euro",
    "pound sterling",
    "pounds sterling",
    "british pound",
    "renminbi",
    " rmb",
    " yen",
    "swiss franc",
    "shekel",
    " nis ",
    "rupee",
    "krone",
];

/// What excuses another currency: the figure in the column is in dollars, or the value is the nominal one.
const CONVERTED: [&str; 8] =
    ["convert", "translat", "exchange rate", "equivalent", "nominal", "par value", "u.s. dollar", "us$"];

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some(form) = filing.ownership() else { return };
        for price in [&row.price, &row.conversion_price].into_iter().filter(|price| price.sure().is_some()) {
            let notes = price.marks().iter().filter_map(|mark| form.footnote(&mark.id));
            let mut foreign = notes.filter(|note| note.text.sure().is_some_and(|text| is_foreign(text)));
            let Some(note) = foreign.next() else { continue };
            let place = format!("{}, row {}", row.table.name(), row.number);
            let message = format!(
                "{place}: {} with a footnote that names another currency",
                price.present().map_or_else(String::new, |price| money(*price))
            );
            cx.report(price, message).also(&note.text, "another currency");
        }
    }
}

fn is_foreign(text: &str) -> bool {
    // `U.S.$` and `US$` end like the signs of other currencies.
    has_word(text, &CURRENCIES) && !has_word(text, &CONVERTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversion_excuses_another_currency() {
        assert!(is_foreign("The option exercise price reflects New Taiwan dollars."));
        assert!(is_foreign("Sold at £3.45 per share."));
        for text in
            ["Converted from C$4.10 at the noon rate.", "nominal value £0.001", "The price is an average.", "$4.10"]
        {
            assert!(!is_foreign(text), "{text}");
        }
    }
}
