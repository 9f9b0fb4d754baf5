//! See rules/ownership/code_footnote_contradiction.toml.

use super::told::{self, Told};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        told::report(form, &TOLD, cx);
    }
}

/// The plain case; each entry says what it has of its own.
const ANY: Told = Told {
    event: "",
    words: &[],
    // Of shares that came or went before, or that go with others.
    unless: &["previously", "received as", "acquired by gift", "includes", "exclude"],
    code: "",
    against: "",
    unpaid: false,
    most: Severity::Warning,
};

// Withholding and sales to cover taxes are told apart by sell-to-cover-coding.
static TOLD: [Told; 9] = [
    Told {
        event: "a gift",
        words: &[
            "bona fide gift",
            "charitable gift",
            "charitable donation",
            "represents a gift",
            "reflects a gift",
            "was a gift",
            "shares were gifted",
            "shares gifted",
            "shares were donated",
            "shares donated",
        ],
        code: "G",
        against: "PSAFMXOCDJLU",
        ..ANY
    },
    Told {
        event: "sales",
        words: &[
            "sold in multiple transactions",
            "sold in several transactions",
            "sold in a series of",
            "sold in open market",
            "sold in the open market",
            "sold on the open market",
            "open market sale",
            "open-market sale",
            "weighted average sale price",
            "weighted average sales price",
        ],
        code: "S",
        against: "PADGJLWZ",
        ..ANY
    },
    Told {
        event: "purchases",
        words: &[
            "purchased in multiple transactions",
            "bought in multiple transactions",
            "weighted average purchase price",
        ],
        code: "P",
        against: "SADFGJWZU",
        ..ANY
    },
    // Plans buy on the market what they award: no contradiction to A, J and L.
    Told {
        event: "a purchase",
        words: &[
            "open market purchase",
            "open-market purchase",
            "purchased in the open market",
            "purchased on the open market",
        ],
        unless: &["previously", "sold", "includes", "exclude"],
        code: "P",
        against: "SDFGWZU",
        ..ANY
    },
    Told {
        event: "shares withheld",
        words: &[
            "withheld by the issuer",
            "withheld by the company",
            "withheld by issuer",
            "shares withheld to",
            "shares withheld for",
            "withheld to satisfy",
            "withheld to cover",
            "withheld to pay",
        ],
        unless: &["sold", "sale", "net of", "previously", "includes", "exclude"],
        code: "F",
        against: "PGJLWZU",
        ..ANY
    },
    Told { event: "an acquisition exempt under Rule 16b-3(d)", words: &["16b-3(d)"], code: "A", against: "PSG", ..ANY },
    Told { event: "a disposition exempt under Rule 16b-3(e)", words: &["16b-3(e)"], code: "D", against: "PSGA", ..ANY },
    Told {
        event: "a distribution in kind",
        words: &[
            "pro rata distribution",
            "pro-rata distribution",
            "distribution in kind",
            "distribution-in-kind",
            "in-kind distribution",
        ],
        code: "J",
        against: "PSFG",
        unpaid: true,
        ..ANY
    },
    Told {
        event: "an award",
        words: &[
            "restricted stock unit",
            "restricted share unit",
            "performance stock unit",
            "vests in",
            "vest in",
            "will vest",
        ],
        code: "A",
        against: "PG",
        unpaid: true,
        ..ANY
    },
];
