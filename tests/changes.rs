//! One value of a sound Form 4 is changed at a time: the finding must point at it.

mod real;

use std::path::Path;

use chrono::NaiveDate;
use edgarlint::diagnostic::Severity;
use edgarlint::engine::{Finding, Settings, run};
use edgarlint::lower;
use edgarlint::rules::Profile;
use edgarlint::source::Sources;

/// What stands there, with what is around it, the part that is changed, and the change.
struct Change {
    around: &'static str,
    from: &'static str,
    to: &'static str,
    rule: &'static str,
}

const fn change(around: &'static str, from: &'static str, to: &'static str, rule: &'static str) -> Change {
    Change { around, from, to, rule }
}

const EXERCISE: &[Change] = &[
    change("\t65,500\t", "65,500", "56,500", "running-balance"),
    change("\t65,500\t", "65,500", "6,550", "running-balance"),
    change("\t48,500\t", "48,500", "84,500", "running-balance"),
    change("\t74,500\t", "74,500", "47,500", "running-balance"),
    change("\t9,000\tD", "9,000", "19,000", "running-balance"),
    change("\t17,000\tD", "17,000", "71,000", "running-balance"),
    change("\t26,000\tA", "26,000", "62,000", "exercise-pairing"),
    change("\t26,000\t(1)", "26,000", "28,000", "digit-transposition"),
    change("M\t\t26,000\tA", "M", "X", "exercise-pairing"),
    change("M\t\t26,000\tA", "M", "A", "exercise-pairing"),
    change("M\t\t26,000\tA", "M", "S", "code-direction-conflict"),
    change("S\t\t9,000\tD", "S", "P", "code-direction-conflict"),
    change("S\t\t17,000\tD", "S", "R", "code-unknown"),
    change("\t9,000\tD", "D", "A", "code-direction-conflict"),
    change("\t26,000\tA", "A", "D", "code-direction-conflict"),
    change("A\t$2.15", "$2.15", "$2.51", "exercise-price-mismatch"),
    change("D\t$11.3574", "$11.3574", "$113.574", "price-outlier-in-filing"),
    change("D\t$11.3574", "$11.3574", "$0", "price-missing-for-open-market"),
    change("(Month/Day/Year) 05/11/2004", "05/11/2004", "05/07/2004", "earliest-transaction-date"),
    change("(Month/Day/Year) 05/11/2004", "05/11/2004", "05/12/2004", "earliest-transaction-date"),
    change("05/11/2004\t\tS\t\t9,000", "05/11/2004", "05/10/2004", "earliest-transaction-date"),
    change("05/11/2004\t\tS\t\t9,000", "05/11/2004", "05/11/2005", "signature-before-transaction"),
    change("(1)\t04/02/2011", "04/02/2011", "04/02/2001", "expired-before-transaction"),
    change("Marlow 05/12/2004", "05/12/2004", "05/12/2003", "signature-before-transaction"),
    change("Marlow 05/12/2004", "05/12/2004", "05/14/2004", "form4-late"),
];

const GRANT: &[Change] = &[
    change("A\t\t45,000", "A", "M", "code-direction-conflict"),
    change("A\t\t45,000", "A", "S", "code-direction-conflict"),
    change("Stock\t45,000", "45,000", "54,000", "digit-transposition"),
    change("(1)\t05/11/2014", "05/11/2014", "05/01/2004", "expired-before-transaction"),
    change("$0\t45,000", "45,000", "44,500", "post-balance-below-disposition"),
    change("Marlow 05/12/2004", "05/12/2004", "05/12/2003", "signature-before-transaction"),
];

#[test]
fn each_change_of_an_exercise_with_sales_is_found() {
    holds("exercise.txt", EXERCISE);
}

#[test]
fn each_change_of_a_grant_is_found() {
    holds("grant.txt", GRANT);
}

fn holds(name: &str, changes: &[Change]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes").join(name);
    let sound = std::fs::read_to_string(path).expect("the sound form is there");
    assert_eq!(said(&lint(&sound)), Vec::<String>::new(), "the form is sound as it stands");

    let mut wrong = Vec::new();
    for Change { around, from, to, rule } in changes {
        let at = sound.find(around).expect("the place is in the form");
        let at = at + around.find(from).expect("the value is at the place");
        let mut text = sound.clone();
        text.replace_range(at..at + from.len(), to);
        let line = text.get(..at).map_or(0, |before| before.lines().count());

        let findings = lint(&text);
        let points_there = |finding: &Finding| {
            finding.rule == *rule
                && finding.labels.iter().any(|label| label.place.start < at + to.len() && at < label.place.end)
        };
        if !findings.iter().any(points_there) {
            wrong.push(format!("{around:?}, {from} to {to} (line {line}): {:#?}", said(&findings)));
        }
        // One cause is one finding; what the change makes of the other values is not said beside it.
        if findings.len() > 1 {
            wrong.push(format!("{around:?}, {from} to {to}: more than one finding: {:#?}", said(&findings)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The errors and warnings about the form's figures.
fn lint(text: &str) -> Vec<Finding> {
    let mut sources = Sources::new();
    let id = sources.add_text("form4.txt", text);
    let filings = lower::read(&sources, id).filings;
    assert_eq!(filings.len(), 1, "one form is read");
    let settings = Settings {
        select: vec!["ownership".to_owned()],
        as_of: NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day"),
        ..real::settings(Profile::Compliance)
    };
    let mut findings = run(&filings, &sources, &settings);
    findings.retain(|finding| finding.severity > Severity::Note);
    findings
}

fn said(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
}
