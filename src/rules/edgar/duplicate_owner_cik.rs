//! See rules/edgar/duplicate_owner_cik.toml.

use std::collections::HashMap;

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        if !cx.filing.by_machine {
            return;
        }
        let mut seen: HashMap<&str, &'f Field<Box<str>>> = HashMap::new();
        for owner in &form.owners {
            let Some(written) = owner.cik.sure() else { continue };
            let number = written.trim_start_matches('0');
            let Some(first) = seen.get(number) else {
                seen.insert(number, &owner.cik);
                continue;
            };
            let message = format!("CIK {written} stands for two reporting owners");
            cx.report(&owner.cik, message).saying("again here").also(*first, "first here");
        }
    }
}
