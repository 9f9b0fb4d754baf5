//! Dates that mean none, years that were mistyped, and days by which a form is due.

use chrono::{Datelike, Days, NaiveDate};

use crate::tables::calendar::{Deadline, on_or_after};

/// The date that stands for "none" in the phantom-stock rows of some agents.
pub(super) fn is_no_date(date: NaiveDate) -> bool {
    NaiveDate::from_ymd_opt(1988, 8, 8) == Some(date)
}

/// The same day of the first year in which it is not before `not_before`, when that is within `days`.
pub(super) fn year_that_fits(date: NaiveDate, not_before: NaiveDate, days: u64) -> Option<NaiveDate> {
    let year = not_before.year();
    let fits = [year, year + 1].into_iter().filter_map(|year| date.with_year(year)).find(|day| *day >= not_before)?;
    let latest = not_before.checked_add_days(Days::new(days))?;
    (fits != date && fits <= latest).then_some(fits)
}

/// The same day of the last year in which it is not after `not_after`, when that is within `days` before.
pub(super) fn last_year_that_fits(date: NaiveDate, not_after: NaiveDate, days: i64) -> Option<NaiveDate> {
    let years = [not_after.year(), not_after.year() - 1];
    let fits = years.into_iter().filter_map(|year| date.with_year(year)).find(|day| *day <= not_after)?;
    (fits != date && (not_after - fits).num_days() <= days).then_some(fits)
}

/// When something is due that is due so many days after another; a day on which EDGAR is closed moves on.
pub(super) fn due_after(date: NaiveDate, days: i64) -> Option<Deadline> {
    Some(on_or_after(date.checked_add_days(Days::new(days.try_into().ok()?))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_too_low_is_found() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date of the test");
        assert_eq!(year_that_fits(day("2002-11-12"), day("2003-11-10"), 60), Some(day("2003-11-12")));
        assert_eq!(year_that_fits(day("2003-01-02"), day("2003-12-29"), 60), Some(day("2004-01-02")));
        assert_eq!(year_that_fits(day("2002-10-12"), day("2003-11-10"), 60), None);
    }

    #[test]
    fn a_year_too_high_is_found() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date of the test");
        assert_eq!(last_year_that_fits(day("2024-11-10"), day("2003-11-12"), 60), Some(day("2003-11-10")));
        assert_eq!(last_year_that_fits(day("2004-12-29"), day("2004-01-02"), 60), Some(day("2003-12-29")));
        assert_eq!(last_year_that_fits(day("2004-06-10"), day("2003-11-12"), 60), None);
        assert_eq!(last_year_that_fits(day("2003-11-10"), day("2003-11-12"), 60), None);
    }
}
