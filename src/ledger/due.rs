//! When a Form 3, 4 or 5 is due.

use chrono::{Datelike, Days, NaiveDate};

use crate::filing::{Filing, FormKind, Ownership, Row};
use crate::tables::calendar::{Deadline, business_days_after, on_or_after};

/// The last day on which a filing is timely.
#[derive(Clone, Copy, Debug)]
pub struct Due<'f> {
    /// Days that EDGAR may have kept open taken as business days.
    pub date: NaiveDate,
    /// Those days taken as closed; never before `date`.
    pub latest: NaiveDate,
    /// The earliest transaction that has to be reported, on a Form 4.
    pub row: Option<&'f Row>,
}

/// When a filing is due; none for an amendment, a schedule, or where no date was surely read.
///
/// Form 4 by Rule 16a-3(g)(1), Form 3 by Section 16(a)(2)(B), Form 5 by Rule 16a-3(f)(1); a day on
/// which EDGAR is closed moves it to the next business day (Rule 0-3(a)).
#[must_use]
pub fn due(filing: &Filing) -> Option<Due<'_>> {
    due_by(filing, after_execution)
}

/// When a filing is due, where something else says when a Form 4 is, from the day of an execution.
pub fn due_by(filing: &Filing, after_execution: impl Fn(NaiveDate) -> Option<Deadline>) -> Option<Due<'_>> {
    let form = filing.form.present().filter(|form| !form.amendment)?;
    let body = filing.ownership()?;
    let of_period = |days: u64| {
        let day = body.period_of_report.sure()?.checked_add_days(Days::new(days))?;
        Some(on_or_after(day))
    };
    let (Deadline { date, latest }, row) = match form.kind {
        FormKind::Three => (of_period(10)?, None),
        FormKind::Five => (of_period(45)?, None),
        FormKind::Four => {
            let (executed, row) = earliest(body)?;
            (after_execution(executed)?, Some(row))
        }
        FormKind::Schedule13D | FormKind::Schedule13G => return None,
    };
    Some(Due { date, latest, row })
}

/// The earliest execution that a Form 4 has to report, with its row.
fn earliest(form: &Ownership) -> Option<(NaiveDate, &Row)> {
    form.rows().filter(|row| !may_wait(row)).filter_map(|row| Some((executed(row)?, row))).min_by_key(|(date, _)| *date)
}

/// The day the clock starts: a deemed execution date counts where one is given (Rule 16a-3(g)(2)-(4)).
fn executed(row: &Row) -> Option<NaiveDate> {
    let traded = *row.transaction_date.sure()?;
    Some(row.deemed_execution_date.sure().map_or(traded, |deemed| traded.max(*deemed)))
}

/// Second business day after the execution; before the Sarbanes-Oxley Act the tenth of the month after.
#[must_use]
pub fn after_execution(executed: NaiveDate) -> Option<Deadline> {
    if executed >= TWO_BUSINESS_DAYS {
        return Some(business_days_after(executed, 2));
    }
    in_next_month(executed, 10)
}

/// A day of the month after.
#[must_use]
pub fn in_next_month(executed: NaiveDate, day: u32) -> Option<Deadline> {
    let (year, month) =
        if executed.month() == 12 { (executed.year() + 1, 1) } else { (executed.year(), executed.month() + 1) };
    NaiveDate::from_ymd_opt(year, month, day).map(on_or_after)
}

/// Release 34-46421: executions from this day on are reported within two business days.
const TWO_BUSINESS_DAYS: NaiveDate = NaiveDate::from_ymd_opt(2002, 8, 29).expect("a day of the calendar");

/// Release 33-11138: gifts made from this day on are reported within two business days.
const GIFTS_ON_FORM_4: NaiveDate = NaiveDate::from_ymd_opt(2023, 2, 27).expect("a day of the calendar");

/// Whether a row is no transaction that Form 4 demands: a holding, one reported early, or one that
/// Rule 16a-3(f)(1) leaves to Form 5.
#[must_use]
pub fn may_wait(row: &Row) -> bool {
    let early = row.timeliness.present().is_some_and(|word| matches!(word.as_ref(), "E" | "V"));
    let of_form_5 = row.form_type.present().is_some_and(|form| form.as_ref() == "5");
    !row.is_transaction() || early || of_form_5 || is_deferrable(row)
}

fn is_deferrable(row: &Row) -> bool {
    match row.code() {
        Some("L" | "W" | "Z") => true,
        Some("G") => {
            row.acquires() == Some(true) || row.transaction_date.present().is_some_and(|date| *date < GIFTS_ON_FORM_4)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sample;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date of the test")
    }

    #[test]
    fn veterans_day_is_no_business_day() {
        let deadline = after_execution(day("2003-11-10"));
        assert_eq!(deadline.map(|deadline| deadline.date), Some(day("2003-11-13")));
    }

    #[test]
    fn until_2002_the_tenth_of_the_next_month_was_in_time() {
        let deadline = after_execution(day("2001-12-03"));
        assert_eq!(deadline.map(|deadline| deadline.date), Some(day("2002-01-10")));
    }

    #[test]
    fn gifts_and_early_reports_do_not_start_the_clock() {
        let form = Ownership {
            table1: sample::rows(
                "I | Common Stock | 2003-11-03 | G | 2,000 | D | 0 | 7,000 | D
                 I | Common Stock | 2003-11-10 | S | 2,000 | D | 3.95 | 5,000 | D",
            ),
            ..Ownership::default()
        };
        assert_eq!(earliest(&form).map(|(date, row)| (date, row.number)), Some((day("2003-11-10"), 2)));
    }
}
