//! One filing as a page and as XML: each rule answers both alike, but for what the page cannot show.

mod real;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use edgarlint::diagnostic::Severity;
use edgarlint::engine::{Finding, PlaceNames, run};
use edgarlint::filing::{Certainty, Filing, Value};
use edgarlint::lower;
use edgarlint::rules::Profile;
use edgarlint::source::Sources;
use real::{files, settings, shared};

#[test]
fn every_rule_answers_a_page_as_it_answers_the_xml() {
    let Some(shared) = shared() else { return };
    let (mut alike, mut wrong) = (0, Vec::new());
    let corpus = shared.join("corpus");
    let cells = pairs(&corpus, "ownership-truth/tabs", "ownership-truth/xml");
    let html = pairs(&corpus, "ownership-html/rendered", "ownership-xml");
    assert!(!cells.is_empty() && !html.is_empty(), "a kind of page has no XML beside it");
    for (stem, page, xml) in cells.into_iter().chain(html) {
        let (page, xml) = (Story::of(&page), Story::of(&xml));
        for (answer, finding) in &xml.answers {
            if page.answers.contains_key(answer) {
                alike += 1;
            } else if !is_of_markup(finding) && !is_of_typesetting(finding) && !page.doubts(&xml.fields_of(finding)) {
                wrong.push(format!("{stem}: only of the XML: {answer:?}"));
            }
        }
        for (answer, finding) in &page.answers {
            if !xml.answers.contains_key(answer) && !is_of_reading(finding) {
                wrong.push(format!("{stem}: only of the page: {answer:?}"));
            }
        }
    }
    assert!(alike > 0, "nothing was found in both");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The pages of a folder whose XML is in another: the name, the page and the XML.
fn pairs(corpus: &Path, pages: &str, xml: &str) -> Vec<(String, PathBuf, PathBuf)> {
    let pair = |page: PathBuf| {
        let stem = page.file_stem()?.to_string_lossy().into_owned();
        let xml = corpus.join(xml).join(format!("{stem}.xml"));
        xml.exists().then_some((stem, page, xml))
    };
    files(&corpus.join(pages)).into_iter().filter_map(pair).collect()
}

/// What EDGAR holds a document of XML against: elements, types, values that stand on no page, as a CIK.
fn is_of_markup(finding: &Finding) -> bool {
    finding.family == "edgar"
}

/// A comma at the end of a city may be the page's own.
fn is_of_typesetting(finding: &Finding) -> bool {
    finding.rule == "city-state-zip-shift" && finding.severity == Severity::Note
}

/// What could not be read of a page says nothing of the filing.
fn is_of_reading(finding: &Finding) -> bool {
    finding.family == "text"
}

/// A rule, the place as the form names it, and what is said.
type Answer = (&'static str, Option<String>, String);

/// A filing and what the rules answer to it.
struct Story {
    sources: Sources,
    filing: Filing,
    answers: BTreeMap<Answer, Finding>,
}

impl Story {
    fn of(path: &Path) -> Story {
        let mut sources = Sources::new();
        let bytes = fs::read(path).expect("a file of the corpus can be read");
        let id = sources.add(path.display().to_string(), bytes).expect("it is text");
        let filings = lower::read(&sources, id).filings;
        let findings = run(&filings, &sources, &settings(Profile::Quality));
        // XML calls a footnote F9 that a page calls (9).
        let place = |finding: &Finding| finding.place.as_deref().map(|name| name.replace("footnote F", "footnote "));
        let answer = |finding: Finding| ((finding.rule, place(&finding), finding.message.clone()), finding);
        let [filing] = <[Filing; 1]>::try_from(filings).expect("it is one filing");
        Story { sources, filing, answers: findings.into_iter().map(answer).collect() }
    }

    /// The fields that a finding rests on, by their names.
    fn fields_of(&self, finding: &Finding) -> Vec<String> {
        let names = PlaceNames::of_filing(&self.filing, &self.sources);
        finding.labels.iter().filter_map(|label| names.of(label.span)).collect()
    }

    /// Whether one of these fields is not surely read here. What is a guess is not judged as what is sure.
    fn doubts(&self, names: &[String]) -> bool {
        let mut doubtful = false;
        self.filing.places(&mut |name, field| {
            let is_sure = field.state() == Value::Present(()) && field.certainty() > Certainty::Guessed;
            doubtful |= !is_sure && names.iter().any(|wanted| wanted == name);
        });
        doubtful
    }
}
