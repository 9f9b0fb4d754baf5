//! The CUSIPs of a schedule, each once.

use std::collections::BTreeMap;

use crate::filing::{Beneficial, CusipMention};
use crate::tables::identifiers::{cusip_check_digit, is_placeholder_cusip};

/// One CUSIP and every place that shows it, in the order of the document.
pub(in crate::rules) struct Cusip<'f> {
    /// Capitals and digits, blanks and hyphens left out.
    pub value: String,
    pub at: Vec<&'f CusipMention>,
}

impl<'f> Cusip<'f> {
    /// Where it first stands.
    pub(in crate::rules) fn first(&self) -> &'f CusipMention {
        self.at.first().expect("cusips: a CUSIP is made from a mention")
    }

    /// The first six characters, which name the issuer.
    pub(in crate::rules) fn issuer(&self) -> Option<&str> {
        self.value.get(..6)
    }

    /// The first eight, which name the issue.
    pub(in crate::rules) fn issue(&self) -> Option<&str> {
        self.value.get(..8)
    }

    /// Whether it is whole, names a security, and its check digit is right.
    pub(in crate::rules) fn is_right(&self) -> bool {
        self.value.len() == 9
            && !is_placeholder_cusip(&self.value)
            && self.issue().and_then(cusip_check_digit).is_some_and(|digit| self.value.ends_with(digit))
    }

    /// `the cover page`, `page 2`.
    pub(in crate::rules) fn place(&self) -> String {
        match self.first().page {
            0 | 1 => "the cover page".to_owned(),
            page => format!("page {page}"),
        }
    }
}

/// The surely read CUSIPs, those of the first page first.
pub(in crate::rules) fn distinct(schedule: &Beneficial) -> Vec<Cusip<'_>> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut found: Vec<Cusip<'_>> = Vec::new();
    for mention in &schedule.cusips {
        let Some(written) = mention.cusip.sure() else { continue };
        let value: String = written.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let value = value.to_uppercase();
        let at = *known.entry(value.clone()).or_insert(found.len());
        match found.get_mut(at) {
            Some(cusip) => cusip.at.push(mention),
            None => found.push(Cusip { value, at: vec![mention] }),
        }
    }
    found
}

/// Whether every character may stand in a CUSIP.
pub(in crate::rules) fn is_spelled(value: &str) -> bool {
    value.is_ascii() && value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '@' | '#'))
}
