//! Every folder of fixtures is a test: `fixtures/<family>/<rule>/`.
//!
//! A case is a file, or for rules across filings a folder of files. What begins with `bad` must yield the
//! rule's finding, drawn as people see it in the `.snap` of the same name; what begins with `good` must
//! yield none. `INSTA_UPDATE=always cargo test --test rules` writes the pictures anew.

mod real;

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use edgarlint::diagnostic::Severity;
use edgarlint::engine::{Finding, Settings, run};
use edgarlint::filing::Stage;
use edgarlint::report::human::{Style, render};
use edgarlint::rules::{Answer, Profile, RuleInfo, Rulebook};
use edgarlint::source::Sources;

#[test]
fn fixtures_yield_what_their_names_say() {
    let mut wrong = Vec::new();
    for rule in asked() {
        for case in cases(rule) {
            let name = format!("{}/{}/{}", rule.family, rule.word, case.name);
            let linted = Linted::of(rule, &case);
            if linted.filings == 0 {
                wrong.push(format!("{name}: no filing was read"));
            }
            let found = linted.findings.len();
            match case.name.starts_with("bad") {
                true if found == 0 => wrong.push(format!("{name}: {} finds nothing", rule.name())),
                true => {
                    wrong.extend(linted.differs_from_picture(&case).then(|| format!("{name}: the picture differs")))
                }
                false if found > 0 => wrong.push(format!("{name}: must be silent\n{}", linted.picture())),
                false => {}
            }
            wrong.extend(linted.findings.iter().flat_map(|finding| slips(finding, &name)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Rules whose fault is by itself another one's: a period to come begins after every row of the form.
const TOLD_TOO: [(&str, &str); 1] = [("period-missing-or-future", "earliest-transaction-date")];

/// What EDGAR suspends for one fault is said once, where the fault is: no rule finds another error in the same filing.
#[test]
fn a_fault_is_one_error_at_its_place() {
    let mut wrong = Vec::new();
    for rule in asked().filter(|rule| rule.family == "edgar" || rule.edgar().is_some()) {
        let (bad, good): (Vec<Case>, Vec<Case>) =
            cases(rule).into_iter().partition(|case| case.name.starts_with("bad"));
        for case in bad {
            let name = format!("{}/{}/{}", rule.family, rule.word, case.name);
            let linted = Linted::by(&[], &case);
            let is_own = |finding: &&Finding| finding.rule == rule.name();
            let is_told_too = |finding: &&Finding| TOLD_TOO.contains(&(rule.name(), finding.rule));
            let others = linted.findings.iter().filter(|finding| !is_own(finding) && !is_told_too(finding));
            let errors = others.filter(|finding| finding.severity == Severity::Error);
            wrong.extend(errors.map(|finding| format!("{name}: {}: {}", finding.rule, finding.message)));

            let labels = linted.findings.iter().filter(is_own).flat_map(|finding| &finding.labels);
            let places: Vec<Range<usize>> = labels.map(|label| label.place.start..label.place.end).collect();
            let faults = case.faults(&good);
            if !faults.iter().any(|fault| places.iter().any(|place| case.is_at(place, fault))) {
                wrong.push(format!("{name}: changed at {faults:?}, and pointed at {places:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Of whole filings without a fault no rule says anything, whatever its profile.
#[test]
fn clean_filings_are_silent() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean");
    let files = entries(&folder);
    assert!(!files.is_empty(), "no clean filing is there");
    for file in files {
        let case = Case { name: file.display().to_string(), files: vec![file], folder: folder.clone() };
        let linted = Linted::by(&[], &case);
        assert_eq!(linted.filings, 1, "{}", case.name);
        assert!(linted.findings.is_empty(), "{}\n{}", case.name, linted.picture());
    }
}

/// Of a form that is cut short nothing is known of what came behind: it has no error but the cut itself.
#[test]
fn a_cut_is_the_one_error() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean/form4.xml");
    let whole = fs::read_to_string(path).expect("the fixture can be read");
    let mut wrong = BTreeSet::new();
    for (at, _) in whole.match_indices(['\n', '>', '0']) {
        let mut sources = Sources::new();
        let Ok(id) = sources.add("form4.xml", whole.as_bytes()[..at].to_vec()) else { continue };
        let mut filings = edgarlint::read(&mut sources, id).filings;
        filings.iter_mut().for_each(|filing| filing.stage = Stage::Submission);
        let errors = run(&filings, &sources, &settings(&[]));
        let errors = errors.into_iter().filter(|finding| finding.severity == Severity::Error);
        let others = errors.filter(|finding| finding.rule != "xml-not-well-formed");
        wrong.extend(others.map(|finding| format!("{}: {} (as cut at {at})", finding.rule, finding.message)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_picture_is_left_behind() {
    let mut orphans = Vec::new();
    for rule in asked() {
        let bad: BTreeSet<String> =
            cases(rule).into_iter().map(|case| case.name).filter(|name| name.starts_with("bad")).collect();
        for path in entries(&folder(rule)) {
            let is_snap = path.extension().is_some_and(|extension| extension == "snap");
            if is_snap && !path.file_stem().is_some_and(|stem| bad.contains(&*stem.to_string_lossy())) {
                orphans.push(path.display().to_string());
            }
        }
    }
    assert!(orphans.is_empty(), "pictures of no case:\n{}", orphans.join("\n"));
}

/// A file, or a folder of files that are linted together.
struct Case {
    name: String,
    files: Vec<PathBuf>,
    folder: PathBuf,
}

impl Case {
    /// Where the case differs from each of the good ones.
    fn faults(&self, good: &[Case]) -> Vec<Range<usize>> {
        let bad = self.text();
        let from = |good: &Case| {
            let good = good.text();
            let same = |(a, b): &(u8, u8)| a == b;
            let start = bad.bytes().zip(good.bytes()).take_while(same).count();
            let most = bad.len().min(good.len()) - start;
            let behind = bad.bytes().rev().zip(good.bytes().rev()).take(most).take_while(same).count();
            start..bad.len() - behind
        };
        good.iter().map(from).collect()
    }

    /// Whether a place is at a fault: where it begins, on it where it is not half of the form, or in the start tag of
    /// an element that holds it, as where something is left out or stands too often.
    fn is_at(&self, place: &Range<usize>, fault: &Range<usize>) -> bool {
        let text = self.text();
        let begins = place.start <= fault.start && fault.start <= place.end;
        let is_on = place.start <= fault.end && fault.start <= place.end && fault.len() * 2 < text.len();
        let named = text.get(place.clone()).unwrap_or("").trim_matches(['<', '>']);
        let end_tag = format!("</{named}>");
        let holds = text
            .get(place.end..fault.start)
            .is_some_and(|between| text.contains(&end_tag) && !between.contains(&end_tag));
        begins || is_on || holds
    }

    fn text(&self) -> String {
        let bytes = fs::read(self.files.first().expect("a case has a file")).expect("a fixture can be read");
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// What the rule says of a case.
struct Linted {
    sources: Sources,
    filings: usize,
    findings: Vec<Finding>,
}

impl Linted {
    fn of(rule: &'static RuleInfo, case: &Case) -> Linted {
        Linted::by(&[rule.name()], case)
    }

    /// What these rules or families say.
    fn by(rules: &[&str], case: &Case) -> Linted {
        let mut sources = Sources::new();
        let mut filings = Vec::new();
        for path in &case.files {
            let bytes = fs::read(path).expect("a fixture can be read");
            // Pictures name files as they are seen from the fixture's folder, on any machine.
            let shown = path.strip_prefix(&case.folder).expect("a fixture lies in its folder");
            let shown = shown.to_string_lossy().replace('\\', "/");
            let id = sources.add(shown, bytes).expect("a fixture is text");
            filings.extend(edgarlint::read(&mut sources, id).filings);
        }
        let settings = settings(rules);
        let findings = run(&filings, &sources, &settings);
        Linted { filings: filings.len(), sources, findings }
    }

    fn picture(&self) -> String {
        render(&self.findings, &self.sources, &Style { width: 100, unicode: false, color: false })
    }

    fn differs_from_picture(&self, case: &Case) -> bool {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case.folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let picture = self.picture();
        // Every case is compared, so that one run shows all that changed.
        let compared = catch_unwind(AssertUnwindSafe(|| {
            settings.bind(|| insta::assert_snapshot!(case.name.as_str(), picture));
        }));
        compared.is_err()
    }
}

/// What is wrong with the words of a finding.
fn slips(finding: &Finding, name: &str) -> Vec<String> {
    let words = std::iter::once(&finding.message)
        .chain(&finding.help)
        .chain(finding.labels.iter().map(|label| &label.message).filter(|message| !message.is_empty()));
    let mut slips = Vec::new();
    for text in words {
        if text.ends_with('.') && !text.ends_with("...") {
            slips.push(format!("{name}: ends with a full stop: {text}"));
        }
        if text.trim() != text || text.is_empty() || text.contains("  ") {
            slips.push(format!("{name}: has stray blanks or nothing: {text:?}"));
        }
    }
    slips
}

fn asked() -> impl Iterator<Item = &'static RuleInfo> {
    Rulebook::built_in().rules().iter().copied().filter(|rule| !matches!(rule.answer, Answer::Run))
}

fn folder(rule: &RuleInfo) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(rule.family).join(rule.word)
}

fn cases(rule: &RuleInfo) -> Vec<Case> {
    let folder = folder(rule);
    let mut cases = Vec::new();
    for path in entries(&folder) {
        let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned());
        let files = match extension.as_deref() {
            Some("txt" | "xml" | "htm" | "html" | "md") => vec![path.clone()],
            None if path.is_dir() => entries(&path),
            _ => continue,
        };
        let name = path.file_stem().expect("a fixture has a name").to_string_lossy().into_owned();
        cases.push(Case { name, files, folder: folder.clone() });
    }
    cases
}

/// All rules, or these alone.
fn settings(rules: &[&str]) -> Settings {
    let select = rules.iter().map(|&rule| rule.to_owned()).collect();
    Settings { select, across: true, ..real::settings(Profile::Quality) }
}

/// What a folder holds, in order; nothing when there is no such folder, which tests/shelves.rs says.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort_unstable();
    paths
}
