//! Elements that do not belong where they stand, and what they may have been meant to be.

use super::{Counts, Walk, fault};
use crate::fault::{Broken, Stranger};
use crate::syntax::xml::Element;
use crate::tables::ownership::{Element as Known, Elsewhere, Group};

/// How like a name must be to be taken for another one, of one: one letter in five may be wrong.
const LIKE: f64 = 0.8;

impl Walk<'_> {
    /// Reports what does not belong into a group. A name that is like that of an element which is not there counts
    /// as it.
    pub(super) fn strangers(
        &mut self,
        strangers: &[Element],
        name: &'static str,
        group: &'static Group,
        counts: &mut Counts,
    ) {
        for stranger in strangers {
            let written = self.tree.name(*stranger);
            let kind = match self.elsewhere(written) {
                Some(kind) => kind,
                None => match nearest(written, group, counts) {
                    Some((at, known)) => {
                        counts.add(at);
                        Stranger::Like(&known.name)
                    }
                    None => Stranger::Unknown,
                },
            };
            self.faults.push(fault(name, Broken::Stranger(kind), self.tree.name_span(*stranger)));
        }
    }

    /// One whose name differs by its capitals.
    pub(super) fn stranger(&mut self, child: Element, name: &'static str, known: &'static str) {
        let kind = Stranger::Like(known);
        self.faults.push(fault(name, Broken::Stranger(kind), self.tree.name_span(child)));
    }

    /// Elements in one that holds a value.
    pub(super) fn none_within(&mut self, leaf: Element, name: &'static str) {
        if let Some(child) = self.tree.children(leaf).next() {
            let kind = self.elsewhere(self.tree.name(child)).unwrap_or(Stranger::Unknown);
            self.faults.push(fault(name, Broken::Stranger(kind), self.tree.name_span(child)));
        }
    }

    /// Where an element of this name does belong.
    fn elsewhere(&self, written: &str) -> Option<Stranger> {
        Some(match self.schema.elsewhere(written)? {
            Elsewhere::In(parent) => Stranger::BelongsIn(parent),
            Elsewhere::OfOtherForms => Stranger::OfOtherForms,
            Elsewhere::Since(day) => Stranger::Since(day),
            Elsewhere::Before => Stranger::Before,
        })
    }
}

/// The element that is not there and whose name is most like.
fn nearest(written: &str, group: &'static Group, counts: &Counts) -> Option<(usize, &'static Known)> {
    let absent = |at: usize| counts.of(at) == 0;
    let likeness = |known: &Known| strsim::normalized_damerau_levenshtein(&known.name, written);
    let candidates = group.elements.iter().enumerate().filter(|(at, _)| absent(*at));
    let like = candidates.map(|(at, known)| (at, known, likeness(known))).filter(|(_, _, like)| *like >= LIKE);
    like.max_by(|(_, _, a), (_, _, b)| a.total_cmp(b)).map(|(at, known, _)| (at, known))
}
