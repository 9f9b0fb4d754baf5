//! JUnit's XML: a filing is a test for every rule that spoke of it.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};

use super::concise;
use super::flat::{self, standing};
use super::markup::{escaped, open};
use super::{Entry, Run, Trouble, counted};
use crate::engine::Finding;

/// The whole run, a suite for each file.
///
/// # Errors
/// What the writer refuses.
pub fn document(findings: &[Finding], run: &Run, mut to: impl Write) -> io::Result<()> {
    let suites = suites(findings, run);
    let all = Tally::of(suites.values().flatten());
    writeln!(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}>", all.tag("testsuites", "edgarlint"))?;
    for (path, cases) in &suites {
        writeln!(to, "  {}>", Tally::of(cases).tag("testsuite", path))?;
        for case in cases {
            case.write(path, &mut to)?;
        }
        writeln!(to, "  </testsuite>")?;
    }
    writeln!(to, "</testsuites>")
}

/// One test: a filing under one rule, a filing of which nothing was said, or an input that could not be read.
struct Case {
    /// Build servers group by it: `ownership.code-missing`.
    class: String,
    name: String,
    line: Option<usize>,
    end: End,
    /// What was found and fails nothing.
    aside: String,
}

enum End {
    Passed,
    Failed { message: String, kind: &'static str, lines: String },
    Skipped(String),
    Error(String),
}

fn suites<'r>(findings: &'r [Finding], run: &'r Run) -> BTreeMap<&'r str, Vec<Case>> {
    let mut suites: BTreeMap<&str, Vec<Case>> = BTreeMap::new();
    let mut by_filing: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    let mut of_none: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        match finding.filing {
            Some(filing) => by_filing.entry(filing).or_default().push(finding),
            None => of_none.entry(&finding.path).or_default().push(finding),
        }
    }
    for (at, (entry, name)) in run.filings.iter().zip(names(run.filings)).enumerate() {
        let of_filing = by_filing.remove(&at).unwrap_or_default();
        suites.entry(flat::path(&entry.path)).or_default().extend(cases(&name, &of_filing, run));
    }
    // What is said of an input that could not be read is the error of its test.
    let unread: HashSet<&str> = run.troubles.iter().filter_map(|trouble| trouble.path.as_deref()).collect();
    for (path, of_path) in of_none.iter().filter(|(path, _)| !unread.contains(*path)) {
        suites.entry(flat::path(path)).or_default().extend(cases(flat::path(path), of_path, run));
    }
    for trouble in run.troubles {
        let case = Case::error(trouble);
        suites.entry(trouble.path.as_deref().map_or("edgarlint", flat::path)).or_default().push(case);
    }
    suites
}

/// A name for each filing that no other has.
fn names(filings: &[Entry]) -> impl Iterator<Item = String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    filings.iter().map(move |entry| {
        let name = match &entry.member {
            Some(member) => format!("{}!{member}", flat::path(&entry.path)),
            None => flat::path(&entry.path).to_owned(),
        };
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name}, filing {count}") }
    })
}

/// The tests of one filing: one for each rule that spoke, and one where none did.
fn cases(name: &str, findings: &[&Finding], run: &Run) -> Vec<Case> {
    if findings.is_empty() {
        let class = "edgarlint".to_owned();
        return vec![Case { class, name: name.to_owned(), line: None, end: End::Passed, aside: String::new() }];
    }
    let mut by_rule: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_rule.entry((finding.family, finding.rule)).or_default().push(finding);
    }
    by_rule.into_iter().map(|((family, rule), said)| Case::of(format!("{family}.{rule}"), name, &said, run)).collect()
}

impl Case {
    /// What one rule said of one filing.
    fn of(class: String, name: &str, said: &[&Finding], run: &Run) -> Case {
        let fails = |finding: &Finding| finding.counts() && run.fail_on.is_some_and(|least| finding.severity >= least);
        let (failing, others): (Vec<&Finding>, Vec<&Finding>) = said.iter().partition(|finding| fails(finding));
        let accepted: Vec<String> = others.iter().filter_map(|finding| standing(finding)).collect();
        let end = match failing.first() {
            Some(first) => End::Failed {
                message: match failing.len() - 1 {
                    0 => first.message.clone(),
                    more => format!("{}, and {}", first.message, counted(more, "more finding")),
                },
                kind: first.severity.name(),
                lines: lines(&failing),
            },
            None if accepted.len() == said.len() => End::Skipped(accepted.join("; ")),
            None => End::Passed,
        };
        let label = failing.first().or(said.first()).and_then(|finding| finding.labels.first());
        let line = label.filter(|label| label.place.member.is_none()).map(|label| label.place.line);
        Case { class, name: name.to_owned(), line, end, aside: lines(&others) }
    }

    fn error(trouble: &Trouble) -> Case {
        Case {
            class: "edgarlint".to_owned(),
            name: trouble.path.as_deref().map_or("run", flat::path).to_owned(),
            line: None,
            end: End::Error(trouble.words.clone()),
            aside: String::new(),
        }
    }

    fn write(&self, path: &str, to: &mut impl Write) -> io::Result<()> {
        let line = self.line.map(|line| line.to_string());
        let mut attributes = vec![("classname", self.class.as_str()), ("name", &self.name), ("file", path)];
        attributes.extend(line.as_deref().map(|line| ("line", line)));
        let tag = open("testcase", &attributes);
        if matches!(self.end, End::Passed) && self.aside.is_empty() {
            return writeln!(to, "    {tag}/>");
        }
        writeln!(to, "    {tag}>")?;
        match &self.end {
            End::Passed => {}
            End::Failed { message, kind, lines } => {
                let tag = open("failure", &[("message", message), ("type", kind)]);
                writeln!(to, "      {tag}>{}</failure>", escaped(lines))?;
            }
            End::Skipped(why) => writeln!(to, "      {}/>", open("skipped", &[("message", why)]))?,
            End::Error(words) => {
                writeln!(to, "      {}/>", open("error", &[("message", words), ("type", "input")]))?;
            }
        }
        if !self.aside.is_empty() {
            writeln!(to, "      <system-out>{}</system-out>", escaped(&self.aside))?;
        }
        writeln!(to, "    </testcase>")
    }
}

/// A line for each finding, its help below.
fn lines(findings: &[&Finding]) -> String {
    let line = |finding: &&Finding| {
        let standing = standing(finding).map(|standing| format!("\n  {standing}")).unwrap_or_default();
        let help = finding.help.as_ref().map(|help| format!("\n  help: {help}")).unwrap_or_default();
        format!("{}{standing}{help}\n", concise::line(finding))
    };
    findings.iter().map(line).collect()
}

/// How the tests of a suite, or of all, ended.
#[derive(Default)]
struct Tally {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Tally {
    fn of<'c>(cases: impl IntoIterator<Item = &'c Case>) -> Tally {
        let mut tally = Tally::default();
        for case in cases {
            tally.tests += 1;
            match case.end {
                End::Passed => {}
                End::Failed { .. } => tally.failures += 1,
                End::Skipped(_) => tally.skipped += 1,
                End::Error(_) => tally.errors += 1,
            }
        }
        tally
    }

    fn tag(&self, tag: &str, name: &str) -> String {
        let counts = [self.tests, self.failures, self.errors, self.skipped].map(|count| count.to_string());
        let [tests, failures, errors, skipped] = counts.each_ref().map(String::as_str);
        let counts = [("tests", tests), ("failures", failures), ("errors", errors), ("skipped", skipped)];
        open(tag, &[&[("name", name)][..], &counts].concat())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use roxmltree::{Document, Node};

    use super::*;
    use crate::diagnostic::Severity;
    use crate::report::sample::Sample;

    fn written(sample: &Sample, run: &Run) -> String {
        let mut text = Vec::new();
        document(&sample.findings, run, &mut text).expect("writing to memory cannot fail");
        String::from_utf8(text).expect("text")
    }

    fn cases_in<'d>(document: &'d Document<'_>) -> Vec<Node<'d, 'd>> {
        document.descendants().filter(|node| node.has_tag_name("testcase")).collect()
    }

    /// How a test ended, and what it says of that.
    fn end_of<'d>(case: &Node<'d, 'd>) -> (&'d str, &'d str) {
        let end = case.children().find(|node| node.is_element() && !node.has_tag_name("system-out"));
        end.map_or(("passed", ""), |end| (end.tag_name().name(), end.attribute("message").unwrap_or("")))
    }

    fn filing_and_other() -> Sample {
        Sample::new()
            .text("a.txt", "Form 4\n10,000\tD\n")
            .finding("code-missing", Severity::Error, "no \u{1b}code")
            .label("10,000", "")
            .help("write it")
            .finding("code-missing", Severity::Error, "nor here")
            .label("D", "")
            .finding("title", Severity::Warning, "odd & <strange>")
            .label("Form", "")
            .finding("zip", Severity::Error, "no ZIP code")
            .suppressed("so on paper")
    }

    #[test]
    fn a_filing_is_a_test_for_each_rule_that_spoke() {
        let sample = filing_and_other();
        let entries = [Sample::entry("./a.txt", None), Sample::entry("b.xml", Some("form4.xml"))];
        let xml = written(&sample, &Run { filings: &entries, ..sample.run() });
        let document = Document::parse(&xml).expect("XML");
        let cases = cases_in(&document);
        let told: Vec<_> = cases
            .iter()
            .map(|case| (case.attribute("classname").unwrap_or(""), case.attribute("name").unwrap_or(""), end_of(case)))
            .collect();
        assert_eq!(
            told,
            [
                ("ownership.code-missing", "a.txt", ("failure", "no \u{fffd}code, and 1 more finding")),
                ("ownership.title", "a.txt", ("passed", "")),
                ("ownership.zip", "a.txt", ("skipped", "suppressed: so on paper")),
                ("edgarlint", "b.xml!form4.xml", ("passed", "")),
            ]
        );
        let text = |case: usize, name: &str| {
            let node = cases[case].children().find(|node| node.has_tag_name(name));
            node.and_then(|node| node.text()).unwrap_or("").to_owned()
        };
        assert!(text(0, "failure").starts_with("a.txt:2:1: error code-missing: no "));
        assert!(text(0, "failure").ends_with("  help: write it\na.txt:2:8: error code-missing: nor here\n"));
        assert_eq!(text(1, "system-out"), "a.txt:1:1: warning title: odd & <strange>\n");
        assert_eq!(cases[0].attribute("line"), Some("2"));
        let counts = |node: Node| {
            ["tests", "failures", "errors", "skipped"].map(|name| node.attribute(name).unwrap_or("").to_owned())
        };
        assert_eq!(counts(document.root_element()), ["4", "1", "0", "1"]);
        let suites = document.root_element().children().filter(Node::is_element);
        let suites: Vec<_> = suites.map(|suite| (suite.attribute("name").unwrap_or(""), counts(suite))).collect();
        assert_eq!(
            suites,
            [("a.txt", ["3", "1", "0", "1"].map(str::to_owned)), ("b.xml", ["1", "0", "0", "0"].map(str::to_owned))]
        );
    }

    #[test]
    fn what_fails_is_what_was_asked_to() {
        let sample = filing_and_other();
        let entries = [Sample::entry("a.txt", None)];
        let ends = |fail_on| {
            let xml = written(&sample, &Run { filings: &entries, fail_on, ..sample.run() });
            let document = Document::parse(&xml).expect("XML");
            cases_in(&document).iter().map(|case| end_of(case).0.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(ends(None), ["passed", "passed", "skipped"]);
        assert_eq!(ends(Some(Severity::Warning)), ["failure", "failure", "skipped"]);
    }

    #[test]
    fn an_input_that_could_not_be_read_is_an_error() {
        let mut sample = Sample::new().text("scan.pdf", "").finding("unreadable", Severity::Error, "this is a PDF");
        sample.findings.iter_mut().for_each(|finding| finding.filing = None);
        let troubles = [
            Trouble { path: Some(Arc::from("scan.pdf")), words: "this is a PDF".to_owned() },
            Trouble { path: None, words: "nowhere.txt: no such file or folder".to_owned() },
        ];
        let xml = written(&sample, &Run { troubles: &troubles, ..sample.run() });
        let document = Document::parse(&xml).expect("XML");
        let ends: Vec<_> = cases_in(&document).iter().map(end_of).collect();
        assert_eq!(ends, [("error", "nowhere.txt: no such file or folder"), ("error", "this is a PDF")]);
        assert_eq!(document.root_element().attribute("errors"), Some("2"));
    }

    #[test]
    fn filings_of_one_file_have_names_of_their_own() {
        let entries = [Sample::entry("a.txt", None), Sample::entry("a.txt", None)];
        assert_eq!(names(&entries).collect::<Vec<_>>(), ["a.txt", "a.txt, filing 2"]);
    }
}
