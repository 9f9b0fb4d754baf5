//! The shelves agree: the list in the code, the rule files, the code and the fixtures.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use edgarlint::filing::Form;
use edgarlint::rules::{Answer, RuleInfo, Rulebook};

#[test]
fn one_word_names_a_rule_on_every_shelf() {
    let mut wrong = Vec::new();
    let of = |rules: &mut dyn Iterator<Item = &RuleInfo>| -> BTreeSet<(String, String)> {
        rules.map(|rule| (rule.family.to_owned(), rule.word.to_owned())).collect()
    };
    let listed = of(&mut rules());
    let answered = of(&mut rules().filter(|rule| is_asked(rule)));
    let in_rust = of(&mut rules().filter(|rule| is_asked(rule) && !rule.is_declared()));

    for (shelf, extension, on_shelf, expected) in [
        ("rules", "toml", files("rules", "toml"), &listed),
        ("src/rules", "rs", files("src/rules", "rs"), &in_rust),
        ("fixtures", "", folders("fixtures"), &answered),
    ] {
        let stop = if extension.is_empty() { "" } else { "." };
        for (family, word) in expected.difference(&on_shelf) {
            wrong.push(format!("{shelf}/{family}/{word}{stop}{extension} is not there; the list names {word}"));
        }
        for (family, word) in on_shelf.difference(expected) {
            wrong.push(format!("{shelf}/{family}/{word}{stop}{extension} is in no list of src/rules/{family}/mod.rs"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_bad_and_a_good_fixture() {
    let mut wrong = Vec::new();
    for rule in rules().filter(|rule| is_asked(rule)) {
        let folder = root().join("fixtures").join(rule.family).join(rule.word);
        let names: Vec<String> = names(&folder);
        for kind in ["bad", "good"] {
            if !names.iter().any(|name| name.starts_with(kind) && !name.ends_with(".snap")) {
                wrong.push(format!("fixtures/{}/{} has no {kind} filing", rule.family, rule.word));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rule_files_are_complete() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let mut claim = |holds: bool, what: &str| {
            if !holds {
                wrong.push(format!("rules/{}/{}.toml: {what}", rule.family, rule.word));
            }
        };
        claim(rule.name() == rule.word.replace('_', "-"), "its name is its word with hyphens");
        let summary = rule.summary();
        claim(is_said_small(summary), "the summary begins in lower case, but for a name, and has no full stop");
        claim(!rule.why().is_empty(), "it says why");
        // What is said of an input that is no filing rests on no law.
        claim(!is_asked(rule) || !rule.authority().is_empty(), "it names an authority");
        claim(rule.added().is_some(), "it says which version brought it");
        claim(rule.example().is_some_and(|example| !example.bad.trim().is_empty()), "it shows what fails");
        claim(rule.example().is_some_and(|example| !example.good.trim().is_empty()), "it shows what passes");
        claim(!rule.forms().is_empty(), "it names forms");
        for form in rule.forms() {
            claim(Form::NAMES.contains(form), &format!("`{form}` is no form"));
        }
        for other in rule.yields_to() {
            let known = Rulebook::built_in().rules().iter().any(|known| known.name() == *other);
            claim(known, &format!("it yields to `{other}`, which is no rule"));
        }
        claim(rule.instead().is_none_or(is_said_small), "`instead` is a command in lower case, without a full stop");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_are_unique_and_known() {
    let mut names: Vec<&str> = rules().map(RuleInfo::name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "two rules of one name");
    // A renamed rule keeps its old name under `formerly`; this list makes a rename a visible act.
    insta::assert_snapshot!(names.join("\n"));
}

fn rules() -> impl Iterator<Item = &'static RuleInfo> {
    Rulebook::built_in().rules().iter().copied()
}

/// Whether the rule is asked of filings; the others are about inputs that are none.
fn is_asked(rule: &RuleInfo) -> bool {
    matches!(rule.answer, Answer::Within(_) | Answer::Across(_))
}

/// A first word that is wholly capitals or digits, as `OMB` or `13D`, is a name.
fn is_said_small(text: &str) -> bool {
    let text = text.trim();
    let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let is_name = ["Form", "Forms", "Schedule", "Schedules", "Table", "Rule", "Item"].contains(&first)
        || !first.chars().any(char::is_lowercase) && first.len() > 1;
    !text.is_empty() && !text.ends_with('.') && (is_name || !first.starts_with(char::is_uppercase))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Family and word of every file `<shelf>/<family>/<word>.<extension>`. Of Rust files only those that
/// answer a rule count; beside them stand what several of them share.
fn files(shelf: &str, extension: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for (family, folder) in families(shelf) {
        for name in names(&folder) {
            let Some(word) = name.strip_suffix(&format!(".{extension}")) else { continue };
            let text = fs::read_to_string(folder.join(&name)).expect("a shelf holds text");
            if extension != "rs" || text.contains("struct Check;") {
                found.insert((family.clone(), word.to_owned()));
            }
        }
    }
    found
}

/// Family and word of every folder `<shelf>/<family>/<word>`.
fn folders(shelf: &str) -> BTreeSet<(String, String)> {
    families(shelf)
        .flat_map(|(family, folder)| {
            let words = names(&folder).into_iter().filter(move |word| folder.join(word).is_dir());
            words.map(move |word| (family.clone(), word))
        })
        .collect()
}

/// The folders of rule families on a shelf. Fixtures have others beside them: whole filings for the readers.
fn families(shelf: &str) -> impl Iterator<Item = (String, PathBuf)> {
    let shelf = root().join(shelf);
    let families: BTreeSet<&str> = rules().map(|rule| rule.family).collect();
    families.into_iter().map(move |family| (family.to_owned(), shelf.join(family)))
}

/// What a folder holds, in order; nothing when there is no such folder.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}
