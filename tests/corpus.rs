//! Real filings, where they are at hand: `EDGARLINT_CORPUS` names the folder that holds `corpus/` and `seeds/`.
//!
//! Every one was accepted by EDGAR, so an error on a clean rendering is a mistake of ours until someone has
//! read the filing. Without the variable there is nothing to ask, and these tests pass.

mod real;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use edgarlint::diagnostic::Severity;
use edgarlint::engine::{self, Finding, RULE_PANICKED, run};
use edgarlint::filing::{Canonical, Certainty, Filing, Row, Stage};
use edgarlint::rules::{Edgar, Profile, RuleInfo, Rulebook, Verdict};
use edgarlint::source::Sources;
use real::{files, settings, shared};
use rust_decimal::Decimal;

/// Documents as they were filed, and renderings that lost nothing on the way.
const CLEAN: [&str; 17] = [
    "corpus/ownership-truth/xml",
    "corpus/ownership-xml",
    "corpus/submission",
    "corpus/submission-pds",
    "corpus/ownership-truth/layout",
    "corpus/ownership-truth/raw",
    "corpus/ownership-truth/tabs",
    "corpus/ownership-text/raw",
    "corpus/ownership-text/tabs",
    "corpus/schedule13-truth/raw",
    "corpus/schedule13-truth/tabs",
    "corpus/schedule13-text/raw",
    "corpus/schedule13-text/tabs",
    "corpus/schedule13-text/rendered",
    "corpus/ownership-html",
    "corpus/schedule13-html",
    "corpus/schedule13-xml",
];

/// Errors that were read in the filing itself and found true, by accession number and rule.
const OWN_ERRORS: [(&str, &str); 21] = [
    // The date of earliest transaction is 15 December 2020, and a row reports one of 11 December.
    ("0000899243-20-034355", "earliest-transaction-date"),
    // 414,058 shares owned after one vesting, and 3,862 after the next of the same day.
    ("0000899243-21-035733", "running-balance"),
    // Three grants of one day, each with itself alone as the balance.
    ("0000899243-21-041270", "running-balance"),
    // An average of $1,005.129 of prices from $1,005.600 to $1,006.390, which are those of the next row.
    ("0000899243-21-047607", "weighted-average-conditions"),
    // An average of $634.4608 of prices from $663.91 to $664.90, for $633.91 to $634.90.
    ("0001127602-15-028697", "weighted-average-conditions"),
    // Code M in Table I and code X in Table II, for the same exercise.
    ("0001171843-21-004371", "exercise-pairing"),
    // Signed in February 2020 for a transaction of February 2021.
    ("0001179110-21-001952", "signature-before-transaction"),
    // The Series G shares became 1,550,384 common shares, and 627,220 are stated as underlying.
    ("0001181431-12-066021", "exercise-pairing"),
    // A plan adopted in November 2025 is told of in the footnote of a sale, and the box is not marked.
    ("0001104659-26-062860", "ten-b-five-one-box-vs-text"),
    // A sale marked as an acquisition, while the balance goes down.
    ("0001209191-13-014365", "code-direction-conflict"),
    // 5,500,000 shares underlie what became 550,000.
    ("0001209191-21-004591", "exercise-pairing"),
    // 8,471 shares underlie an option of 8,741.
    ("0001209191-21-051915", "exercise-pairing"),
    // 7,072 shares sold of 6,148.
    ("0001398344-21-008025", "running-balance"),
    // An exercised option marked as acquired.
    ("0001493225-21-000092", "code-direction-conflict"),
    // The price of the shares stands as their number.
    ("0001562180-21-003099", "underlying-in-dollars"),
    // A grant of 75,000 options after which none is owned.
    ("0001852949-21-000002", "post-balance-below-disposition"),
    // An exercised option marked as acquired.
    ("form4.snow_b1cdf418", "code-direction-conflict"),
    // 654,744 shares in all, and shared power to vote 657,744.
    ("0001062993-26-000067", "row-power-vs-aggregate"),
    // No shares in all, shared powers over 156,763, and 4.62 percent.
    ("0001213900-26-002642", "row-power-vs-aggregate"),
    ("0001213900-26-002642", "percent-of-class"),
    // 1,520,739 shares and 5.55 percent on the cover, 1,624,827 and 5.93 in Item 4.
    ("0001580642-26-000563", "item5-vs-cover"),
];

/// Folders of filings that EDGAR published, with their documents of XML.
const PUBLISHED: [&str; 4] =
    ["corpus/ownership-xml", "corpus/submission", "corpus/submission-pds", "corpus/ownership-truth/xml"];

/// Suspensions that were read in the document itself and found true of it, by name and rule.
const OWN_SUSPENSIONS: [(&str, &str); 0] = [];

#[test]
fn nothing_panics() {
    let Some(shared) = shared() else { return };
    let files: Vec<PathBuf> = ["corpus", "seeds"].iter().flat_map(|folder| files(&shared.join(folder))).collect();
    assert!(!files.is_empty(), "{} holds no filing", shared.display());
    let mut failed = Vec::new();
    for path in files {
        let (_, findings) = check(&path, Profile::Quality);
        failed
            .extend(findings.into_iter().filter(|finding| finding.rule == RULE_PANICKED).map(|finding| said(&finding)));
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn accepted_filings_bear_no_error_but_their_own() {
    let Some(shared) = shared() else { return };
    let mut wrong = Vec::new();
    let mut own = BTreeSet::new();
    for folder in CLEAN {
        let mut read = 0;
        for path in files(&shared.join(folder)) {
            let (filings, findings) = check(&path, Profile::Compliance);
            read += filings.len();
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
                match OWN_ERRORS.iter().find(|(accession, rule)| *accession == stem && *rule == finding.rule) {
                    Some(known) => drop(own.insert(*known)),
                    None => wrong.push(said(finding)),
                }
            }
        }
        assert!(read > 0, "no filing was read in {folder}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(own, OWN_ERRORS.into_iter().collect(), "errors that filers made, by accession number and rule");
}

/// What EDGAR published it had taken. Taken for what is being sent, it may bear no error of a rule that says EDGAR
/// suspends it, until someone has read the document. Prints how often each rule speaks, for `--nocapture`.
#[test]
#[expect(clippy::print_stdout, reason = "how often each rule speaks is what one looks for here")]
fn published_filings_bear_no_suspension_but_their_own() {
    let Some(shared) = shared() else { return };
    let mut read = 0;
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let (mut wrong, mut own) = (Vec::new(), BTreeSet::new());
    for folder in PUBLISHED {
        for path in files(&shared.join(folder)) {
            let Some((sources, mut filings)) = read_file(&path) else { continue };
            filings.retain(|filing| filing.stage == Stage::Disseminated);
            read += filings.len();
            filings.iter_mut().for_each(|filing| filing.stage = Stage::Submission);
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            for finding in run(&filings, &sources, &settings(Profile::Edgar)) {
                let edgar = Rulebook::built_in().find(finding.rule).and_then(RuleInfo::edgar);
                if edgar.is_some() {
                    *counts.entry((finding.rule, finding.severity.name())).or_default() += 1;
                }
                if edgar != Some(Edgar::Suspense) || finding.severity < Severity::Error {
                    continue;
                }
                match OWN_SUSPENSIONS.iter().find(|(name, rule)| *name == stem && *rule == finding.rule) {
                    Some(known) => drop(own.insert(*known)),
                    None => wrong.push(said(&finding)),
                }
            }
        }
    }
    println!("{read} published filings, what EDGAR is said to do by rule: {counts:?}");
    assert!(read > 0, "no published filing was read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(own, OWN_SUSPENSIONS.into_iter().collect(), "suspensions that are true, by name and rule");
}

/// What EDGAR published it had accepted, and it has what EDGAR puts in. Prints how many suspensions are foretold, for
/// `--nocapture`.
#[test]
#[expect(clippy::print_stdout, reason = "how often a suspension is foretold is what one looks for here")]
fn published_documents_are_found_to_be_published_and_accepted() {
    let Some(shared) = shared() else { return };
    let mut wrong = Vec::new();
    for folder in PUBLISHED {
        let (mut judged, mut suspended) = (0, 0);
        for path in files(&shared.join(folder)) {
            let Some((sources, filings)) = read_file(&path) else { continue };
            let verdicts = engine::check(&filings, &sources, &settings(Profile::Edgar)).verdicts;
            for (filing, verdict) in filings.iter().zip(verdicts).filter(|(filing, _)| filing.by_machine) {
                judged += 1;
                suspended += usize::from(verdict == Some(Verdict::Suspended));
                if filing.found != Stage::Disseminated || verdict != Some(Verdict::Accepted) {
                    wrong.push(format!("{}: {:?}, {verdict:?}", path.display(), filing.found));
                }
            }
        }
        assert!(judged > 0, "no published document was judged in {folder}");
        let of_thousand = Decimal::from(suspended * 1000) / Decimal::from(judged);
        println!("{folder}: {suspended} of {judged} suspended, {of_thousand:.1} per 1,000");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_forms_are_none_of_ours() {
    let Some(shared) = shared() else { return };
    let taken: Vec<String> = files(&shared.join("corpus/not-ours"))
        .into_iter()
        .filter(|path| !check(path, Profile::Edgar).0.is_empty())
        .map(|path| path.display().to_string())
        .collect();
    assert!(taken.is_empty(), "read as a filing:\n{}", taken.join("\n"));
}

/// What is read of ownership XML is what it says, by another reader of XML.
#[test]
fn every_value_of_a_row_is_read_as_the_xml_states_it() {
    const PATHS: [(&str, &str); 20] = [
        ("security_title", "securityTitle/value"),
        ("conversion_price", "conversionOrExercisePrice/value"),
        ("transaction_date", "transactionDate/value"),
        ("deemed_execution_date", "deemedExecutionDate/value"),
        ("form_type", "transactionCoding/transactionFormType"),
        ("code", "transactionCoding/transactionCode"),
        ("timeliness", "transactionTimeliness/value"),
        ("shares", "transactionAmounts/transactionShares/value"),
        ("total_value", "transactionAmounts/transactionTotalValue/value"),
        ("price", "transactionAmounts/transactionPricePerShare/value"),
        ("acquired_disposed", "transactionAmounts/transactionAcquiredDisposedCode/value"),
        ("exercise_date", "exerciseDate/value"),
        ("expiration_date", "expirationDate/value"),
        ("underlying_title", "underlyingSecurity/underlyingSecurityTitle/value"),
        ("underlying_shares", "underlyingSecurity/underlyingSecurityShares/value"),
        ("underlying_value", "underlyingSecurity/underlyingSecurityValue/value"),
        ("owned_following", "postTransactionAmounts/sharesOwnedFollowingTransaction/value"),
        ("value_owned_following", "postTransactionAmounts/valueOwnedFollowingTransaction/value"),
        ("ownership", "ownershipNature/directOrIndirectOwnership/value"),
        ("nature", "ownershipNature/natureOfOwnership/value"),
    ];
    let Some(shared) = shared() else { return };
    let folders = ["corpus/ownership-truth/xml", "corpus/ownership-xml", "corpus/submission-pds"];
    let (mut rows, mut wrong) = (0, Vec::new());
    for path in folders.iter().flat_map(|folder| files(&shared.join(folder))) {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("a file of the corpus can be read")).into_owned();
        let root = text.find("<ownershipDocument").zip(text.find("</ownershipDocument>"));
        let (start, end) = root.expect("the corpus holds ownership XML");
        let document = roxmltree::Document::parse(&text[start..end + "</ownershipDocument>".len()]).expect("it is XML");
        let stated = document.descendants().filter(|node| {
            let name = node.tag_name().name();
            name.ends_with("erivativeTransaction") || name.ends_with("erivativeHolding")
        });
        let filing = check(&path, Profile::Edgar).0.pop().unwrap_or_else(|| panic!("{} is not read", path.display()));
        let form = filing.ownership().expect("an ownership form");
        let stated: Vec<roxmltree::Node> = stated.collect();
        assert_eq!(form.rows().count(), stated.len(), "{}", path.display());
        for (row, stated) in form.rows().zip(stated) {
            rows += 1;
            row.fields(&mut |name, field| {
                let Some((_, tags)) = PATHS.iter().find(|(field, _)| *field == name) else { return };
                let node = tags
                    .split('/')
                    .try_fold(stated, |node, tag| node.children().find(|child| child.tag_name().name() == tag));
                let words =
                    node.and_then(|node| node.text()).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
                let read = field.canonical().map_or(String::new(), |value| match value {
                    Canonical::Text(text) => text,
                    Canonical::Truth(truth) => truth.to_string(),
                });
                let same =
                    read == words || read.parse::<Decimal>().ok().zip(words.parse().ok()).is_some_and(|(a, b)| a == b);
                if !same {
                    wrong.push(format!(
                        "{}: {} is `{read}`, and `{words}` is stated",
                        filing.accession.span.start, name
                    ));
                }
            });
        }
    }
    assert!(rows > 3000, "{rows} rows");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A filing as a page of cells and the same filing as XML tell one story: what the page surely says, the XML says,
/// but for the slips of reading pages, which are measured on their own.
#[test]
fn pages_and_xml_tell_one_story() {
    let Some(shared) = shared() else { return };
    let (mut compared, mut wrong) = (0, Vec::new());
    for path in files(&shared.join("corpus/ownership-truth/xml")) {
        let stem = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let page = shared.join("corpus/ownership-truth/tabs").join(format!("{stem}.txt"));
        let (Some(xml), Some(page)) = (check(&path, Profile::Edgar).0.pop(), check(&page, Profile::Edgar).0.pop())
        else {
            panic!("{stem} is not read")
        };
        let (xml, page) = (xml.ownership().expect("a form"), page.ownership().expect("a form"));
        for (stated, read) in [(&xml.table1, &page.table1), (&xml.table2, &page.table2)] {
            assert_eq!(stated.len(), read.len(), "{stem}");
            for (stated, read) in stated.iter().zip(read) {
                let values = |row: &Row| {
                    let mut values = BTreeMap::new();
                    row.fields(&mut |name, field| {
                        if let Some(Canonical::Text(text)) =
                            field.canonical().filter(|_| field.certainty() > Certainty::Guessed)
                        {
                            values.insert(name, text);
                        }
                    });
                    values
                };
                let stated = values(stated);
                for (name, read) in values(read) {
                    let Some(stated) = stated.get(name) else { continue };
                    compared += 1;
                    let numbers = read.parse::<Decimal>().ok().zip(stated.parse().ok());
                    // Pages show four decimals of a number, and a V for what is early.
                    let same = numbers
                        .map_or(read.eq_ignore_ascii_case(stated), |(a, b): (Decimal, Decimal)| a == b.round_dp(4));
                    if !same && name != "timeliness" {
                        wrong.push(format!("{stem}: {name}: the page says `{read}` and the XML `{stated}`"));
                    }
                }
            }
        }
    }
    assert!(compared > 2000, "{compared} values");
    assert!(wrong.len() * 500 < compared, "{} of {compared}\n{}", wrong.len(), wrong.join("\n"));
}

fn check(path: &Path, profile: Profile) -> (Vec<Filing>, Vec<Finding>) {
    let Some((sources, filings)) = read_file(path) else { return (Vec::new(), Vec::new()) };
    let findings = run(&filings, &sources, &settings(profile));
    (filings, findings)
}

/// None when it is no text, which is told by the command line.
fn read_file(path: &Path) -> Option<(Sources, Vec<Filing>)> {
    let mut sources = Sources::new();
    let bytes = fs::read(path).expect("a file of the corpus can be read");
    let id = sources.add(path.display().to_string(), bytes).ok()?;
    let filings = edgarlint::read(&mut sources, id).filings;
    Some((sources, filings))
}

fn said(finding: &Finding) -> String {
    let line = finding.labels.first().map_or(0, |label| label.place.line);
    format!("{}:{line}: {} {}: {}", finding.path, finding.severity, finding.rule, finding.message)
}
