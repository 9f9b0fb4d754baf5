//! What a rule is: one question asked of one kind of thing.
//!
//! A rule sees a filing and a [`Cx`], nothing else: no configuration, no path, no clock. It gives
//! fields and words; the engine gives severity and place.

mod asked;
mod batch;
mod beneficial;
mod check;
mod config;
mod cusips;
mod cx;
mod damage;
mod declared;
mod edgar;
pub mod house;
mod keys;
mod load;
mod made;
mod odd;
mod ownership;
mod params;
pub(crate) mod prelude;
mod rulebook;
mod slip;
mod stated;
mod subject;
mod submission;
mod text;
mod values;
mod verdict;

use crate::filing::Filing;

pub use asked::{Asked, asked};
pub(crate) use cx::Gathered;
pub use cx::{Across, AcrossCx, Cx, Draft, Spot, Witness};
pub use load::{By, Edgar, Example, InForce, Profile, RuleInfo, filing_date};
pub use params::{Params, Threshold};
pub use rulebook::Rulebook;
pub use subject::Subject;
pub use verdict::Verdict;

/// One question asked of one kind of thing: a [`Filing`], an [`Owner`](crate::filing::Owner), a
/// [`Row`](crate::filing::Row), a [`Person`](crate::filing::Person), …
pub trait Rule: Send + Sync {
    type On: Subject;

    fn check<'f>(&self, on: &'f Self::On, cx: &mut Cx<'f>);
}

/// One question asked of all filings of a run together.
pub trait AcrossRule: Send + Sync {
    fn across<'f>(&self, filings: &'f [Filing], cx: &mut AcrossCx<'f>);

    /// Whether the rule answers for one filing too, and others only help it.
    fn answers_alone(&self) -> bool {
        false
    }
}

/// A [`Rule`] whatever it is asked of.
pub trait AnyRule: Send + Sync {
    fn ask<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>);
}

impl<R: Rule> AnyRule for R {
    fn ask<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        R::On::each(filing, &mut |on| {
            if cx.rule_in_force(on.transaction_date()) {
                self.check(on, cx);
            }
        });
    }
}

/// How a rule answers.
#[derive(Clone, Copy)]
pub enum Answer {
    /// Of one filing.
    Within(&'static dyn AnyRule),
    /// Of all filings of a run.
    Across(&'static dyn AcrossRule),
    /// By reading itself or by the run: about inputs that are no filing, and about rules.
    Run,
}

/// One line of the list: the rule's file and its answer.
pub(crate) struct Entry {
    pub family: &'static str,
    pub word: &'static str,
    pub toml: &'static str,
    /// The same, as the build has turned it into JSON.
    pub json: &'static str,
    pub answer: Answer,
}

/// One line of a family's list. The word names `rules/<family>/<word>.toml`, which asks the question itself where the
/// line says `declared`; under `within` and `across` also `src/rules/<family>/<word>.rs`, whose `Check` it registers.
macro_rules! entry {
    (@file $root:literal, $family:ident, $word:ident, $extension:literal) => {
        include_str!(concat!(env!($root), "/rules/", stringify!($family), "/", stringify!($word), $extension))
    };
    (@entry $family:ident, $word:ident, $answer:expr) => {
        $crate::rules::Entry {
            family: stringify!($family),
            word: stringify!($word),
            toml: $crate::rules::entry!(@file "CARGO_MANIFEST_DIR", $family, $word, ".toml"),
            json: $crate::rules::entry!(@file "OUT_DIR", $family, $word, ".json"),
            answer: $answer,
        }
    };
    (declared $family:ident / $word:ident) => {
        $crate::rules::entry!(@entry $family, $word, {
            static RULE: $crate::rules::declared::Declared = $crate::rules::declared::Declared::new(
                stringify!($word),
                $crate::rules::declared::As::Json($crate::rules::entry!(@file "OUT_DIR", $family, $word, ".json")),
            );
            $crate::rules::Answer::Within(&RULE)
        })
    };
    (within $family:ident / $word:ident) => {
        $crate::rules::entry!(@entry $family, $word, $crate::rules::Answer::Within(&$word::Check))
    };
    (across $family:ident / $word:ident) => {
        $crate::rules::entry!(@entry $family, $word, $crate::rules::Answer::Across(&$word::Check))
    };
    (run $family:ident / $word:ident) => {
        $crate::rules::entry!(@entry $family, $word, $crate::rules::Answer::Run)
    };
}

pub(crate) use entry;

/// Every rule, by family and then by name.
pub(crate) fn entries() -> impl Iterator<Item = &'static Entry> {
    [
        edgar::RULES,
        ownership::RULES,
        beneficial::RULES,
        submission::RULES,
        values::RULES,
        text::RULES,
        batch::RULES,
        config::RULES,
    ]
    .into_iter()
    .flatten()
}
