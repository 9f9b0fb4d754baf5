//! See rules/submission/filed_date_vs_acceptance.toml.

use chrono::{NaiveDateTime, Timelike};

use crate::rules::prelude::*;
use crate::tables::calendar;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let Some(submission) = &filing.submission else { return };
        let (Some(accepted), Some(filed)) = (submission.accepted.sure(), filing.filed_as_of.sure()) else { return };
        let Ok(at) = NaiveDateTime::parse_from_str(accepted, "%Y%m%d%H%M%S") else { return };
        let whose = if filing.ownership().is_some() { "ownership" } else { "schedules" };
        let Some(cut_off) = cx.whole(whose, Some(at.date())) else { return };
        let is_late = i64::from(at.hour() * 100 + at.minute()) > cut_off;
        let first = if is_late { at.date().succ_opt() } else { Some(at.date()) };
        let Some(day) = first.map(calendar::on_or_after) else { return };
        if (day.date..=day.latest).contains(filed) {
            return;
        }
        let time = at.format("%H:%M");
        let message = format!(
            "accepted {} at {time}, which counts as {}, and filed as of {}",
            words_of_date(at.date()),
            words_of_date(day.date),
            words_of_date(*filed)
        );
        cx.report(&filing.filed_as_of, message).also(&submission.accepted, "accepted");
    }
}
