//! See rules/beneficial/items_present_in_order.toml.

use crate::rules::prelude::*;
use crate::rules::stated;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let Some(form) = cx.filing.form.present() else { return };
        let last: u8 = if form.kind == FormKind::Schedule13D { 7 } else { 10 };
        let numbered: Vec<(&Item, Vec<u8>)> = schedule
            .items
            .iter()
            .map(|item| (item, stated::item_numbers(item)))
            .filter(|(_, all)| !all.is_empty())
            .collect();
        let Some((first, _)) = numbered.first() else { return };
        let absent: Vec<u8> = (1..=last).filter(|item| !numbered.iter().any(|(_, all)| all.contains(item))).collect();

        let unnumbered: Vec<&Item> = schedule.items.iter().filter(|item| item.unnumbered).collect();
        if !absent.is_empty() || !unnumbered.is_empty() {
            let mut said = Vec::new();
            if !absent.is_empty() {
                let word = if absent.len() == 1 { "Item" } else { "Items" };
                said.push(format!("{word} {} not captioned", stated::list(&absent)));
            }
            for item in &unnumbered {
                let title = item.title.present().map_or("", AsRef::as_ref).trim_end_matches('.');
                said.push(format!("\"{title}\" lacks its item number"));
            }
            let spot = unnumbered.first().map_or(first.span, |item| item.title.span);
            let draft = cx.report(&spot, said.join("; "));
            for item in unnumbered.iter().skip(1).take(8) {
                draft.also(&item.title, "no item number");
            }
            // An amendment names what it changes, and nothing else.
            if form.amendment {
                draft.at_most(Severity::Note);
            }
        }

        let lowest = |all: &[u8]| all.iter().min().copied().unwrap_or_default();
        for pair in numbered.windows(2) {
            let [(before, earlier), (item, later)] = pair else { continue };
            if lowest(later) >= lowest(earlier) {
                continue;
            }
            let message = format!("Item {} stands after Item {}", lowest(later), lowest(earlier));
            let draft = cx.report(&item.number, message);
            draft.also(&before.number, "before it");
            if form.amendment {
                draft.at_most(Severity::Note);
            }
            return;
        }
    }
}
