//! See rules/edgar/wrong_root_or_namespace.toml.

use crate::fault::FaultKind;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;
use crate::tables::ownership::{DOCUMENT, SUBMISSION};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for fault in &filing.faults {
            let written = excerpt(cx.written(&fault.span));
            match fault.kind {
                FaultKind::Namespace => {
                    cx.report(&fault.span, format!("`{written}` is in a namespace"));
                }
                FaultKind::NameCase => {
                    let root = [DOCUMENT, SUBMISSION].into_iter().find(|root| written.eq_ignore_ascii_case(root));
                    if let Some(root) = root {
                        cx.report(&fault.span, format!("the document is a `{written}`, not an `{root}`"));
                    }
                }
                _ => {}
            }
        }
    }
}
