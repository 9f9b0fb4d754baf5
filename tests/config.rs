//! `edgarlint.toml`: where it is found, what holds, and what is said of mistakes in it.

mod pictures;
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use edgarlint::config::keys::{KEYS, Within};
use edgarlint::config::{Loader, Mode, schema, template};
use edgarlint::rules::Rulebook;
use predicates::prelude::*;
use program::{edgarlint, folder, json, rules_of};
use serde_json::Value;

/// A Form 4 of CIK 1300417 on issuer 1004421, signed 2026-05-05; `equity-swap-flag` is a warning in it.
fn form4() -> Vec<u8> {
    fs::read(root().join("fixtures/ownership/equity_swap_flag/bad.xml")).expect("the fixture is there")
}

/// A Schedule 13D; `cusip-check-digit` is an error in it, and a note of the profile `quality` is found.
fn schedule() -> Vec<u8> {
    fs::read(root().join("fixtures/beneficial/cusip_check_digit/bad.txt")).expect("the fixture is there")
}

/// A folder with a Form 4 and a configuration.
fn desk(test: &str, config: &str) -> PathBuf {
    folder(&format!("config-{test}"), &[("a.xml", &form4()), ("edgarlint.toml", config.as_bytes())])
}

/// What is found, as `a.xml warning equity-swap-flag`, and the exit code.
fn check(folder: &Path, args: &[&str]) -> (Vec<String>, i32) {
    let output = edgarlint().current_dir(folder).args(["--output-format", "concise", "-q"]).args(args).output();
    let output = output.expect("the program runs");
    let lines = String::from_utf8(output.stdout).expect("text");
    let said = lines.lines().map(|line| {
        let path = line.split(':').next().expect("a path");
        let words: Vec<&str> = line.split(": ").nth(1).expect("a severity and a rule").split(' ').collect();
        format!("{path} {}", words.join(" "))
    });
    (said.collect(), output.status.code().expect("it was not killed"))
}

fn found(folder: &Path, args: &[&str]) -> Vec<String> {
    check(folder, args).0
}

const FOUND: &str = "a.xml warning equity-swap-flag";

#[test]
fn the_nearest_file_holds_alone() {
    let folder = folder(
        "config-nearest",
        &[
            ("edgarlint.toml", b"[rules]\nequity-swap-flag = 'note'\n"),
            ("a.xml", &form4()),
            ("inner/deep/a.xml", &form4()),
            ("inner/edgarlint.toml", b"[rules]\nequity-swap-flag = 'error'\n"),
        ],
    );
    assert_eq!(found(&folder, &["a.xml"]), ["a.xml note equity-swap-flag"]);
    assert_eq!(found(&folder, &["inner/deep/a.xml"]), ["inner/deep/a.xml error equity-swap-flag"]);
    // Each input of one run has its own.
    let both = ["a.xml note equity-swap-flag", "inner/deep/a.xml error equity-swap-flag"];
    assert_eq!(found(&folder, &["."]), both.map(|line| format!("./{line}")));
    assert_eq!(found(&folder.join("inner/deep"), &["a.xml"]), ["a.xml error equity-swap-flag"]);
    assert_eq!(found(&folder.join("inner/deep"), &["a.xml", "--no-config"]), [FOUND]);
    let given = ["a.xml", "inner/deep/a.xml", "--config", "edgarlint.toml"];
    assert!(found(&folder, &given).iter().all(|line| line.contains(" note ")));
}

#[test]
fn standard_input_goes_by_the_current_folder() {
    let folder = desk("stdin", "[rules]\nequity-swap-flag = 'note'\n");
    let args = ["-", "--stdin-filename", "elsewhere/a.xml", "--output-format", "concise"];
    let run = edgarlint().current_dir(folder).args(args).write_stdin(form4()).assert();
    run.code(0).stdout(predicate::str::contains("note equity-swap-flag"));
}

#[test]
fn what_is_extended_comes_first() {
    let folder = folder(
        "config-extend",
        &[
            ("house.toml", b"profile = 'quality'\n[rules]\nequity-swap-flag = 'note'\ncusip-check-digit = 'note'\n"),
            ("desk/edgarlint.toml", b"extend = '../house.toml'\n[rules]\nequity-swap-flag = 'error'\n"),
            ("desk/a.xml", &form4()),
            ("desk/b.txt", &schedule()),
        ],
    );
    let said = found(&folder.join("desk"), &["a.xml", "b.txt", "--no-across"]);
    let own = ["a.xml error equity-swap-flag", "b.txt note cusip-check-digit"];
    assert!(own.iter().all(|line| said.contains(&(*line).to_owned())), "{said:?}");
    assert!(said.len() > own.len(), "the profile of the extended file holds: {said:?}");
}

#[test]
fn of_two_that_speak_of_a_rule_the_later_holds() {
    let by_override = "[[overrides]]\nforms = ['4']\nrules = { equity-swap-flag = 'note' }\n";
    let later = "[[overrides]]\npaths = ['a.xml']\nrules = { equity-swap-flag = 'off' }\n";
    let none: [&str; 0] = [];
    for (test, config, args, expected) in [
        ("rules", "[rules]\nequity-swap-flag = 'error'\n", &[][..], &["a.xml error equity-swap-flag"][..]),
        ("off", "[rules]\nequity-swap-flag = 'off'\n", &[], &none),
        (
            "override",
            &format!("[rules]\nequity-swap-flag = 'off'\n{by_override}"),
            &[],
            &["a.xml note equity-swap-flag"],
        ),
        ("later", &format!("{by_override}{later}"), &[], &none),
        ("line", &format!("{by_override}{later}"), &["--severity", "equity-swap-flag=warning"], &[FOUND]),
        ("select", "[rules]\nequity-swap-flag = 'off'\n", &["--select", "ownership"], &[FOUND]),
        ("ignore", "ignore = ['equity-swap-flag']\n", &[], &none),
        ("family", "ignore = ['ownership']\n", &[], &none),
        ("ignored", "ignore = ['equity-swap-flag']\n", &["--profile", "quality"], &none),
        ("wanted", "ignore = ['equity-swap-flag']\n", &["--extend-select", "equity-swap-flag"], &[FOUND]),
        ("alone", "select = ['cusip-check-digit']\n", &[], &none),
        ("beside", "select = ['cusip-check-digit']\nextend-select = ['equity-swap-flag']\n", &[], &[FOUND]),
        ("replaced", "select = ['cusip-check-digit']\n", &["--profile", "compliance"], &[FOUND]),
        ("profile", "profile = 'edgar'\n", &[], &none),
        ("turned-on", "profile = 'edgar'\n[rules]\nequity-swap-flag = 'note'\n", &[], &["a.xml note equity-swap-flag"]),
        ("profile-line", "profile = 'edgar'\n", &["--profile", "compliance"], &[FOUND]),
    ] {
        let folder = desk(test, config);
        assert_eq!(found(&folder, &[&["a.xml"], args].concat()), expected, "{test}");
    }
}

#[test]
fn an_override_holds_where_each_of_its_conditions_does() {
    for (at, (conditions, holds)) in [
        ("paths = ['*.xml']", true),
        ("paths = ['2003/**']", false),
        ("forms = ['SC 13D', '4']", true),
        ("forms = ['4/A']", false),
        ("issuer = ['1004421']", true),
        ("issuer = ['0001004421', '7']", true),
        ("issuer = ['1300417']", false),
        ("owner = ['001300417']", true),
        ("owner = ['1004421']", false),
        ("filed = { from = 2026-05-05 }", true),
        ("filed = { from = 2026-05-06 }", false),
        ("filed = { from = 2026-01-01, until = 2026-05-05 }", true),
        ("filed = { until = 2026-05-04 }", false),
        ("paths = ['a.xml']\nforms = ['4']\nissuer = ['1004421']\nowner = ['1300417']", true),
        ("paths = ['a.xml']\nforms = ['5']", false),
    ]
    .into_iter()
    .enumerate()
    {
        let config = format!("[[overrides]]\n{conditions}\nrules = {{ equity-swap-flag = 'off' }}\n");
        let folder = desk(&format!("override-{at}"), &config);
        assert_eq!(found(&folder, &["a.xml"]).is_empty(), holds, "{conditions}");
    }
}

#[test]
fn a_threshold_is_changed_for_every_day() {
    let fixture =
        fs::read(root().join("fixtures/ownership/option_term_outlier/bad_long.txt")).expect("the fixture is there");
    for (years, is_found) in [(1, true), (99, false)] {
        let config =
            format!("select = ['option-term-outlier']\n[rules]\noption-term-outlier = {{ years = {years} }}\n");
        let folder =
            folder(&format!("config-years-{years}"), &[("a.txt", &fixture), ("edgarlint.toml", config.as_bytes())]);
        assert_eq!(!found(&folder, &["a.txt"]).is_empty(), is_found, "{years} years");
    }
}

#[test]
fn what_is_excluded_is_passed_over_and_what_is_named_is_not() {
    let folder = folder(
        "config-exclude",
        &[("edgarlint.toml", b"exclude = ['drafts']"), ("a.xml", &form4()), ("drafts/b.xml", &form4())],
    );
    assert_eq!(found(&folder, &["."]), [format!("./{FOUND}")]);
    assert_eq!(found(&folder, &["drafts/b.xml"]), ["drafts/b.xml warning equity-swap-flag"]);
    let told = edgarlint().current_dir(&folder).arg(".").assert().code(0);
    told.stderr(predicate::str::contains("not checked: 1 file that edgarlint.toml excludes"));
    edgarlint().current_dir(&folder).arg("drafts").assert().code(2);
}

const HOUSE_RULE: &str = "name = 'house-price'\nsummary = 'a price is below zero'\nseverity = 'note'\n\
    [check]\non = 'transaction'\nrequire = 'price >= 0'\nat = 'price'\nmessage = 'a price of ${price}'\n";

#[test]
fn files_of_the_configuration_are_no_inputs() {
    let folder = folder(
        "config-own",
        &[
            ("edgarlint.toml", b"rules-from = ['house']\nsuppress-from = ['accepted.toml']\n"),
            ("accepted.toml", b"# none yet\n"),
            ("house/one.toml", HOUSE_RULE.as_bytes()),
            ("a.xml", &form4()),
        ],
    );
    let run = edgarlint().current_dir(&folder).args([".", "--strict-inputs"]).assert().code(0);
    run.stderr(predicate::str::contains("without a filing").not());
}

#[test]
fn each_input_fails_the_run_by_its_own_level() {
    let folder = folder(
        "config-fail",
        &[
            ("strict/edgarlint.toml", b"fail-on = 'note'\n[rules]\nequity-swap-flag = 'note'\n"),
            ("strict/a.xml", &form4()),
            ("mild/edgarlint.toml", b"fail-on = 'never'\n"),
            ("mild/a.xml", &form4()),
        ],
    );
    for (args, code) in [
        (&["mild"][..], 0),
        (&["strict"], 1),
        (&["mild", "strict"], 1),
        (&["mild", "strict", "--fail-on", "never"], 0),
        (&["mild", "--fail-on", "warning"], 1),
        (&["strict", "--fail-on", "warning"], 0),
    ] {
        assert_eq!(check(&folder, args).1, code, "{args:?}");
    }
}

#[test]
fn a_file_that_cannot_be_used_stops_the_run() {
    let folder = folder(
        "config-unusable",
        &[
            ("a.xml", &form4()),
            ("edgarlint.toml", b"profil = 'quality'\n"),
            ("inner/a.xml", &form4()),
            ("inner/edgarlint.toml", b"[rules]\nequity-swap-flags = 'off'\n"),
        ],
    );
    let run = edgarlint().current_dir(&folder).arg(".").assert().code(2);
    run.stdout(predicate::str::contains("there is no key `profil`"))
        .stderr(predicate::str::contains("nothing was checked"));

    let output = edgarlint().current_dir(&folder).args([".", "--output-format", "json"]).output().expect("it runs");
    let report = json(&output.stdout);
    assert_eq!(rules_of(&report), ["config-unusable", "config-unusable"]);
    assert_eq!(report.pointer("/findings/0/labels/0/line"), Some(&Value::from(1)));
    assert_eq!(report.pointer("/findings/1/path"), Some(&Value::from("inner/edgarlint.toml")));
    assert_eq!(report.pointer("/filings"), Some(&Value::Array(Vec::new())));

    edgarlint().current_dir(&folder).args(["a.xml", "--no-config"]).assert().code(0);
    edgarlint().current_dir(&folder).args(["a.xml", "--config", "none.toml"]).assert().code(2);
    edgarlint().current_dir(&folder).args(["a.xml", "--config", "a", "--no-config"]).assert().code(2);
    edgarlint().current_dir(&folder).args(["explain", "code-missing", "--for", "a.xml"]).assert().code(2);
}

#[test]
fn a_file_may_ask_for_a_version() {
    for (test, required, code) in [("this", ">=0.0.1", 0), ("other", ">=9", 2)] {
        let config = format!("required-version = '{required}'\nfail-on = 'never'\n");
        assert_eq!(check(&desk(test, &config), &["a.xml"]).1, code, "{required}");
    }
}

#[test]
fn who_said_what_of_a_rule_is_told() {
    let config = "profile = 'quality'\n[rules]\nequity-swap-flag = 'error'\n\
        [[overrides]]\nforms = ['4']\nrules.equity-swap-flag = 'off'\n";
    let folder = desk("explain", config);
    let args = ["explain", "equity-swap-flag", "--for", "a.xml", "--severity", "equity-swap-flag=note"];
    let told = edgarlint().current_dir(&folder).args(args).assert().code(0);
    told.stdout(
        "equity-swap-flag for a.xml (Form 4)\n\n\
        \x20 built in                              warning, in the profile compliance\n\
        \x20 edgarlint.toml:1                      the profile quality, which has it\n\
        \x20 edgarlint.toml:3                      error\n\
        \x20 edgarlint.toml:6, override of line 4  off\n\
        \x20 command line                          note\n\n\
        it is asked, and says at most: note (command line)\n",
    );
    let output =
        edgarlint().current_dir(&folder).args(args).args(["--output-format", "json"]).output().expect("it runs");
    let told = json(&output.stdout);
    assert_eq!(told.pointer("/filings/0/asked"), Some(&Value::Bool(true)));
    assert_eq!(told.pointer("/filings/0/steps/2/by/override_line"), Some(&Value::from(4)));

    let other = edgarlint().current_dir(&folder).args(["explain", "cusip-check-digit", "--for", "a.xml"]).assert();
    other.code(0).stdout(predicate::str::contains("it is not asked: it is not about Form 4"));
    edgarlint().current_dir(&folder).args(["explain", "code-missing", "--for", "b.xml"]).assert().code(2);
}

#[test]
fn what_holds_is_told_of_every_input() {
    let folder = folder(
        "config-show",
        &[
            (
                "edgarlint.toml",
                b"fail-on = 'note'\n[rules]\nsuppression-unused = 'note'\nsuppression-expired = 'off'\n",
            ),
            ("a.xml", &form4()),
            ("b.txt", &schedule()),
        ],
    );
    let args = ["check", ".", "--show-settings", "--ignore", "rule-unusable"];
    let told = edgarlint().current_dir(&folder).args(args).assert().code(0);
    let told = String::from_utf8(told.get_output().stdout.clone()).expect("text");
    for line in [
        "./a.xml (Form 4), ./b.txt (Form SC 13D/A)",
        "  profile        compliance    built in",
        "  fail on        note          edgarlint.toml:1",
        "  rule-unusable        off           command line",
        "  suppression-expired  off           edgarlint.toml:4",
        "  suppression-unused   note          edgarlint.toml:3",
    ] {
        assert!(told.lines().any(|told| told == line), "{line}\n{told}");
    }
    let output =
        edgarlint().current_dir(&folder).args(args).args(["--output-format", "json"]).output().expect("it runs");
    let told = json(&output.stdout);
    assert_eq!(told.pointer("/schema"), Some(&Value::from("edgarlint/settings/1")));
    let rules = told.pointer("/settings/0/rules").and_then(Value::as_array).expect("rules");
    assert_eq!(rules.len(), Rulebook::built_in().rules().len());
    for (name, is_asked, severity) in [("suppression-unused", true, "note"), ("suppression-expired", false, "warning")]
    {
        let rule =
            rules.iter().find(|rule| rule.pointer("/rule") == Some(&Value::from(name))).expect("the rule is told");
        assert_eq!(rule.pointer("/asked/value"), Some(&Value::Bool(is_asked)), "{name}");
        assert_eq!(rule.pointer("/severity/value"), Some(&Value::from(severity)), "{name}");
    }
}

#[test]
fn init_writes_a_file_that_changes_nothing_and_names_every_key() {
    let folder = folder("config-init", &[("a.xml", &form4())]);
    let before = check(&folder, &["a.xml"]);
    edgarlint().current_dir(&folder).arg("init").assert().code(0);
    assert_eq!(fs::read_to_string(folder.join("edgarlint.toml")).expect("it was written"), template());
    assert_eq!(check(&folder, &["a.xml"]), before);
    edgarlint().current_dir(&folder).arg("init").assert().code(2).stderr(predicate::str::contains("there already"));
    edgarlint().args(["init", "--stdout"]).assert().code(0).stdout(template());

    let file = template();
    for key in KEYS {
        let is_named = file.lines().any(|line| {
            let line = line.trim_start_matches("# ");
            line.starts_with(&format!("{} ", key.name)) || line.contains(&format!("[{}]", key.name))
        });
        let within = matches!(key.within, Within::Filed | Within::Rule);
        assert!(is_named || within && file.contains(&format!("{} = ", key.name)), "{}", key.name);
    }
}

/// What stands behind `#` in the file of `init` is right too.
#[test]
fn every_key_may_be_written_as_its_example_is() {
    let bare = template();
    let uncommented = bare.lines().filter_map(|line| {
        let Some(inner) = line.strip_prefix("# ") else { return Some(line) };
        let is_code = inner.starts_with('[') || inner.split_once('=').is_some_and(|(key, _)| is_key(key.trim()));
        is_code.then_some(inner)
    });
    let file: String = uncommented.map(|line| format!("{line}\n")).collect();
    let folder = folder("config-examples", &[("edgarlint.toml", b""), ("desk/edgarlint.toml", file.as_bytes())]);
    assert_eq!(mistakes(&folder.join("desk/edgarlint.toml")), Vec::<String>::new(), "{file}");
}

/// Whatever is left of a file, it is read or refused, and every mistake lies in it.
#[test]
fn a_torn_file_is_read_or_refused() {
    let whole = template().replace("\n# ", "\n");
    let folder = folder("config-torn", &[]);
    fs::create_dir_all(&folder).expect("the folder can be made");
    let file = folder.join("edgarlint.toml");
    let mut refused = 0;
    for at in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)).step_by(23) {
        for filler in ["", "[", "]]", "\"", " = ", "{ "] {
            let text = format!("{}{filler}{}", &whole[..at], if filler.is_empty() { "" } else { &whole[at..] });
            fs::write(&file, &text).expect("the file can be written");
            let mut rules_of = |_: &[PathBuf], _: &mut _, _: &mut _| Rulebook::built_in();
            let mut loader = Loader::new(Mode::Given(file.clone()), folder.clone(), &mut rules_of);
            loader.of_folder(Path::new(""));
            let Some(unusable) = loader.end().err() else { continue };
            refused += 1;
            for mistake in unusable.mistakes {
                let span = mistake.primary.span;
                let lies_in = text.get(span.start as usize..span.end as usize).is_some();
                assert!(lies_in, "{} at {span:?} of {text}", mistake.message);
            }
        }
    }
    assert!(refused > 500, "{refused}");
}

/// The reader and the list of keys agree: a key that no table has is answered with those that it has.
#[test]
fn the_list_of_keys_is_that_of_the_reader() {
    let file = "none = 1\n[rules]\ncode-missing = { severity = 'note' }\n\
        [[overrides]]\nnone = 1\nfiled = { none = 1, from = 2003-01-01 }\nrules = { code-missing = 'off' }\n\
        [[suppress]]\nnone = 1\nrule = 'code-missing'\npath = 'a'\nreason = 'b'\n";
    let folder = folder("config-keys", &[("edgarlint.toml", file.as_bytes())]);
    let helps = helps(&folder.join("edgarlint.toml"));
    for within in [Within::Root, Within::Override, Within::Filed, Within::Suppress] {
        let names: Vec<&str> = edgarlint::config::keys::of(within).map(|key| key.name).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        let told = helps.iter().any(|help| {
            let Some((_, told)) = help.split_once("the keys here are ") else { return false };
            let mut told: Vec<&str> = told.split(", ").collect();
            told.sort_unstable();
            told == sorted
        });
        assert!(told, "{names:?} are not the keys of {within:?}: {helps:?}");
    }
}

/// `EDGARLINT_WRITE=1 cargo test --test config` writes it anew.
#[test]
fn the_schema_is_that_of_the_keys() {
    let made = format!("{:#}\n", schema::schema());
    let path = root().join("docs/edgarlint.schema.json");
    if std::env::var_os("EDGARLINT_WRITE").is_some() {
        fs::write(&path, &made).expect("the schema can be written");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == made, "docs/edgarlint.schema.json is stale; run `EDGARLINT_WRITE=1 cargo test --test config`");
    edgarlint().args(["init", "--schema"]).assert().code(0).stdout(made);
}

#[test]
fn the_manual_has_every_key_and_its_examples_can_be_used() {
    let manual = fs::read_to_string(root().join("docs/CONFIGURATION.md")).expect("it is there");
    let headings: Vec<&str> = manual.lines().filter(|line| line.starts_with('#')).collect();
    for key in edgarlint::config::keys::of(Within::Root) {
        assert!(
            headings.iter().any(|heading| heading.contains(&format!("`{}`", key.name))),
            "{} has no heading",
            key.name
        );
    }
    for key in KEYS {
        assert!(manual.contains(&format!("`{}`", key.name)), "{} is not told", key.name);
    }
    let blocks: Vec<&str> = manual.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= 14, "{} examples", blocks.len());
    for (at, block) in blocks.into_iter().enumerate() {
        let files: [(&str, &[u8]); 4] = [
            ("edgarlint.toml", b""),
            ("desk/edgarlint.toml", block.as_bytes()),
            ("desk/accepted.toml", b""),
            ("desk/house-rules/one.toml", b""),
        ];
        let folder = folder(&format!("config-manual-{at}"), &files);
        assert_eq!(mistakes(&folder.join("desk/edgarlint.toml")), Vec::<String>::new(), "{block}");
    }
}

#[test]
fn mistakes_are_drawn_in_the_file() {
    let folder = root().join("fixtures/mistakes/config");
    pictures::are_drawn(&folder, 40, |path| {
        let mut rules_of = |_: &[PathBuf], _: &mut _, _: &mut _| Rulebook::built_in();
        let mut loader = Loader::new(Mode::Given(path.to_path_buf()), folder.clone(), &mut rules_of);
        loader.of_folder(Path::new(""));
        let unusable = loader.end().err().unwrap_or_else(|| panic!("{}: it can be used", path.display()));
        (unusable.sources, unusable.mistakes)
    });
}

/// What is wrong in a file, and what it is told to do.
fn said(file: &Path) -> Vec<(String, Option<String>)> {
    let mut rules_of = |_: &[PathBuf], _: &mut _, _: &mut _| Rulebook::built_in();
    let mut loader = Loader::new(Mode::Given(file.to_path_buf()), root(), &mut rules_of);
    loader.of_folder(Path::new(""));
    let said = loader.end().err().map(|unusable| unusable.mistakes).unwrap_or_default();
    said.into_iter().map(|mistake| (mistake.message, mistake.help)).collect()
}

fn mistakes(file: &Path) -> Vec<String> {
    said(file).into_iter().map(|(message, _)| message).collect()
}

fn helps(file: &Path) -> Vec<String> {
    said(file).into_iter().filter_map(|(_, help)| help).collect()
}

fn is_key(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
