//! See rules/ownership/sell_to_cover_coding.toml.

use super::told::{self, Told};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        told::report(form, &TOLD, cx);
    }
}

static TOLD: [Told; 3] = [
    Told {
        event: "sales",
        words: &[
            "sold in multiple transactions",
            "sold in open market",
            "sold in the open market",
            "sold on the open market",
            "open market sale",
            "open-market sale",
            "sold to cover",
            "sell to cover",
            "sell-to-cover",
            "sold by a broker",
            "sold by the broker",
        ],
        unless: &["withheld"],
        code: "S",
        against: "F",
        unpaid: false,
        most: Severity::Warning,
    },
    // An average of sale prices may also be what the shares that were kept back are valued at.
    Told {
        event: "sales",
        words: &["average sale price", "average sales price", "average selling price"],
        unless: &["withheld"],
        code: "S",
        against: "F",
        unpaid: false,
        most: Severity::Note,
    },
    Told {
        event: "shares withheld",
        words: &[
            "withheld by the issuer",
            "withheld by the company",
            "withheld by issuer",
            "shares withheld to",
            "shares withheld for",
            "shares were withheld",
        ],
        unless: &["sold", "sale", "broker", "previously"],
        code: "F",
        against: "S",
        unpaid: false,
        most: Severity::Warning,
    },
];
