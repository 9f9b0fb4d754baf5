//! Rules of users: how their files are read, tested and looked over, and what a run makes of them.

mod program;

use std::fs;
use std::path::{Path, PathBuf};

use edgarlint::rules::Rulebook;
use edgarlint::rules::house::{House, Whose, doubts};
use edgarlint::source::{SourceId, Sources};
use predicates::prelude::*;
use program::{edgarlint, folder, json, rules_of};
use serde_json::Value;

/// The rule file that rules/README.md shows.
fn example() -> String {
    let readme = fs::read_to_string(root().join("rules/README.md")).expect("it is there");
    let (_, own) = readme.split_once("## Rules of your own").expect("the section is there");
    let (_, block) = own.split_once("```toml\n").expect("it shows a rule file");
    block.split_once("```\n").expect("the block ends").0.to_owned()
}

/// A Form 4 with one sale of so many shares.
fn sale(shares: u32) -> String {
    format!(
        "<ownershipDocument><documentType>4</documentType><nonDerivativeTable><nonDerivativeTransaction>\
         <transactionCoding><transactionCode>S</transactionCode></transactionCoding>\
         <transactionAmounts><transactionShares><value>{shares}</value></transactionShares></transactionAmounts>\
         </nonDerivativeTransaction></nonDerivativeTable></ownershipDocument>"
    )
}

/// A folder with the example under `rules/`, a configuration that names it, and a sale above its limit.
fn desk(test: &str, config: &str) -> PathBuf {
    let config = format!("rules-from = [\"rules\"]\n{config}");
    let files = [("rules/desk_limit.toml", example()), ("edgarlint.toml", config), ("a.xml", sale(20_000))];
    folder(&format!("house-{test}"), &files.each_ref().map(|(name, text)| (*name, text.as_bytes())))
}

/// Texts read as the rule files of one house.
fn house(files: &[(&str, &str)]) -> (Sources, Vec<SourceId>, House) {
    let mut sources = Sources::new();
    let texts: Vec<SourceId> = files.iter().map(|(name, text)| sources.add_text(*name, *text)).collect();
    let house = House::read(&sources, &texts);
    (sources, texts, house)
}

/// A rule file of this name and of these further lines before its check.
fn rule(name: &str, more: &str) -> String {
    format!(
        "name = '{name}'\nsummary = 's'\nseverity = 'note'\n{more}\n\
         [check]\non = 'transaction'\nrequire = 'price > 0'\nat = 'price'\nmessage = 'm'\n"
    )
}

#[test]
fn the_example_of_the_readme_passes_its_tests_and_is_not_doubtful() {
    let folder = desk("example", "");
    let run = edgarlint().current_dir(&folder).args(["rules", "test"]).assert();
    run.code(0).stdout("").stderr("2 tests of 1 rule, all as expected\n");
    let run = edgarlint().current_dir(&folder).args(["rules", "check", "rules"]).assert();
    run.code(0).stdout("").stderr("nothing found in 1 rule file\n");
}

#[test]
fn a_run_asks_the_rules_that_its_configuration_names() {
    let folder = desk("run", "");
    let check = |args: &[&str]| {
        let output = edgarlint().current_dir(&folder).args(["a.xml", "--output-format", "json"]).args(args).output();
        json(&output.expect("the program runs").stdout)
    };
    let report = check(&["--select", "house"]);
    assert_eq!(rules_of(&report), ["desk-limit"]);
    let finding = report.pointer("/findings/0").expect("a finding");
    for (key, value) in [
        ("family", "house"),
        ("severity", "warning"),
        ("message", "Table I, row 1: 20,000 shares are sold, and the desk may approve 10,000"),
        ("help", "attach the approval of the compliance officer, or correct the amount"),
    ] {
        assert_eq!(finding.get(key).and_then(Value::as_str), Some(value), "{key}");
    }
    assert_eq!(finding.pointer("/authority/0").and_then(Value::as_str), Some("Insider trading policy, section 4"));
    assert_eq!(rules_of(&check(&["--select", "desk-limit", "--severity", "desk-limit=off"])), [""; 0]);
    assert_eq!(rules_of(&check(&["--select", "house", "--no-config"])), [""; 0]);

    // What the rules say changes the hash of the report.
    let hash = |report: &Value| report.pointer("/tool/rules_hash").and_then(Value::as_str).map(str::to_owned);
    let with = hash(&report);
    assert!(with.is_some() && with != hash(&check(&["--no-config"])));

    fs::write(folder.join("edgarlint.toml"), "rules-from = ['rules']\n[rules]\ndesk-limit = { most = 30000 }\n")
        .expect("the file can be written");
    assert_eq!(rules_of(&check(&["--select", "house"])), [""; 0]);
}

#[test]
fn pages_and_lists_know_them() {
    let folder = desk("pages", "");
    let run = |args: &[&str]| edgarlint().current_dir(&folder).args(args).assert().code(0);
    run(&["rules"]).stdout(predicate::str::contains("desk-limit ")).stdout(predicate::str::contains("code-missing "));
    run(&["rules", "--family", "house"]).stdout(predicate::str::starts_with("desk-limit "));
    let page = run(&["explain", "desk-limit"]);
    let file = Path::new("rules").join("desk_limit.toml").display().to_string();
    page.stdout(predicate::str::contains(file)).stdout(predicate::str::contains("most = 10000"));
    edgarlint()
        .current_dir(&folder)
        .args(["explain", "desk-limt"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("`desk-limit`"));
}

#[test]
fn a_rule_file_that_cannot_be_used_ends_the_run() {
    let folder = desk("unusable", "");
    let broken = example().replace("shares <=", "shres <=").replace("severity  = \"warning\"", "severity = \"grave\"");
    fs::write(folder.join("rules/desk_limit.toml"), broken).expect("the file can be written");
    for format in ["human", "concise", "json", "jsonl", "sarif", "github", "junit", "checkstyle", "gitlab", "markdown"]
    {
        let run = edgarlint().current_dir(&folder).args(["a.xml", "--output-format", format]).assert().code(2);
        let said = String::from_utf8(run.get_output().stdout.clone()).expect("text");
        for words in ["rule-unusable", "grave", "shres"] {
            assert!(said.contains(words), "{format}: {words}: {said}");
        }
        assert!(
            !said.contains("desk may approve {") && !said.contains("missing-mandatory-element"),
            "{format}: {said}"
        );
    }
    edgarlint().current_dir(&folder).args(["rules", "test"]).assert().code(2).stdout(predicate::str::contains("shres"));
    edgarlint().current_dir(&folder).args(["rules", "check"]).assert().code(2);
    edgarlint().current_dir(&folder).args(["explain", "code-missing"]).assert().code(2);
    let run =
        edgarlint().current_dir(&folder).args(["rules", "test", "rules", "--output-format", "json"]).assert().code(2);
    assert_eq!(rules_of(&json(&run.get_output().stdout)), ["rule-unusable"; 2]);
}

#[test]
fn tests_that_fail_are_drawn_where_they_expect() {
    let tests = format!(
        "[[test]]\nname = 'too few'\nexpect = ['desk-limit']\nfiling = '{}'\n\
         [[test]]\nname = 'too many'\nexpect = []\nfiling = '{}'\n\
         [[test]]\nname = 'no shares'\nexpect = ['desk-limit']\nfiling = '{}'\n\
         [[test]]\nname = 'another form'\nexpect = ['desk-limit']\nfiling = '{}'\n\
         [[test]]\nname = 'nothing'\nexpect = []\nfiling = 'a memorandum'\n\
         [[test]]\nname = 'beside'\nexpect = ['desk-limit']\npath = 'filings/sale.xml'\n\
         [[test]]\nname = 'not there'\nexpect = []\npath = 'filings/none.xml'\n",
        sale(5),
        sale(10_001),
        sale(5).replace("<value>5</value>", ""),
        sale(20_000).replace("<documentType>4<", "<documentType>5<"),
    );
    let (rule, _) = example().split_once("[[test]]").map(|(rule, rest)| (rule.to_owned(), rest.len())).expect("tests");
    let folder = folder(
        "house-failing",
        &[("r/desk_limit.toml", format!("{rule}{tests}").as_bytes()), ("r/filings/sale.xml", sale(10_001).as_bytes())],
    );
    let run = edgarlint().current_dir(&folder).args(["rules", "test", "r", "--output-format", "json"]).assert().code(1);
    let report = json(&run.get_output().stdout);
    let passed: Vec<(&str, bool)> = report
        .get("tests")
        .and_then(Value::as_array)
        .expect("tests")
        .iter()
        .map(|test| (test["name"].as_str().expect("a name"), test["passed"].as_bool().expect("a truth")))
        .collect();
    assert_eq!(rules_of(&report), ["rule-test-failed"; 6]);
    let names = ["too few", "too many", "no shares", "another form", "nothing", "beside", "not there"];
    assert_eq!(passed, names.map(|name| (name, name == "beside")));
    assert_eq!(report["summary"], serde_json::json!({ "rules": 1, "tests": 7, "passed": 1, "failed": 6 }));

    let run = edgarlint().current_dir(&folder).args(["rules", "test", "r"]).assert().code(1);
    let drawn = String::from_utf8(run.get_output().stdout.clone()).expect("text");
    for words in [
        "rule-test-failed",
        "desk-limit is silent in the test `too few`, and it is expected to speak",
        "`require` holds of every transaction that is asked about",
        "desk-limit speaks in the test `too many`, and it is expected to be silent",
        "it says: Table I, row 1: 10,001 shares are sold",
        "of this",
        "it is not known whether `require` holds: nothing was surely read for shares",
        "the filing is a Form 5, and the rule is asked of 4, 4/A",
        "no Form 3, 4 or 5 and no Schedule 13D or 13G was found in this text",
        "none.xml",
    ] {
        assert!(drawn.contains(words), "{words}\n{drawn}");
    }
    let said = String::from_utf8(run.get_output().stderr.clone()).expect("text");
    assert_eq!(said, "7 tests of 1 rule, 6 not as expected\n");
}

#[test]
fn nothing_to_test_is_no_success() {
    let files: [(&str, &[u8]); 2] = [("r/a.toml", rule("a-rule", "").leak().as_bytes()), ("empty/readme.txt", b"none")];
    let folder = folder("house-nothing", &files);
    for args in
        [&["rules", "test", "r"][..], &["rules", "test", "empty"], &["rules", "test", "none"], &["rules", "test"]]
    {
        edgarlint().current_dir(&folder).args(args).assert().code(2);
    }
    edgarlint().current_dir(&folder).args(["rules", "check", "empty"]).assert().code(2);
    let checked = edgarlint().current_dir(&folder).args(["rules", "check", "r"]).assert().code(1);
    checked.stdout(predicate::str::contains("rule-doubtful"));
}

#[test]
fn one_name_is_one_rule() {
    let (one, other) = (rule("desk-limit", ""), rule("other-limit", "formerly = ['desk-limit']"));
    let (sources, _, house) = house(&[("a.toml", &one), ("b.toml", &other)]);
    assert_eq!(house.rules.iter().map(|rule| rule.name()).collect::<Vec<_>>(), ["desk-limit"]);
    let [mistake] = house.mistakes.as_slice() else { panic!("{:?}", house.mistakes) };
    assert_eq!(mistake.message, "two rules are called `desk-limit`");
    let places: Vec<String> = mistake.labels().map(|label| sources.place(label.span).path).collect();
    assert_eq!(places, ["b.toml", "a.toml"]);

    for (name, message) in [
        ("code-missing", "`code-missing` is a rule of edgarlint"),
        ("ownership", "`ownership` is a family of rules"),
        ("Desk limit", "a name is lower-case words joined by `-`"),
    ] {
        let (_, _, house) = house_of(&rule(name, ""));
        assert_eq!(house.mistakes.iter().map(|mistake| &mistake.message).collect::<Vec<_>>(), [message]);
    }
}

fn house_of(text: &str) -> (Sources, Vec<SourceId>, House) {
    house(&[("a.toml", text)])
}

#[test]
fn what_is_left_out_has_a_default() {
    let text = rule("desk-limit", "yields-to = ['price-zero-suspicious', 'other-limit']");
    let (_, _, house) = house(&[("rules/a.toml", &text), ("rules/b.toml", &rule("other-limit", ""))]);
    assert!(house.mistakes.is_empty(), "{:?}", house.mistakes);
    let rule = house.rules[0];
    assert_eq!((rule.family, rule.word, rule.file), ("house", "a", Some("rules/a.toml")));
    assert_eq!((rule.profile().name(), rule.forms().len(), rule.toml), ("compliance", 10, text.as_str()));
    assert_eq!(rule.yields_to(), ["price-zero-suspicious", "other-limit"]);
    let book = Rulebook::built_in().and(&house.rules);
    assert_eq!(book.find("other-limit").map(|rule| rule.word), Some("b"));
    assert_eq!(book.rules().len(), Rulebook::built_in().rules().len() + 2);
    assert_eq!(book.families().last(), Some("house"));
}

#[test]
fn what_has_no_effect_is_found() {
    let with = |more: &str, when: &str, require: &str| {
        format!(
            "name = 'desk-limit'\nsummary = 's'\nseverity = 'note'\n{more}\n[check]\non = 'transaction'\n\
             when = \"{when}\"\nrequire = \"{require}\"\nat = 'price'\nmessage = 'm'\n\
             [[test]]\nname = 't'\nexpect = ['desk-limit']\nfiling = 'f'\n\
             [[test]]\nname = 't'\nexpect = []\nfiling = 'f'\n"
        )
    };
    let found = |text: &str| {
        let (sources, texts, house) = house_of(text);
        assert!(house.mistakes.is_empty(), "{:?}", house.mistakes);
        let found = doubts(sources.text(texts[0]), Whose::User);
        assert!(found.iter().all(|doubt| doubt.rule == "rule-doubtful"), "{found:?}");
        found
            .iter()
            .map(|doubt| (sources.slice(doubt.primary.span).to_owned(), doubt.message.clone()))
            .collect::<Vec<_>>()
    };
    const OWN: &str = "authority = ['the policy']\n";
    assert_eq!(found(&with(OWN, "code == 'S'", "price > 0")), []);
    let cases = [
        (
            OWN.to_owned() + "forms = ['4', 'SC 13D']",
            "code == 'S'",
            "price > 0",
            "'SC 13D'",
            "a Form SC 13D has no transaction",
        ),
        (
            OWN.to_owned() + "[[params]]\nmost = 5",
            "code == 'S'",
            "price > 0",
            "most",
            "nothing names the threshold `most`",
        ),
        (String::new(), "code == 'S'", "price > 0", "'desk-limit'", "desk-limit names no authority"),
        (
            OWN.to_owned(),
            "kind == 'holding'",
            "price > 0",
            "\"kind == 'holding'\"",
            "this holds of nothing, so the rule never speaks",
        ),
        (
            OWN.to_owned(),
            "table not in ['Table I', 'Table II']",
            "price > 0",
            "\"table not in ['Table I', 'Table II']\"",
            "this holds of nothing, so the rule never speaks",
        ),
        (
            OWN.to_owned(),
            "kind == 'transaction'",
            "price > 0",
            "\"kind == 'transaction'\"",
            "this holds of every transaction",
        ),
        (
            OWN.to_owned(),
            "code == 'S'",
            "price > 0 or price <= 0",
            "\"price > 0 or price <= 0\"",
            "this is false of nothing, so the rule never speaks",
        ),
        (
            OWN.to_owned(),
            "code == 'S'",
            "code != 'P'",
            "\"code != 'P'\"",
            "where `when` holds this is never false, so the rule never speaks",
        ),
    ];
    for (more, when, require, at, message) in cases {
        assert_eq!(found(&with(&more, when, require)), [(at.to_owned(), message.to_owned())]);
    }
    let untested = rule("desk-limit", OWN);
    assert_eq!(found(&untested), [("'desk-limit'".to_owned(), "desk-limit has no test".to_owned())]);
    let silent = with(OWN, "code == 'S'", "price > 0").replace("['desk-limit']", "[]");
    assert_eq!(found(&silent), [("'desk-limit'".to_owned(), "in no test desk-limit speaks".to_owned())]);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
