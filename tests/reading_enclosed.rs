//! Submission files with their documents encoded: each is read as if it were given alone, and its places are its own.

mod read;
mod real;

use std::fs;

use data_encoding::BASE64;
use edgarlint::diagnostic::Severity;
use edgarlint::engine::{Finding, Settings, run};
use edgarlint::filing::{Canonical, Filing, Stage, Value};
use edgarlint::lower::{self, Reading};
use edgarlint::report::human::{Style, render};
use edgarlint::rules::Profile;
use edgarlint::source::{Sources, Unreadable};
use proptest::prelude::*;
use read::{fixture, page, spans_hold};

const POWER: &[u8] = b"POWER OF ATTORNEY\n\nKnow all by these presents\n";

/// A document of a submission: its name, its type, and what it holds.
type Document<'d> = (&'d str, &'d str, &'d [u8]);

fn form4() -> Vec<u8> {
    fixture("layouts/form4.xml")
}

fn submission(kind: &str, documents: &[Document<'_>]) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\"?>\n<edgarSubmission>\n<submissionType>{kind}</submissionType>\n<testOrLive>TEST</testOrLive>\n"
    );
    for (name, document_type, bytes) in documents {
        let lines: Vec<String> = bytes.chunks(57).map(|line| BASE64.encode(line)).collect();
        text += &format!(
            "<edgarDocument>\n<documentName>{name}</documentName>\n<documentType>{document_type}</documentType>\n\
             <documentMimeBlock>\n{}\n</documentMimeBlock>\n</edgarDocument>\n",
            lines.join("\n")
        );
    }
    text + "</edgarSubmission>\n"
}

fn open(bytes: impl Into<Vec<u8>>) -> (Sources, Reading) {
    let mut sources = Sources::new();
    let id = sources.add("outer.xml", bytes.into()).expect("the submission is text");
    let reading = edgarlint::read(&mut sources, id);
    (sources, reading)
}

fn only(reading: Reading) -> Filing {
    let [filing] = reading.filings.try_into().expect("one filing");
    filing
}

/// What a filing says outside of its submission: names, values, and where they stand in the file as it is on disk.
fn values(sources: &Sources, filing: &Filing) -> Vec<(String, Option<Canonical>, usize, usize)> {
    let mut values = Vec::new();
    filing.places(&mut |name, field| {
        if field.span().source == filing.source && field.state() == Value::Present(()) {
            let place = sources.place(field.span());
            values.push((name.to_owned(), field.canonical(), place.start, place.line));
        }
    });
    values
}

#[test]
fn a_document_says_what_it_says_alone_and_stands_where_it_stands() {
    let mut sources = Sources::new();
    let alone = sources.add("form4.xml", form4()).expect("the fixture is text");
    let alone = only(lower::read(&sources, alone));
    let text = submission("4", &[("poa.txt", "EX-24", POWER), ("form4.xml", "4", &form4())]);
    let (opened, reading) = open(text);
    let filing = only(reading);
    assert_eq!(values(&opened, &filing), values(&sources, &alone));
    let source = opened.get(filing.source);
    assert_eq!((source.path.as_str(), source.member.as_deref()), ("outer.xml", Some("form4.xml")));
    assert_eq!((filing.stage, filing.found), (Stage::Submission, Stage::Submission), "whatever EDGAR has put into it");

    let around = filing.submission.as_deref().expect("a submission");
    for (field, written) in
        [(&around.submission_type, "4"), (&around.document_type, "4"), (&around.file_name, "form4.xml")]
    {
        assert_eq!(field.present().map(|written| &**written), Some(written));
        assert_eq!(opened.place(field.span).member, None);
        assert_eq!(opened.slice(field.span), written);
    }
    let [power] = around.supporting.as_slice() else { panic!("one document beside the form") };
    assert_eq!(opened.slice(power.document_type.span), "EX-24");
}

#[test]
fn a_document_has_an_encoding_of_its_own() {
    let text = page("layouts/form4.xml").replace("Common Stock", "Stammaktien \u{20ac}");
    let bytes: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (sources, reading) = open(submission("4", &[("form4.xml", "4", &bytes)]));
    let filing = only(reading);
    let title = &filing.ownership().expect("an ownership form").table1.first().expect("a row").security_title;
    assert_eq!(sources.slice(title.span), "Stammaktien \u{20ac}");
    let before = text.split("Stammaktien").next().unwrap_or("");
    assert_eq!(sources.place(title.span).start, 2 + 2 * before.encode_utf16().count());
}

#[test]
fn a_submission_in_another_encoding_is_opened_too() {
    let text = submission("4", &[("form4.xml", "4", &form4())]);
    let bytes: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let (_, reading) = open(bytes);
    assert_eq!(reading.filings.len(), 1);
}

/// It is to be sent, so the schema of the day counts, not the one that it was copied with.
#[test]
fn a_draft_is_held_against_the_schema_in_force() {
    let misspelt = |version: &str| {
        let form = String::from_utf8(form4()).expect("the fixture is text");
        let (before, after) = form.split_once("<schemaVersion>").expect("it states its version");
        let (_, after) = after.split_once("</schemaVersion>").expect("the statement ends");
        let form =
            format!("{before}<schemaVersion>{version}</schemaVersion>{after}").replace("rptOwnerCity", "rptOwnerCtiy");
        let (sources, reading) = open(submission("4", &[("form4.xml", "4", form.as_bytes())]));
        let filing = only(reading);
        filing.faults.iter().any(|fault| sources.slice(fault.span) == "rptOwnerCtiy")
    };
    for version in ["X0508", "X9999"] {
        assert!(misspelt(version), "{version}");
    }
}

#[test]
fn what_stands_there_for_a_form_is_told() {
    let text = submission("4", &[("form4.xml", "4", &form4()), ("poa.txt", "EX-24", POWER)]);
    let broken = text.replacen("<documentMimeBlock>\nPD", "<documentMimeBlock>\nP~", 1);
    let (sources, reading) = open(broken);
    let (span, what) = reading.undecoded.expect("it is no base64");
    assert_eq!((reading.filings.len(), what, sources.slice(span)), (0, Unreadable::NotBase64, "~"));

    let (sources, reading) = open(submission("4", &[("form4.pdf", "4", b"%PDF-1.7 and so on")]));
    let (span, what) = reading.undecoded.expect("it is a PDF");
    assert_eq!((what, sources.slice(span)), (Unreadable::Pdf, "documentMimeBlock"));

    let said = |kind: &str, documents: &[Document<'_>]| {
        let (_, reading) = open(submission(kind, documents));
        assert!(reading.filings.is_empty() && reading.undecoded.is_none());
        (reading.not_ours, reading.unread_format)
    };
    let unknown = "HTML in an EDGAR submission whose layout is not known";
    assert_eq!(said("4", &[("a.htm", "4", b"<html><body>Form 4")]), (None, Some(unknown)));
    assert_eq!(said("4", &[("a.txt", "EX-24", POWER)]), (None, Some("a submission file without the form in it")));
    assert_eq!(said("4", &[]), (None, Some("a submission file without documents")));
    let other = b"FORM 144\nNOTICE OF PROPOSED SALE OF SECURITIES\n";
    assert_eq!(said("4", &[("a.txt", "4", other)]), (Some("Form 144".to_owned()), None));
}

#[test]
fn a_document_without_a_name_is_called_by_its_number() {
    let text = submission("4", &[("poa.txt", "EX-24", POWER), ("form4.xml", "4", &form4())]);
    let (sources, reading) = open(text.replace("<documentName>form4.xml</documentName>\n", ""));
    assert_eq!(sources.get(only(reading).source).member.as_deref(), Some("document 2"));
}

#[test]
fn what_is_a_form_is_read_whatever_it_is_called() {
    let (_, reading) = open(submission("4", &[("form4.xml", "FORM 4", &form4())]));
    assert_eq!(reading.filings.len(), 1);
    let two = submission("4", &[("form4.xml", "4", &form4()), ("more.xml", "4", &form4())]);
    let (sources, reading) = open(two.replace("<testOrLive>TEST</testOrLive>\n", ""));
    let [first, second]: [Filing; 2] = reading.filings.try_into().expect("two filings");
    let of_header = |filing: &Filing| filing.faults.iter().filter(|fault| fault.span.source != filing.source).count();
    assert_eq!((of_header(&first), of_header(&second)), (1, 0), "what stands around both is said once");
    assert_eq!(sources.get(second.source).member.as_deref(), Some("more.xml"));
}

#[test]
fn a_finding_may_have_places_in_both() {
    let (sources, reading) = open(submission("4", &[("form4.xml", "4/A", &form4())]));
    let findings = run(&[only(reading)], &sources, &settings("doctype-mismatch"));
    let [finding] = findings.as_slice() else { panic!("one finding: {findings:?}") };
    assert_eq!((finding.path.as_str(), finding.member.as_deref()), ("outer.xml", Some("form4.xml")));
    let members: Vec<Option<&str>> = finding.labels.iter().map(|label| label.place.member.as_deref()).collect();
    assert_eq!(members, [Some("form4.xml"), None]);
    assert_eq!(finding.xpath.as_deref(), Some("/ownershipDocument/documentType"));
    let drawn = render(&findings, &sources, &Style::plain(100));
    assert!(drawn.contains("[outer.xml!form4.xml:") && drawn.contains("[outer.xml:3:17]"), "{drawn}");
}

#[test]
fn what_stands_around_is_named_by_its_path() {
    let text = submission("4", &[("form4.xml", "4", &form4()), ("poa.txt", "EX-10", POWER)]);
    let (sources, reading) = open(text);
    let findings = run(&[only(reading)], &sources, &settings("supporting-document-type"));
    let [finding] = findings.as_slice() else { panic!("one finding: {findings:?}") };
    assert_eq!((finding.member.as_deref(), finding.severity), (None, Severity::Error));
    assert_eq!(finding.xpath.as_deref(), Some("/edgarSubmission/edgarDocument[2]/documentType"));
    assert_eq!(finding.place.as_deref(), Some("supporting document 1, document type"));
}

fn settings(rule: &str) -> Settings {
    Settings { select: vec![rule.to_owned()], ..real::settings(Profile::Quality) }
}

/// The SEC's own samples have one fault in the document, and around it an element of earlier versions.
#[test]
fn the_samples_of_the_specification_have_one_fault() {
    let Some(shared) = real::shared() else { return };
    for form in ["3", "3a", "4", "4a", "5", "5a"] {
        let path = shared.join(format!("spec/ownership/samples/filing{form}.xml"));
        let (sources, reading) = open(fs::read(&path).expect("the samples are there"));
        let findings = run(&[only(reading)], &sources, &Settings { profile: Profile::Edgar, ..settings("edgar") });
        let of_structure =
            |finding: &&Finding| finding.severity == Severity::Error || finding.rule == "unknown-element";
        let said: Vec<_> = findings
            .iter()
            .filter(of_structure)
            .map(|finding| {
                let written = finding.labels.first().map_or("", |label| sources.slice(label.span));
                (finding.member.is_some(), finding.severity, finding.rule, written)
            })
            .collect();
        assert_eq!(
            said,
            [
                (false, Severity::Warning, "unknown-element", "returnCopy"),
                (true, Severity::Error, "unknown-element", "rptOwnerCounrty"),
            ],
            "{form}"
        );
    }
}

/// Costs must not grow faster than the text, however many documents there are.
#[test]
fn many_documents_are_read_in_time() {
    let document = b"<ownershipDocument/>";
    let documents: Vec<Document<'_>> = (0..20_000).map(|_| ("a.xml", "4", document.as_slice())).collect();
    let (_, reading) = open(submission("4", &documents));
    assert_eq!(reading.filings.len(), 16, "EDGAR takes one");
    let supporting = |filing: &Filing| filing.submission.as_deref().map(|around| around.supporting.len());
    assert_eq!(supporting(&reading.filings[0]), Some(19_999));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_cut_and_no_change_breaks_the_reader(
        cut in 0.0..1.0f64,
        changes in prop::collection::vec((0.0..1.0f64, any::<u8>()), 0..4),
        keeps_tail in any::<bool>(),
    ) {
        let text = submission("4", &[("poa.txt", "EX-24", POWER), ("form4.xml", "4", &form4())]).into_bytes();
        let part = read::torn(text, cut, &changes, keeps_tail);
        let mut sources = Sources::new();
        if let Ok(id) = sources.add("outer.xml", part) {
            let reading = edgarlint::read(&mut sources, id);
            if let Some((span, _)) = reading.undecoded {
                prop_assert!(!sources.slice(span).is_empty());
            }
            for filing in &reading.filings {
                prop_assert_eq!(spans_hold(&sources, filing), Ok(()));
            }
            let findings = run(&reading.filings, &sources, &real::settings(Profile::Quality));
            for finding in findings {
                prop_assert!(finding.rule != edgarlint::engine::RULE_PANICKED);
                for label in finding.labels {
                    let place = label.place;
                    prop_assert!(place.start <= place.end && place.line <= place.end_line);
                }
            }
        }
    }
}
