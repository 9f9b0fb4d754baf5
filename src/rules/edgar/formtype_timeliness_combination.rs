//! See rules/edgar/formtype_timeliness_combination.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let Some(form) = cx.filing.form.sure().filter(|_| cx.filing.by_machine) else { return };
        let (Some(form_type), Some(timeliness)) = (row.form_type.sure(), row.timeliness.sure()) else { return };
        let is_five = form.kind == FormKind::Five;
        let (right, why) = match (is_five, form_type.as_ref()) {
            (false, "4") => (None, "on time"),
            (false, "5") => (Some("E"), "early"),
            (true, "4") => (Some("L"), "late"),
            (true, "5") => (Some("L"), "on time or late"),
            _ => return,
        };
        if !matches!(timeliness.as_ref(), "E" | "L") || right == Some(timeliness.as_ref()) {
            return;
        }
        let place = format!("{}, row {}", row.table.name(), row.number);
        let message =
            format!("{place}: the timeliness is {timeliness}, and form type {form_type} on Form {form} is {why}");
        let draft = cx.report(&row.timeliness, message);
        draft.also(&row.form_type, format!("form type {form_type}"));
        if right.is_none() {
            // Section 4.3.8.2 tells of a suspension for form type 5 alone; for this it says `leave empty`.
            draft.at_most(Severity::Warning);
        }
    }
}
