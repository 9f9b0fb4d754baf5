//! Who may use whom: layers point down only.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the crate and the modules it may name, the lowest first.
const MAY_USE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("words", &[]),
    ("tables", &[]),
    ("fault", &["source"]),
    ("filing", &["source", "fault"]),
    ("diagnostic", &["source", "filing"]),
    ("syntax", &["source", "fault", "words"]),
    ("expr", &["source", "tables", "syntax", "filing", "words"]),
    ("ledger", &["source", "tables", "filing", "words"]),
    ("lower", &["source", "fault", "tables", "syntax", "filing", "words", "ledger"]),
    ("rules", &["source", "fault", "diagnostic", "tables", "syntax", "filing", "words", "ledger", "expr"]),
    ("engine", &["source", "fault", "diagnostic", "tables", "syntax", "filing", "words", "ledger", "rules"]),
    ("config", &["source", "diagnostic", "tables", "syntax", "filing", "words", "expr", "rules", "engine"]),
    ("proof", &["source", "diagnostic", "filing", "lower", "rules", "engine"]),
    ("report", &["source", "fault", "diagnostic", "filing", "words", "ledger", "rules", "engine", "config"]),
    (
        "cli",
        &[
            "source",
            "fault",
            "diagnostic",
            "tables",
            "filing",
            "words",
            "ledger",
            "lower",
            "rules",
            "engine",
            "config",
            "proof",
            "report",
        ],
    ),
];

#[test]
fn layers_point_down() {
    let mut upward = BTreeSet::new();
    for (path, text) in sources() {
        let module = module_of(&path);
        // The crate's page and the program's five lines name whom they like.
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            upward.insert(format!("{}: say in tests/layers.rs whom `{module}` may use", path.display()));
            continue;
        };
        for used in modules_named(&text) {
            if used != module && !allowed.contains(&used.as_str()) {
                upward.insert(format!("{}: `{module}` must not use `{used}`", path.display()));
            }
        }
    }
    assert!(upward.is_empty(), "{}", lines(&upward));
}

#[test]
fn the_table_lists_what_there_is() {
    let there: BTreeSet<String> = sources().iter().map(|(path, _)| module_of(path)).collect();
    let listed = MAY_USE.iter().map(|(name, _)| (*name).to_owned()).chain(["lib".to_owned(), "main".to_owned()]);
    assert_eq!(there, listed.collect());
}

#[test]
fn a_library_is_known_in_one_place() {
    for (library, home) in [
        ("data_encoding", "src/syntax/base64.rs"),
        ("html5gum", "src/syntax/html/tags.rs"),
        ("miette", "src/report/human.rs"),
        ("pest", "src/syntax"),
        ("pest_derive", "src/syntax"),
        ("quick_xml", "src/syntax/xml"),
        ("indicatif", "src/cli/progress.rs"),
        ("semver", "src/config/load.rs"),
    ] {
        let strangers: BTreeSet<String> = sources()
            .iter()
            .filter(|(path, text)| !path.starts_with(home) && names_library(text, library))
            .map(|(path, _)| format!("{}: only {home} knows {library}", path.display()))
            .collect();
        assert!(strangers.is_empty(), "{}", lines(&strangers));
    }
}

/// Every Rust file of `src`, with its path from the root of the package.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(root().join(folder)).expect("src is there") {
            let name = entry.expect("src can be listed").file_name();
            let path = folder.join(name);
            if root().join(&path).is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(root().join(&path)).expect("sources are text");
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(Path::new("src"), &mut found);
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// `src/rules/cx.rs` is of `rules`.
fn module_of(path: &Path) -> String {
    let first = path.iter().nth(1).expect("a source lies in src");
    Path::new(first).file_stem().expect("a source has a name").to_string_lossy().into_owned()
}

/// What follows each `crate::`, one name or a list of them.
fn modules_named(text: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (_, rest) in text.match_indices("crate::").filter_map(|(at, found)| Some((at, text.get(at + found.len()..)?))) {
        match rest.strip_prefix('{') {
            Some(list) => named.extend(heads(list)),
            None => named.extend(ident(rest)),
        }
    }
    named
}

/// The first names in `a::b, c::{d, e}, f}`.
fn heads(list: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                heads.extend(list.get(start..at).and_then(|part| ident(part.trim_start())));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    heads
}

fn ident(text: &str) -> Option<String> {
    let name: String = text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
    let is_module = text.get(name.len()..).is_none_or(|rest| !rest.starts_with('!'));
    (!name.is_empty() && is_module).then_some(name)
}

fn names_library(text: &str, library: &str) -> bool {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))).any(|word| word == library)
}

fn lines(set: &BTreeSet<String>) -> String {
    set.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
}

#[test]
fn names_are_found_in_every_spelling() {
    let text = "use crate::source::Span; use crate::{fault, filing::{A, B}, tables}; $crate::rules::entry!(x)";
    let found: Vec<String> = modules_named(text).into_iter().collect();
    assert_eq!(found, ["fault", "filing", "rules", "source", "tables"]);
}

/// The words of a grammar that are rules of it, rule by rule.
fn calls(grammar: &str) -> BTreeMap<String, BTreeSet<String>> {
    let code: String = grammar
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |all, line| all + line + "\n");
    // What stands in quotes is text of the format, not the name of a rule.
    let code = code.replace("\\\\", "").replace("\\\"", "");
    let code: String = code.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let mut rules = BTreeMap::new();
    let mut name = String::new();
    for part in code.split_inclusive(['{', '}', '=']) {
        let words: Vec<&str> =
            part.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
        match part.chars().last() {
            Some('=') => name = words.last().map_or_else(String::new, |word| (*word).to_owned()),
            Some(_) => rules
                .entry(name.clone())
                .or_insert_with(BTreeSet::new)
                .extend(words.iter().map(|word| (*word).to_owned())),
            None => {}
        }
    }
    rules
}

/// The grammar whose brackets nest: how deep is counted before it is asked, which a test in src/syntax/expr.rs holds.
const NESTS: &str = "expr.pest";

#[test]
fn no_grammar_of_filings_calls_itself() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the grammars are there") {
        let path = entry.expect("an entry").path();
        if path.ends_with(NESTS) {
            continue;
        }
        let calls = calls(&std::fs::read_to_string(&path).expect("a grammar is text"));
        for rule in calls.keys() {
            let mut reached: BTreeSet<&String> = BTreeSet::new();
            let mut next: Vec<&String> = calls[rule].iter().collect();
            while let Some(called) = next.pop() {
                if reached.insert(called) {
                    next.extend(calls.get(called).into_iter().flatten());
                }
            }
            assert!(
                !reached.contains(rule),
                "{}: {rule} calls itself, and pest runs without its stack guard",
                path.display()
            );
            seen += 1;
        }
    }
    assert!(seen > 100, "the rules of the grammars are seen");
}
