//! See rules/edgar/missing_mandatory_element.toml.

use super::broken;
use crate::fault::Broken;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            match broken {
                Broken::Missing { or: None } if !broken::is_answered(element) => {
                    let parent = excerpt(cx.written(&fault.span));
                    cx.report(&fault.span, format!("`{parent}` has no `{element}`"));
                }
                Broken::EmptyText if element != "footnote" && !broken::is_answered(element) => {
                    cx.report(&fault.span, format!("`{element}` is empty"));
                }
                _ => {}
            }
        }
    }
}
