//! Real filings, where they are at hand, and how filings are asked.
#![allow(dead_code, reason = "each of the tests asks for a part of it")]

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use edgarlint::engine::Settings;
use edgarlint::rules::Profile;

/// The folder that holds `corpus/` and `seeds/`, when `EDGARLINT_CORPUS` names it.
pub fn shared() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("EDGARLINT_CORPUS")?);
    assert!(folder.is_dir(), "EDGARLINT_CORPUS names {}, which is no folder", folder.display());
    Some(folder)
}

/// Every text and markup file below a folder, in order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort_unstable();
    let is_filing = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| ["txt", "md", "xml", "htm", "html"].iter().any(|known| extension == *known))
    };
    paths.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).filter(is_filing).collect()
}

/// Every rule of a profile, each filing by itself.
pub fn settings(profile: Profile) -> Settings {
    let as_of = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a day");
    Settings { profile, across: false, ..Settings::of_day(as_of) }
}
