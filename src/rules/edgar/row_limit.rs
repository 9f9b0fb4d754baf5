//! See rules/edgar/row_limit.toml.

use super::broken;
use crate::fault::Broken;
use crate::rules::damage::excerpt;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for (fault, _, broken) in broken::each(filing) {
            let Broken::Rows { count, most } = broken else { continue };
            let table = excerpt(cx.written(&fault.span));
            cx.report(&fault.span, format!("`{table}` has {count} rows; {most} may stand there"));
        }
    }
}
