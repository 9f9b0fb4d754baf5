//! Forms: turns any format's sheet into the one AST. Knows no rule.

mod beneficial;

use crate::filing::Filing;
use crate::source::{SourceId, Sources};

/// What an input holds.
pub struct Reading {
    pub filings: Vec<Filing>,
    /// A form of the SEC that is not one of ours, by its name: `Form 144`.
    pub not_ours: Option<String>,
}

/// Reads one input. Never fails: what holds no filing yields none.
#[must_use]
pub fn read(sources: &Sources, id: SourceId) -> Reading {
    let sheet = crate::syntax::page::Sheet::of(sources.text(id));
    Reading { filings: beneficial::read(sources, id, &sheet).into_iter().collect(), not_ours: None }
}
