//! See rules/edgar/footnote_count_or_length.toml.

use super::broken;
use crate::fault::Broken;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            if element != "footnote" {
                continue;
            }
            match broken {
                Broken::Repeated { count, most } => {
                    cx.report(&fault.span, format!("there are {count} footnotes; {most} may stand there"));
                }
                Broken::TooLong { length, most, .. } => {
                    let message = format!("this footnote has {length} characters; {most} may stand there");
                    cx.report(&fault.span, message).at_most(Severity::Warning);
                }
                Broken::EmptyText => {
                    let draft = cx.report(&fault.span, "this footnote is empty");
                    draft.at_most(Severity::Warning).help("write the explanation, or leave the footnote out");
                }
                _ => {}
            }
        }
    }
}
