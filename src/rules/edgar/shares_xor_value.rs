//! See rules/edgar/shares_xor_value.toml.

use super::broken::{self, NOTES};
use crate::fault::Broken;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let message = match broken {
                Broken::Missing { or: Some(other) } if other != NOTES => {
                    let parent = excerpt(cx.written(&fault.span));
                    format!("`{parent}` has neither `{element}` nor `{other}`")
                }
                Broken::Beside { other } => {
                    format!("`{element}` stands beside `{other}`, and one of the two may stand")
                }
                _ => continue,
            };
            cx.report(&fault.span, message);
        }
    }
}
