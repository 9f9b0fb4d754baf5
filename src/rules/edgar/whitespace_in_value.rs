//! See rules/edgar/whitespace_in_value.toml.

use super::broken;
use crate::fault::Broken;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let Broken::Blanks = broken else { continue };
            let written = excerpt(cx.written(&fault.span));
            cx.report(
                &fault.span,
                format!("`{element}` has blanks or line breaks in or around its value `{}`", written.trim()),
            );
        }
    }
}
