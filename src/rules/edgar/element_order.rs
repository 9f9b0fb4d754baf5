//! See rules/edgar/element_order.toml.

use super::broken;
use crate::fault::Broken;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let Broken::Disordered { after, other } = broken else { continue };
            let message = if after {
                format!("`{element}` stands after `{other}` and belongs before it")
            } else {
                format!("`{element}` stands before `{other}` and belongs after it")
            };
            let draft = cx.report(&fault.span, message);
            for neighbour in &fault.also {
                draft.also(neighbour, "");
            }
        }
    }
}
