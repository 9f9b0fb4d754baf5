//! See rules/values/weekday_stated_mismatch.toml.

use std::ops::Range;

use chrono::{Datelike, Weekday};
use memchr::memmem;

use super::flaw;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (range, stated, day) in stated(cx.written(&filing.span)) {
            if day.weekday() == stated {
                continue;
            }
            let message = format!("{} was a {}, not a {}", words_of_date(day), name(day.weekday()), name(stated));
            let place = cx.part(&filing.span, range);
            cx.report(&place, message);
        }
    }
}

/// Each `Friday, December 30, 2005` of a text, with the day of the week it names and the day it is.
fn stated(text: &str) -> Vec<(Range<usize>, Weekday, NaiveDate)> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    const COMMA: &str = "day, ";
    let found = memmem::find_iter(text.as_bytes(), COMMA).filter_map(|at| {
        let word = text.get(..at)?.rsplit(|c: char| !c.is_ascii_alphabetic()).next()?;
        let mut days = [Mon, Tue, Wed, Thu, Fri, Sat, Sun].into_iter();
        let weekday = days.find(|day| name(*day).strip_suffix("day") == Some(word))?;
        let (day, length) = spelt(text.get(at + COMMA.len()..)?)?;
        Some((at - word.len()..at + COMMA.len() + length, weekday, day))
    });
    found.collect()
}

/// The day that a text begins with, `December 30, 2005`, and how many bytes it takes.
fn spelt(text: &str) -> Option<(NaiveDate, usize)> {
    let comma = text.bytes().take(16).position(|byte| byte == b',')?;
    let year = text.get(comma + 1..)?;
    let end = comma + 1 + (year.len() - year.trim_start_matches(' ').len()) + 4;
    let is_whole = !text.get(end..)?.starts_with(|c: char| c.is_ascii_digit());
    let day = flaw::day(text.get(..end)?)?;
    is_whole.then_some((day, end))
}

fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_the_week_stands_before_its_date() {
        let of =
            |text: &str| stated(text).into_iter().map(|(at, day, _)| (text[at].to_owned(), day)).collect::<Vec<_>>();
        assert_eq!(of("on Friday, December 30, 2005."), [("Friday, December 30, 2005".to_owned(), Weekday::Fri)]);
        for text in [
            "each Friday, unless",
            "Friday, the 30th of December, 2005",
            "today, March 3, 2005",
            "Friday, March 33, 2005",
        ] {
            assert_eq!(of(text), [], "{text}");
        }
    }
}
