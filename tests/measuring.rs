//! The measure of readings is itself right: what is paired, what is equal, what is counted, what the page says.

#[path = "../benches/accuracy/measure/mod.rs"]
mod measure;

use std::fs;
use std::path::{Path, PathBuf};

use measure::agreement::Agreement;
use measure::align::align;
use measure::column::{Kind, OWNER};
use measure::counts::{Counts, Read, Said, Stated, Table, Tally};
use measure::equal::same;
use measure::stated::{Schedule, every, table_1};

fn stated(values: &[(&'static str, &str)]) -> Stated {
    values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

fn read(values: &[(&'static str, &str, bool)]) -> Read {
    values.iter().map(|(name, text, sure)| (*name, Said { text: (*text).to_owned(), sure: *sure })).collect()
}

fn counted(stated: Vec<Stated>, read: Vec<Read>) -> Counts {
    Counts::of(&[Table { columns: table_1(), stated, read }])
}

#[test]
fn rows_are_paired_so_that_most_values_agree() {
    let pairs = |one: &[u32], other: &[u32]| align(one.len(), other.len(), |i, j| usize::from(one[i] == other[j]));
    assert_eq!(pairs(&[1, 2, 3], &[1, 3]), [(Some(0), Some(0)), (Some(1), None), (Some(2), Some(1))]);
    assert_eq!(pairs(&[1, 3], &[1, 2, 3]), [(Some(0), Some(0)), (None, Some(1)), (Some(1), Some(2))]);
    assert_eq!(pairs(&[1], &[2]), [(Some(0), None), (None, Some(0))]);
    // Two values alike weigh more than one, though the one comes first.
    assert_eq!(align(1, 2, |_, j| j + 1), [(None, Some(0)), (Some(0), Some(1))]);
}

#[test]
fn a_lost_row_costs_its_own_values_alone() {
    let sale =
        |shares: &'static str| stated(&[("security title", "Common Stock"), ("shares", shares), ("price", "2.5")]);
    let said = |shares: &'static str| {
        read(&[("security title", "Common Stock", true), ("shares", shares, false), ("price", "2.50", true)])
    };
    let counts = counted(vec![sale("100"), sale("200"), sale("300")], vec![said("100"), said("300")]);
    assert_eq!(counts.total(), Tally { asked: 9, right: 6, wrong: 0, missing: 3, sure: 4, sure_right: 4 });
    assert_eq!(counts.0["shares"], Tally { asked: 3, right: 2, wrong: 0, missing: 1, sure: 0, sure_right: 0 });
}

#[test]
fn what_is_not_there_is_wrong_and_nothing_more() {
    let holding = stated(&[("security title", "Common Stock"), ("owned following", "500")]);
    let said = read(&[
        ("security title", "Common Stock", true),
        ("owned following", "5000", true),
        // The XML states no code: sure and wrong, and not asked.
        ("code", "S", true),
        ("nature", "By Trust", false),
    ]);
    let surplus = read(&[("security title", "Preferred Stock", true), ("shares", "7", false)]);
    let total = counted(vec![holding], vec![said, surplus]).total();
    assert_eq!(total, Tally { asked: 4, right: 1, wrong: 3, missing: 0, sure: 4, sure_right: 1 });
    assert_eq!(total.sure_wrong(), 3);
}

#[test]
fn a_box_left_out_of_the_xml_is_not_checked() {
    let owner = stated(&[("owner name", "ROE JANE"), ("officer box", "false")]);
    let said = read(&[
        ("owner name", "ROE JANE", true),
        ("officer box", "false", true),
        ("director box", "false", true),
        ("10 % box", "true", true),
    ]);
    let total = Counts::of(&[Table { columns: every(OWNER), stated: vec![owner], read: vec![said] }]).total();
    assert_eq!(total, Tally { asked: 2, right: 2, wrong: 0, missing: 0, sure: 3, sure_right: 2 });
}

#[test]
fn equal_is_what_the_value_means() {
    for (kind, stated, read) in [
        (Kind::Number, "1.5", "1.50"),
        (Kind::Number, "36.00289", "36.0028"),
        (Kind::Number, "36.00289", "36.0029"),
        (Kind::Words, "Common Stock, $.01 par", "COMMON STOCK $.01 PAR"),
        (Kind::Words, "Common Stock", "C0mmon Sttock"),
        (Kind::Letters, "ALDR", "aldr"),
        (Kind::Place, "NC", "NORTH CAROLINA"),
        (Kind::Place, "NC", "nc"),
        (Kind::Mark, "F1", "1"),
        (Kind::Signed, "Alder LP By: /s/ Jane Roe, Manager", "Jane Roe, Manager"),
        (Kind::Signed, "/s/ Jane Roe", "Jane Roe"),
    ] {
        assert!(same(kind, stated, read), "{kind:?} {stated} is {read}");
    }
    for (kind, stated, read) in [
        (Kind::Number, "36.00289", "36.002"),
        (Kind::Number, "36.00289", "36.00285"),
        (Kind::Number, "1000", "1,000"),
        (Kind::Number, "1000", "10000"),
        (Kind::Date, "2024-01-15", "2024-01-16"),
        (Kind::Letters, "S", "5"),
        (Kind::Words, "Common Stock", "Common"),
        (Kind::Place, "NC", "SOUTH CAROLINA"),
        (Kind::Mark, "F1", "11"),
        (Kind::Signed, "Alder LP By: /s/ Jane Roe", "Alder LP"),
        (Kind::Truth, "true", "false"),
    ] {
        assert!(!same(kind, stated, read), "{kind:?} {stated} is not {read}");
    }
}

#[test]
fn readings_agree_when_all_have_the_same() {
    let row = |shares: &str| read(&[("shares", shares, true), ("code", "S", true)]);
    let with = |rows: &[&str]| [rows.iter().map(|shares| row(shares)).collect::<Vec<_>>(), Vec::new()];
    let mut agreement = Agreement::default();
    // layout, raw, tabs, markdown, ocr
    agreement.filing(&[with(&["10", "20"]), with(&["10", "21"]), with(&["10", "20"]), with(&["10"]), with(&[])]);
    assert_eq!((agreement.filings, agreement.best), (1, 2));
    let rows = ["layout", "raw", "tabs", "markdown", "ocr"].map(|kind| (agreement.rows[kind], agreement.without[kind]));
    assert_eq!(rows, [(2, 0), (2, 0), (2, 0), (1, 0), (0, 1)]);
    // Both values of the first row are told by all four; of the second, three tell the code alike and
    // the shares in two ways.
    assert_eq!((agreement.values, agreement.unanimous, agreement.undisputed), (4, 2, 3));
}

#[test]
fn a_schedule_states_its_cover_and_its_persons() {
    let schedule = Schedule::of(
        "<edgarSubmission xmlns='urn:a' xmlns:b='urn:b'><coverPageHeader><issuerInfo><b:issuerName>Alder Inc</b:issuerName>\
         </issuerInfo><dateOfEvent>03/05/2026</dateOfEvent></coverPageHeader>\
         <reportingPersonInfo><reportingPersonName>Roe LP</reportingPersonName><percentOfClass>5.1</percentOfClass>\
         <typeOfReportingPerson>PN</typeOfReportingPerson><typeOfReportingPerson>IA</typeOfReportingPerson>\
         </reportingPersonInfo></edgarSubmission>",
    )
    .expect("well-formed XML");
    assert_eq!(schedule.cover, [stated(&[("issuer name", "Alder Inc"), ("event date", "2026-03-05")])]);
    assert_eq!(schedule.persons, [stated(&[("name", "Roe LP"), ("percent", "5.1"), ("type", "PN IA")])]);
}

/// A filing whose digits add up to twelve, and so one of those held back.
const NAME: &str = "0000000000-26-000004";

const XML: &str = "<SUBMISSION>\n<XML>\n<?xml version='1.0'?><ownershipDocument>
<documentType>4</documentType><periodOfReport>2012-03-05-05:00</periodOfReport>
<issuer><issuerName>ALDER SYSTEMS INC</issuerName><issuerTradingSymbol>ALDR</issuerTradingSymbol></issuer>
<reportingOwner><reportingOwnerId><rptOwnerName>MARLOWE EDITH</rptOwnerName></reportingOwnerId>
<reportingOwnerAddress><rptOwnerStreet1>12 QUARRY LANE</rptOwnerStreet1><rptOwnerStreet2></rptOwnerStreet2>
<rptOwnerCity>AUSTIN</rptOwnerCity><rptOwnerState>TX</rptOwnerState><rptOwnerZipCode>78702</rptOwnerZipCode>
</reportingOwnerAddress></reportingOwner>
<nonDerivativeTable>
<nonDerivativeTransaction><securityTitle><value>Common Stock</value><footnoteId id='F1'/></securityTitle>
<transactionDate><value>2012-03-05-05:00</value></transactionDate>
<transactionCoding><transactionCode>S</transactionCode></transactionCoding>
<transactionAmounts><transactionTotalValue><value>250</value></transactionTotalValue>
<transactionPricePerShare><value>20.5</value></transactionPricePerShare>
<transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode></transactionAmounts>
<postTransactionAmounts><sharesOwnedFollowingTransaction><value>1,750</value></sharesOwnedFollowingTransaction>
</postTransactionAmounts><ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
</ownershipNature></nonDerivativeTransaction>
</nonDerivativeTable>
<ownerSignature><signatureName>/s/ Edith Marlowe</signatureName><signatureDate>2012-03-06</signatureDate></ownerSignature>
</ownershipDocument>\n</XML>\n";

const PAGE: &str = "FORM 4\n\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n\n\
1. Name and Address of Reporting Person* MARLOWE EDITH (Last) (First) (Middle) 12 QUARRY LANE (Street) AUSTIN TX 78701 \
(City) (State) (Zip)\t2. Issuer Name and Ticker or Trading Symbol ALDER SYSTEMS INC [ALDR]\t5. Relationship of Reporting \
Person(s) to Issuer (Check all applicable) X Director 10% Owner Officer (give title below) Other (specify below)\n\
\t3. Date of Earliest Transaction (Month/Day/Year) 03/05/2012\t\n\n\
Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n\n\
1. Title of Security (Instr. 3)\t2. Transaction Date (Month/Day/Year)\t2A. Deemed Execution Date, if any (Month/Day/Year)\t\
3. Transaction Code (Instr. 8)\t\t4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)\t\t\t5. Amount of \
Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3 and 4)\t6. Ownership Form: Direct (D) or Indirect \
(I) (Instr. 4)\t7. Nature of Indirect Beneficial Ownership (Instr. 4)\n\t\t\tCode\tV\tAmount\t(A) or (D)\tPrice\t\t\t\n\
Common Stock\t03/05/2012\t\tS\t\t250\tD\t$20.50\t1,750\tD\t\n\
\nExplanation of Responses:\n\n/s/ Edith Marlowe 03/06/2012\n\n** Signature of Reporting Person Date\n";

#[test]
fn the_page_counts_a_filing() {
    let corpus = Path::new(env!("CARGO_TARGET_TMPDIR")).join("measuring/corpus");
    let put = |folder: &str, extension: &str, text: &str| {
        let folder = corpus.join(folder);
        fs::create_dir_all(&folder).expect("a folder of the test");
        fs::write(folder.join(format!("{NAME}.{extension}")), text).expect("a file of the test");
    };
    put("ownership-truth/xml", "xml", XML);
    put("ownership-truth/tabs", "txt", PAGE);
    put("ownership-text/rendered", "txt", PAGE);
    put("ownership-text/tabs", "txt", PAGE);
    put("ownership-html/rendered", "html", &format!("<html><body><pre>{PAGE}</pre></body></html>"));
    put("ownership-html", "html", &format!("<!-- saved from url=(0011)form4.xml -->\n<html><pre>{PAGE}</pre></html>"));
    put("submission-pds", "txt", XML);
    let page = measure::report(&PathBuf::from(&corpus)).expect("the files can be read");

    // Eight values are stated. The balance is `1,750` in the XML, which is no number, and read as one.
    let counted = ["1", "8", "7", "1", "0", "87.50 %", "87.50 %", "8", "1", "12.50 %", "100.00 %"];
    for (title, rendering) in [
        ("Forms 3, 4 and 5: the tables", "tabs"),
        ("Held back", "tabs"),
        ("EDGAR's own page", "text"),
        ("EDGAR's own page", "HTML"),
    ] {
        assert_eq!(line(&page, title, rendering), counted, "{title}");
    }
    let saved = line(&page, "EDGAR's own page", "HTML, archive").first().copied();
    assert_eq!(saved, Some("0"), "it says that it is of another filing than its name does");
    assert_eq!(line(&page, "By field", "owned following").first(), Some(&"0/1 0.00 %"));
    let boxes = |name: &str| line(&page, "Boxes outside the tables", name).first().copied();
    assert_eq!(boxes("street"), Some("1/1 100.00 %"));
    assert_eq!(boxes("period of report"), Some("1/1 100.00 %"));
    assert_eq!(boxes("zip"), Some("0/1 0.00 %"));
    assert_eq!(boxes("director box"), Some("–"), "the XML does not say");
    assert_eq!(boxes("signature date"), Some("1/1 100.00 %"));
    assert_eq!(line(&page, "The form itself", "form and amendment").first(), Some(&"1/1 100.00 %"));
    assert_eq!(line(&page, "Readings of one PDF", "tabs"), ["1", "1", "100.00 %", "0"]);
    assert_eq!(line(&page, "Readings of one PDF", "raw"), ["0", "1", "0.00 %", "1"]);
}

/// The cells of one line of the table below a title, without its first.
fn line<'p>(page: &'p str, title: &str, first: &str) -> Vec<&'p str> {
    let section = page.split("\n## ").find(|section| section.lines().next() == Some(title)).unwrap_or_default();
    let rows = section.lines().map(|line| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>());
    let row = rows.into_iter().find(|cells| cells.first() == Some(&first)).unwrap_or_default();
    row.into_iter().skip(1).collect()
}
