//! See rules/beneficial/page_n_of_m.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let surely = |mark: &&PageMark| mark.number.sure().is_some() && mark.of.sure().is_some();
        let marks: Vec<&PageMark> = schedule.pages.iter().filter(surely).collect();
        let Some((first, rest)) = marks.split_first() else { return };
        let (Some(of), Some(mut number)) = (first.of.sure().copied(), first.number.sure().copied()) else { return };

        for mark in rest {
            let (Some(this), Some(others)) = (mark.number.sure().copied(), mark.of.sure().copied()) else { continue };
            if others != of {
                let message = format!("page {this} says it is one of {others} pages, page {number} says of {of}");
                cx.report(&mark.of, message).also(&first.of, format!("of {of}"));
                return;
            }
            // A page that shows its mark at its head and its foot shows it twice.
            if this != number && this != number.saturating_add(1) {
                let message = format!("page {this} of {of} follows page {number}");
                cx.report(&mark.number, message);
                return;
            }
            number = this;
        }
        let Some(last) = marks.last().filter(|_| number < of) else { return };
        let message = format!("the last page that is marked is page {number} of {of}");
        cx.report(&last.span, message);
    }
}
