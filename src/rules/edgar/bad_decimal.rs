//! See rules/edgar/bad_decimal.toml.

use super::broken;
use crate::fault::Broken;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let written = excerpt(cx.written(&fault.span));
            let message = match broken {
                Broken::NotDecimal => format!("`{element}` is `{written}`, which is no decimal"),
                Broken::TooLarge => format!("`{element}` is {written}, above 999999999999.9999"),
                _ => continue,
            };
            cx.report(&fault.span, message);
        }
    }
}
