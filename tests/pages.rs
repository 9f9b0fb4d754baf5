//! `docs/rules/`: a page for every rule, made from its file and its fixtures, and a table of all.
//!
//! `EDGARLINT_WRITE=1 cargo test --test pages` writes them anew.

mod shelf;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use edgarlint::report::page::{self, Body, Page};
use edgarlint::rules::{RuleInfo, Rulebook};
use shelf::{fixture_folder, fixtures, is_asked, names, root, rules, tests_of, text, writes};

#[test]
fn every_rule_has_its_page() {
    let made: BTreeMap<String, String> = rules()
        .map(|rule| (format!("{}.md", rule.name()), page(rule)))
        .chain([("README.md".to_owned(), all())])
        .collect();
    let there: BTreeSet<String> = names(&folder()).into_iter().collect();
    let left: Vec<&String> = there.iter().filter(|name| !made.contains_key(*name)).collect();
    if writes() {
        fs::create_dir_all(folder()).expect("the folder can be made");
        made.iter().for_each(|(name, text)| fs::write(folder().join(name), text).expect("a page can be written"));
        left.iter().for_each(|name| fs::remove_file(folder().join(name)).expect("a page can be removed"));
        return;
    }
    let stale: Vec<&String> =
        made.iter().filter(|(name, page)| text(&folder().join(name)) != **page).map(|(name, _)| name).collect();
    assert!(
        stale.is_empty() && left.is_empty(),
        "docs/rules: {stale:?} are not as the rules are, {left:?} are of no rule; \
         run `EDGARLINT_WRITE=1 cargo test --test pages`"
    );
}

/// What a page says beyond `explain`: the finding as it is drawn, and where the rule stands.
fn page(rule: &RuleInfo) -> String {
    let mut page = Page::of(rule);
    if let Some(picture) = picture(rule) {
        page.add("As it is shown", Body::Lines(picture));
    }
    page.add("Files", Body::List(files(rule)));
    page::markdown(&page)
}

/// The first picture of a finding, without what the snapshot says of itself.
fn picture(rule: &RuleInfo) -> Option<String> {
    let names = names(&fixture_folder(rule));
    let name =
        names.iter().find(|name| *name == "bad.snap").or_else(|| names.iter().find(|name| name.ends_with(".snap")))?;
    let snapshot = text(&fixture_folder(rule).join(name));
    let (_, picture) = snapshot.strip_prefix("---\n")?.split_once("\n---\n")?;
    Some(picture.to_owned())
}

/// The rule's file, its code, and what tests it.
fn files(rule: &RuleInfo) -> Vec<String> {
    let RuleInfo { family, word, .. } = rule;
    let mut files = vec![link(&format!("rules/{family}/{word}.toml"))];
    if is_asked(rule) {
        files.extend((!rule.is_declared()).then(|| link(&format!("src/rules/{family}/{word}.rs"))));
        files.extend(fixtures(rule).iter().map(|name| {
            let expected = if name.starts_with("bad") { "is found" } else { "is silent" };
            format!("{}: {expected}", link(&format!("fixtures/{family}/{word}/{name}")))
        }));
    } else {
        let stand = "the run itself answers this rule, and these stand for its fixtures";
        files.extend(tests_of(rule).iter().map(|path| format!("{}: {stand}", link(path))));
    }
    files
}

fn link(path: &str) -> String {
    format!("[{path}](../../{path})")
}

/// All rules, a table for each family.
fn all() -> String {
    let mut text = "\
# Rules

Each has a page, which `edgarlint explain NAME` prints too. These pages are made from the rule files and their fixtures by
`EDGARLINT_WRITE=1 cargo test --test pages`; [rules/README.md](../../rules/README.md) tells how a rule file is written.
Each profile holds the one before: `edgar`, `compliance`, `quality`.
"
    .to_owned();
    for family in Rulebook::built_in().families() {
        text.push_str(&format!("\n## {family}\n\n{}\n\n", about(family)));
        text.push_str("| rule | says | severity | profile |\n|---|---|---|---|\n");
        for rule in rules().filter(|rule| rule.family == family) {
            let (name, summary) = (rule.name(), rule.summary());
            let (severity, profile) = (rule.severity().name(), rule.profile().name());
            text.push_str(&format!("| [{name}]({name}.md) | {summary} | {severity} | {profile} |\n"));
        }
    }
    text
}

/// What `rules/README.md` says that a family is about.
fn about(family: &str) -> String {
    let readme = text(&root().join("rules/README.md"));
    let row = readme.lines().find_map(|line| line.strip_prefix(&format!("| `{family}` | "))?.strip_suffix(" |"));
    row.unwrap_or_else(|| panic!("rules/README.md does not tell what the family `{family}` is about")).to_owned()
}

fn folder() -> PathBuf {
    root().join("docs/rules")
}
