//! See rules/edgar/bad_date_format.toml.

use super::broken;
use crate::fault::Broken;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let Broken::NotDate = broken else { continue };
            let written = excerpt(cx.written(&fault.span));
            cx.report(&fault.span, format!("`{element}` is `{written}`, which is no date of the form YYYY-MM-DD"));
        }
    }
}
