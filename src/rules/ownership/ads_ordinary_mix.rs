//! See rules/ownership/ads_ordinary_mix.toml.

use super::notes::has_word;
use crate::rules::prelude::*;
use crate::words::fold::fold;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let Some(form) = filing.ownership() else { return };
        let (Some(title), Some(price)) = (row.security_title.sure(), row.price.sure()) else { return };
        if price.is_zero() || !is_ordinary(title) {
            return;
        }
        let notes = row.price.marks().iter().filter_map(|mark| form.footnote(&mark.id));
        let mut per_ads = notes.filter(|note| note.text.sure().is_some_and(|text| is_per_depositary_share(text)));
        let Some(note) = per_ads.next() else { return };
        let place = format!("{}, row {}", row.table.name(), row.number);
        cx.report(&row.price, format!("{place}: {} per depositary share, for `{title}`", money(*price)))
            .also(&row.security_title, "the unit of the row")
            .also(&note.text, "the unit of the price");
    }
}

fn is_ordinary(title: &str) -> bool {
    has_word(title, &["ordinary share"]) && !has_word(title, &["ads", "adr", "depositary", "depository"])
}

fn is_per_depositary_share(text: &str) -> bool {
    let text = fold(text);
    let per = ["per ads", "per adr", "per american depositary", "per depositary", "price of the ads", "for each ads"];
    has_word(&text, &per) && !has_word(&text, &["per ordinary share", "per share", "divided", "convert"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_of_a_price_is_told() {
        assert!(is_per_depositary_share("The price is stated per ADS. Each ADS represents twelve ordinary shares."));
        assert!(!is_per_depositary_share("$3.45 per ADS, or $0.29 per ordinary share."));
        assert!(!is_ordinary("Ordinary Shares represented by ADSs"));
    }
}
