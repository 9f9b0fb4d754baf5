//! See rules/edgar/unknown_element.toml.

use super::broken::{self, is_answered};
use crate::fault::{Broken, Stranger};
use crate::rules::Edgar;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let Broken::Stranger(kind) = broken else { continue };
            let written = excerpt(cx.written(&fault.span));
            if kind == Stranger::OfOtherForms && is_answered(&written) {
                continue;
            }
            let message = match kind {
                Stranger::Unknown => format!("`{element}` holds no `{written}`"),
                Stranger::Like(known) => format!("`{element}` holds no `{written}`, but `{known}`"),
                Stranger::BelongsIn(parent) => format!("`{written}` stands in `{element}` and belongs in `{parent}`"),
                Stranger::OfOtherForms => format!("`{written}` is of other forms than this one"),
                Stranger::Before => format!("`{written}` is of earlier versions of the schema"),
                Stranger::Since(day) => format!("`{written}` is taken from {} on", words_of_date(day)),
            };
            let draft = cx.report(&fault.span, message);
            match kind {
                Stranger::Like(known) => drop(draft.help(format!("write `{known}`"))),
                Stranger::OfOtherForms => drop(draft.at_most(Severity::Warning).edgar(Some(Edgar::Warning))),
                // The SEC's own samples have one.
                Stranger::Before => drop(draft.at_most(Severity::Warning).help("leave it out")),
                _ => {}
            }
        }
    }
}
