//! Ownership XML and full submissions, read value by value; what is broken, and what is still read of it.

mod read;

use edgarlint::fault::FaultKind;
use edgarlint::filing::{AnyField, Certainty, Fidelity, Filing, Row, RowKind, Stage, Value};
use edgarlint::lower;
use edgarlint::source::Sources;
use proptest::prelude::*;
use read::{Read, marks, page, spans_hold};

/// The faults of the markup with what stands there, in order; what breaks the schema is asked of its rules.
fn faults(read: &Read) -> Vec<(FaultKind, &str)> {
    let of_markup = read.filing.faults.iter().filter(|fault| fault.schema().is_none());
    of_markup.map(|fault| (fault.kind, read.sources.slice(fault.span))).collect()
}

/// A value as text; `-` where nothing is written, `?` where it is no value.
fn said(field: &dyn AnyField) -> String {
    if field.state() == Value::Malformed { "?".to_owned() } else { read::said(field) }
}

/// Every value of a row that is there, by its name.
fn values(row: &Row) -> Vec<(&'static str, String)> {
    let mut values = Vec::new();
    row.fields(&mut |name, field| {
        if said(field) != "-" {
            values.push((name, said(field)));
        }
    });
    values
}

fn named<'v>(values: &'v [(&'static str, String)]) -> Vec<(&'static str, &'v str)> {
    values.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[test]
fn a_form_4_value_by_value() {
    let read = Read::of("layouts/form4.xml");
    let (filing, form) = (&read.filing, read.form());
    assert_eq!(filing.fidelity, Fidelity::Native);
    assert_eq!(filing.stage, Stage::Disseminated);
    assert_eq!(faults(&read), []);
    assert_eq!(said(&filing.form), "4/A");
    assert_eq!(said(&form.period_of_report), "2024-03-05");
    assert_eq!(said(&form.date_of_original), "2024-03-06");
    assert_eq!([said(&form.not_subject_to_section16), said(&form.aff10b5one)], ["false", "false"]);
    let issuer = &filing.issuer;
    assert_eq!(
        [&issuer.cik, &issuer.name, &issuer.symbol].map(|field| said(field)),
        ["0000990001", "ALDER & SONS SYSTEMS INC", "ALDR"]
    );
    assert_eq!(read.written(&issuer.name), "ALDER &amp; SONS SYSTEMS INC");

    let [person, trust] = form.owners.as_slice() else { panic!("two owners") };
    let address = |owner: &edgarlint::filing::Owner| {
        [&owner.street1, &owner.street2, &owner.city, &owner.state, &owner.zip].map(|field| said(field))
    };
    assert_eq!(address(person), ["C/O ALDER SYSTEMS INC", "-", "AUSTIN", "TX", "78701"]);
    assert_eq!(address(trust), ["12 Quarry Lane", "-", "Toronto", "A6", "M5K 0A1"]);
    let relationship = |owner: &edgarlint::filing::Owner| {
        [&owner.is_director, &owner.is_officer, &owner.is_ten_percent_owner, &owner.is_other].map(|field| said(field))
    };
    assert_eq!(relationship(person), ["false", "true", "-", "-"]);
    assert_eq!(relationship(trust), ["-", "-", "true", "-"]);
    assert_eq!(said(&person.officer_title), "VP, Field Operations");
    assert_eq!(read.written(&person.street2), "<rptOwnerStreet2>", "a missing value stands at its tag");

    let [first, holding] = form.table1.as_slice() else { panic!("two rows in Table I") };
    assert_eq!(
        named(&values(first)),
        [
            ("security_title", "Common Stock"),
            ("transaction_date", "2024-03-05"),
            ("form_type", "4"),
            ("code", "M"),
            ("equity_swap", "false"),
            ("timeliness", "E"),
            ("shares", "4200"),
            ("price", "1.15"),
            ("acquired_disposed", "A"),
            ("owned_following", "61500.5"),
            ("ownership", "I"),
            ("nature", "By Trust"),
        ]
    );
    assert_eq!(marks(&first.code), ["F1"]);
    assert_eq!(marks(&first.price), ["F1", "F2"]);
    assert_eq!(read.written(&first.deemed_execution_date), "<deemedExecutionDate/>");
    assert_eq!(read.written(&first.total_value), "<transactionAmounts>", "or at what should hold it");
    assert!(read.sources.slice(first.price.marks()[1].span) == "F2");
    assert_eq!((holding.kind, holding.number), (RowKind::Holding, 2));
    assert_eq!(said(&holding.owned_following), "900");

    let [option] = form.table2.as_slice() else { panic!("one row in Table II") };
    assert_eq!(said(&option.shares), "?");
    assert_eq!(read.written(&option.shares), "4,200 options");
    assert_eq!([said(&option.exercise_date), said(&option.expiration_date)], ["-", "2029-08-14"]);
    assert_eq!(marks(&option.exercise_date), ["F2"]);
    assert_eq!([said(&option.underlying_title), said(&option.underlying_shares)], ["Common Stock", "4200"]);

    let notes: Vec<(&str, String)> = form.footnotes.iter().map(|note| (note.id.as_ref(), said(&note.text))).collect();
    assert_eq!(
        notes,
        [
            ("F1", "Exercised under the 2019 plan; see Smith <trustee> \u{201c}A\u{201d}.".to_owned()),
            ("F2", "One-fourth of the shares & rights vest yearly.".to_owned()),
        ]
    );
    assert_eq!(read.written(&form.footnotes[1].text), "One-fourth of the shares & rights vest yearly.");
    assert_eq!(said(&form.remarks), "Corrects the price in row 1.");
    let signed: Vec<[String; 2]> =
        filing.signatures.iter().map(|signature| [said(&signature.name), said(&signature.date)]).collect();
    assert_eq!(
        signed,
        [["Edith Marlowe", "2024-03-07"], ["Marlowe Family Trust, by /s/ Edith Marlowe, trustee", "2024-03-07"]]
    );
}

#[test]
fn a_form_3_by_value_with_prefixes_on_one_line() {
    let read = Read::of("layouts/form3_values.xml");
    let form = read.form();
    let kinds: Vec<FaultKind> = faults(&read).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [FaultKind::Namespace]);
    assert_eq!(read.filing.stage, Stage::Submission, "the filer's code is still in it");
    assert_eq!([said(&read.filing.form), said(&form.owners[0].other_text)], ["3", "Adviser"]);
    assert_eq!(said(&form.table1[0].value_owned_following), "1250000.75");
    let note = &form.table2[0];
    assert_eq!(
        [said(&note.underlying_value), said(&note.underlying_shares), said(&note.conversion_price)],
        ["500000", "-", "-"]
    );
}

#[test]
fn the_first_schema_broken_into_lines() {
    let read = Read::of("layouts/form4_first_schema.xml");
    let form = read.form();
    assert_eq!(faults(&read), []);
    assert_eq!(said(&form.period_of_report), "2003-06-09");
    let [sale, holding] = form.table1.as_slice() else { panic!("two rows in Table I") };
    assert_eq!((sale.kind, holding.kind), (RowKind::Transaction, RowKind::Holding));
    assert_eq!([said(&sale.shares), said(&sale.price), said(&sale.owned_following)], ["3100", "3.8", "12400"]);
    assert_eq!(said(&holding.nature), "By spouse");
    form.table1.iter().for_each(|row| {
        row.fields(&mut |name, field| {
            let written = read.sources.slice(field.span()).replace('\n', "");
            assert!(said(field) == "-" || said(field) == "false" || written == said(field), "{name}: {written}");
        });
    });
}

#[test]
fn a_submission_and_what_its_header_says() {
    let read = Read::of("layouts/submission.txt");
    let filing = &read.filing;
    assert_eq!([said(&filing.accession), said(&filing.filed_as_of)], ["0000990001-24-000007", "2024-03-07"]);
    assert_eq!(read.written(&filing.filed_as_of), "20240307");
    assert_eq!(read.written(&filing.issuer.symbol), "ALDR");
    assert!(read.sources.slice(filing.span).starts_with("<ownershipDocument>"));
    assert!(read.sources.slice(filing.span).ends_with("</ownershipDocument>"));
}

/// A typed schedule in a submission says what it says alone, and stands where it stands.
#[test]
fn typed_documents_are_read_within_a_submission() {
    const OF_THE_SUBMISSION: [&str; 7] =
        ["accession", "filing date", "header", "submission type", "document type", "file name", "supporting document"];
    let whole = page("layouts/schedule13g_typed.txt");
    let (_, typed) = whole.split_once("<TEXT>\n").expect("the fixture is a document of a submission");
    let typed = typed.split("</TEXT>").next().unwrap_or(typed);
    let head = "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n\n<SEC-HEADER>\nACCESSION NUMBER:\t\t0000990001-99-000003\n\
                FILED AS OF DATE:\t\t19990216\n</SEC-HEADER>\n";
    let document = format!("<DOCUMENT>\n<TYPE>SC 13G\n<SEQUENCE>1\n<TEXT>\n{typed}</TEXT>\n</DOCUMENT>\n");
    let other = "<DOCUMENT>\n<TYPE>EX-99\n<TEXT>\nJOINT FILING AGREEMENT\n</TEXT>\n</DOCUMENT>\n";
    let mut sources = Sources::new();
    let alone = sources.add_text("alone", typed);
    let inside = sources.add_text("inside", format!("{head}{other}{document}{document}"));
    let [alone] = lower::read(&sources, alone).filings.try_into().expect("one filing");
    let [first, second]: [Filing; 2] = lower::read(&sources, inside).filings.try_into().expect("two filings");
    for (number, filing) in [&first, &second].into_iter().enumerate() {
        assert_eq!(said(&filing.accession), "0000990001-99-000003");
        let offset = head.len() + other.len() + number * document.len() + document.find(typed).expect("it is there");
        let of = |filing: &Filing, offset: usize| {
            let mut places = Vec::new();
            filing.places(&mut |name, field| {
                if field.state() != Value::Missing && !OF_THE_SUBMISSION.iter().any(|part| name.starts_with(part)) {
                    places.push((name.to_owned(), field.canonical(), field.span().start as usize - offset));
                }
            });
            places
        };
        assert_eq!(of(filing, offset), of(&alone, 0));
    }
}

#[test]
fn what_is_no_form_of_ours_is_none_in_a_submission() {
    let of = |kind: &str, body: &str| {
        let mut sources = Sources::new();
        let text = format!(
            "<SUBMISSION>\n<TYPE>{kind}\n<DOCUMENT>\n<TYPE>{kind}\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n</SUBMISSION>\n"
        );
        let id = sources.add_text("a", text);
        let reading = lower::read(&sources, id);
        (reading.filings.len(), reading.not_ours, reading.unread_format)
    };
    let form4 = page("layouts/form4.xml");
    assert_eq!(of("4/A", &form4), (1, None, None), "XML that is not wrapped as such");
    assert_eq!(of("10-K", &form4), (0, Some("Form 10-K".to_owned()), None));
    let unknown = "HTML in an EDGAR submission whose layout is not known";
    assert_eq!(of("4", "<HTML><BODY>Form 4</BODY></HTML>"), (0, None, Some(unknown)));
    let schedule = "<XML>\n<edgarSubmission><submissionType>SCHEDULE 13D</submissionType></edgarSubmission>\n</XML>";
    assert_eq!(of("SCHEDULE 13D", schedule), (0, None, Some("Schedule 13D or 13G XML whose layout is not known")));
}

#[test]
fn every_break_is_told_at_its_place_and_the_rest_is_read() {
    use FaultKind::*;
    let all: [(&str, &[(FaultKind, &str)]); 11] = [
        (
            "cut",
            &[
                (UnclosedElement, "<ownershipDocument>"),
                (UnclosedElement, "<nonDerivativeTable>"),
                (UnclosedElement, "<nonDerivativeTransaction>"),
                (UnclosedElement, "<transactionAmounts>"),
                (UnclosedElement, "<transactionShares>"),
                (UnclosedElement, "<value>"),
            ],
        ),
        ("crossing", &[(UnclosedElement, "<nonDerivativeTransaction>"), (StrayEndTag, "</nonDerivativeTransaction>")]),
        ("unclosed", &[(UnclosedElement, "<issuerName>")]),
        ("stray", &[(StrayEndTag, "</transactionCoding>"), (StrayEndTag, "</value>")]),
        ("misspelt_end", &[(MismatchedTags, "</issuerTradingSimbol>")]),
        ("bracket", &[(BrokenTag, "<")]),
        (
            "reference",
            &[
                (UnknownReference, "&nbsp;"),
                (UnknownReference, "&B"),
                (UnknownReference, "&#0;"),
                (UnknownReference, "&amp"),
            ],
        ),
        (
            "doctype",
            &[
                (DocumentType, "<!DOCTYPE ownershipDocument [<!ENTITY note \"expanded\">]>"),
                (UnknownReference, "&note;"),
            ],
        ),
        (
            "capitals",
            &[
                (NameCase("transactionDate"), "TransactionDate"),
                (NameCase("value"), "Value"),
                (NameCase("remarks"), "Remarks"),
            ],
        ),
        ("behind", &[(OutsideRoot, "<ownershipDocument/>"), (OutsideRoot, "tail")]),
        ("quote", &[(BrokenTag, "<")]),
    ];
    for (name, broken) in all {
        let read = Read::of(&format!("broken/{name}.xml"));
        let form = read.form();
        assert_eq!(faults(&read), broken, "{name}");
        let [row] = form.table1.as_slice() else { panic!("{name}: one row") };
        let issuer = &read.filing.issuer;
        let read_still = [said(&issuer.name), said(&issuer.symbol), said(&row.transaction_date)];
        assert_eq!(read_still, ["ALDER SYSTEMS INC", "ALDR", "2024-03-05"], "{name}");
        let (shares, certainty) = if name == "cut" { ("25", Certainty::Guessed) } else { ("250", Certainty::Written) };
        assert_eq!((said(&row.shares).as_str(), row.shares.certainty), (shares, certainty), "{name}");
        let remarks = match name {
            "cut" => "-",
            "bracket" => "Less than < 5 % of the class",
            "reference" => "Bond &nbsp;A&B &#0; &amp",
            "doctype" => "&note;",
            _ => "None of note",
        };
        assert_eq!(said(&form.remarks), remarks, "{name}");
    }
}

/// Costs must not grow faster than the text, whatever it is.
#[test]
fn hostile_markup_is_read_in_time() {
    let root = "<ownershipDocument>";
    let texts = [
        format!("{root}{}", "<a>".repeat(200_000)),
        format!("{root}{}", "</a>".repeat(200_000)),
        format!("{root}{}{}", "<a>".repeat(100_000), "</b>".repeat(100_000)),
        format!("{root}{}", "<".repeat(400_000)),
        format!("{root}{}", "<a \"".repeat(200_000)),
        format!("{root}{}", "<!--".repeat(200_000)),
        format!("{root}{}", "<![CDATA[".repeat(100_000)),
        format!("{root}<remarks>{}</remarks>", "&".repeat(400_000)),
        format!("{root}<remarks>{}</remarks>", "<!---->".repeat(100_000)),
        format!("{root}{}", "<footnotes><footnote id=\"".repeat(40_000)),
    ];
    for text in texts {
        let mut sources = Sources::new();
        let id = sources.add_text("a", text);
        assert_eq!(lower::read(&sources, id).filings.len(), 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_cut_and_no_change_breaks_the_reader(
        name in prop::sample::select(vec!["layouts/form4.xml", "layouts/form3_values.xml", "layouts/form4_first_schema.xml", "layouts/submission.txt"]),
        cut in 0.0..1.0f64,
        changes in prop::collection::vec((0.0..1.0f64, any::<u8>()), 0..4),
        keeps_tail in any::<bool>(),
    ) {
        let text = read::fixture(name);
        let part = read::torn(text, cut, &changes, keeps_tail);
        let mut sources = Sources::new();
        if let Ok(id) = sources.add("a", part) {
            for filing in lower::read(&sources, id).filings {
                prop_assert_eq!(spans_hold(&sources, &filing), Ok(()));
            }
        }
    }
}
