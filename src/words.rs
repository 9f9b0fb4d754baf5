//! How figures are spelled in messages, once for all rules; how texts are compared.

pub mod fold;
pub mod prose;

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// `2219500` as `2,219,500`; decimals as they are.
#[must_use]
pub fn number(value: Decimal) -> String {
    let plain = value.to_string();
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// `4.6` as `$4.6`.
#[must_use]
pub fn money(value: Decimal) -> String {
    let text = number(value);
    text.strip_prefix('-').map_or_else(|| format!("${text}"), |positive| format!("-${positive}"))
}

/// A date as the forms write it: `12/26/2003`.
#[must_use]
pub fn words_of_date(date: NaiveDate) -> String {
    date.format("%m/%d/%Y").to_string()
}

/// What stands at a place on one line, and not all of it when it is long.
#[must_use]
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 48;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(LONGEST).collect();
    if cut.len() < line.len() { format!("{}…", cut.trim_end()) } else { line }
}

/// The one of some names that is most like a name; none where more than a third of the
/// letters would have to change.
#[must_use]
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let like = |other: &str| strsim::jaro_winkler(name, other);
    names.filter(|other| is_near(name, other)).max_by(|one, other| like(one).total_cmp(&like(other)))
}

/// Whether no more than a third of the letters parts two names.
fn is_near(one: &str, other: &str) -> bool {
    let letters = one.chars().count().max(other.chars().count());
    slips_between(one, other) * 3 <= letters
}

/// How many letters were left out, put in, replaced or swapped with their neighbour between two spellings.
#[must_use]
pub fn slips_between(one: &str, other: &str) -> usize {
    strsim::osa_distance(one, other)
}

/// The nearest of some names, where one is near, and all of them, as a help text; `all` leads to these: `it has`.
#[must_use]
pub fn nearest_and_all(name: &str, names: &[&str], all: &str) -> String {
    let nearest = nearest(name, names.iter().copied());
    let nearest = nearest.map(|nearest| format!("the nearest is `{nearest}`; ")).unwrap_or_default();
    format!("{nearest}{all} {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_stands_on_one_line() {
        assert_eq!(excerpt("a\t b\n c"), "a b c");
        assert_eq!(excerpt(&"word ".repeat(20)).chars().count(), 49);
    }

    #[test]
    fn the_nearest_name_is_near() {
        let nearest = |name| super::nearest(name, ["code-missing", "price", "4", "Table I"].into_iter());
        assert_eq!(nearest("code-mising"), Some("code-missing"));
        assert_eq!(nearest("code-miss"), Some("code-missing"));
        assert_eq!(nearest("prcie"), Some("price"));
        assert_eq!(nearest("Table 1"), Some("Table I"));
        for name in ["code", "missing", "prize money", "5", ""] {
            assert_eq!(nearest(name), None, "{name}");
        }
    }

    #[test]
    fn numbers_are_grouped_in_threes() {
        for (value, word) in [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-2219500.25", "-2,219,500.25")] {
            assert_eq!(number(Decimal::from_str_exact(value).expect("a number")), word);
        }
        assert_eq!(money(Decimal::new(-50, 1)), "-$5.0");
    }
}
