//! What is wrong with what stands in the place of a value: one flaw each, so that one rule speaks of it.

use crate::rules::prelude::*;
use crate::tables::confusables;

/// What keeps something written from being a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Flaw {
    /// A date of no calendar; what there is of its month, when that exists.
    NoDay(Option<(String, u32)>),
    /// Commas that do not set groups of three apart.
    Grouping,
    /// Letters that scans and typists take for digits; the value with digits in their places.
    Confused(String),
    /// A number in parentheses, or below zero.
    Negative,
    /// Words that keep the place of a value.
    Placeholder,
    /// A value with marks of a table reader about it: `<br>0|`.
    Markup,
    Other,
}

impl Flaw {
    pub(super) fn of(sort: Sort, written: &str) -> Flaw {
        let written = written.trim();
        if is_placeholder(written) {
            return Flaw::Placeholder;
        }
        let bare = without_markup(written);
        if bare.len() < written.len() && is_value(sort, bare) {
            return Flaw::Markup;
        }
        match sort {
            Sort::Date => of_date(written),
            Sort::Number => of_number(written),
            Sort::Text | Sort::Truth | Sort::Form => Flaw::Other,
        }
    }
}

/// The fields in which something stands that is no value, each with its flaw.
pub(super) fn each<'f>(cx: &Cx<'f>) -> Vec<(&'f dyn AnyField, &'f str, Flaw)> {
    let malformed = cx.odd().malformed.iter().filter(|field| field.sort() != Sort::Text);
    let flawed = malformed.map(|field| {
        let written = cx.written(field).trim();
        (*field, written, Flaw::of(field.sort(), written))
    });
    flawed.collect()
}

/// Words that keep a place until the value is known.
pub(super) fn is_placeholder(written: &str) -> bool {
    let letters: String = written.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let is_run = |of: char| letters.len() >= 3 && letters.chars().all(|c| c == of);
    matches!(
        letters.as_str(),
        "NA" | "TBD" | "TBA" | "TBC" | "TODO" | "NONE" | "NOTAPPLICABLE" | "NOTAVAILABLE" | "UNKNOWN"
    ) || is_run('X')
        || (letters.is_empty() && written.contains(['[', '_', '●', '•', '?']))
}

/// Without the marks that readers of tables put between cells and lines.
fn without_markup(written: &str) -> &str {
    let mut bare = written;
    loop {
        let shorter = bare.trim_matches(['|', ' ', '*', '~']);
        let shorter = ["<br>", "<br/>", "&nbsp;"].iter().fold(shorter, |text, mark| {
            let text = text.strip_prefix(mark).unwrap_or(text);
            text.strip_suffix(mark).unwrap_or(text)
        });
        if shorter.len() == bare.len() {
            return bare;
        }
        bare = shorter;
    }
}

fn is_value(sort: Sort, text: &str) -> bool {
    match sort {
        Sort::Date => day(text).is_some(),
        Sort::Number => is_number(text.trim_start_matches('$').trim_end_matches('%').trim()),
        Sort::Text | Sort::Truth | Sort::Form => false,
    }
}

/// Month, day and year of something written as a date, each as written.
fn parts(written: &str) -> Option<[&str; 3]> {
    let mut parts = written.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let found = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(found)
}

fn of_date(written: &str) -> Flaw {
    let Some(parts) = parts(written) else { return Flaw::Other };
    if let Some((year, month, day)) = numbers(parts) {
        // A year that is cut or has a digit too many is no date of no calendar.
        let is_day = NaiveDate::from_ymd_opt(year, month, day).is_some();
        return if is_day { Flaw::Other } else { Flaw::NoDay(length(year, month)) };
    }
    match confusables::mended(written) {
        Some(meant) if day(&meant).is_some() => Flaw::Confused(meant),
        _ => Flaw::Other,
    }
}

/// Year, month and day, whichever order they are written in.
fn numbers([first, second, third]: [&str; 3]) -> Option<(i32, u32, u32)> {
    let two = |part: &str| (part.len() <= 2).then(|| part.parse().ok()).flatten();
    let four = |part: &str| (part.len() == 4 || part.len() == 2).then(|| part.parse().ok()).flatten();
    if first.len() == 4 {
        return Some((four(first)?, two(second)?, two(third)?));
    }
    match (month(first), month(second)) {
        (Some(month), _) => Some((four(third)?, month, two(second)?)),
        (_, Some(month)) => Some((four(third)?, month, two(first)?)),
        _ => Some((four(third)?, two(first)?, two(second)?)),
    }
}

fn month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let head = word.get(..3)?.to_ascii_lowercase();
    NAMES.iter().position(|name| *name == head).and_then(|at| u32::try_from(at + 1).ok())
}

/// The day that is written with slashes or hyphens.
pub(super) fn day(written: &str) -> Option<NaiveDate> {
    let (year, month, day) = numbers(parts(written)?)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The day that is meant where the day stands before the month: `26/12/2003`.
pub(super) fn swapped(written: &str) -> Option<NaiveDate> {
    let (year, day, month) = numbers(parts(written)?)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The name of a month with its year, and how many days it has.
fn length(year: i32, month: u32) -> Option<(String, u32)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let days = (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some())?;
    Some((first.format("%B %Y").to_string(), days))
}

fn of_number(written: &str) -> Flaw {
    let bare = written.trim_start_matches('\\').trim_start_matches('$').trim_start();
    if is_number(bare.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or("")) {
        return Flaw::Negative;
    }
    if bare.starts_with(['-', '−', '–']) && is_number(bare.trim_start_matches(['-', '−', '–', ' ', '$'])) {
        return Flaw::Negative;
    }
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    if bare.contains(',') && bare.starts_with(|c: char| c.is_ascii_digit()) && bare.chars().all(is_figure) {
        return Flaw::Grouping;
    }
    match confusables::mended(bare) {
        Some(meant) if is_number(&meant) => Flaw::Confused(meant),
        _ => Flaw::Other,
    }
}

/// Digits, a point at most once, and commas that set groups of three apart, or none.
pub(super) fn is_number(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let is_grouped = digits(first) && groups.all(|group| group.len() == 3 && digits(group));
    is_grouped && (!whole.contains(',') || first.len() <= 3) && digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_one_flaw() {
        for (written, flaw) in [
            ("02/30/2004", Flaw::NoDay(Some(("February 2004".to_owned(), 29)))),
            ("2003-11-31", Flaw::NoDay(Some(("November 2003".to_owned(), 30)))),
            ("February 30, 2003", Flaw::NoDay(Some(("February 2003".to_owned(), 28)))),
            ("31 April 2003", Flaw::NoDay(Some(("April 2003".to_owned(), 30)))),
            ("13/15/2024", Flaw::NoDay(None)),
            ("01/15/2O24", Flaw::Confused("01/15/2024".to_owned())),
            ("l1/10/2003", Flaw::Confused("11/10/2003".to_owned())),
            ("l3/1O/2003", Flaw::Other),
            ("XX/XX/XXXX", Flaw::Placeholder),
            ("12/26", Flaw::Other),
            ("Smarch 3, 2003", Flaw::Other),
        ] {
            assert_eq!(Flaw::of(Sort::Date, written), flaw, "{written}");
        }
    }

    #[test]
    fn the_day_may_stand_first() {
        assert_eq!(swapped("26/12/2003"), NaiveDate::from_ymd_opt(2003, 12, 26));
        assert_eq!(swapped("2003-26-12"), NaiveDate::from_ymd_opt(2003, 12, 26));
        assert_eq!(swapped("32/12/2003"), None);
    }

    #[test]
    fn a_number_has_one_flaw() {
        for (written, flaw) in [
            ("1,48,600", Flaw::Grouping),
            ("413,27", Flaw::Grouping),
            ("$ 146,56", Flaw::Grouping),
            ("1.234.567,89", Flaw::Grouping),
            ("50O", Flaw::Confused("500".to_owned())),
            ("5,8l7", Flaw::Confused("5,817".to_owned())),
            ("$l46.56", Flaw::Confused("146.56".to_owned())),
            ("(1,000)", Flaw::Negative),
            ("-5,000", Flaw::Negative),
            ("N/A", Flaw::Placeholder),
            ("$[__]", Flaw::Placeholder),
            ("<br>2,710,619|", Flaw::Markup),
            ("<br>9.0%|", Flaw::Markup),
            ("about 500", Flaw::Other),
            ("5OO", Flaw::Confused("500".to_owned())),
            ("OO", Flaw::Other),
        ] {
            assert_eq!(Flaw::of(Sort::Number, written), flaw, "{written}");
        }
    }
}
