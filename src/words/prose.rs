//! Dates and shares of a whole that stand in sentences.

use std::ops::Range;

use chrono::NaiveDate;

/// Every whole date of a text with where it stands: `May 3, 2024`, `3 May 2024`, `05/03/2024`.
pub fn dates_in(text: &str) -> impl Iterator<Item = (Range<usize>, NaiveDate)> + '_ {
    let places = places_of_words(text);
    (0..places.len()).filter_map(move |at| {
        let place = |beyond: usize| places.get(at + beyond).cloned();
        let word = |beyond: usize| text.get(place(beyond)?);
        let (last, date) = match slashed(word(0)?) {
            Some(date) => (0, date),
            None => (2, spelt(word(0)?, word(1)?, word(2)?)?),
        };
        Some((place(0)?.start..place(last)?.end, date))
    })
}

fn places_of_words(text: &str) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut is_parted = true;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match places.last_mut().filter(|_| !is_parted) {
            _ if c.is_whitespace() => is_parted = true,
            Some(word) => word.end = end,
            None => {
                places.push(at..end);
                is_parted = false;
            }
        }
    }
    places
}

/// The words that end where a place begins, the last first, without the signs around them.
pub fn words_before(text: &str, place: usize) -> impl Iterator<Item = &str> {
    text.get(..place).unwrap_or_default().split_whitespace().rev().map(bare)
}

/// Every percentage of a text with where it ends: `12.5%`, `20 %`.
pub fn percents_in(text: &str) -> impl Iterator<Item = (Range<usize>, rust_decimal::Decimal)> + '_ {
    text.match_indices('%').filter_map(|(at, sign)| {
        let head = text.get(..at)?.trim_end();
        let digits = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let figure = head.get(digits.len()..)?;
        Some((digits.len()..at + sign.len(), figure.trim_start_matches('.').parse().ok()?))
    })
}

fn slashed(word: &str) -> Option<NaiveDate> {
    if !word.as_bytes().contains(&b'/') {
        return None;
    }
    let mut parts = bare(word).split('/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn spelt(first: &str, second: &str, third: &str) -> Option<NaiveDate> {
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year = Some(bare(third)).filter(is_year)?;
    let (month, day) = match month(bare(first)) {
        Some(month) => (month, second),
        None => (month(bare(second))?, first),
    };
    let day = bare(day).trim_end_matches(|c: char| c.is_ascii_alphabetic());
    NaiveDate::from_ymd_opt(year.parse().ok()?, month, day.parse().ok()?)
}

/// A month by its name or by the three letters or more that it begins with.
fn month(word: &str) -> Option<u32> {
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
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word))?;
    u32::try_from(at + 1).ok()
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_sentences() {
        for (text, written, date) in [
            ("a plan adopted on May 3, 2024.", "May 3, 2024.", "2024-05-03"),
            ("(on Sept. 17th 2021)", "Sept. 17th 2021)", "2021-09-17"),
            ("commencing on 11/15/2022;", "11/15/2022;", "2022-11-15"),
            ("as of 3 May 2024 and", "3 May 2024", "2024-05-03"),
        ] {
            let found: Vec<_> = dates_in(text).collect();
            assert_eq!(found.len(), 1, "{text}");
            let (place, day) = found.first().expect("one was found");
            assert_eq!(text.get(place.clone()), Some(written));
            assert_eq!(day.to_string(), date);
        }
        for text in ["in March 2021", "on November 31, 2021", "1/48 of 2,000", "on 11/1/21", "May 3, 20245"] {
            assert_eq!(dates_in(text).count(), 0, "{text}");
        }
    }

    #[test]
    fn percentages_are_figures_before_the_sign() {
        let of = |text| percents_in(text).map(|(_, figure)| figure.to_string()).collect::<Vec<_>>();
        assert_eq!(of("vest 20% on May 1, 2.5 % later, and % no more"), ["20", "2.5"]);
        assert_eq!(words_before("trading plan (adopted on May", 25).collect::<Vec<_>>()[..2], ["on", "adopted"]);
    }
}
