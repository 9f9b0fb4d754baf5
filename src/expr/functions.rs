//! The functions of expressions: a closed set. What three rules want and have not is added here.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::tables::calendar::{self, EdgarDay, edgar_day};

/// A function, as people are told of it.
pub struct Function {
    pub name: &'static str,
    /// How it is written.
    pub form: &'static str,
    pub says: &'static str,
}

const fn function(name: &'static str, form: &'static str, says: &'static str) -> Function {
    Function { name, form, says }
}

/// Every function there is.
pub const FUNCTIONS: &[Function] = &[
    function("missing", "missing(x)", "nothing is written there; never unknown"),
    function("known", "known(x)", "a value was read there, and surely; never unknown"),
    function(
        "noted",
        "noted(x)",
        "the value bears a footnote mark; `noted()` asks all values of the subject, `noted(t)` those of the bound name",
    ),
    function("guess", "guess(x)", "the value, also where it is a guess; the finding is then a warning at most"),
    function(
        "like",
        "like(x, '##-#######')",
        "the whole text has this form: `#` is a digit, `@` a letter, `*` anything",
    ),
    function("days", "days(a, b)", "days from the first date to the second, less than 0 when that lies before"),
    function(
        "business_days",
        "business_days(a, b)",
        "days after the first date up to the second on which EDGAR took filings",
    ),
    function(
        "session",
        "session(d)",
        "the New York exchanges traded on this day; not known outside the years of the calendar",
    ),
    function("kind_of_day", "kind_of_day(d)", "the holiday or the closure of a day, else its day of the week"),
    function("param", "param('days')", "a threshold of the rule, as in force on its date; lists stand after `in`"),
    function("any", "any(t in rows: …)", "it holds for one of them or more"),
    function("all", "all(t in rows: …)", "it holds for each of them"),
    function("count", "count(t in rows: …)", "for how many it holds; `count(rows)` is how many there are"),
    function("sum", "sum(t in rows: …)", "what the numbers come to"),
    function("first", "first(t in rows: t.price)", "a value of the first; in `at` and `also` its place"),
    function(
        "latest",
        "latest(s in signatures: s.date)",
        "the last of the dates that are known; in `at` and `also` its place",
    ),
    function("either", "either(x, y)", "the first text, or the second where the first is not known"),
    function("if", "if(condition, x, y)", "the first text where the condition holds, else the second"),
];

/// The days from one to another.
pub(super) fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

/// The business days of EDGAR after one day up to another, less than 0 when that lies before. Unknown where it is not
/// known whether EDGAR took filings, and over ten years.
pub(super) fn business_days(from: NaiveDate, to: NaiveDate) -> Option<i64> {
    const MOST: i64 = 3653;
    if to < from {
        return business_days(to, from).map(|days| -days);
    }
    if days(from, to) > MOST {
        return None;
    }
    from.iter_days().skip(1).take_while(|day| *day <= to).try_fold(0, |count, day| match edgar_day(day) {
        EdgarDay::Open => Some(count + 1),
        EdgarDay::Closed => Some(count),
        EdgarDay::Uncertain => None,
    })
}

/// The name of the holiday or closure on a day, else that of the day of the week.
pub(super) fn kind_of_day(day: NaiveDate) -> Cow<'static, str> {
    calendar::closure(day).map_or_else(|| day.format("%A").to_string().into(), Cow::from)
}

/// The form of a text: `##-#######`.
#[derive(Clone, Debug)]
pub(super) struct Pattern(Vec<char>);

impl Pattern {
    pub(super) fn of(text: &str) -> Pattern {
        let mut form: Vec<char> = text.chars().collect();
        form.dedup_by(|one, other| *one == '*' && *other == '*');
        Pattern(form)
    }

    /// Whether the whole text has this form. Where a piece behind a `*` does not fit, it is tried one further on.
    pub(super) fn fits(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut form, mut retry) = (0, 0, None);
        while at < text.len() {
            match (self.0.get(form), text.get(at)) {
                (Some('*'), _) => {
                    form += 1;
                    retry = Some((form, at));
                }
                (Some(wanted), Some(there)) if is_like(*wanted, *there) => {
                    form += 1;
                    at += 1;
                }
                _ => {
                    let Some((behind, from)) = retry else { return false };
                    form = behind;
                    at = from + 1;
                    retry = Some((behind, from + 1));
                }
            }
        }
        self.0.iter().skip(form).all(|rest| *rest == '*')
    }
}

fn is_like(wanted: char, there: char) -> bool {
    match wanted {
        '#' => there.is_ascii_digit(),
        '@' => there.is_alphabetic(),
        wanted => wanted == there,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date of the test")
    }

    #[test]
    fn business_days_are_those_of_edgar() {
        for (from, to, days) in [
            ("2003-11-10", "2003-11-13", Some(2)),
            ("2003-11-13", "2003-11-10", Some(-2)),
            ("2024-02-09", "2024-02-09", Some(0)),
            ("2024-02-09", "2024-02-16", Some(5)),
            // What EDGAR did on the day after Christmas is not known.
            ("2003-12-23", "2003-12-29", None),
            ("1990-01-02", "2024-01-02", None),
        ] {
            assert_eq!(business_days(day(from), day(to)), days, "{from} to {to}");
        }
    }

    #[test]
    fn patterns_are_of_the_whole_text() {
        for (form, fits, differs) in [
            ("##-#######", "12-3456789", "12-345678"),
            ("@@@", "Añb", "AB1"),
            ("*", "", "none"),
            ("*stock*", "common stock, class A", "common shares"),
            ("a*b*c", "a-b-b-c", "a-b-b"),
            ("*ab", "aab", "aba"),
            ("x", "x", "xx"),
        ] {
            assert!(Pattern::of(form).fits(fits), "{form}: {fits}");
            assert!(form == "*" || !Pattern::of(form).fits(differs), "{form}: {differs}");
        }
        // As many ways as there are, it ends soon.
        assert!(!Pattern::of(&"*a".repeat(200)).fits(&"a".repeat(199)));
    }
}
