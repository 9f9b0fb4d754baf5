//! See rules/ownership/vesting_arithmetic.toml.

use std::ops::Range;

use super::notes::has_word;
use crate::rules::prelude::*;
use crate::words::prose::{dates_in, percents_in, words_before};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        for note in &form.footnotes {
            let Some(text) = note.text.sure().filter(|text| text.contains('%')) else { continue };
            let Some(sum) = whole(text).filter(|sum| (*sum - Decimal::ONE_HUNDRED).abs() > Decimal::ONE) else {
                continue;
            };
            let number = note.id.trim_start_matches(['F', 'f']);
            cx.report(&note.text, format!("footnote {number}: the parts come to {}%", sum.normalize()));
        }
    }
}

/// What the percentages of a vesting schedule come to, where it names every part.
fn whole(text: &str) -> Option<Decimal> {
    const OTHER: [&str; 9] =
        ["performance", "target", "price", "maximum", "each", "every", "quarterly", "monthly", "per annum"];
    if !has_word(text, &["vest", "exercisable"]) || has_word(text, &OTHER) {
        return None;
    }
    let parts: Vec<(Range<usize>, Decimal)> = percents_in(text).collect();
    let (last, before) = parts.split_last().filter(|(_, before)| !before.is_empty())?;
    let is_remaining = |part: &(Range<usize>, Decimal)| {
        words_before(text, part.0.start).next().is_some_and(|word| word == "remaining")
    };
    let ends_with_rest = is_remaining(last) && !before.iter().any(is_remaining);
    if !ends_with_rest && (has_word(text, &["remain", "thereafter"]) || !each_has_its_day(text, &parts)) {
        return None;
    }
    parts.iter().try_fold(Decimal::ZERO, |sum, (_, part)| sum.checked_add(*part))
}

/// Whether one date, and one only, follows each percentage before the next.
fn each_has_its_day(text: &str, parts: &[(Range<usize>, Decimal)]) -> bool {
    let days: Vec<usize> = dates_in(text).map(|(place, _)| place.start).collect();
    let starts = parts.iter().map(|(place, _)| place.end);
    let ends = parts.iter().skip(1).map(|(place, _)| place.start).chain([text.len()]);
    starts.zip(ends).all(|(start, end)| days.iter().filter(|day| (start..end).contains(*day)).count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_schedules_are_added_up() {
        let sum = |text| whole(text).map(|sum| sum.to_string());
        assert_eq!(sum("vest 20% on May 1, 2022, 20% on May 1, 2023, and 60% on May 1, 2024").as_deref(), Some("100"));
        assert_eq!(sum("25% vested on May 3, 2008; the remaining 70% vests over three years").as_deref(), Some("95"));
        for text in [
            "100% vest on May 1, 2022",
            "25% vested on May 1, 2020, and 6.25% vest quarterly thereafter",
            "vest 50% if the price exceeds $5 and 25% on May 1, 2024",
            "owns 20% since May 1, 2022 and 30% since May 1, 2023",
        ] {
            assert_eq!(sum(text), None, "{text}");
        }
    }
}
