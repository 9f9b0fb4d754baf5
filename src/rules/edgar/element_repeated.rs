//! See rules/edgar/element_repeated.toml.

use super::broken::{self, is_answered, times};
use crate::fault::Broken;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let Broken::Repeated { count, most } = broken else { continue };
            if element != "footnote" && !(most > 1 && is_answered(element)) {
                cx.report(&fault.span, format!("`{element}` stands {count} times and may stand {}", times(most)));
            }
        }
    }
}
