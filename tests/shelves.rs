//! The shelves agree: the list in the code, the rule files, the code and the fixtures.

mod shelf;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use edgarlint::filing::Form;
use edgarlint::report::page::Page;
use edgarlint::rules::{RuleInfo, Rulebook};
use shelf::{fixtures, is_asked, names, root, rules, tests_of, text, writes};

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
        let fixtures = fixtures(rule);
        for kind in ["bad", "good"] {
            if !fixtures.iter().any(|name| name.starts_with(kind)) {
                wrong.push(format!("fixtures/{}/{} has no {kind} filing", rule.family, rule.word));
            }
        }
    }
    for rule in rules().filter(|rule| !is_asked(rule) && tests_of(rule).is_empty()) {
        wrong.push(format!("no test names `{}`, which the run answers", rule.name()));
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
        // Where there is no law: the form, a specification, or what edgarlint itself promises.
        claim(rule.authority().iter().any(|source| !source.trim().is_empty()), "it names an authority");
        claim(says_its_dates(rule), "its page says when it is in force, and each of its thresholds");
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
fn names_are_unique() {
    let mut names: Vec<&str> = rules().flat_map(|rule| rule.formerly().iter().copied().chain([rule.name()])).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "two rules of one name");
}

/// Configurations and suppressions name rules, so that a name is never lost. `EDGARLINT_WRITE=1` adds those of new
/// rules to the list; nothing is ever taken out of it.
#[test]
fn a_renamed_rule_keeps_its_former_name() {
    let list = root().join("tests/names.txt");
    let written = text(&list);
    let mut named: BTreeSet<&str> = written.lines().collect();
    let known: Vec<(&str, &[&str])> = rules().map(|rule| (rule.name(), rule.formerly())).collect();
    let lost = lost(&named, &known);
    assert!(lost.is_empty(), "{lost:?}: no rule is called so; the rule that was must say it under `formerly`");

    if writes() {
        named.extend(known.iter().map(|(name, _)| *name));
        let lines: String = named.iter().map(|name| format!("{name}\n")).collect();
        fs::write(list, lines).expect("the list can be written");
        return;
    }
    let new: Vec<&str> = known.iter().map(|(name, _)| *name).filter(|name| !named.contains(name)).collect();
    assert!(new.is_empty(), "tests/names.txt lacks {new:?}; run `EDGARLINT_WRITE=1 cargo test --test shelves`");
}

#[test]
fn a_lost_name_is_noticed() {
    let named = BTreeSet::from(["price-negative", "price-zero", "row-empty"]);
    let lost = |rules: &[(&'static str, &'static [&'static str])]| lost(&named, rules);
    assert!(lost(&[("price-negative", &[]), ("price-zero", &[]), ("row-empty", &[]), ("row-doubled", &[])]).is_empty());
    // One was renamed and says so, one was renamed and does not, one was dropped.
    assert_eq!(lost(&[("price-below-zero", &["price-negative"]), ("price-nil", &[])]), ["price-zero", "row-empty"]);
}

/// The names that neither a rule nor a rule's past bears. `rules` are names with those that they had before.
fn lost<'n>(named: &BTreeSet<&'n str>, rules: &[(&str, &[&str])]) -> Vec<&'n str> {
    let bears = |name: &str| rules.iter().any(|(now, formerly)| *now == name || formerly.contains(&name));
    named.iter().copied().filter(|name| !bears(name)).collect()
}

fn says_its_dates(rule: &RuleInfo) -> bool {
    let facts = Page::of(rule).facts;
    let count = |wanted: &str| facts.iter().filter(|(name, _)| *name == wanted).count();
    count("in force") == 1
        && count("threshold") == rule.params().iter().map(|params| params.values.len()).sum::<usize>()
}

/// A first word that is wholly capitals or digits, as `OMB` or `13D`, is a name.
fn is_said_small(text: &str) -> bool {
    let text = text.trim();
    let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let is_name = ["Form", "Forms", "Schedule", "Schedules", "Table", "Rule", "Item"].contains(&first)
        || !first.chars().any(char::is_lowercase) && first.len() > 1;
    !text.is_empty() && !text.ends_with('.') && (is_name || !first.starts_with(char::is_uppercase))
}

/// Family and word of every file `<shelf>/<family>/<word>.<extension>`. Of Rust files only those that
/// answer a rule count; beside them stand what several of them share.
fn files(shelf: &str, extension: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for (family, folder) in families(shelf) {
        for name in names(&folder) {
            let Some(word) = name.strip_suffix(&format!(".{extension}")) else { continue };
            if extension != "rs" || text(&folder.join(&name)).contains("struct Check;") {
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
