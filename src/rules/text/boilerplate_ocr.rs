//! See rules/text/boilerplate_ocr.toml.

use crate::fault::FaultKind;
use crate::rules::damage::together;
use crate::rules::prelude::*;
use crate::words::excerpt;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let garbled = filing.faults.iter().filter(|fault| fault.kind == FaultKind::GarbledBoilerplate);
        let spans: Vec<_> = garbled.flat_map(|fault| std::iter::once(&fault.span).chain(&fault.also)).collect();
        let Some(first) = spans.first() else { return };
        let message = format!("fixed wording of the form reads `{}`", excerpt(cx.written(*first)));
        together(cx, spans.iter().map(|span| (span.witness(), String::new())).collect(), message);
    }
}
