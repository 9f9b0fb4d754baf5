//! See rules/edgar/bad_enumeration.toml.

use super::broken::{self, STATE};
use crate::fault::Broken;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let written = excerpt(cx.written(&fault.span));
            let written = if written.starts_with('<') { "empty".to_owned() } else { format!("`{written}`") };
            let message = match broken {
                Broken::NotCode { codes } => {
                    format!("`{element}` is {written}, and must be one of {}", codes.join(", "))
                }
                Broken::NotPlace { of } if element != STATE => {
                    format!("`{element}` is {written}, which is no code that EDGAR has for a {of}")
                }
                Broken::NotForm => {
                    format!("`{element}` is {written}, and must be one of {}", Form::NAMES[..6].join(", "))
                }
                _ => continue,
            };
            cx.report(&fault.span, message);
        }
    }
}
