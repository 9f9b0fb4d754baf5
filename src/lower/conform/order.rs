//! Elements in the order of their schema, and not more of them than it allows.

use super::{Walk, fault};
use crate::fault::Broken;
use crate::syntax::xml::Element;
use crate::tables::ownership::Group;

/// Whether elements stand in order and not too often, as they are met.
#[derive(Default)]
pub(super) struct Order {
    /// The element before, by its place in the group.
    pub(super) last: usize,
    /// How many of it stood there in a row.
    run: u32,
    pub(super) is_broken: bool,
}

impl Order {
    pub(super) fn add(&mut self, at: usize, most: u32) {
        self.run = if at == self.last { self.run + 1 } else { 1 };
        self.is_broken |= at < self.last || self.run > most;
        self.last = at;
    }
}

impl Walk<'_> {
    /// Tells the fewest elements that must move for the others to stand in order, and those that are too many.
    pub(super) fn out_of_order(&mut self, seen: &[(usize, Element)], group: &'static Group) {
        let mut counts = [0u32; 32];
        let mut kept = Vec::with_capacity(seen.len());
        for (at, element) in seen {
            let (Some(count), Some(known)) = (counts.get_mut(*at), group.elements.get(*at)) else { continue };
            *count += 1;
            if *count <= known.most {
                kept.push((*at, *element));
            } else if *count == known.most + 1 {
                let count = seen.iter().filter(|(other, _)| other == at).count();
                let repeated = Broken::Repeated { count: u32::try_from(count).unwrap_or(u32::MAX), most: known.most };
                self.faults.push(fault(&known.name, repeated, self.tree.name_span(*element)));
            }
        }
        let in_order = longest_in_order(&kept);
        for (place, (at, element)) in kept.iter().enumerate() {
            if in_order.binary_search(&place).is_ok() {
                continue;
            }
            let others =
                || in_order.iter().filter_map(|other| kept.get(*other).map(|(at, element)| (*other, *at, *element)));
            let after = others().find(|(other, known, _)| *other < place && known > at);
            let before = others().rfind(|(other, known, _)| *other > place && known < at);
            let Some((other, other_at, neighbour)) = after.or(before) else { continue };
            let (Some(known), Some(beside)) = (group.elements.get(*at), group.elements.get(other_at)) else { continue };
            let disordered = Broken::Disordered { after: other < place, other: &beside.name };
            let mut fault = fault(&known.name, disordered, self.tree.name_span(*element));
            fault.also.push(self.tree.name_span(neighbour));
            self.faults.push(fault);
        }
    }
}

/// The places of the longest run that does not fall, in order.
fn longest_in_order(seen: &[(usize, Element)]) -> Vec<usize> {
    // For each length the place of the smallest last element of a run so long, and before each place the one that
    // its run has before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(seen.len());
    let at = |place: usize| seen.get(place).map_or(usize::MAX, |(at, _)| *at);
    for place in 0..seen.len() {
        let length = ends.partition_point(|end| at(*end) <= at(place));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut run: Vec<usize> =
        std::iter::successors(ends.last().copied(), |place| before.get(*place).copied().flatten()).collect();
    run.reverse();
    run
}
