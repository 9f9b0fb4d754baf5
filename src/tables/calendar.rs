//! Business days of EDGAR and sessions of the exchanges: two calendars, not one. See tables/calendar.toml.

use std::sync::OnceLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;

use super::date;
use super::{load, table};

/// Whether EDGAR took filings on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EdgarDay {
    /// A business day.
    Open,
    /// A weekend, a federal holiday, or a closure that the SEC announced.
    Closed,
    /// The government was shut and no source says what EDGAR did.
    Uncertain,
}

/// The last day on which a filing is timely.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deadline {
    /// Uncertain days taken as business days.
    pub date: NaiveDate,
    /// Uncertain days taken as closed, and orders that moved the deadline applied; never before `date`.
    pub latest: NaiveDate,
}

/// Whether EDGAR is open: Monday to Friday, less federal holidays as observed, less announced closures.
#[must_use]
pub fn edgar_day(date: NaiveDate) -> EdgarDay {
    if is_weekend(date) {
        return EdgarDay::Closed;
    }
    if let Some(day) = extraordinary(date) {
        return day.edgar;
    }
    if holiday(date, Keeper::Edgar).is_some() { EdgarDay::Closed } else { EdgarDay::Open }
}

/// Whether the New York exchanges hold a session; unknown outside the years that the table covers.
#[must_use]
pub fn is_trading_day(date: NaiveDate) -> Option<bool> {
    let covered = &table().exchanges_covered;
    if !(covered.from..=covered.until).contains(&date.year()) {
        return None;
    }
    if is_weekend(date) {
        return Some(false);
    }
    if let Some(day) = extraordinary(date) {
        return Some(day.exchanges == Session::Open);
    }
    Some(holiday(date, Keeper::Exchanges).is_none())
}

/// The name of the holiday or closure on a day, whoever keeps it.
#[must_use]
pub fn closure(date: NaiveDate) -> Option<&'static str> {
    let extraordinary = extraordinary(date)
        .filter(|day| day.edgar != EdgarDay::Open || day.exchanges != Session::Open)
        .map(|day| day.name.as_ref());
    extraordinary.or_else(|| holiday(date, Keeper::Edgar)).or_else(|| holiday(date, Keeper::Exchanges))
}

/// The `n`-th business day of EDGAR after `start`; the next one is the first.
#[must_use]
pub fn business_days_after(start: NaiveDate, n: u32) -> Deadline {
    let walk = |counts: fn(NaiveDate) -> bool| {
        let mut day = start;
        for _ in 0..n {
            day = next(day, counts);
        }
        day
    };
    Deadline { date: walk(may_be_open), latest: relieved(walk(is_open)) }
}

/// The day itself, or the next business day of EDGAR when it is none (Rule 0-3(a)).
#[must_use]
pub fn on_or_after(date: NaiveDate) -> Deadline {
    let walk = |counts: fn(NaiveDate) -> bool| if counts(date) { date } else { next(date, counts) };
    Deadline { date: walk(may_be_open), latest: relieved(walk(is_open)) }
}

/// The first day after `day` that counts; the end of the calendar when there is none.
fn next(day: NaiveDate, counts: fn(NaiveDate) -> bool) -> NaiveDate {
    let following = std::iter::successors(day.succ_opt(), NaiveDate::succ_opt);
    following.into_iter().find(|day| counts(*day)).unwrap_or(NaiveDate::MAX)
}

fn is_open(date: NaiveDate) -> bool {
    edgar_day(date) == EdgarDay::Open
}

fn may_be_open(date: NaiveDate) -> bool {
    edgar_day(date) != EdgarDay::Closed
}

/// The day to which an order moved a deadline.
fn relieved(due: NaiveDate) -> NaiveDate {
    let order = table().relief.iter().find(|order| (order.from..=order.through).contains(&due));
    order.map_or(due, |order| order.until)
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

fn extraordinary(date: NaiveDate) -> Option<&'static Day> {
    let days = &table().days;
    days.binary_search_by_key(&date, |day| day.date).ok().and_then(|at| days.get(at))
}

/// Whose holiday it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeper {
    Edgar,
    Exchanges,
}

/// The holiday that is observed on `date`.
fn holiday(date: NaiveDate, keeper: Keeper) -> Option<&'static str> {
    static YEARS: [OnceLock<Vec<Observed>>; 64] = [const { OnceLock::new() }; 64];
    const FIRST: i32 = 1990;
    let find = |days: &[Observed]| {
        days.iter().find(|day| day.date == date && day.keeper == keeper).map(|day| day.holiday.name.as_ref())
    };
    let year = date.year();
    match usize::try_from(year - FIRST).ok().and_then(|at| YEARS.get(at)) {
        Some(days) => find(days.get_or_init(|| observed(year))),
        None => find(&observed(year)),
    }
}

/// A day of a year on which a holiday is kept.
struct Observed {
    date: NaiveDate,
    keeper: Keeper,
    holiday: &'static Holiday,
}

/// The holidays kept in a year, in the order of the table.
fn observed(year: i32) -> Vec<Observed> {
    let mut days = Vec::new();
    for holiday in &table().holidays {
        // New Year's Day may be observed on the last day of the year before.
        for of in [year, year + 1] {
            for keeper in [Keeper::Edgar, Keeper::Exchanges] {
                let date = holiday.on(of, keeper).filter(|date| date.year() == year);
                days.extend(date.map(|date| Observed { date, keeper, holiday }));
            }
        }
    }
    days
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    exchanges_covered: Years,
    holidays: Vec<Holiday>,
    /// In the order of their dates.
    days: Vec<Day>,
    relief: Vec<Relief>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Years {
    from: i32,
    until: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Holiday {
    name: Box<str>,
    when: When,
    #[serde(default)]
    edgar: Option<i32>,
    #[serde(default)]
    exchanges: Option<i32>,
    #[serde(default = "yes")]
    exchanges_keep_friday: bool,
}

fn yes() -> bool {
    true
}

fn weekday<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Weekday, D::Error> {
    let name = Box::<str>::deserialize(from)?;
    name.parse().map_err(|_| serde::de::Error::custom("a weekday is written Mon"))
}

#[derive(Deserialize)]
#[serde(untagged)]
enum When {
    Fixed {
        month: u32,
        day: u32,
    },
    /// The `nth` such weekday of the month; -1 is the last.
    Floating {
        month: u32,
        #[serde(deserialize_with = "weekday")]
        weekday: Weekday,
        nth: i8,
    },
    #[serde(rename_all = "kebab-case")]
    Moving {
        days_before_easter: u64,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    #[serde(deserialize_with = "date")]
    date: NaiveDate,
    name: Box<str>,
    edgar: EdgarDay,
    exchanges: Session,
    #[serde(rename = "confidence")]
    _confidence: Confidence,
    #[serde(rename = "evidence")]
    _evidence: Box<str>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Session {
    Open,
    Closed,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Confidence {
    Verified,
    SecondHand,
    Memory,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relief {
    #[serde(rename = "name")]
    _name: Box<str>,
    #[serde(deserialize_with = "date")]
    from: NaiveDate,
    #[serde(deserialize_with = "date")]
    through: NaiveDate,
    #[serde(deserialize_with = "date")]
    until: NaiveDate,
    #[serde(rename = "evidence")]
    _evidence: Box<str>,
}

impl Holiday {
    /// The weekday on which it is kept in `year`, if it is.
    fn on(&self, year: i32, keeper: Keeper) -> Option<NaiveDate> {
        let since = match keeper {
            Keeper::Edgar => self.edgar?,
            Keeper::Exchanges => self.exchanges?,
        };
        if year < since {
            return None;
        }
        match self.when {
            When::Fixed { month, day } => {
                let day = NaiveDate::from_ymd_opt(year, month, day)?;
                match day.weekday() {
                    Weekday::Sat if keeper == Keeper::Exchanges && !self.exchanges_keep_friday => None,
                    Weekday::Sat => day.pred_opt(),
                    Weekday::Sun => day.succ_opt(),
                    _ => Some(day),
                }
            }
            When::Floating { month, weekday, nth: -1 } => {
                let fifth = NaiveDate::from_weekday_of_month_opt(year, month, weekday, 5);
                fifth.or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, weekday, 4))
            }
            When::Floating { month, weekday, nth } => {
                NaiveDate::from_weekday_of_month_opt(year, month, weekday, u8::try_from(nth).ok()?)
            }
            When::Moving { days_before_easter } => easter(year)?.checked_sub_days(Days::new(days_before_easter)),
        }
    }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Jones, Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15).rem_euclid(30);
    let l = (32 + 2 * b.rem_euclid(4) + 2 * (c / 4) - h - c % 4).rem_euclid(7);
    let m = (a + 11 * h + 22 * l).div_euclid(451);
    let from_march = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(from_march.div_euclid(31)).ok()?,
        u32::try_from(from_march.rem_euclid(31) + 1).ok()?,
    )
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| load("calendar", table!("calendar")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date of the test")
    }

    #[test]
    fn the_two_calendars_differ() {
        use EdgarDay::{Closed, Open, Uncertain};
        for (date, edgar, session) in [
            ("2003-11-10", Open, true),
            ("2003-11-11", Closed, true),
            ("2003-12-26", Uncertain, true),
            ("2004-01-19", Closed, false),
            ("2003-11-15", Closed, false),
            ("2004-06-11", Uncertain, false),
            ("2004-10-11", Closed, true),
            ("2021-04-02", Open, false),
            ("2021-06-18", Closed, true),
            ("2022-06-20", Closed, false),
            ("2020-06-19", Open, true),
            ("2021-12-31", Closed, true),
            ("2021-07-05", Closed, false),
            ("2012-10-29", Open, false),
            ("2018-12-05", Closed, false),
            ("2025-01-09", Closed, false),
            ("2025-11-27", Closed, false),
            ("2026-05-25", Closed, false),
            ("1997-01-20", Closed, true),
        ] {
            assert_eq!(edgar_day(day(date)), edgar, "EDGAR on {date}");
            assert_eq!(is_trading_day(day(date)), Some(session), "exchanges on {date}");
        }
        assert_eq!(is_trading_day(day("1989-06-01")), None);
        assert_eq!(is_trading_day(day("2031-06-02")), None);
    }

    #[test]
    fn closures_have_names() {
        assert_eq!(closure(day("2003-11-11")), Some("Veterans Day"));
        assert_eq!(closure(day("2021-06-18")), Some("Juneteenth"));
        assert_eq!(closure(day("2021-04-02")), Some("Good Friday"));
        assert_eq!(closure(day("2003-12-26")), Some("departments closed by executive order"));
        assert_eq!(closure(day("2002-12-24")), None);
        assert_eq!(closure(day("2003-11-10")), None);
    }

    #[test]
    fn easter_moves() {
        for date in ["1990-04-15", "2000-04-23", "2008-03-23", "2019-04-21", "2024-03-31", "2025-04-20", "2030-04-21"] {
            assert_eq!(easter(day(date).year()), Some(day(date)));
        }
    }

    #[test]
    fn deadlines_count_business_days() {
        for (start, n, due, latest) in [
            // Veterans Day stands between.
            ("2003-11-10", 2, "2003-11-13", "2003-11-13"),
            ("2003-09-17", 2, "2003-09-19", "2003-09-19"),
            // The day after Christmas counts, or does not.
            ("2003-12-23", 2, "2003-12-26", "2003-12-29"),
            ("2003-12-26", 2, "2003-12-30", "2003-12-30"),
            ("2024-02-09", 5, "2024-02-16", "2024-02-16"),
            ("2012-10-26", 2, "2012-10-30", "2012-11-21"),
            ("2003-11-08", 0, "2003-11-08", "2003-11-08"),
        ] {
            let deadline = Deadline { date: day(due), latest: day(latest) };
            assert_eq!(business_days_after(day(start), n), deadline, "{n} days after {start}");
        }
    }

    #[test]
    fn a_deadline_on_a_closed_day_moves() {
        for (date, due, latest) in [
            ("2004-02-14", "2004-02-17", "2004-02-17"),
            ("2003-12-26", "2003-12-26", "2003-12-29"),
            ("2004-01-20", "2004-01-20", "2004-01-20"),
        ] {
            assert_eq!(on_or_after(day(date)), Deadline { date: day(due), latest: day(latest) }, "{date}");
        }
    }

    #[test]
    fn the_end_of_the_calendar_is_no_panic() {
        assert_eq!(business_days_after(NaiveDate::MAX, 2).date, NaiveDate::MAX);
        assert_eq!(closure(NaiveDate::MIN), None);
    }

    #[test]
    fn days_out_of_the_order_are_sorted() {
        assert!(table().days.is_sorted_by_key(|day| day.date));
    }
}
