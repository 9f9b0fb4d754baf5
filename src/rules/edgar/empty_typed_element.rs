//! See rules/edgar/empty_typed_element.toml.

use super::broken;
use crate::fault::Broken;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let Broken::Empty = broken else { continue };
            cx.report(&fault.span, format!("`{element}` has an empty value"));
        }
    }
}
