//! The shelves of the rulebook, as they stand on disk.
#![allow(dead_code, reason = "each of the tests asks for a part of it")]

use std::fs;
use std::path::{Path, PathBuf};

use edgarlint::rules::{Answer, RuleInfo, Rulebook};

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn rules() -> impl Iterator<Item = &'static RuleInfo> {
    Rulebook::built_in().rules().iter().copied()
}

/// Whether the rule is asked of filings; the others are about inputs that are none, and about the run.
pub fn is_asked(rule: &RuleInfo) -> bool {
    matches!(rule.answer, Answer::Within(_) | Answer::Across(_))
}

/// The fixtures of a rule, without their pictures: the names of files, or of folders of files.
pub fn fixtures(rule: &RuleInfo) -> Vec<String> {
    names(&fixture_folder(rule)).into_iter().filter(|name| !name.ends_with(".snap")).collect()
}

pub fn fixture_folder(rule: &RuleInfo) -> PathBuf {
    root().join("fixtures").join(rule.family).join(rule.word)
}

/// The files whose tests name a rule: what stands for the fixtures of one that the run answers.
pub fn tests_of(rule: &RuleInfo) -> Vec<String> {
    let quoted = format!("\"{}\"", rule.name());
    let names_it = |path: &String| {
        let text = text(&root().join(path));
        let tests = if path.starts_with("src/") {
            text.split_once("#[cfg(test)]").map(|(_, tests)| tests)
        } else {
            Some(text.as_str())
        };
        tests.is_some_and(|tests| tests.contains(&quoted))
    };
    ["src", "tests"].into_iter().flat_map(rust_files).filter(names_it).collect()
}

/// The Rust files in a folder and those within, as paths from the root.
fn rust_files(folder: &str) -> Vec<String> {
    let paths = names(&root().join(folder)).into_iter().map(|name| format!("{folder}/{name}"));
    paths
        .flat_map(|path| match path.ends_with(".rs") {
            true => vec![path],
            false => rust_files(&path),
        })
        .collect()
}

/// What a folder holds, in order; nothing when there is no such folder.
pub fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

/// A file as text; nothing where there is none.
pub fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// Whether files that are made from others are to be written anew.
pub fn writes() -> bool {
    std::env::var_os("EDGARLINT_WRITE").is_some()
}
