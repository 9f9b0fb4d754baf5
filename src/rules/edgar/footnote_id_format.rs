//! See rules/edgar/footnote_id_format.toml.

use super::broken;
use crate::fault::Broken;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let Broken::NotFootnoteId = broken else { continue };
            let written = excerpt(cx.written(&fault.span));
            if written.starts_with('<') {
                cx.report(&fault.span, format!("`{element}` has no id"));
            } else {
                cx.report(&fault.span, format!("`{written}` is no id of a footnote"));
            }
        }
    }
}
