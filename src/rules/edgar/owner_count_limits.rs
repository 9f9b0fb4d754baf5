//! See rules/edgar/owner_count_limits.toml.

use super::broken;
use crate::fault::Broken;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, element, broken) in broken::each(filing) {
            let (one, many) = match element {
                "reportingOwner" => ("reporting owner", "reporting owners"),
                "ownerSignature" => ("signature", "signatures"),
                _ => continue,
            };
            match broken {
                Broken::Missing { .. } => {
                    cx.report(&fault.span, format!("the document has no {one} ({element})"))
                        .help(format!("give the {many}"));
                }
                Broken::Repeated { count, most } => {
                    cx.report(&fault.span, format!("{count} {many}, but EDGAR takes {most}"));
                }
                _ => {}
            }
        }
    }
}
