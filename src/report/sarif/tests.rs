use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::diagnostic::Severity;
use crate::report::audit::{Found, Ran};
use crate::report::sample::Sample;
use crate::report::{Audit, Trouble, audit};

fn log(sample: &Sample, run: &Run) -> Value {
    let mut text = Vec::new();
    object(&sample.findings, run, &mut text).expect("writing to memory cannot fail");
    let log: Value = serde_json::from_slice(&text).expect("JSON");
    log.pointer("/runs/0").cloned().expect("a run")
}

fn at<'v>(log: &'v Value, pointer: &str) -> &'v Value {
    log.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is missing in {log:#}"))
}

fn two_files() -> Sample {
    let mut sample = Sample::new()
        .text("./a b.txt", "Form 4\né 9,100\tD\n")
        .text("/desk/outer.xml", "UEs=")
        .member("form4.xml", "Form 4\né 10,000\tD\n")
        .finding("code-missing", Severity::Error, "no {code}")
        .label("10,000", "")
        .label_in("./a b.txt", "9,100", "the filing before")
        .label_in("./a b.txt", "9,100", "the filing before");
    let finding = sample.findings.last_mut().expect("a finding");
    finding.place = Some("Table I, row 1, code".to_owned());
    finding.xpath = Some("/ownershipDocument/x[1]".to_owned());
    sample
}

#[test]
fn a_place_is_told_by_file_region_and_name() {
    let sample = two_files();
    let log = log(&sample, &sample.run());
    let result = at(&log, "/results/0");
    assert_eq!(at(result, "/message/text"), "no {{code}}");
    assert_eq!(at(result, "/partialFingerprints"), &json!({ "edgarlint/v1": "0123456789abcdef" }));
    assert_eq!(
        at(result, "/locations/0"),
        &json!({
            "physicalLocation": {
                "artifactLocation": { "uri": "/form4.xml", "index": 1 },
                "region": {
                    "startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 9, "byteOffset": 10, "byteLength": 6
                }
            },
            "logicalLocations": [{
                "name": "Table I, row 1, code", "fullyQualifiedName": "/ownershipDocument/x[1]", "kind": "element"
            }]
        })
    );
    let related = at(result, "/relatedLocations").as_array().expect("related locations");
    assert_eq!(related.len(), 2);
    assert_ne!(related[0], related[1]);
    assert_eq!(at(result, "/relatedLocations/0/message/text"), "the filing before");
    let file = json!({ "uri": "a%20b.txt", "uriBaseId": "SRCROOT", "index": 2 });
    assert_eq!(at(result, "/relatedLocations/0/physicalLocation/artifactLocation"), &file);
    assert_eq!(
        at(&log, "/artifacts"),
        &json!([
            { "location": { "uri": "file:///desk/outer.xml", "index": 0 } },
            { "location": { "uri": "/form4.xml", "index": 1 }, "parentIndex": 0 },
            { "location": file },
        ])
    );
    assert_eq!(at(&log, "/columnKind"), "unicodeCodePoints");
}

#[test]
fn what_stands_there_is_quoted_where_it_was_kept() {
    let mut sample = two_files();
    let sources = std::mem::take(&mut sample.sources);
    sample.findings.iter_mut().for_each(|finding| finding.quote(&sources));
    let log = log(&sample, &sample.run());
    assert_eq!(at(&log, "/results/0/locations/0/physicalLocation/region/snippet/text"), "10,000");
}

#[test]
fn members_within_members_have_parents() {
    let sample = Sample::new();
    let filings = [Sample::entry("feed.tar.gz", Some("1.txt!form4.xml")), Sample::entry("feed.tar.gz", Some("1.txt"))];
    let log = log(&sample, &Run { filings: &filings, ..sample.run() });
    assert_eq!(
        at(&log, "/artifacts"),
        &json!([
            { "location": { "uri": "feed.tar.gz", "uriBaseId": "SRCROOT", "index": 0 } },
            { "location": { "uri": "/1.txt", "index": 1 }, "parentIndex": 0, "roles": ["analysisTarget"] },
            { "location": { "uri": "/form4.xml", "index": 2 }, "parentIndex": 1, "roles": ["analysisTarget"] },
        ])
    );
}

/// Names are as long and as odd as a submission writes them.
#[test]
fn a_name_of_many_members_is_no_tower() {
    let member = "!".repeat(100_000);
    let sample = Sample::new();
    let filings = [Sample::entry("a.xml", Some(&member))];
    let log = log(&sample, &Run { filings: &filings, ..sample.run() });
    assert!(at(&log, "/artifacts").as_array().is_some_and(|artifacts| artifacts.len() < 20));
}

#[test]
fn an_audit_gives_digests_and_the_rules_that_were_asked() {
    let sample = Sample::new();
    let input = audit::Input { path: "./a.xml".to_owned(), bytes: 12, sha256: "00ff".to_owned() };
    let ran = Ran { rule: "code-missing", severity: Severity::Error, found: Found::default(), passed: true };
    let audit = Audit { inputs: vec![input], rules: vec![ran], ..Audit::default() };
    let log = log(&sample, &Run { audit: Some(&audit), ..sample.run() });
    assert_eq!(at(&log, "/artifacts/0/hashes"), &json!({ "sha-256": "00ff" }));
    assert_eq!(at(&log, "/artifacts/0/length"), 12);
    assert_eq!(at(&log, "/tool/driver/rules/0/id"), "code-missing");
}

#[test]
fn a_rule_has_its_page_and_its_authorities() {
    let sample = two_files().finding("rule-panicked", Severity::Error, "it failed");
    let log = log(&sample, &sample.run());
    let rules = at(&log, "/tool/driver/rules").as_array().expect("rules");
    let ids: Vec<&Value> = rules.iter().filter_map(|rule| rule.get("id")).collect();
    assert_eq!(ids, ["code-missing", "rule-panicked"]);
    assert_eq!(at(&log, "/results/0/ruleIndex"), 0);
    assert_eq!(at(&log, "/results/1/ruleIndex"), 1);
    assert_eq!(rules[0].pointer("/defaultConfiguration/level"), Some(&json!("error")));
    assert_eq!(rules[0].pointer("/properties/tags"), Some(&json!(["compliance", "ownership"])));
    assert!(at(&rules[0], "/help/markdown").as_str().is_some_and(|page| page.starts_with("# code-missing\n")));
    let related = at(&rules[0], "/relationships").as_array().expect("authorities");
    assert!(!related.is_empty());
    for relationship in related {
        let index = at(relationship, "/target/index");
        assert_eq!(at(&log, &format!("/taxonomies/0/taxa/{index}/id")), at(relationship, "/target/id"));
    }
    assert_eq!(at(&log, "/tool/driver/supportedTaxonomies/0/name"), at(&log, "/taxonomies/0/name"));
}

#[test]
fn what_is_accepted_or_known_is_marked() {
    let mut sample = two_files().finding("title", Severity::Note, "odd").suppressed("so on paper");
    let log_of = |sample: &Sample, baseline| log(sample, &Run { baseline, ..sample.run() });
    let without = log_of(&sample, None);
    assert_eq!(at(&without, "/results/0/suppressions"), &json!([]));
    assert!(without.pointer("/results/0/baselineState").is_none());
    let suppression = at(&without, "/results/1/suppressions/0");
    assert_eq!(at(suppression, "/kind"), "external");
    assert_eq!(at(suppression, "/status"), "accepted");
    assert_eq!(at(suppression, "/justification"), "so on paper");
    assert_eq!(at(suppression, "/location/physicalLocation/region/startLine"), 12);
    assert_eq!(at(suppression, "/location/physicalLocation/artifactLocation/uri"), "edgarlint.toml");
    assert_eq!(at(suppression, "/properties"), &json!({ "by": "compliance desk", "expires": "2027-01-01" }));
    sample.findings[0].baseline = true;
    let with = log_of(&sample, Some(1));
    assert_eq!(at(&with, "/results/0/baselineState"), "unchanged");
    assert_eq!(at(&with, "/results/1/baselineState"), "new");
}

#[test]
fn what_went_wrong_is_a_notification() {
    let troubles = [
        Trouble { path: Some(Arc::from("scan.pdf")), words: "this is a PDF".to_owned() },
        Trouble { path: None, words: "no filing was found".to_owned() },
    ];
    let sample = Sample::new();
    let log = log(&sample, &Run { troubles: &troubles, exit_code: 2, ..sample.run() });
    let invocation = at(&log, "/invocations/0");
    assert_eq!(at(invocation, "/executionSuccessful"), false);
    assert_eq!(at(invocation, "/exitCode"), 2);
    let notifications = at(invocation, "/toolExecutionNotifications");
    let place = "/0/locations/0/physicalLocation/artifactLocation/uri";
    assert_eq!(at(notifications, place), "scan.pdf");
    assert_eq!(at(notifications, "/1/message/text"), "no filing was found");
    assert_eq!(at(&log, "/artifacts/0/roles"), &json!(["analysisTarget"]));
}
