//! `edgarlint.toml`: what is written there, and what it means for a filing.
//!
//! ```text
//! file ──syntax::toml──▶ written ──meant──▶ layers ──standing──▶ settings ──engine──▶ plan
//! ```
//!
//! A [`Config`] is a chain of [`Layer`]s: those of the file that is extended, then its own, each followed by its
//! overrides; the command line is the last. Of two layers that speak of one rule the later one holds, and each keeps the
//! file and line that said so. Mistakes are diagnostics in the file; all of all files are said at once. Knows no screen.

mod conditions;
mod globs;
pub mod keys;
mod layer;
mod load;
mod meant;
mod mistakes;
mod names;
mod plans;
pub mod schema;
mod standing;
mod suppression;
mod template;
mod written;

use std::path::PathBuf;
use std::sync::Arc;

pub use globs::absolute;
pub use layer::{Change, Given, Layer, Origin};
pub use load::{Configs, FILE, Loader, Mode, RulesOf, Unusable};
pub use plans::{Plans, Ruling};
pub use standing::{Standing, Step, What, history, settings, standing};
pub use suppression::Suppression;
pub use template::template;

use crate::rules::Rulebook;
use globs::Globs;

/// The rule that reports what is wrong in a file of the configuration.
pub const CONFIG_UNUSABLE: &str = "config-unusable";

/// What one `edgarlint.toml` means, with those it extends.
pub struct Config {
    /// As people are told it.
    pub path: Arc<str>,
    /// The built-in rules and those of `rules-from`.
    pub rulebook: &'static Rulebook,
    /// Files and folders of rules, absolute.
    pub rules_from: Vec<PathBuf>,
    /// The later one holds.
    pub layers: Vec<Layer>,
    pub suppressions: Vec<Suppression>,
    exclude: Vec<Globs>,
}

impl Config {
    /// Whether a file that was met while walking is left out; its path is absolute.
    #[must_use]
    pub fn excludes(&self, path: &std::path::Path) -> bool {
        self.exclude.iter().any(|globs| globs.cover(path))
    }
}
