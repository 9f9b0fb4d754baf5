//! See rules/edgar/element_repeated.toml.

use super::broken::{self, is_answered, times};
use crate::fault::Broken;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let message = match broken {
                Broken::Repeated { count, most } if element != "footnote" && !(most > 1 && is_answered(element)) => {
                    format!("`{element}` stands {count} times and may stand {}", times(most))
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
