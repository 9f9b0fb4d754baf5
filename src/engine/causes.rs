//! One cause, one finding: a rule that yields to another is silent where that other spoke.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::rules::Rulebook;
use crate::source::{SourceId, Span};

/// Drops the findings of rules that yield, where a rule they yield to labelled the same place.
pub(super) fn one_cause_one_finding(said: &mut Vec<Diagnostic>, rulebook: &Rulebook) {
    let yields_to = |rule: &str| rulebook.find(rule).map_or(&[][..], |rule| rule.yields_to());
    let mut places: HashMap<(&'static str, SourceId), Vec<Span>> = HashMap::new();
    for found in said.iter() {
        for label in found.labels() {
            places.entry((found.rule, label.span.source)).or_default().push(label.span);
        }
    }
    let winners: HashMap<(&str, SourceId), Covered> =
        places.into_iter().map(|(rule, spans)| (rule, Covered::of(spans))).collect();
    said.retain(|found| {
        let place = found.primary.span;
        let mut rules = yields_to(found.rule).iter().filter_map(|rule| winners.get(&(*rule, place.source)));
        !rules.any(|spans| spans.shares(place))
    });
}

/// Spans that can be asked, in the time of a search, whether one of them covers another or lies in it.
struct Covered {
    /// By start.
    spans: Vec<Span>,
    /// For each, the furthest end up to it.
    reach: Vec<u32>,
}

impl Covered {
    fn of(mut spans: Vec<Span>) -> Covered {
        spans.sort_unstable();
        let reach = spans.iter().scan(0, |furthest: &mut u32, span| {
            *furthest = (*furthest).max(span.end);
            Some(*furthest)
        });
        let reach = reach.collect();
        Covered { spans, reach }
    }

    fn shares(&self, place: Span) -> bool {
        let after = self.spans.partition_point(|span| span.start <= place.start);
        let covers =
            after.checked_sub(1).and_then(|last| self.reach.get(last)).is_some_and(|reach| *reach >= place.end);
        let first = self.spans.partition_point(|span| span.start < place.start);
        let inside = self.spans.get(first..).unwrap_or(&[]).iter().take_while(|span| span.start < place.end);
        covers || inside.into_iter().any(|span| place.covers(*span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span { start, end, ..Span::default() }
    }

    #[test]
    fn places_are_shared_when_one_holds_the_other() {
        let covered = Covered::of(vec![span(40, 44), span(10, 30)]);
        assert!(covered.shares(span(12, 15)) && covered.shares(span(10, 30)));
        assert!(covered.shares(span(38, 50)));
        assert!(!covered.shares(span(28, 35)) && !covered.shares(span(0, 9)) && !covered.shares(span(44, 60)));
    }
}
