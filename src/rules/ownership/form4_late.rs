//! See rules/ownership/form4_late.toml.

use super::notes::{has_word, mentions, notes_of};
use crate::ledger::{due_by, in_next_month};
use crate::rules::made::made;
use crate::rules::prelude::*;
use crate::tables::calendar::{Deadline, business_days_after};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let thresholds = |executed| deadline(executed, |name| cx.whole(name, Some(executed)));
        let Some(due) = due_by(filing, thresholds) else { return };
        let Some(row) = due.row else { return };
        let Some((spot, made, verb)) = made(filing) else { return };
        if made <= due.date || amends(form) || is_doubted(row, form) || is_before_registration(row, form) {
            return;
        }
        let message = format!(
            "{verb} {}, but the transaction of {} was due {}",
            words_of_date(made),
            row.transaction_date.present().map(|date| words_of_date(*date)).unwrap_or_default(),
            words_of_date(due.date),
        );
        let uncertain = made <= due.latest;
        let most = if uncertain || may_have_known_later(row, form) { Severity::Note } else { Severity::Warning };
        let draft = cx.report(spot, message);
        draft.saying(verb).also(&row.transaction_date, "the earliest transaction").at_most(most);
        if uncertain {
            draft.help(format!("due {} if EDGAR was closed on the days that are uncertain", words_of_date(due.latest)));
        }
    }
}

/// Until when an execution is to be reported, by the thresholds of its day.
fn deadline(executed: NaiveDate, whole: impl Fn(&str) -> Option<i64>) -> Option<Deadline> {
    match whole("days") {
        Some(days) => Some(business_days_after(executed, u16::try_from(days).ok()?.into())),
        None => in_next_month(executed, u32::try_from(whole("day-of-next-month")?).ok()?),
    }
}

/// A rendering may have lost the `/A`; box 4 and the text still tell of an original.
fn amends(form: &Ownership) -> bool {
    !form.date_of_original.is_missing() || mentions(form, &["form 4/a", "original form 4", "this amendment"])
}

/// A row older than box 3 contradicts it; which of the two is right is another question.
fn is_doubted(row: &Row, form: &Ownership) -> bool {
    form.period_of_report.sure().zip(row.transaction_date.sure()).is_some_and(|(period, date)| period > date)
}

/// Rule 16a-2(a): what was bought before the class was registered is reported with the first Form 4.
fn is_before_registration(row: &Row, form: &Ownership) -> bool {
    mentions(form, &["16a-2(a)", "initial public offering"])
        && form.rows().any(|other| other.transaction_date.present() > row.transaction_date.present())
}

/// A distribution that the person was told of later; an award whose terms were met later.
fn may_have_known_later(row: &Row, form: &Ownership) -> bool {
    let notes = notes_of(row, form);
    let says = |words: &[&str]| notes.iter().any(|note| has_word(note, words));
    match row.code() {
        Some("J") => says(&["pro rata", "pro-rata"]),
        Some("A") => says(&["performance"]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ledger::after_execution;
    use crate::rules::{RuleInfo, Rulebook, Threshold};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date of the test")
    }

    fn rule() -> &'static RuleInfo {
        Rulebook::built_in().find("form4-late").expect("it is a rule")
    }

    /// The day, and the latest where a day is uncertain.
    fn days(deadline: Option<Deadline>) -> Option<(NaiveDate, NaiveDate)> {
        deadline.map(|deadline| (deadline.date, deadline.latest))
    }

    fn by_file(executed: NaiveDate, rule: &RuleInfo) -> Option<(NaiveDate, NaiveDate)> {
        days(deadline(executed, |name| rule.whole(name, Some(executed))))
    }

    /// Reports tell the day by law; the rule's file says the same until someone asks for another.
    #[test]
    fn the_rule_file_says_what_the_law_does() {
        for executed in ["2001-12-03", "2002-08-28", "2002-08-29", "2002-08-30", "2003-11-10", "2026-05-04"].map(day) {
            let by_file = by_file(executed, rule());
            assert!(by_file.is_some(), "{executed}");
            assert_eq!(by_file, days(after_execution(executed)), "{executed}");
        }
    }

    #[test]
    fn another_number_of_days_changes_no_month() {
        let lenient = rule().with_thresholds(&BTreeMap::from([("days".to_owned(), Threshold::Whole(3))]));
        let due = |executed| by_file(day(executed), lenient).map(|(date, _)| date);
        assert_eq!(due("2003-11-10"), Some(day("2003-11-14")));
        assert_eq!(due("2001-12-03"), Some(day("2002-01-10")));
    }
}
