//! See rules/values/cik_format.toml.

use crate::rules::prelude::*;
use crate::tables::confusables;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (cik, whose) in all(filing) {
            match cik.present() {
                None if cik.is_malformed() => {
                    let written = cx.written(cik).trim();
                    let digits = written.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                    let meant = confusables::as_digits(&digits).filter(|digits| (1..=10).contains(&digits.len()));
                    let message = format!("the CIK of {whose} is `{written}`, and not one to ten digits");
                    let draft = cx.report(cik, message);
                    if let Some(meant) = meant {
                        draft.help(format!("write {meant} if that is meant"));
                    }
                }
                Some(written) if written.bytes().all(|byte| byte == b'0') => {
                    cx.report(cik, format!("the CIK of {whose} is {written}, which is nobody's"));
                }
                _ => {}
            }
        }
    }
}

/// Every CIK of a form, and those its header names; a person of a schedule may have none, and say so by zeros.
fn all(filing: &Filing) -> Vec<(&Field<Box<str>>, &'static str)> {
    let mut all = Vec::new();
    if let Some(form) = filing.ownership() {
        all.push((&filing.issuer.cik, "the issuer"));
        all.extend(form.owners.iter().map(|owner| (&owner.cik, "the reporting person")));
    }
    let parties = filing.submission.iter().flat_map(|submission| &submission.parties);
    all.extend(parties.map(|party| (&party.cik, if party.is_issuer { "the issuer" } else { "the filer" })));
    all
}
