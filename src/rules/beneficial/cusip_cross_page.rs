//! See rules/beneficial/cusip_cross_page.toml.

use crate::rules::cusips::{self, Cusip};
use crate::rules::prelude::*;
use crate::rules::slip;
use crate::tables::identifiers::is_placeholder_cusip;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let all = cusips::distinct(schedule);
        let all: Vec<&Cusip<'_>> = all.iter().filter(|cusip| is_whole(cusip)).collect();
        // What stands on the first page is declared: a schedule may cover several classes.
        let Some(cover) = all.first() else { return };
        let page = cover.first().page;
        let (declared, later): (Vec<&Cusip<'_>>, Vec<&Cusip<'_>>) =
            all.iter().partition(|cusip| cusip.first().page == page);
        for cusip in later {
            // One slip of the hand, told by the check digit, is not another security.
            if declared.iter().any(|other| same_issue(cusip, other) || is_a_slip(cusip, other)) {
                continue;
            }
            let same_issuer = declared.iter().any(|other| cusip.issuer() == other.issuer());
            if same_issuer && names_several_classes(schedule) {
                continue;
            }
            let message =
                format!("{} says CUSIP {}, {} says {}", cover.place(), cover.value, cusip.place(), cusip.value);
            let draft = cx.report(&cusip.first().cusip, message);
            draft.saying("here");
            draft.also(&cover.first().cusip, format!("{} says", cover.place()));
            for again in cusip.at.iter().skip(1).take(8) {
                draft.also(&again.cusip, "and here");
            }
            if same_issuer {
                draft.at_most(Severity::Warning);
            }
            if cusip.is_right() && cover.is_right() {
                draft.help("look up which of the two is the class of this issuer; the check digits of both are right");
            }
        }
    }
}

fn is_whole(cusip: &Cusip<'_>) -> bool {
    matches!(cusip.value.len(), 8 | 9) && cusips::is_spelled(&cusip.value) && !is_placeholder_cusip(&cusip.value)
}

fn same_issue(one: &Cusip<'_>, other: &Cusip<'_>) -> bool {
    one.value.len() != other.value.len() && one.issue() == other.issue()
}

/// Whether exactly one check digit is right and one slip leads from the wrong one to it.
fn is_a_slip(one: &Cusip<'_>, other: &Cusip<'_>) -> bool {
    one.is_right() != other.is_right() && slip::of_text(&one.value, &other.value).is_some()
}

/// Whether the title of class names more than one: `Class A and Class B Common Stock`.
fn names_several_classes(schedule: &Beneficial) -> bool {
    let title = schedule.class_title.present().map_or("", AsRef::as_ref).to_lowercase();
    title.contains(" and ") || title.contains('/') || title.contains(';') || title.matches("class").count() > 1
}
