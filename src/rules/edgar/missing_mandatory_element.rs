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
                Broken::Missing { or } if !broken::is_answered(element) => {
                    let parent = excerpt(cx.written(&fault.span));
                    let message = match or {
                        Some(other) => format!("`{parent}` has neither `{element}` nor `{other}`"),
                        None => format!("`{parent}` has no `{element}`"),
                    };
                    cx.report(&fault.span, message);
                }
                Broken::EmptyText if element != "footnote" => {
                    cx.report(&fault.span, format!("`{element}` is empty"));
                }
                _ => {}
            }
        }
    }
}
