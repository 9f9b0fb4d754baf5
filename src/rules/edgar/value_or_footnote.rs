//! See rules/edgar/value_or_footnote.toml.

use super::broken::{self, NOTES};
use crate::fault::Broken;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, _, broken) in broken::each(filing) {
            if matches!(broken, Broken::Missing { or: Some(NOTES) }) {
                let element = excerpt(cx.written(&fault.span));
                cx.report(&fault.span, format!("`{element}` has neither a value nor a footnote"));
            }
        }
    }
}
