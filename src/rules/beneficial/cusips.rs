//! The CUSIPs of a schedule, each once.

use std::collections::BTreeMap;

use crate::filing::{Beneficial, CusipMention};

/// One CUSIP and every place that shows it, in the order of the document.
pub(super) struct Cusip<'f> {
    /// Capitals and digits, blanks and hyphens left out.
    pub value: String,
    pub at: Vec<&'f CusipMention>,
}

impl<'f> Cusip<'f> {
    /// Where it first stands.
    pub(super) fn first(&self) -> &'f CusipMention {
        self.at.first().expect("cusips: a CUSIP is made from a mention")
    }

    /// The first six characters, which name the issuer.
    pub(super) fn issuer(&self) -> Option<&str> {
        self.value.get(..6)
    }

    /// The first eight, which name the issue.
    pub(super) fn issue(&self) -> Option<&str> {
        self.value.get(..8)
    }

    /// `the cover page`, `page 2`.
    pub(super) fn place(&self) -> String {
        match self.first().page {
            0 | 1 => "the cover page".to_owned(),
            page => format!("page {page}"),
        }
    }
}

/// The surely read CUSIPs, those of the first page first.
pub(super) fn distinct(schedule: &Beneficial) -> Vec<Cusip<'_>> {
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
pub(super) fn is_spelled(value: &str) -> bool {
    value.is_ascii() && value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '@' | '#'))
}
