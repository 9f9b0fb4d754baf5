//! See rules/edgar/string_too_long.toml.

use super::broken::{self, SYMBOL};
use crate::fault::Broken;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let Broken::TooLong { length, most, blanks } = broken else { continue };
            if element == "footnote" || element == SYMBOL {
                continue;
            }
            if blanks {
                let message =
                    format!("`{element}` has {length} characters with the blanks around it; {most} may stand there");
                cx.report(&fault.span, message).help("write the value on one line with its tags");
            } else {
                let message = format!("`{element}` has {length} characters; {most} may stand there");
                cx.report(&fault.span, message);
            }
        }
    }
}
