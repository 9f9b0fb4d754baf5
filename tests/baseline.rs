//! Findings that were there before: known by what they say and where, never by how many there are.

mod program;

use std::fs;
use std::path::Path;

use predicates::prelude::*;
use program::{edgarlint, folder, json};
use serde_json::Value;

/// A typed Form 4 with these rows in Table I.
fn form4(rows: &[&str]) -> String {
    let mut page = "\
FORM 4

STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP

1. Name and Address of Reporting Person* MARLOWE HELEN (Last) (First) (Middle) C/O ALDER SYSTEMS INC 12 HARBOR ROAD (Street) SAN JOSE CA 95110 (City) (State) (Zip)\t2. Issuer Name and Ticker or Trading Symbol ALDER SYSTEMS INC [ALDR]\t5. Relationship of Reporting Person(s) to Issuer (Check all applicable) Director 10% Owner X Officer (give title below) Other (specify below) Chief Financial Officer
\t3. Date of Earliest Transaction (Month/Day/Year) 11/10/2003

Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned

1. Title of Security (Instr. 3)\t2. Transaction Date (Month/Day/Year)\t2A. Deemed Execution Date, if any (Month/Day/Year)\t3. Transaction Code (Instr. 8)\t\t4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)\t\t\t5. Amount of Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3 and 4)\t6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)\t7. Nature of Indirect Beneficial Ownership (Instr. 4)
\t\t\tCode\tV\tAmount\t(A) or (D)\tPrice\t\t\t
"
    .to_owned();
    rows.iter().for_each(|row| page.extend([row, "\n"]));
    page + "\nExplanation of Responses:\n\n/s/ Helen Marlowe\t11/12/2003\n"
}

const NO_CODE: &str = "Common Stock\t11/10/2003\t\t\t\t18,000\tD\t$3.9459\t69,300\tD\t";
const CODED: &str = "Common Stock\t11/10/2003\t\tS\t\t18,000\tD\t$3.9459\t69,300\tD\t";
const NO_CODE_NEXT: &str = "Common Stock\t11/10/2003\t\t\t\t9,300\tD\t$3.9401\t60,000\tD\t";

/// Runs in the folder, with the baseline in it; the report and the exit code.
fn check(folder: &Path, more: &[&str]) -> (Value, i32, String) {
    let what = ["check", "desk", "--select", "code-missing", "--fail-on", "warning"];
    let how = ["--output-format", "json", "--baseline", "known.json"];
    let output = edgarlint().current_dir(folder).args(what).args(how).args(more).output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (json(&output.stdout), output.status.code().expect("it ends by itself"), said)
}

fn write(folder: &Path, rows: &[&str]) {
    fs::write(folder.join("desk/a.txt"), form4(rows)).expect("the file can be written");
}

fn count(report: &Value, key: &str) -> u64 {
    report.pointer(&format!("/summary/{key}")).and_then(Value::as_u64).expect("a count")
}

#[test]
fn what_is_known_fails_no_run_and_what_is_new_does() {
    let folder = folder("baseline-new", &[("desk/a.txt", form4(&[NO_CODE]).as_bytes())]);
    let (report, code, said) = check(&folder, &["--update-baseline"]);
    assert_eq!((code, count(&report, "warning"), count(&report, "baseline")), (0, 0, 1), "{said}");
    assert!(said.contains("1 known finding written to known.json"), "{said}");

    let (report, code, said) = check(&folder, &[]);
    assert_eq!((code, count(&report, "warning"), count(&report, "baseline")), (0, 0, 1), "{said}");
    assert_eq!(report.pointer("/findings/0/baseline"), Some(&Value::Bool(true)));
    assert_eq!(report.pointer("/filings/0/findings/warning"), Some(&Value::from(0)));

    // The known row is mended and another comes: there are as many as before, and one of them is new.
    write(&folder, &[CODED, NO_CODE_NEXT]);
    let (report, code, said) = check(&folder, &[]);
    assert_eq!((code, count(&report, "warning"), count(&report, "baseline")), (1, 1, 0), "{said}");
    assert!(said.contains("1 known finding of known.json is gone; --update-baseline drops what is gone"), "{said}");
    assert!(said.contains("desk/a.txt"), "{said}");
}

#[test]
fn lines_and_folders_may_move() {
    let folder = folder("baseline-moves", &[("desk/a.txt", form4(&[NO_CODE]).as_bytes())]);
    check(&folder, &["--update-baseline"]);
    let page = format!("\n\n\n{}", form4(&[NO_CODE]));
    fs::write(folder.join("desk/a.txt"), page).expect("the file can be written");
    assert_eq!(check(&folder, &[]).1, 0);

    let inside = folder.join("desk");
    let args = ["check", "a.txt", "--select", "code-missing", "--fail-on", "warning", "--baseline", "../known.json"];
    edgarlint().current_dir(&inside).args(args).assert().code(0);
    let without = ["check", "a.txt", "--select", "code-missing", "--fail-on", "warning"];
    edgarlint().current_dir(&inside).args(without).assert().code(1);
}

#[test]
fn an_update_keeps_what_it_did_not_look_at() {
    let page = form4(&[NO_CODE]);
    let folder =
        folder("baseline-parts", &[("desk/a.txt", page.as_bytes()), ("desk/b.txt", form4(&[NO_CODE]).as_bytes())]);
    check(&folder, &["--update-baseline"]);
    write(&folder, &[CODED]);
    let update = |select: &str| {
        let args = ["check", "desk/a.txt", "--select", select, "--baseline", "known.json", "--update-baseline"];
        edgarlint().current_dir(&folder).args(args).assert().code(0)
    };
    // Another rule and another file were not asked.
    update("zero-shares").stderr(predicate::str::contains("2 known findings written"));
    update("code-missing").stderr(predicate::str::contains("1 known finding written"));
}

#[test]
fn a_baseline_that_is_none_is_said() {
    let folder = folder("baseline-none", &[("desk/a.txt", form4(&[CODED]).as_bytes()), ("bad.json", b"{}")]);
    let check =
        |file: &str| edgarlint().current_dir(&folder).args(["check", "desk", "--baseline", file]).assert().code(2);
    check("none.json").stderr(predicate::str::contains("--update-baseline writes one"));
    check("bad.json").stderr(predicate::str::contains("this is no baseline"));
    edgarlint().args(["check", "x", "--update-baseline"]).assert().code(2);
}
