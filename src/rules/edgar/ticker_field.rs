//! See rules/edgar/ticker_field.toml.

use super::broken::{self, SYMBOL};
use crate::fault::Broken;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, _, broken) in broken::each(filing).filter(|(_, element, _)| *element == SYMBOL) {
            match broken {
                Broken::Missing { .. } => cx.report(&fault.span, "the issuer has no trading symbol"),
                Broken::EmptyText => cx.report(&fault.span, "the trading symbol is blank"),
                Broken::TooLong { length, most, .. } => cx
                    .report(&fault.span, format!("the trading symbol has {length} characters; {most} may stand there"))
                    .help("write the one symbol of the issuer alone"),
                _ => continue,
            };
        }
    }
}
