//! See rules/edgar/schema_version_vs_date.toml.

use chrono::Days;

use super::is_published;
use crate::rules::made::made;
use crate::rules::prelude::*;
use crate::tables::schema_versions::in_use;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let version = &form.inserted.schema_version;
        let Some((name, written)) = filing.form.sure().zip(version.sure()).filter(|_| is_published(filing)) else {
            return;
        };
        let Some(window) = in_use(written, name.name()) else { return };
        let Some((spot, date, verb)) = made(filing) else { return };
        let Some(margin) = cx.whole("margin-days", None).and_then(|days| u64::try_from(days).ok()).map(Days::new)
        else {
            return;
        };
        let early = window.from.is_some_and(|from| date.checked_add_days(margin).is_some_and(|date| date < from));
        let late = window.until.is_some_and(|until| until.checked_add_days(margin).is_some_and(|until| until < date));
        let use_of = match (window.from, window.until) {
            (Some(from), _) if early => format!("came into use {}", words_of_date(from)),
            (_, Some(until)) if late => format!("went out of use {}", words_of_date(until)),
            _ => return,
        };
        let message = format!("{verb} {}, but version {written} of the schema {use_of}", words_of_date(date));
        cx.report(version, message).also(spot, verb);
    }
}
