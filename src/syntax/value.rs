//! Values: the grammar is grammar/value.pest; nobody else parses numbers and dates.
//!
//! The grammar defines. For the plainest spellings there is a short way by hand, which only hurries:
//! a property test holds that what it takes, the grammar takes with the same value.

use chrono::NaiveDate;
use pest::Parser;
use pest::iterators::Pair;
use rust_decimal::Decimal;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/value.pest"]
struct Grammar;

/// A date: `12/26/2003`, `2003-12-26`, `December 26, 2003`. Days that do not exist are refused.
#[must_use]
pub fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    // The shortest date is `1/2/03`; anything longer than a spelt-out month is none.
    if !(6..=24).contains(&text.len()) {
        return None;
    }
    match plain_date(text).or_else(|| spelt_date(text)) {
        Some(date) => Some(date),
        None => date_by_grammar(text),
    }
}

/// A date as XML has it: `2013-05-01`, also with a zone, `2013-05-01-05:00`, which does not change the day.
#[must_use]
pub fn xml_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let of_zoned = || {
        let date = parse(Rule::zoned_date, text)?.into_inner().next()?;
        plain_date(date.as_str())
    };
    date(text).or_else(of_zoned)
}

/// A date as headers of EDGAR have it: `20240117`.
#[must_use]
pub fn compact_date(text: &str) -> Option<NaiveDate> {
    let mut parts = parse(Rule::compact_date, text.trim())?.into_inner().map(|part| part.as_str().parse::<u32>());
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn date_by_grammar(text: &str) -> Option<NaiveDate> {
    let whole = parse(Rule::date, text)?;
    let spelling = whole.into_inner().next()?;
    let order = spelling.as_rule();
    let mut parts = spelling.into_inner().map(|part| part.as_str());
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    match order {
        Rule::iso_date => NaiveDate::from_ymd_opt(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?),
        Rule::us_date => NaiveDate::from_ymd_opt(full_year(third)?, first.parse().ok()?, second.parse().ok()?),
        Rule::month_first => NaiveDate::from_ymd_opt(third.parse().ok()?, month(first)?, second.parse().ok()?),
        Rule::day_first => NaiveDate::from_ymd_opt(third.parse().ok()?, month(second)?, first.parse().ok()?),
        _ => None,
    }
}

/// Two digits are of this century up to ten years from now, and of the last otherwise: no filing of
/// the 1920s is electronic, and options run ten years.
fn full_year(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    Some(match digits.len() {
        2 if year < 40 => 2000 + year,
        2 => 1900 + year,
        _ => year,
    })
}

fn month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let head = word.get(..3)?.to_ascii_lowercase();
    NAMES.iter().position(|name| *name == head).and_then(|at| u32::try_from(at + 1).ok())
}

/// `12/26/2003` and `2003-12-26`, every digit there.
fn plain_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes
            .get(range)?
            .iter()
            .try_fold(0u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    let (year, month, day) = match bytes {
        [_, _, b'/', _, _, b'/', _, _, _, _] => (digits(6..10)?, digits(0..2)?, digits(3..5)?),
        [_, _, _, _, b'-', _, _, b'-', _, _] => (digits(0..4)?, digits(5..7)?, digits(8..10)?),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// `March 5, 2012`, its month in full and one blank between words.
fn spelt_date(text: &str) -> Option<NaiveDate> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let (month, rest) = text.split_once(' ')?;
    let (day, year) = rest.split_once(", ")?;
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=2).contains(&day.len()) || year.len() != 4 || !digits(day) || !digits(year) {
        return None;
    }
    let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, u32::try_from(month + 1).ok()?, day.parse().ok()?)
}

/// An amount without a sign of currency: `2,310,000`, `12.50`, `.5`, `-500`. Commas only in threes.
#[must_use]
pub fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    match plain_decimal(text) {
        Some(number) => Some(number),
        None => exact(parse(Rule::decimal, text)?.into_inner().next()?.as_str()),
    }
}

/// A decimal as XML has it: what [`decimal`] takes, and `+5` and `5.`.
#[must_use]
pub fn xml_decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let of_xml = || exact(parse(Rule::xml_decimal, text)?.into_inner().next()?.as_str());
    decimal(text).or_else(of_xml)
}

/// Up to 18 characters of digits, commas in threes and one point.
fn plain_decimal(text: &str) -> Option<Decimal> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let (mut number, mut scale, mut digits) = (0i64, 0u32, 0u32);
    let (mut point, mut comma, mut group) = (false, false, 0u32);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + i64::from(byte - b'0');
                digits += 1;
                group += 1;
                scale += u32::from(point);
            }
            b',' if !point && group > 0 && group <= 3 && (!comma || group == 3) => (comma, group) = (true, 0),
            b'.' if !point && digits > 0 && (!comma || group == 3) => (point, group) = (true, 0),
            _ => return None,
        }
    }
    let closed = if point { scale > 0 } else { !comma || group == 3 };
    (closed && digits > 0).then(|| Decimal::new(number, scale))
}

/// An amount in dollars: `$4.61`, `\$4.61`, `$ 0`.
#[must_use]
pub fn money(text: &str) -> Option<Decimal> {
    let text = text.trim();
    // Without the sign no text is an amount in dollars.
    let amount = text.strip_prefix('\\').unwrap_or(text).strip_prefix('$')?;
    match plain_decimal(amount.trim_start()) {
        Some(number) => Some(number),
        None => exact(parse(Rule::money, text)?.into_inner().next()?.as_str()),
    }
}

/// A percentage without its sign: `2.08%` is 2.08.
#[must_use]
pub fn percent(text: &str) -> Option<Decimal> {
    exact(parse(Rule::percent, text.trim())?.into_inner().next()?.as_str())
}

/// A number of shares, words of the unit left out: `714,400 shares of common stock`.
#[must_use]
pub fn shares(text: &str) -> Option<Decimal> {
    exact(parse(Rule::shares, text.trim())?.into_inner().next()?.as_str())
}

/// A CUSIP of nine characters, blanks and hyphens left out: `282912 10 4`. Its check digit is not asked.
#[must_use]
pub fn cusip(text: &str) -> Option<Box<str>> {
    let text = text.trim();
    parse(Rule::cusip, text)?;
    Some(text.chars().filter(|c| !matches!(c, ' ' | '-')).map(|c| c.to_ascii_uppercase()).collect::<String>().into())
}

/// A Central Index Key: one to ten digits.
#[must_use]
pub fn cik(text: &str) -> Option<Box<str>> {
    let text = text.trim();
    let is_cik = (1..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_cik.then(|| text.into())
}

/// An accession number: `0001234567-24-000001`.
#[must_use]
pub fn accession(text: &str) -> Option<Box<str>> {
    let text = text.trim();
    parse(Rule::accession, text).map(|_| text.into())
}

/// Whether a text has the shape of a trading symbol, in either case.
#[must_use]
pub fn is_ticker(text: &str) -> bool {
    parse(Rule::ticker, text).is_some()
}

/// A truth as XML has it: `1`, `true`, `0` or `false`.
#[must_use]
pub fn xml_boolean(text: &str) -> Option<bool> {
    match text.trim() {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}

/// What stands in a footnote mark: `(1)` gives `1`, `(I)` gives `I`.
#[must_use]
pub fn mark(text: &str) -> Option<&str> {
    let inner = text.trim().trim_start_matches('^').strip_prefix('(')?.strip_suffix(')')?.trim();
    match inner.as_bytes() {
        [b'1'..=b'9'] | [b'1'..=b'9', b'0'..=b'9'] => Some(inner),
        _ => parse(Rule::mark, text.trim()).map(|_| inner),
    }
}

/// A number as the grammar took it; more digits than a decimal holds exactly are refused.
fn exact(number: &str) -> Option<Decimal> {
    let plain: String = number.chars().filter(|c| *c != ',').collect();
    let plain = if plain.starts_with('.') { format!("0{plain}") } else { plain.replace("-.", "-0.") };
    Decimal::from_str_exact(&plain).ok()
}

fn parse(rule: Rule, text: &str) -> Option<Pair<'_, Rule>> {
    Grammar::parse(rule, text).ok()?.next()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn accepts(rule: Rule, texts: &[&str]) {
        for text in texts {
            assert!(parse(rule, text).is_some(), "{rule:?} refuses {text:?}");
        }
    }

    fn refuses(rule: Rule, texts: &[&str]) {
        for text in texts {
            assert!(parse(rule, text).is_none(), "{rule:?} accepts {text:?}");
        }
    }

    #[test]
    fn a_cik_has_one_to_ten_digits() {
        assert!(["1", "0000990001", " 990001 "].into_iter().all(|text| cik(text).is_some()));
        assert!(!["", " ", "12345678901", "99O001", "99-0001", "-1", "١٢"].into_iter().any(|text| cik(text).is_some()));
    }

    #[test]
    fn what_each_value_takes() {
        accepts(
            Rule::date,
            &[
                "12/26/2003",
                "1/2/2003",
                "12/26/03",
                "2003-12-26",
                "December 30, 2003",
                "Dec. 30, 2003",
                "30 December 2003",
            ],
        );
        accepts(Rule::decimal, &["0", "12.50", "-3", "1,000.00", ".5", "2,310,000", "362386"]);
        accepts(Rule::money, &["$4.61", "\\$4.61", "$ 0", "$30,430,000"]);
        accepts(Rule::percent, &["2.08%", "5 %", "100.0%"]);
        accepts(Rule::shares, &["714,400 shares of common stock", "714,400", "0 shares"]);
        accepts(Rule::cusip, &["282912104", "282912 10 4", "00279#AA8", "90184L 102", "282912-10-4"]);
        accepts(Rule::mark, &["(1)", "(12)", "^(1)", "(F3)", "(I)"]);
        accepts(Rule::ticker, &["EGHT", "eght", "BRK.B", "MFAC.U"]);
        accepts(Rule::accession, &["0001234567-24-000001"]);
    }

    #[test]
    fn what_each_value_refuses() {
        refuses(Rule::date, &["", "12/26", "6/2003", "12/26/20034", "2003-1-2", "Smarch 1, 2003", "09//17/2013"]);
        refuses(Rule::decimal, &["", "12,50", "$5", "1.2.3", "N/A", "2,219,5000", "2,,000", "1 000", "2,"]);
        refuses(Rule::money, &["4.61", "$", "$4.65 2,"]);
        refuses(Rule::percent, &["5", "%", "5%*"]);
        refuses(Rule::shares, &["shares", "714,40 shares"]);
        refuses(Rule::cusip, &["28291210", "2829121045", "N/A", "282912 10"]);
        refuses(Rule::mark, &["1", "(A)", "(D)", "(100)", "()"]);
    }

    #[test]
    fn values_are_what_they_say() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        assert_eq!(date("12/26/2003"), day(2003, 12, 26));
        assert_eq!(date("9/6/2022"), day(2022, 9, 6));
        assert_eq!(date("January 16,2004"), day(2004, 1, 16));
        assert_eq!(date("02/30/2004"), None);
        assert_eq!(money("\\$3.9459"), Some(Decimal::new(39459, 4)));
        assert_eq!(shares("714,400 shares of common stock"), Some(Decimal::from(714_400)));
        assert_eq!(cusip("282912 10 4").as_deref(), Some("282912104"));
        assert_eq!(percent("2.08%"), Some(Decimal::new(208, 2)));
        assert_eq!(xml_date("2013-05-01-05:00"), day(2013, 5, 1));
        assert_eq!(compact_date("20240117"), day(2024, 1, 17));
        assert_eq!(compact_date("20240132"), None);
        assert_eq!(compact_date("202401177"), None);
        assert_eq!(xml_date("2013-05-01Z"), day(2013, 5, 1));
        assert_eq!(xml_date("2013-05-01-0500"), None);
        assert_eq!(xml_date("2013-02-30Z"), None);
        assert_eq!(xml_decimal("+5."), Some(Decimal::from(5)));
        assert_eq!(xml_decimal("-.5"), Some(Decimal::new(-5, 1)));
        assert_eq!(xml_decimal("1e5"), None);
        assert_eq!(xml_boolean("TRUE"), None);
    }

    proptest! {
        #[test]
        fn the_short_way_takes_nothing_that_the_grammar_does_not(text in "[0-9,.\\-]{0,19}") {
            if let Some(number) = plain_decimal(&text) {
                let slow = parse(Rule::decimal, &text).and_then(|whole| exact(whole.into_inner().next()?.as_str()));
                prop_assert_eq!(Some(number), slow, "{}", text);
            }
        }

        #[test]
        fn a_date_spelt_out_is_the_date_of_the_grammar(
            text in "(January|february|MARCH|April|May|June|July|August|September|October|November|December|Sept|Smarch)[ ]{1,2}[0-9]{1,3},? {0,2}[0-9]{2,5}",
        ) {
            if let Some(date) = spelt_date(&text) {
                prop_assert_eq!(Some(date), date_by_grammar(&text));
            }
        }

        #[test]
        fn a_date_read_by_hand_is_the_date_of_the_grammar(text in "[0-9]{2}/[0-9]{2}/[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}") {
            if let Some(date) = plain_date(&text) {
                prop_assert_eq!(Some(date), date_by_grammar(&text));
            }
        }
    }
}
