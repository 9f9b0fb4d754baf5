//! See rules/edgar/bad_pattern.toml.

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
                Broken::Characters { of } => format!("`{element}` is `{written}`, and may hold {of} alone"),
                Broken::TooShort { length, least } => {
                    format!("`{element}` is `{written}`, with {length} characters where {least} must stand")
                }
                Broken::NotBase64 { cut } => {
                    let message = match cut {
                        true => format!("the base64 of `{element}` is cut: its last letter is no whole byte"),
                        false => format!("`{element}` has a `{written}`, which is no base64"),
                    };
                    cx.report(&fault.span, message).help("encode the document anew");
                    continue;
                }
                _ => continue,
            };
            cx.report(&fault.span, message);
        }
    }
}
