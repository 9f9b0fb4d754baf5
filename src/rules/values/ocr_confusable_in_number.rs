//! See rules/values/ocr_confusable_in_number.toml.

use super::flaw::{Flaw, each};
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, _: &'f Filing, cx: &mut Cx<'f>) {
        for (field, written, flaw) in each(cx) {
            let Flaw::Confused(meant) = flaw else { continue };
            tell(cx, field, written, &meant);
        }
        for field in &cx.odd().mended {
            let Some(repair) = field.repair().filter(|repair| repair.how == How::Confusable) else { continue };
            // A scan has more ways to lose a digit than a letter that looks like it.
            let Flaw::Confused(meant) = Flaw::of(field.sort(), &repair.written) else { continue };
            tell(cx, *field, &repair.written, &meant);
        }
    }
}

fn tell<'f>(cx: &mut Cx<'f>, field: &'f dyn AnyField, written: &str, meant: &str) {
    let message = format!("{} is `{written}`, with a letter in the place of a digit", cx.name_of(field));
    cx.report(&field, message).help(format!("compare with the original, and write {meant} if that is meant"));
}
