//! Exit codes, formats and commands; nothing about single rules.

mod program;

use std::fs;
use std::path::PathBuf;

use predicates::prelude::*;
use program::{edgarlint, folder, json, rules_of};
use serde_json::Value;

/// A typed Form 4 with one sale whose transaction code is left out.
const SALE_WITHOUT_CODE: &str = "\
FORM 4

UNITED STATES SECURITIES AND EXCHANGE COMMISSION
Washington, D.C. 20549

STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP

OMB APPROVAL
OMB Number:\t3235-0287

1. Name and Address of Reporting Person* MARLOWE HELEN (Last) (First) (Middle) C/O ALDER SYSTEMS INC 12 HARBOR ROAD (Street) SAN JOSE CA 95110 (City) (State) (Zip)\t2. Issuer Name and Ticker or Trading Symbol ALDER SYSTEMS INC [ALDR]\t5. Relationship of Reporting Person(s) to Issuer (Check all applicable) Director 10% Owner X Officer (give title below) Other (specify below) Chief Financial Officer
\t3. Date of Earliest Transaction (Month/Day/Year) 11/10/2003
4. If Amendment, Date of Original Filed (Month/Day/Year)\t\t6. Individual or Joint/Group Filing (Check Applicable Line) X Form filed by One Reporting Person

Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned

1. Title of Security (Instr. 3)\t2. Transaction Date (Month/Day/Year)\t2A. Deemed Execution Date, if any (Month/Day/Year)\t3. Transaction Code (Instr. 8)\t\t4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)\t\t\t5. Amount of Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3 and 4)\t6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)\t7. Nature of Indirect Beneficial Ownership (Instr. 4)
\t\t\tCode\tV\tAmount\t(A) or (D)\tPrice\t\t\t
Common Stock\t11/10/2003\t\t\t\t18,000\tD\t$3.9459\t69,300\tD\t

Explanation of Responses:

/s/ Helen Marlowe\t11/12/2003
";

/// A page of HTML is not taken for a form without a value, which no rule would find fault with.
#[test]
fn html_that_only_speaks_of_a_form_is_none() {
    let page = "<!DOCTYPE html>\n<html><body><h1>FORM 4</h1>STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP</body></html>";
    let folder = folder("html", &[("form4.html", page.as_bytes())]);
    let said = edgarlint().current_dir(&folder).args(["check", "form4.html"]).assert().code(2);
    said.stdout(predicate::str::contains("no Form 3, 4 or 5 and no Schedule 13D or 13G was found in this text"));
    let met = edgarlint().current_dir(&folder).args(["check", "."]).assert().code(2);
    met.stderr(predicate::str::contains("not checked: 1 file without a filing, met in the folders: ./form4.html"));
}

#[test]
fn a_finding_at_the_level_fails_the_run() {
    let folder = folder("level", &[("marlowe.txt", SALE_WITHOUT_CODE.as_bytes())]);
    let check = |args: &[&str]| {
        let mut command = edgarlint();
        command.current_dir(&folder).args(["--select", "code-missing", "marlowe.txt"]).args(args);
        command.assert()
    };
    // What is missing in a rendering weighs one step less than the rule's error.
    check(&[]).code(0);
    check(&["--fail-on", "warning"]).code(1);
    check(&["--severity", "code-missing=note", "--fail-on", "warning"]).code(0);
    check(&["--fail-on", "never"]).code(0);
    check(&["--severity", "code-missing=off", "--fail-on", "note"]).code(0);
}

#[test]
fn every_format_names_the_place() {
    let folder = folder("formats", &[("marlowe.txt", SALE_WITHOUT_CODE.as_bytes())]);
    let check = |format: &str| {
        let mut command = edgarlint();
        let args =
            ["check", "marlowe.txt", "--select", "code-missing", "--fail-on", "never", "--output-format", format];
        command.current_dir(&folder).args(args);
        command.assert().code(0)
    };
    check("human").stdout(predicate::str::contains("code-missing").and(predicate::str::contains("╭─[marlowe.txt:19:")));
    check("concise").stdout(
        predicate::str::is_match(r"^marlowe.txt:19:\d+: (error|warning|note) code-missing: .+\n$").expect("a pattern"),
    );
    check("github").stdout(
        predicate::str::is_match(r"^::(error|warning|notice) file=marlowe.txt,line=19,.*title=code-missing::")
            .expect("a pattern"),
    );
    let report = json(&check("json").get_output().stdout);
    assert_eq!(rules_of(&report), ["code-missing"]);
    assert_eq!(report.pointer("/filings/0/form"), Some(&Value::from("4")));
    let due = serde_json::json!({ "date": "2003-11-13", "latest": "2003-11-13", "row": 0 });
    assert_eq!(report.pointer("/filings/0/due"), Some(&due));
    let lines = check("jsonl").get_output().stdout.clone();
    assert_eq!(String::from_utf8_lossy(&lines).lines().count(), 2);
}

#[test]
fn ascii_where_the_terminal_can_no_more() {
    let folder = folder("ascii", &[("marlowe.txt", SALE_WITHOUT_CODE.as_bytes())]);
    let mut command = edgarlint();
    command.current_dir(&folder).env("LC_ALL", "C").args(["marlowe.txt", "--select", "code-missing"]);
    let output = command.output().expect("it runs");
    assert!(!output.stdout.is_empty() && output.stdout.is_ascii());
}

#[test]
fn what_is_named_must_be_a_filing() {
    let files: &[(&str, &[u8])] = &[
        ("a.pdf", b"%PDF-1.7\n"),
        ("empty.txt", b""),
        ("notes.txt", b"Buy milk.\n"),
        ("scan.png", b"\x89PNG\r\n"),
        ("data.bin", b"a\0b"),
    ];
    let folder = folder("named", files);
    let names = ["a.pdf", "empty.txt", "notes.txt", "scan.png", "data.bin"];
    let mut command = edgarlint();
    let assert = command.current_dir(&folder).args(names).args(["--output-format", "json"]).assert().code(2);
    let report = json(&assert.get_output().stdout);
    assert_eq!(
        rules_of(&report),
        ["unreadable-input", "unreadable-input", "unreadable-input", "unrecognised-document", "unreadable-input"]
    );
    assert_eq!(report.pointer("/summary/unreadable"), Some(&Value::from(4)));
    assert_eq!(report.pointer("/summary/unrecognised"), Some(&Value::from(1)));
    assert_eq!(report.pointer("/findings/0/labels/0/line"), Some(&Value::from(1)));

    let mut command = edgarlint();
    command.current_dir(&folder).args(["a.pdf", "--select", "code-missing", "--fail-on", "never"]);
    command
        .assert()
        .code(2)
        .stdout(predicate::str::contains("this is a PDF").and(predicate::str::contains("pdftotext")));
}

#[test]
fn a_text_that_is_not_read_is_called_by_its_name() {
    let files: &[(&str, &[u8])] = &[
        ("sale.txt", b"Form 144\nNOTICE OF PROPOSED SALE OF SECURITIES\n"),
        (
            "schedule.xml",
            b"<?xml version=\"1.0\"?>\n<edgarSubmission><submissionType>SCHEDULE 13G</submissionType></edgarSubmission>",
        ),
        ("page.txt", b"<SUBMISSION>\n<TYPE>4\n<DOCUMENT>\n<TYPE>4\n<TEXT>\n<html><body>Form 4</body></html>\n</TEXT>\n"),
    ];
    let folder = folder("not-read", files);
    for (file, words) in [
        ("sale.txt", "this is a Form 144, which is not read here"),
        (
            "schedule.xml",
            "this is Schedule 13D or 13G XML whose layout is not known, a format this version does not read yet",
        ),
        (
            "page.txt",
            "this is HTML in an EDGAR submission whose layout is not known, a format this version does not read yet",
        ),
    ] {
        let mut check = edgarlint();
        check.current_dir(&folder).args(["check", file, "--output-format", "concise"]);
        check.assert().code(2).stdout(predicate::str::contains(words));
        let mut read = edgarlint();
        read.current_dir(&folder).args(["read", file]).assert().code(2).stderr(predicate::str::contains(words));
    }
}

#[test]
fn what_is_met_in_a_folder_may_be_anything() {
    let files: &[(&str, &[u8])] = &[
        ("filings/b/marlowe.txt", SALE_WITHOUT_CODE.as_bytes()),
        ("filings/.hidden/again.txt", SALE_WITHOUT_CODE.as_bytes()),
        ("filings/README", b"Filings of Alder Systems Inc.\n"),
        ("filings/scan.png", b"\x89PNG\r\n"),
    ];
    let folder = folder("met", files);
    let check = |args: &[&str]| {
        let mut command = edgarlint();
        command.current_dir(&folder).args(["filings", "--fail-on", "never", "--output-format", "json"]).args(args);
        command.assert()
    };
    let assert = check(&[]).code(0).stderr(predicate::str::contains("2 files without a filing"));
    let report = json(&assert.get_output().stdout);
    assert_eq!(report.pointer("/summary/inputs"), Some(&Value::from(4)));
    assert_eq!(report.pointer("/summary/unrecognised"), Some(&Value::from(2)));
    let paths: Vec<&Value> = (0..2).filter_map(|at| report.pointer(&format!("/filings/{at}/path"))).collect();
    assert_eq!(paths, ["filings/.hidden/again.txt", "filings/b/marlowe.txt"]);
    check(&["--strict-inputs"]).code(2);
}

#[test]
fn a_path_that_is_not_there_is_said_and_the_rest_is_checked() {
    let folder = folder("missing", &[("marlowe.txt", SALE_WITHOUT_CODE.as_bytes())]);
    let mut command = edgarlint();
    command.current_dir(&folder).args(["nowhere.txt", "marlowe.txt", "--output-format", "json"]);
    let assert = command.assert().code(2).stderr(predicate::str::contains("nowhere.txt: no such file"));
    assert_eq!(json(&assert.get_output().stdout).pointer("/summary/filings"), Some(&Value::from(1)));

    edgarlint().current_dir(&folder).arg("*.xml").assert().code(2).stderr(predicate::str::contains("no file matches"));
    edgarlint().current_dir(&folder).args(["*.txt", "--fail-on", "never"]).assert().code(0);
    edgarlint().assert().code(2).stderr(predicate::str::contains("no path was given"));
    edgarlint().current_dir(&folder).args(["check", "--no-such-option"]).assert().code(2);
}

#[test]
fn a_folder_without_a_filing_is_no_success() {
    let folder = folder("nothing", &[("README", b"Nothing here.\n")]);
    edgarlint().arg(&folder).assert().code(2).stderr(predicate::str::contains("no filing was found"));
}

#[test]
fn standard_input_is_an_input_and_may_be_a_list() {
    let folder = folder("stdin", &[("marlowe.txt", SALE_WITHOUT_CODE.as_bytes())]);
    let mut command = edgarlint();
    command.args(["-", "--stdin-filename", "desk.txt", "--fail-on", "never", "--output-format", "json"]);
    let assert = command.write_stdin(SALE_WITHOUT_CODE).assert().code(0);
    assert_eq!(json(&assert.get_output().stdout).pointer("/filings/0/path"), Some(&Value::from("desk.txt")));

    let mut command = edgarlint();
    command.current_dir(&folder).args(["check", "--files-from", "-", "--fail-on", "never"]);
    command.write_stdin("marlowe.txt\n\n").assert().code(0).stderr(predicate::str::contains("in 1 filing"));
}

#[test]
fn a_name_that_no_rule_has_is_told_with_the_nearest() {
    for args in [["--select", "code-mising"], ["--ignore", "code-mising"], ["--severity", "code-mising=note"]] {
        let assert = edgarlint().arg("-").args(args).args(["--output-format", "json"]).write_stdin("").assert().code(2);
        let assert = assert.stderr(predicate::str::contains("`code-missing`"));
        assert_eq!(json(&assert.get_output().stdout).pointer("/summary/inputs"), Some(&Value::from(0)));
    }
    edgarlint().args(["-", "--severity", "code-missing=loud"]).write_stdin("").assert().code(2);
    edgarlint().args(["explain", "code-mising"]).assert().code(2).stderr(predicate::str::contains("`code-missing`"));
}

#[test]
fn a_rule_has_a_page_in_each_format() {
    let explain =
        |format: &[&str]| edgarlint().args(["explain", "price-missing-for-open-market"]).args(format).assert().code(0);
    let has = |lines: &[&str]| {
        let lines: Vec<String> = lines.iter().map(|line| format!("(?m)^{line}$")).collect();
        let found = |page: &str, line: &String| predicate::str::is_match(line).expect("a pattern").eval(page);
        predicate::function(move |page: &str| lines.iter().all(|line| found(page, line)))
    };
    let plain = has(&[
        "price-missing-for-open-market",
        "A purchase or sale has no price\\.",
        "  in force  always",
        "Authority\n  - Form 4, General Instruction 5\\(a\\)",
        "    require   not missing\\(price\\)",
    ]);
    explain(&[]).stdout(plain.and(predicate::str::contains("\u{1b}").not()).and(predicate::str::contains("```").not()));
    explain(&["--output-format", "markdown"]).stdout(has(&[
        "# price-missing-for-open-market",
        "- in force: always",
        "## Authority\n\n- Form 4, General Instruction 5\\(a\\)",
        "```text\non        row\n.*",
    ]));
    let page = json(&explain(&["--output-format", "json"]).get_output().stdout);
    assert_eq!(page.get("family"), Some(&Value::from("ownership")));
    assert_eq!(page.get("declared"), Some(&Value::from(true)));
    assert_eq!(page.pointer("/in_force"), Some(&serde_json::json!({"by": null, "from": null, "until": null})));
    assert_eq!(page.pointer("/checks/1/require"), Some(&Value::from("price != 0")));
}

#[test]
fn a_page_fits_the_screen() {
    for (columns, widest) in [("60", 60), ("160", 100)] {
        let assert = edgarlint().env("COLUMNS", columns).args(["explain", "form4-late"]).assert().code(0);
        let page = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
        // What fails and what passes stands as it is.
        let (words, _) = page.split_once("\nFails\n").expect("the page shows what fails");
        let longest = words.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(longest <= widest && longest > widest - 12, "{longest} of {columns}");
    }
}

#[test]
fn a_name_that_is_near_to_none_is_told_how_to_see_all() {
    let told = |args: &[&str]| {
        let assert = edgarlint().args(args).assert().code(2).stdout("");
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    assert_eq!(told(&["explain", "cusip"]), "error: there is no rule `cusip`; `edgarlint rules` lists all\n");
    let family = "error: `batch` is a family; `edgarlint rules --family batch` lists its rules\n";
    assert_eq!(told(&["explain", "batch"]), family);
    assert!(told(&["-", "--select", "cusip"]).contains("; the families are batch, beneficial, "));
    assert!(told(&["rules", "--family", "owner"]).contains("no family `owner`; there are edgar, "));
}

#[test]
fn rules_are_listed_by_family_and_by_profile() {
    let listed = |args: &[&str]| {
        let assert = edgarlint().arg("rules").args(args).assert().code(0);
        String::from_utf8_lossy(&assert.get_output().stdout).into_owned()
    };
    let all = listed(&[]);
    assert!(
        predicate::str::is_match("(?m)^unreadable-input +error +edgar +an input is no text$")
            .expect("a pattern")
            .eval(&all)
    );
    let counted = |args: &[&str]| listed(args).lines().count();
    let of_batch = listed(&["--family", "batch"]);
    assert!(of_batch.starts_with("batch-typography ") && !of_batch.contains("form4-late"), "{of_batch}");
    // Each profile holds the one before.
    let by_profile = ["edgar", "compliance", "quality"].map(|profile| counted(&["--profile", profile]));
    assert!(by_profile[0] < by_profile[1] && by_profile[1] < by_profile[2], "{by_profile:?}");
    assert_eq!(by_profile[2], all.lines().count());
    let profiles = ["--family", "ownership", "--profile", "compliance", "--output-format", "json"];
    let catalogue = json(listed(&profiles).as_bytes());
    assert_eq!(catalogue.get("schema"), Some(&Value::from("edgarlint/rules/1")));
    let rules = catalogue.get("rules").and_then(Value::as_array).expect("the catalogue has rules");
    assert_eq!(rules.len(), counted(&profiles[..4]));
    assert!(rules.iter().all(|rule| rule["family"] == "ownership" && rule["profile"] != "quality"));
}

/// `rules/README.md` tells what each key of the catalogue means.
#[test]
fn the_catalogue_is_described() {
    let assert = edgarlint().args(["rules", "--output-format", "json"]).assert().code(0);
    let catalogue = json(&assert.get_output().stdout);
    let readme = include_str!("../rules/README.md");
    let (_, described) = readme.split_once("## For programs").expect("it has the section");
    let keys = catalogue.pointer("/rules/0").and_then(Value::as_object).expect("a rule is an object").keys();
    let missing: Vec<&String> = keys.filter(|key| !described.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "rules/README.md does not say what {missing:?} are");
}

#[test]
fn a_file_above_the_limit_is_not_read() {
    let folder = folder("large", &[("bundle.txt", b"")]);
    let file = fs::File::options().write(true).open(folder.join("bundle.txt")).expect("the file is there");
    // Nothing is written: the length alone tells.
    file.set_len(edgarlint::source::MAX_INPUT as u64 + 1).expect("the file can be long");
    let mut command = edgarlint();
    let assert = command.current_dir(&folder).args(["bundle.txt", "--output-format", "json"]).assert().code(2);
    let report = json(&assert.get_output().stdout);
    assert_eq!(report.pointer("/findings/0/rule"), Some(&Value::from("input-too-large")));
}

#[test]
fn a_reading_is_printed_in_each_format() {
    let folder = folder("read", &[("marlowe.txt", SALE_WITHOUT_CODE.as_bytes())]);
    let read = |format: &str| {
        let mut command = edgarlint();
        command.current_dir(&folder).args(["read", "marlowe.txt", "--output-format", format]).assert().code(0)
    };
    let reading = json(&read("json").get_output().stdout);
    assert_eq!(reading.pointer("/filings/0/table1/0/shares/value"), Some(&Value::from("18000")));
    assert_eq!(reading.pointer("/filings/0/table1/0/kind"), Some(&Value::from("transaction")));
    let line = json(&read("jsonl").get_output().stdout);
    assert_eq!(line.get("path"), Some(&Value::from("marlowe.txt")));
    read("csv").stdout(predicate::str::contains("marlowe.txt,").and(predicate::str::contains("18000")));
    edgarlint().arg("read").arg("-").write_stdin("Buy milk.\n").assert().code(2);
}

#[test]
fn the_summary_goes_to_standard_error() {
    let folder = folder("summary", &[("marlowe.txt", SALE_WITHOUT_CODE.as_bytes())]);
    let check = |args: &[&str]| {
        let mut command = edgarlint();
        let always = ["marlowe.txt", "--select", "code-missing"];
        command.current_dir(&folder).args(always).args(args).assert().code(0)
    };
    check(&[]).stderr("1 warning in 1 filing\n");
    check(&["-q"]).stderr("");
    check(&["--statistics"]).stderr("     1  warning  code-missing\n1 warning in 1 filing\n");
    check(&["--show", "error"]).stdout("").stderr(predicate::str::starts_with("1 finding below error not shown"));
    check(&["--output", "report.txt"]).stdout("");
    let report = fs::read_to_string(folder.join("report.txt")).expect("the report was written");
    assert!(report.contains("code-missing"));
}

/// A folder with so many copies of one filing.
fn copies(test: &str, count: usize) -> PathBuf {
    let names: Vec<String> = (0..count).map(|n| format!("f/{n}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), SALE_WITHOUT_CODE.as_bytes())).collect();
    folder(test, &files)
}

#[test]
fn the_output_is_the_same_on_any_number_of_threads() {
    let folder = copies("threads", 80);
    for format in ["human", "concise", "json", "jsonl", "github"] {
        for across in ["--across", "--no-across"] {
            let check = |jobs: &str| {
                let mut command = edgarlint();
                let args = ["f", "--fail-on", "never", "--output-format", format, across, "--jobs", jobs];
                let assert = command.current_dir(&folder).args(args).assert().code(0);
                let text = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
                // What follows is how long it took.
                text.rsplit_once("\"seconds\"").map_or(text.clone(), |(before, _)| before.to_owned())
            };
            let alone = check("1");
            assert!(alone.contains("code-missing"), "{format}");
            assert_eq!(alone, check("3"), "{format} {across}");
        }
    }
}

#[test]
fn findings_come_by_name_and_filings_as_they_were_named() {
    let names = ["a-b/sale.txt", "a/sale.txt", "a.txt"];
    let folder = folder("order", &names.map(|name| (name, SALE_WITHOUT_CODE.as_bytes())));
    let check = |paths: &[&str]| -> (Vec<(String, u64)>, Vec<String>) {
        let mut command = edgarlint();
        let args = ["--select", "code-missing", "--no-across", "--fail-on", "never", "--output-format", "jsonl"];
        let assert = command.current_dir(&folder).args(paths).args(args).assert().code(0);
        let lines: Vec<Value> = assert.get_output().stdout.split_inclusive(|byte| *byte == b'\n').map(json).collect();
        let path = |of: &Value| of.get("path").and_then(Value::as_str).expect("a path").to_owned();
        let (last, findings) = lines.split_last().expect("a last line");
        let number = |of: &Value| of.get("filing").and_then(Value::as_u64).expect("a number");
        let filings = last.get("filings").and_then(Value::as_array).expect("filings");
        (findings.iter().map(|of| (path(of), number(of))).collect(), filings.iter().map(path).collect())
    };
    let (findings, filings) = check(&["."]);
    assert_eq!(filings, ["./a-b/sale.txt", "./a.txt", "./a/sale.txt"]);
    assert_eq!(
        findings.iter().map(|(path, at)| (path.as_str(), *at)).collect::<Vec<_>>(),
        [("./a-b/sale.txt", 0), ("./a.txt", 1), ("./a/sale.txt", 2)]
    );
    let (findings, filings) = check(&["a/sale.txt", "a.txt"]);
    assert_eq!(filings, ["a/sale.txt", "a.txt"]);
    assert_eq!(findings, [("a.txt".to_owned(), 1), ("a/sale.txt".to_owned(), 0)]);
}

/// A filing that EDGAR would suspend, one that is right, and a text that is none.
fn desk(test: &str) -> PathBuf {
    let bad = include_str!("../fixtures/edgar/amended_form_rule_10b5one/bad.xml");
    let good = include_str!("../fixtures/edgar/amended_form_rule_10b5one/good.xml");
    folder(
        test,
        &[
            ("desk/a/bad.xml", bad.as_bytes()),
            ("desk/good.xml", good.as_bytes()),
            ("desk/README", b"Drafts of Alder Systems Inc.\n"),
        ],
    )
}

#[test]
fn a_folder_fails_by_its_filings_and_annotates_them() {
    let folder = desk("annotated");
    for across in ["--across", "--no-across"] {
        let check = |args: &[&str]| {
            let mut command = edgarlint();
            command.current_dir(&folder).args(["desk", "--profile", "edgar", across, "--output-format", "github"]);
            command.args(args).assert()
        };
        let bad =
            predicate::str::is_match("(?m)^::error file=desk/a/bad.xml,line=\\d+,.*,title=amended-form-rule-10b5one::");
        let others = predicate::str::contains("good.xml").or(predicate::str::contains("README"));
        check(&[]).code(1).stdout(bad.expect("a pattern").and(others.not()));
        check(&["--fail-on", "never"]).code(0);
        check(&["--fail-on", "never", "--strict-inputs"]).code(2);
        check(&["--strict-inputs"]).code(2).stdout(predicate::str::contains("::error file=desk/a/bad.xml"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_of_a_folder_that_cannot_be_read_makes_the_run_untrusted() {
    let folder = desk("unreadable");
    // It can be opened by anybody, and no read of it succeeds.
    std::os::unix::fs::symlink("/proc/self/mem", folder.join("desk/b.xml")).expect("a link can be made");
    for across in ["--across", "--no-across"] {
        let mut command = edgarlint();
        command.current_dir(&folder).args(["desk", "--profile", "edgar", across, "--output-format", "concise"]);
        let assert = command.assert().code(2).stderr(predicate::str::contains("error: desk/b.xml: "));
        assert.stdout(predicate::str::contains("desk/a/bad.xml:"));
    }
}

#[test]
fn progress_is_shown_when_it_is_asked_for() {
    let folder = copies("progress", 40);
    let check = |args: &[&str]| {
        let mut command = edgarlint();
        let always = ["f", "--select", "code-missing", "--show", "error", "--output-format", "json"];
        let assert = command.current_dir(&folder).args(always).args(args).assert().code(0);
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    let summary = "40 warnings in 40 filings\n";
    // Standard error is no screen here.
    assert_eq!(check(&[]), summary);
    assert_eq!(check(&["--progress", "never"]), summary);
    assert_eq!(check(&["--progress", "always", "-q"]), "");
    let shown = check(&["--progress", "always"]);
    assert!(shown.starts_with("4 of 40 files checked\n8 of 40 files checked\n"), "{shown}");
    assert!(shown.ends_with(&format!("40 of 40 files checked\n{summary}")), "{shown}");
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_run() {
    // More than a pipe holds.
    let folder = copies("enough", 200);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_edgarlint"));
    command.current_dir(&folder).args(["f", "--no-across", "--fail-on", "never"]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut run = command.spawn().expect("it runs");
    drop(run.stdout.take());
    let output = run.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    // Nor is the run summed up, which did not come to its end.
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

/// What EDGAR answers depends on the document alone.
#[test]
fn the_verdict_is_of_the_document() {
    let draft = include_str!("../fixtures/edgar/server_populated_field_supplied/good.xml");
    let published = include_str!("../fixtures/edgar/server_populated_field_supplied/good_published.xml");
    let named = include_str!("../fixtures/edgar/server_populated_field_supplied/bad_names.xml");
    let no_box = include_str!("../fixtures/edgar/amended_form_rule_10b5one/bad.xml");
    let no_form = draft.replace("<documentType>4</documentType>", "");
    let files = [
        ("a_draft.xml", draft, "submission", "accepted"),
        ("b_published.xml", published, "disseminated", "accepted"),
        ("c_named.xml", named, "submission", "warned"),
        ("d_no_box.xml", no_box, "submission", "suspended"),
        ("e_no_form.xml", &no_form, "submission", "suspended"),
    ];
    let bytes = files.map(|(name, text, _, _)| (name, text.as_bytes()));
    let folder = folder("verdict", &bytes);
    let check = |args: &[&str]| {
        let mut command = edgarlint();
        command.current_dir(&folder).args(files.map(|(name, ..)| name)).args(args);
        json(&command.args(["--output-format", "json"]).assert().get_output().stdout)
    };
    let of = |report: &Value, key: &str| -> Vec<String> {
        let filings = report.get("filings").and_then(Value::as_array).expect("filings");
        filings.iter().map(|filing| filing.get(key).and_then(Value::as_str).unwrap_or("null").to_owned()).collect()
    };
    let as_found = check(&[]);
    assert_eq!(of(&as_found, "stage"), files.map(|(_, _, stage, _)| stage));
    let verdicts = files.map(|(.., verdict)| verdict);
    let others: [&[&str]; 5] = [
        &[],
        &["--stage", "submission"],
        &["--stage", "disseminated"],
        &["--select", "ticker-format"],
        &["--severity", "amended-form-rule-10b5one=off"],
    ];
    for args in others {
        assert_eq!(of(&check(args), "verdict"), verdicts, "{args:?}");
    }
    let due = as_found.pointer("/filings/0/due/date");
    assert_eq!(due, Some(&Value::from("2024-01-17")));

    let mut command = edgarlint();
    command.current_dir(&folder).args(["a_draft.xml", "b_published.xml", "d_no_box.xml", "--fail-on", "never"]);
    command.assert().stderr(
        predicate::str::contains("a_draft.xml: EDGAR should accept this Form 4; due 01/17/2024\n")
            .and(predicate::str::contains("d_no_box.xml: EDGAR will suspend this Form 4; due 01/17/2024\n"))
            .and(predicate::str::contains("b_published").not()),
    );
}

#[test]
fn of_a_text_no_verdict_is_known() {
    let folder = folder("no_verdict", &[("marlowe.txt", SALE_WITHOUT_CODE.as_bytes())]);
    let mut command = edgarlint();
    command.current_dir(&folder).args(["marlowe.txt", "--output-format", "json", "--fail-on", "never"]);
    let report = json(&command.assert().get_output().stdout);
    assert_eq!(report.pointer("/filings/0/verdict"), Some(&Value::Null));
}

/// A submission file of a Form 4 with these lines of base64.
fn submission_file(block: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<edgarSubmission>\n<submissionType>4</submissionType>\n<testOrLive>TEST</testOrLive>\n\
         <edgarDocument>\n<documentName>form4.xml</documentName>\n<documentType>4</documentType>\n\
         <documentMimeBlock>\n{block}\n</documentMimeBlock>\n</edgarDocument>\n</edgarSubmission>\n"
    )
}

#[test]
fn what_stands_encoded_is_named_within_its_file() {
    let block =
        data_encoding::BASE64.encode(b"<ownershipDocument>\n<documentType>6</documentType>\n</ownershipDocument>\n");
    let broken = block.replace('P', "~");
    let folder = folder(
        "members",
        &[("sound.xml", submission_file(&block).as_bytes()), ("broken.xml", submission_file(&broken).as_bytes())],
    );
    let check = |args: &[&str]| {
        let mut command = edgarlint();
        command.current_dir(&folder).args(["--profile", "edgar", "--output-format"]).args(args);
        command.assert()
    };
    check(&["concise", "sound.xml"])
        .code(1)
        .stdout(predicate::str::contains("sound.xml!form4.xml:2:15: error bad-enumeration: "));
    let report = json(&check(&["json", "sound.xml"]).get_output().stdout);
    assert_eq!(report.pointer("/filings/0/member"), Some(&Value::from("form4.xml")));
    assert_eq!(report.pointer("/filings/0/stage"), Some(&Value::from("submission")));
    check(&["concise", "broken.xml"])
        .code(2)
        .stdout(predicate::str::starts_with("broken.xml:9:1: error unreadable-input: "));
    edgarlint()
        .current_dir(&folder)
        .args(["read", "sound.xml"])
        .assert()
        .code(0)
        .stdout(predicate::str::contains("\"member\": \"form4.xml\""));
}
