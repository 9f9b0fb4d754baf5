//! See rules/edgar/supporting_document_type.toml.

use std::collections::BTreeMap;

use crate::rules::Edgar;
use crate::rules::prelude::*;
use crate::tables::supporting::{self, Count};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        // What EDGAR publishes it may have renamed and renumbered.
        let is_sent = filing.by_machine && filing.found == Stage::Submission;
        let Some(submission) = filing.submission.as_deref().filter(|_| is_sent) else { return };
        form_name(submission, cx);
        let mut counts: BTreeMap<&'static str, (&'static Count, usize)> = BTreeMap::new();
        for document in &submission.supporting {
            if let Some(count) = kind(document, cx) {
                let (_, number) = counts.entry(&count.name).or_insert((count, 0));
                *number += 1;
                if *number == count.most + 1 {
                    let message = format!("more than {} documents of type {}", count.most, count.name);
                    cx.report(&document.document_type, message);
                }
            }
            name(document, cx);
        }
    }
}

/// What a document's type counts as; a PDF and a type that is not taken are reported, and count for nothing.
fn kind<'f>(document: &'f Supporting, cx: &mut Cx<'f>) -> Option<&'static Count> {
    let written = document.document_type.sure()?;
    if document.is_pdf {
        let draft = cx.report(&document.document_type, format!("this {written} is a PDF, which EDGAR discards"));
        draft.at_most(Severity::Warning).edgar(Some(Edgar::Warning)).help("attach it as plain text or HTML");
        return None;
    }
    let count = supporting::count(written);
    if count.is_none() {
        let message = format!("{written} is no type of document that may stand beside a Form 3, 4 or 5");
        cx.report(&document.document_type, message);
    }
    count
}

fn form_name<'f>(submission: &'f Submission, cx: &mut Cx<'f>) {
    let Some(written) = submission.file_name.sure() else { return };
    if let Some(why) = supporting::fault_of_form_name(written) {
        let help = "name it with small letters and digits, as `form4.xml`";
        cx.report(&submission.file_name, format!("the form's file name {written} {why}")).help(help);
    }
}

fn name<'f>(document: &'f Supporting, cx: &mut Cx<'f>) {
    let Some(written) = document.file_name.sure() else { return };
    if !document.is_pdf
        && let Some(why) = supporting::fault_of_name(written)
    {
        let help = "name it with small letters and digits, as `poa.txt` or `exhibit_99.htm`";
        cx.report(&document.file_name, format!("the file name {written} {why}")).help(help);
    }
}
