//! Reports: each format holds to what its readers ask of it, and several are written in one run.

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;
use chrono::NaiveDate;
use edgarlint::engine::{self, Finding, Settings};
use edgarlint::report::{Counts, Run, sarif};
use edgarlint::rules::{RuleInfo, Rulebook};
use edgarlint::source::Sources;
use predicates::prelude::*;
use program::{edgarlint, folder, json};
use serde_json::Value;

const WHOLE: [&str; 6] = ["json", "sarif", "junit", "gitlab", "checkstyle", "markdown"];

fn edgarlint_in(folder: &Path) -> Command {
    let mut command = edgarlint();
    command.current_dir(folder);
    command
}

/// A folder of its own for one test: drafts that EDGAR would suspend and that are right, one with a member, and files
/// that are none.
fn desk(test: &str) -> PathBuf {
    let bad = include_str!("../fixtures/edgar/amended_form_rule_10b5one/bad.xml");
    let good = include_str!("../fixtures/edgar/amended_form_rule_10b5one/good.xml");
    let block = data_encoding::BASE64.encode(bad.as_bytes());
    let outer = format!(
        "<?xml version=\"1.0\"?>\n<edgarSubmission>\n<submissionType>4</submissionType>\n<testOrLive>TEST</testOrLive>\n\
         <edgarDocument>\n<documentName>form4.xml</documentName>\n<documentType>4</documentType>\n\
         <documentMimeBlock>\n{block}\n</documentMimeBlock>\n</edgarDocument>\n</edgarSubmission>\n"
    );
    let mut files: Vec<(String, &str)> = vec![
        ("desk/a b/bad.xml".to_owned(), bad),
        ("desk/good.xml".to_owned(), good),
        ("desk/outer.xml".to_owned(), &outer),
        ("desk/typed.txt".to_owned(), include_str!("../fixtures/demo/form4.txt")),
        ("desk/README".to_owned(), "Drafts of Alder Systems Inc.\n"),
        ("notes.txt".to_owned(), "Buy milk.\n"),
        ("scan.pdf".to_owned(), "%PDF-1.7\n"),
    ];
    // More than a thread takes at a time.
    files.extend((0..40).map(|at| (format!("desk/more/{at}.xml"), bad)));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    folder(test, &files)
}

/// Writes every format in one run, `concise` to standard output; gives what each holds.
fn every_format(folder: &Path, into: &str, args: &[&str]) -> Vec<(String, String)> {
    fs::create_dir_all(folder.join(into)).expect("the folder can be made");
    let formats = WHOLE.iter().chain(&["human", "jsonl", "github"]);
    let named: Vec<(String, String)> =
        formats.map(|format| ((*format).to_owned(), format!("{into}/{format}"))).collect();
    let mut command = edgarlint_in(folder);
    command.args(["--output-format", "concise", "--as-of", "2026-11-21"]).args(args);
    named.iter().for_each(|(format, file)| {
        command.arg("--also").arg(format!("{format}={file}"));
    });
    let output = command.output().expect("it runs");
    let read = |file: &String| fs::read_to_string(folder.join(file)).expect("the report was written");
    let mut reports: Vec<(String, String)> = named.iter().map(|(format, file)| (format.clone(), read(file))).collect();
    reports.push(("concise".to_owned(), String::from_utf8(output.stdout).expect("text")));
    reports
}

/// The one thing in a report that is not a function of the input.
fn without_seconds(text: &str) -> String {
    let timed = |line: &&str| !line.trim_start().starts_with("\"seconds\"");
    let lines = text.lines().map(|line| line.split_once("\"seconds\":").map_or(line, |(before, _)| before));
    lines.filter(timed).collect::<Vec<_>>().join("\n")
}

#[test]
fn several_reports_are_those_of_one_each() {
    let folder = desk("several");
    let reports = every_format(&folder, "all", &["desk"]);
    assert_eq!(reports.len(), 10);
    for (format, text) in reports {
        let alone = edgarlint_in(&folder).args(["desk", "--as-of", "2026-11-21", "--output-format", &format]).output();
        let alone = String::from_utf8(alone.expect("it runs").stdout).expect("text");
        assert_eq!(without_seconds(&alone), without_seconds(&text), "{format}");
        assert!(!text.is_empty(), "{format}");
    }
}

#[test]
fn reports_are_the_same_on_any_number_of_threads() {
    let folder = desk("threads");
    for across in ["--across", "--no-across"] {
        // Named out of their order, so that some must wait.
        let paths = ["scan.pdf", "desk/more", "desk/a b/bad.xml", "desk", across];
        let one = every_format(&folder, "one", &[&paths[..], &["--jobs", "1"]].concat());
        let four = every_format(&folder, "four", &[&paths[..], &["--jobs", "4"]].concat());
        for ((format, one), (_, four)) in one.iter().zip(&four) {
            assert_eq!(without_seconds(one), without_seconds(four), "{format} {across}");
        }
    }
}

#[test]
fn a_report_that_cannot_be_meant_is_bad_usage() {
    let folder = desk("usage");
    let refused = |args: &[&str], words: &str| {
        let mut command = edgarlint_in(&folder);
        command.args(["desk/good.xml"]).args(args).assert().code(2).stderr(predicate::str::contains(words));
    };
    refused(&["--also", "sarf=a"], "there is no format `sarf`; the nearest name is `sarif`");
    refused(&["--also", "pdf=a"], "there is no format `pdf`; the formats are human, concise, json");
    refused(&["--also", "sarif"], "a report is written FORMAT=FILE");
    refused(&["--also", "sarif="], "the file is missing");
    refused(&["--also", "sarif=-"], "- is no file");
    refused(&["--also", "sarif=a", "--also", "json=./a"], "./a: two reports would be written to this file");
    refused(&["--output", "a", "--also", "json=desk/../a"], "two reports would be written to this file");
    assert!(!folder.join("a").exists());
    refused(&["--also", "sarif=nowhere/a"], "nowhere/a: ");
}

#[test]
fn a_report_is_neither_checked_nor_written_over_what_is() {
    let folder = desk("over");
    let good = fs::read(folder.join("desk/good.xml")).expect("it is there");
    let mut command = edgarlint_in(&folder);
    command.args(["desk/good.xml", "desk/more", "--also", "sarif=desk/more/../good.xml"]);
    let words = "desk/good.xml: a report would be written over what is to be checked";
    command.assert().code(2).stderr(predicate::str::contains(words));
    assert_eq!(fs::read(folder.join("desk/good.xml")).expect("it is there"), good);

    // A folder that holds the report of the run before.
    let unrecognised = || {
        let args = ["desk", "--fail-on", "never", "--output-format", "json", "--also", "markdown=desk/report.md"];
        let output = edgarlint_in(&folder).args(args).output().expect("it runs");
        json(&output.stdout).pointer("/summary/unrecognised").cloned()
    };
    assert_eq!(unrecognised(), Some(Value::from(1)));
    assert_eq!(unrecognised(), Some(Value::from(1)));
}

/// A reader of reports must not take that of an earlier run for this one's.
#[test]
fn a_run_that_could_not_begin_leaves_reports_that_say_so() {
    let folder = desk("not_begun");
    let args = ["desk/good.xml", "--select", "code-mising", "--also", "sarif=a.sarif", "--also", "junit=a.xml"];
    edgarlint_in(&folder).args(args).assert().code(2).stdout("");
    let log = json(&fs::read(folder.join("a.sarif")).expect("the report was written"));
    let words = log.pointer("/runs/0/invocations/0/toolExecutionNotifications/0/message/text").and_then(Value::as_str);
    assert!(words.is_some_and(|words| words.starts_with("there is no rule or family `code-mising`")), "{words:?}");
    assert_sarif(&log);
    let junit = fs::read_to_string(folder.join("a.xml")).expect("the report was written");
    let document = roxmltree::Document::parse(&junit).expect("XML");
    assert_eq!(document.root_element().attribute("errors"), Some("1"));
}

#[test]
fn what_hides_from_people_hides_from_nobody_else() {
    let folder = desk("hidden");
    let paths = ["desk/typed.txt", "desk/good.xml"];
    let all = every_format(&folder, "all", &paths);
    let few = every_format(&folder, "few", &[&paths[..], &["--show", "error", "--max-per-rule", "1"]].concat());
    for ((format, all), (_, few)) in all.iter().zip(&few) {
        let same = without_seconds(all) == without_seconds(few);
        assert_eq!(same, !matches!(format.as_str(), "human" | "concise"), "{format}");
    }
}

#[test]
fn a_reader_of_one_report_that_has_seen_enough_ends_that_one_alone() {
    let folder = desk("enough");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_edgarlint"));
    command.current_dir(&folder).args(["desk", "--no-across", "--fail-on", "never", "--also", "sarif=a.sarif"]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut run = command.spawn().expect("it runs");
    drop(run.stdout.take());
    let output = run.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_sarif(&json(&fs::read(folder.join("a.sarif")).expect("the report was written")));
}

#[test]
fn sarif_is_valid_whatever_was_found() {
    let folder = desk("sarif");
    let known = ["desk", "--audit", "--baseline", "known.json", "--update-baseline"];
    for args in [&["desk", "scan.pdf", "notes.txt", "nowhere.txt"][..], &["desk/good.xml"], &["desk/README"], &known] {
        let reports = every_format(&folder, "all", args);
        let (_, text) = reports.iter().find(|(format, _)| format == "sarif").expect("it was asked for");
        assert_sarif(&json(text.as_bytes()));
    }
    let mut command = edgarlint_in(&folder);
    let output =
        command.args(["desk", "scan.pdf", "nowhere.txt", "--output-format", "sarif"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let log = json(&output.stdout);
    let run = log.pointer("/runs/0").expect("a run");
    assert_eq!(run.pointer("/invocations/0/executionSuccessful"), Some(&Value::from(false)));
    let notifications = run.pointer("/invocations/0/toolExecutionNotifications").and_then(Value::as_array);
    assert_eq!(notifications.map(Vec::len), Some(2));
    let uris: Vec<&str> = run
        .pointer("/results")
        .and_then(Value::as_array)
        .expect("results")
        .iter()
        .filter_map(|result| result.pointer("/locations/0/physicalLocation/artifactLocation/uri")?.as_str())
        .collect();
    for uri in ["desk/a%20b/bad.xml", "/form4.xml", "scan.pdf"] {
        assert!(uris.contains(&uri), "{uri}: {uris:?}");
    }
    let quoted = |text: &str| run.to_string().contains(&format!("\"snippet\":{{\"text\":\"{text}\"}}"));
    assert!(quoted("49,300"), "what is written stands in the report");
}

/// What every rule would be told as, had it spoken.
#[test]
fn every_rule_may_stand_in_sarif() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
    let mut sources = Sources::new();
    let id = sources.add("typed.txt", include_bytes!("../fixtures/demo/form4.txt").to_vec()).expect("a text");
    let reading = edgarlint::read(&mut sources, id);
    let found = engine::run(&reading.filings, &sources, &Settings::of_day(day));
    let finding = found.first().expect("a finding");
    let said = |rule: &&'static RuleInfo| Finding { rule: rule.name(), family: rule.family, ..finding.clone() };
    let findings: Vec<Finding> = Rulebook::built_in().rules().iter().map(said).collect();
    let run = Run {
        filings: &[],
        counts: Counts::default(),
        suppressed: 0,
        baseline: None,
        rulebook: Rulebook::built_in(),
        fail_on: None,
        as_of: day,
        inputs: 1,
        unrecognised: 0,
        unreadable: 0,
        troubles: &[],
        exit_code: 0,
        seconds: 0.0,
        audit: None,
    };
    let mut text = Vec::new();
    sarif::object(&findings, &run, &mut text).expect("writing to memory cannot fail");
    let log = json(&text);
    assert_sarif(&log);
    let rules = log.pointer("/runs/0/tool/driver/rules").and_then(Value::as_array).expect("rules");
    assert_eq!(rules.len(), findings.len());
    assert!(rules.iter().all(|rule| rule.pointer("/help/markdown").is_some()));
}

#[test]
fn junit_counts_what_it_holds() {
    let folder = desk("junit");
    let reports = every_format(&folder, "all", &["desk", "scan.pdf"]);
    let (_, text) = reports.iter().find(|(format, _)| format == "junit").expect("it was asked for");
    let document = roxmltree::Document::parse(text).expect("XML");
    let count = |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count().to_string();
    let root = document.root_element();
    for (attribute, element) in
        [("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]
    {
        assert_eq!(root.attribute(attribute), Some(count(element).as_str()), "{attribute}");
    }
    assert_eq!(root.attribute("errors"), Some("1"));
    let named = |name: &str| document.descendants().any(|node| node.attribute("name") == Some(name));
    assert!(named("desk/outer.xml!form4.xml") && named("desk/good.xml") && named("scan.pdf"), "{text}");
}

/// Holds a log against the schema of the standard, and against what its text asks beyond it.
fn assert_sarif(log: &Value) {
    let faults: Vec<String> =
        schema().iter_errors(log).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let typed: serde_sarif::sarif::Sarif = serde_json::from_value(log.clone()).expect("the types of SARIF");
    let run = typed.runs.first().expect("a run");
    let rules = run.tool.driver.rules.as_deref().unwrap_or_default();
    for result in run.results.as_deref().unwrap_or_default() {
        let rule = result.rule_index.and_then(|at| rules.get(usize::try_from(at).ok()?));
        assert_eq!(rule.map(|rule| &rule.id), result.rule_id.as_ref(), "a result has the index of its rule");
    }
    assert_places(log.pointer("/runs/0").expect("a run"));
}

/// Every place names an artifact of the list, a nested one from the root of its parent; relative references say from
/// where.
fn assert_places(run: &Value) {
    let artifacts = run.get("artifacts").and_then(Value::as_array).expect("artifacts");
    let mut seen = 0;
    let mut next = vec![run];
    while let Some(value) = next.pop() {
        match value {
            Value::Array(values) => next.extend(values),
            Value::Object(object) => {
                next.extend(object.values());
                let Some(place) = object.get("artifactLocation") else { continue };
                seen += 1;
                let index = place.get("index").and_then(Value::as_u64).expect("a place has the index of its artifact");
                let artifact = &artifacts[usize::try_from(index).expect("an index")];
                assert_eq!(artifact.get("location"), Some(place));
                let uri = place.get("uri").and_then(Value::as_str).expect("a URI");
                let nested = artifact.get("parentIndex").is_some();
                assert_eq!(uri.starts_with('/'), nested, "{uri}");
                assert_eq!(place.get("uriBaseId").is_some(), !nested && !uri.starts_with("file:"), "{uri}");
            }
            _ => {}
        }
    }
    let results = run.get("results").and_then(Value::as_array).expect("results");
    assert!(seen >= results.len());
}

/// The schema of SARIF 2.1.0 as the package `serde-sarif` carries it.
fn schema() -> &'static jsonschema::Validator {
    static SCHEMA: OnceLock<jsonschema::Validator> = OnceLock::new();
    SCHEMA.get_or_init(read_schema)
}

fn read_schema() -> jsonschema::Validator {
    let said = |program: &str, args: &[&str]| {
        let output = std::process::Command::new(program).args(args).output().expect("it runs");
        String::from_utf8(output.stdout).expect("text")
    };
    // Packages of other platforms need not be at hand.
    let rustc = said("rustc", &["-vV"]);
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc says its host");
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let args =
        ["metadata", "--format-version", "1", "--offline", "--filter-platform", host, "--manifest-path", manifest];
    let metadata = json(said(env!("CARGO"), &args).as_bytes());
    let packages = metadata.get("packages").and_then(Value::as_array).expect("packages");
    let package = packages.iter().find(|package| package.get("name") == Some(&Value::from("serde-sarif")));
    let manifest = package.and_then(|package| package.get("manifest_path")?.as_str()).expect("serde-sarif is there");
    let schema = Path::new(manifest).with_file_name("src").join("schema.json");
    let mut schema = json(&fs::read(schema).expect("the package has its schema"));
    // Its pattern of a language, of which none is written, has a bracket too many.
    for of in ["run", "toolComponent"] {
        let language = schema.pointer_mut(&format!("/definitions/{of}/properties/language"));
        language.and_then(Value::as_object_mut).expect("a language").remove("pattern").expect("its pattern");
    }
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
}
