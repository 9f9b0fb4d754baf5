//! Forms: turns any format's sheet into the one AST. Knows no rule.

mod beneficial;
mod ownership;
mod repair;
mod table;
mod words;

use crate::filing::Filing;
use crate::source::{SourceId, Sources};
use crate::syntax::page::Sheet;

/// What an input holds.
pub struct Reading {
    pub filings: Vec<Filing>,
    /// A form of the SEC that is not one of ours, by its name: `Form 144`.
    pub not_ours: Option<String>,
}

/// Reads one input. Never fails: what holds no filing yields none.
#[must_use]
pub fn read(sources: &Sources, id: SourceId) -> Reading {
    let sheet = Sheet::of(sources.text(id));
    let filing = beneficial::read(sources, id, &sheet).or_else(|| ownership::read(sources, id, &sheet));
    let filings: Vec<Filing> = filing.into_iter().collect();
    Reading { filings, not_ours: None }
}
