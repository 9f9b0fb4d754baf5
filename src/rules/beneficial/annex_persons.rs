//! See rules/beneficial/annex_persons.toml.

use crate::fault::FaultKind;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Beneficial;

    fn check<'f>(&self, schedule: &'f Beneficial, cx: &mut Cx<'f>) {
        let Some(annex) = schedule.annex_span else { return };
        // Who has a name and a position but lacks more is told by name, unless others have come apart altogether.
        let apart = schedule.annex.iter().any(|person| person.name.is_missing() || person.position.is_missing());
        let mut faults = cx.filing.faults.iter();
        let shredded =
            faults.find(|fault| apart && fault.kind == FaultKind::ShreddedColumns && annex.covers(fault.span));
        if let Some(fault) = shredded {
            let also: Vec<_> = fault.also.iter().take(8).copied().collect();
            let draft = cx
                .report(&fault.span, "the columns of the annex stand apart, so that what belongs to whom is not sure");
            for place in also {
                draft.also(&place, "apart here");
            }
            return;
        }
        let people: Vec<&AnnexPerson> = schedule.annex.iter().filter(|person| person.name.sure().is_some()).collect();
        let lacking = |person: &AnnexPerson| {
            let asked = [
                ("position", person.position.is_missing(), most(&people, |person| &person.position)),
                ("citizenship", person.citizenship.is_missing(), most(&people, |person| &person.citizenship)),
                ("address", person.address.is_missing(), most(&people, |person| &person.address)),
            ];
            asked.into_iter().find(|(_, missing, usual)| *missing && *usual).map(|(what, _, _)| what)
        };
        let mut incomplete = people.iter().filter_map(|person| Some((*person, lacking(person)?)));
        let Some((first, what)) = incomplete.next() else { return };
        let name = first.name.sure().map_or("", AsRef::as_ref);
        let more: Vec<_> = incomplete.collect();
        let others = if more.is_empty() { String::new() } else { format!(", and {} more lack something", more.len()) };
        let draft = cx.report(&first.name, format!("the annex gives no {what} for {name}{others}"));
        for (person, what) in more.iter().take(10) {
            draft.also(&person.name, format!("no {what}"));
        }
    }
}

/// Whether most of the people have it: what is said once for all of them is missing at each.
fn most<'f>(people: &[&'f AnnexPerson], field: impl Fn(&'f AnnexPerson) -> &'f Field<Box<str>>) -> bool {
    people.iter().filter(|person| !field(person).is_missing()).count() * 2 > people.len()
}
