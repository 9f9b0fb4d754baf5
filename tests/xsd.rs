//! The schema files of the SEC and the tables of this crate say the same of a document and of each fault in it.
//!
//! `EDGARLINT_CORPUS` names the folder that holds `spec/ownership`, the schema files of version 5.5 with their samples,
//! and `corpus/ownership-xml`, filings that EDGAR accepted. Without it there is nothing to ask, and the tests pass.
//! Each filing is brought to the version of the schema files and then broken in one place after another; so are the
//! submission files among the samples.

mod real;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use edgarlint::engine::{Finding, Settings, run};
use edgarlint::rules::Profile;
use edgarlint::source::Sources;
use uppsala::XsdValidator;

/// Filings of each form that are broken: the smallest, so that each element is met often enough.
const EACH: usize = 4;

/// What the schema files do not say, or say otherwise, with the reason; docs/EDGAR.md tells each.
fn is_known(change: &str, name: &str, ours: &[String], theirs: &[String]) -> bool {
    // Its value chooses the schema, and one of no known schema is not judged.
    if name == "schemaVersion" {
        return true;
    }
    let only = |rule: &str| ours.iter().all(|said| said.starts_with(rule));
    match (ours.is_empty(), theirs.is_empty()) {
        // The specification limits the text of a footnote, and wants one; the schema files do neither.
        (false, true) if name == "footnote" => only("footnote-count-or-length"),
        // The validator leaves blanks out where a list of values follows, against what a string is.
        (false, true) => name == "rptOwnerState" && change == "indent",
        // That ids are unique and that references find them is asked by rules of their own.
        (true, false) => name == "footnote" && matches!(change, "drop" | "duplicate" | "rename"),
        _ => true,
    }
}

#[test]
fn each_fault_is_one_for_the_schema_files_too() {
    let Some(shared) = std::env::var_os("EDGARLINT_CORPUS").map(PathBuf::from) else { return };
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    for form in ["3", "3/A", "4", "4/A", "5", "5/A"] {
        let validator = validator(&shared.join("spec/ownership"), form);
        let documents = documents(&shared.join("corpus/ownership-xml"), form);
        assert!(!documents.is_empty(), "no Form {form} in the corpus");
        for document in documents {
            let (ours, theirs) = (ours(&document), theirs(&validator, &document));
            assert!(ours.is_empty() && theirs.is_empty(), "a filing as it stands: {ours:?} {theirs:?}\n{document}");
            for (change, name, broken) in variants(&document) {
                *asked.entry(change).or_default() += 1;
                let (ours, theirs) = (self::ours(&broken), self::theirs(&validator, &broken));
                if ours.is_empty() != theirs.is_empty() && !is_known(change, &name, &ours, &theirs) {
                    *wrong.entry(format!("{form}: {change} {name}: ours {ours:?}, theirs {theirs:?}")).or_default() +=
                        1;
                }
            }
        }
    }
    assert_eq!(asked.len(), 13, "each way of breaking an element is met: {asked:?}");
    let lines: Vec<String> = wrong.iter().map(|(what, times)| format!("{times} times {what}")).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

/// What the schema file of the submission does not say; docs/EDGAR.md tells each.
fn is_known_of_submission(change: &str, name: &str, ours: &[String]) -> bool {
    match name {
        // What is base64 is not asked, and neither is what it stands for.
        "documentMimeBlock" => {
            let of_base64 = |said: &String| said.starts_with("bad-pattern") || said == "no filing";
            matches!(change, "lengthen" | "retype" | "sign" | "comma" | "precise" | "past the calendar")
                && ours.iter().all(of_base64)
        }
        // That there is a form among the documents is not asked.
        "edgarDocument" => change == "drop" && ours == ["no filing"],
        _ => false,
    }
}

#[test]
fn each_fault_of_a_submission_file_is_one_for_its_schema_file_too() {
    let Some(shared) = std::env::var_os("EDGARLINT_CORPUS").map(PathBuf::from) else { return };
    let folder = shared.join("spec/ownership");
    let validator = validator_of(&folder, "edgarSubmission.xsd.xml");
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for form in ["3", "3a", "4", "4a", "5", "5a"] {
        let path = folder.join(format!("samples/filing{form}.xml"));
        let sample = fs::read_to_string(path).expect("the samples are there");
        assert!(!theirs(&validator, &sample).is_empty(), "the schema file knows no `returnCopy`");
        let former = elements(&sample).into_iter().find(|element| element.name == "returnCopy").expect("it is there");
        let mut document = sample.clone();
        document.replace_range(former.whole, "");
        let (ours, theirs) = (ours_around(&document), theirs(&validator, &document));
        assert!(ours.is_empty() && theirs.is_empty(), "a submission as it stands: {ours:?} {theirs:?}");
        for (change, name, broken) in variants(&document) {
            *asked.entry(change).or_default() += 1;
            let (ours, theirs) = (ours_around(&broken), self::theirs(&validator, &broken));
            if ours.is_empty() != theirs.is_empty() && !is_known_of_submission(change, &name, &ours) {
                wrong.push(format!("{form}: {change} {name}: ours {ours:?}, theirs {theirs:?}"));
            }
        }
    }
    assert_eq!(asked.len(), 13, "each way of breaking an element is met: {asked:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What EDGAR asks beyond the schema.
const NOT_OF_STRUCTURE: [&str; 19] = [
    "direct-with-nature",
    "doctype-mismatch",
    "duplicate-owner-cik",
    "footnote-duplicate-id",
    "footnote-never-referenced",
    "footnote-repeated-reference",
    "formtype-timeliness-combination",
    "holdings-flag-inconsistent",
    "indirect-without-nature",
    "no-transactions-and-not-exit",
    "nonus-address-coherence",
    "officer-title-required",
    "original-date-not-before-amendment",
    "other-text-required",
    "schema-version-vs-date",
    "server-populated-field-supplied",
    "supporting-document-type",
    "truncated-string",
    "whitespace-in-value",
];

/// What the rules say of the structure of a document.
fn ours(document: &str) -> Vec<String> {
    said(document).into_iter().map(|(_, said)| said).collect()
}

/// What they say of a submission file, the documents in it left out.
fn ours_around(submission: &str) -> Vec<String> {
    said(submission).into_iter().filter(|(is_within, _)| !is_within).map(|(_, said)| said).collect()
}

/// What is said, and whether of a document within another.
fn said(text: &str) -> Vec<(bool, String)> {
    let mut sources = Sources::new();
    let id = sources.add_text("form.xml", text);
    let filings = edgarlint::read(&mut sources, id).filings;
    if filings.is_empty() {
        return vec![(false, "no filing".to_owned())];
    }
    let settings = Settings {
        select: vec!["edgar".to_owned()],
        ignore: NOT_OF_STRUCTURE.map(str::to_owned).to_vec(),
        ..real::settings(Profile::Edgar)
    };
    let findings = run(&filings, &sources, &settings);
    let said = |finding: Finding| (finding.member.is_some(), format!("{}: {}", finding.rule, finding.message));
    findings.into_iter().map(said).collect()
}

fn theirs(validator: &XsdValidator, document: &str) -> Vec<String> {
    match uppsala::parse(document) {
        Ok(document) => validator.validate(&document).into_iter().map(|error| error.to_string()).collect(),
        Err(error) => vec![error.to_string()],
    }
}

fn validator(folder: &Path, form: &str) -> XsdValidator {
    validator_of(folder, &format!("ownership{}Document.xsd.xml", form.replace('/', "")))
}

fn validator_of(folder: &Path, name: &str) -> XsdValidator {
    let text = fs::read_to_string(folder.join(name)).expect("the schema files are there");
    let schema = uppsala::parse(&text).expect("a schema file is XML");
    XsdValidator::from_schema_with_base_path(&schema, Some(folder)).expect("a schema file is a schema")
}

/// The smallest filings of a form, as the version of the schema files has them.
fn documents(folder: &Path, form: &str) -> Vec<String> {
    let original = form.trim_end_matches("/A");
    let mut texts: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder).expect("the corpus is there").flatten() {
        let Ok(text) = fs::read_to_string(entry.path()) else { continue };
        if text.contains(&format!("<documentType>{original}</documentType>")) {
            texts.push(of_today(&text, form));
        }
    }
    texts.sort_by_key(String::len);
    texts.truncate(EACH);
    texts
}

/// A filing with what has become mandatory since, and as an amendment when one is asked for.
fn of_today(text: &str, form: &str) -> String {
    let (original, version) = (form.trim_end_matches("/A"), if form.starts_with('3') { "X0607" } else { "X0609" });
    let stated = elements(text).into_iter().find(|element| element.name == "schemaVersion").expect("a version");
    let mut text = text.to_owned();
    text.replace_range(stated.inner, version);
    if original != "3" && !text.contains("<aff10b5One>") {
        let owner = elements(&text).into_iter().rfind(|element| element.name == "reportingOwner").expect("an owner");
        text.insert_str(owner.whole.end, "<aff10b5One>0</aff10b5One>");
    }
    if form != original {
        text = text.replace(&format!("<documentType>{original}<"), &format!("<documentType>{form}<"));
        let period = elements(&text).into_iter().find(|element| element.name == "periodOfReport").expect("a period");
        text.insert_str(period.whole.end, "<dateOfOriginalSubmission>2026-04-01</dateOfOriginalSubmission>");
    }
    text
}

/// Each element broken in each way: what was done, to which, and the document.
fn variants(document: &str) -> Vec<(&'static str, String, String)> {
    let all = elements(document);
    let mut variants = Vec::new();
    for (at, element) in all.iter().enumerate().skip(1) {
        let Element { name, whole, inner, is_leaf, .. } = element;
        let mut push = |change, range: Range<usize>, new: &str| {
            let mut broken = document.to_owned();
            broken.replace_range(range, new);
            variants.push((change, name.clone(), broken));
        };
        let text = document.get(whole.clone()).expect("an element");
        let content = document.get(inner.clone()).expect("its content");
        push("drop", whole.clone(), "");
        push("duplicate", whole.clone(), &format!("{text}{text}"));
        push("rename", whole.clone(), &text.replace(name.as_str(), "unheardOf"));
        if !content.is_empty() {
            push("empty", inner.clone(), "");
        }
        if *is_leaf && !inner.is_empty() {
            push("lengthen", inner.clone(), &format!("{content}{}", "9".repeat(2001)));
            push("retype", inner.clone(), "~?");
            push("sign", inner.clone(), "(5)");
            push("comma", inner.clone(), "1,000");
            push("precise", inner.clone(), "0.12345");
            push("past the calendar", inner.clone(), "2026-02-30");
            push("indent", inner.clone(), &format!("\n   {content}\n"));
        }
        if !is_leaf {
            push("write beside", inner.start..inner.start, "words");
        }
        let next = all.get(at + 1..).and_then(|rest| rest.iter().find(|other| other.whole.start >= whole.end));
        if let Some(next) = next.filter(|next| next.parent == element.parent && next.name != *name) {
            let between = document.get(whole.end..next.whole.start).expect("what stands between");
            let other = document.get(next.whole.clone()).expect("an element");
            push("reorder", whole.start..next.whole.end, &format!("{other}{between}{text}"));
        }
    }
    variants
}

struct Element {
    name: String,
    whole: Range<usize>,
    inner: Range<usize>,
    parent: usize,
    is_leaf: bool,
}

/// The elements of a well-formed document without comments within, in the order of their start tags.
fn elements(text: &str) -> Vec<Element> {
    let mut all: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let end = start + text.get(start..).and_then(|rest| rest.find('>')).expect("a tag ends") + 1;
        let tag = text.get(start + 1..end - 1).expect("a tag");
        at = end;
        if tag.starts_with(['?', '!']) {
            continue;
        }
        if tag.starts_with('/') {
            let element = open.pop().and_then(|last| all.get_mut(last)).expect("an end tag ends an element");
            element.inner.end = start;
            element.whole.end = end;
            continue;
        }
        let parent = open.last().copied().unwrap_or(0);
        if let Some(parent) = all.get_mut(parent) {
            parent.is_leaf = false;
        }
        let name = tag.split([' ', '/']).next().unwrap_or("").to_owned();
        all.push(Element { name, whole: start..end, inner: end..end, parent, is_leaf: true });
        if !tag.ends_with('/') {
            open.push(all.len() - 1);
        }
    }
    all
}
