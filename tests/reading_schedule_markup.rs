//! Schedules 13D and 13G in XML, read value by value.

mod read;

use edgarlint::filing::{Beneficial, Canonical, Certainty, Fidelity, Person, Stage};
use edgarlint::lower;
use edgarlint::source::Sources;
use read::{Read, fixture, page, said, spans_hold};

const D: &str = "layouts/schedule13d_amendment.xml";
const G: &str = "layouts/schedule13g.xml";

fn body(read: &Read) -> &Beneficial {
    read.filing.beneficial().expect("a schedule has the body of a schedule")
}

/// Name and value of each field that is present.
fn present(person: &Person) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    person.fields(&mut |name, field| match field.canonical() {
        Some(Canonical::Text(text)) => all.push((name, text)),
        Some(Canonical::Truth(truth)) => all.push((name, truth.to_string())),
        None => {}
    });
    all
}

fn named<'v>(values: &'v [(&'static str, String)]) -> Vec<(&'static str, &'v str)> {
    values.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[test]
fn an_amendment_of_13d_value_by_value() {
    let read = Read::of(D);
    let (filing, schedule) = (&read.filing, body(&read));
    assert_eq!(said(&filing.form), "SC 13D/A");
    assert_eq!(read.written(&filing.form), "SCHEDULE 13D/A");
    assert_eq!((filing.fidelity, filing.stage, filing.by_machine), (Fidelity::Native, Stage::Disseminated, false));
    assert_eq!(filing.faults, []);
    assert_eq!(
        [&filing.issuer.cik, &filing.issuer.name].map(|field| said(field)),
        ["0000990001", "Alder & Sons Systems Inc"]
    );
    assert_eq!(read.written(&filing.issuer.name), "Alder &amp; Sons Systems Inc");
    assert_eq!(said(&schedule.amendment_number), "2");
    assert_eq!(said(&schedule.class_title), "Common Stock, par value $0.01 per share");
    assert_eq!([said(&schedule.event_date), read.written(&schedule.event_date)], ["2026-03-05", "03/05/2026"]);
    let cusips: Vec<_> = schedule.cusips.iter().map(|mention| (mention.page, said(&mention.cusip))).collect();
    assert_eq!(cusips, [(1, "01418R104".to_owned())]);
    let addresses: Vec<_> = schedule
        .addresses
        .iter()
        .map(|address| [&address.city, &address.state, &address.zip].map(|field| said(field)).join(" "))
        .collect();
    assert_eq!(addresses, ["Portland OR 97204", "Austin TX 78701"]);
    assert!(schedule.ceased_five_percent.is_missing(), "prose is no malformed date");

    let [partners, hazel] = schedule.persons.as_slice() else { panic!("two persons") };
    assert_eq!(
        named(&present(partners)),
        [
            ("name", "Hazel Partners LP"),
            ("cik", "0000990004"),
            ("group", "a"),
            ("source_of_funds", "WC OO"),
            ("legal_proceedings", "false"),
            ("citizenship", "DE"),
            ("sole_voting", "0.00"),
            ("shared_voting", "714400.00"),
            ("sole_dispositive", "0.00"),
            ("shared_dispositive", "714400.00"),
            ("aggregate", "714400.00"),
            ("excludes_shares", "false"),
            ("percent", "7.1"),
            ("type_codes", "PN"),
        ]
    );
    assert_eq!(read.written(&partners.source_of_funds), "WC|OO");
    assert_eq!([said(&hazel.cik), said(&hazel.type_codes)], ["-", "IN HC"]);
    assert_eq!(hazel.aggregate.certainty, Certainty::Written);

    let items: Vec<_> = schedule.items.iter().map(|item| said(&item.number)).collect();
    assert_eq!(items, ["1", "5"]);
    assert!(schedule.items.last().is_some_and(|item| read.sources.slice(item.body).contains("last sixty days")));
    let signed: Vec<_> = filing
        .signatures
        .iter()
        .map(|signature| [said(&signature.name), said(&signature.title), said(&signature.date)].join(", "))
        .collect();
    assert_eq!(signed, ["Ines Hazel, General Partner, 2026-03-06", "Ines Hazel, Ines Hazel, 2026-03-06"]);
}

#[test]
fn a_13g_value_by_value() {
    let read = Read::of(G);
    let (filing, schedule) = (&read.filing, body(&read));
    assert_eq!(said(&filing.form), "SC 13G");
    assert_eq!(filing.stage, Stage::Submission, "a confirmation code is what a filer sends");
    assert_eq!(filing.faults, []);
    assert_eq!([said(&schedule.event_date), said(&filing.issuer.cik)], ["2025-12-31", "0000990001"]);
    let cusips: Vec<_> = schedule.cusips.iter().map(|mention| said(&mention.cusip)).collect();
    assert_eq!(cusips, ["01418R104"]);
    let [person] = schedule.persons.as_slice() else { panic!("one person") };
    assert_eq!(
        named(&present(person)),
        [
            ("name", "Rowan Advisers LLC"),
            ("cik", "0000990005"),
            ("group", "b"),
            ("citizenship", "DE"),
            ("sole_voting", "520000.00"),
            ("shared_voting", "0"),
            ("sole_dispositive", "560000.00"),
            ("shared_dispositive", "0"),
            ("aggregate", "560000"),
            ("excludes_shares", "true"),
            ("percent", "5.6"),
            ("type_codes", "IA"),
        ]
    );
    let items: Vec<_> = schedule.items.iter().map(|item| said(&item.number)).collect();
    assert_eq!(items, ["3", "4", "10"]);
    let [stated] = schedule.stated_positions.as_slice() else { panic!("Item 4 states one holding") };
    assert_eq!([said(&stated.shares), said(&stated.percent)], ["560000", "5.6"]);
    assert_eq!(read.written(&stated.shares), "560,000");
    let [signature] = filing.signatures.as_slice() else { panic!("one signature") };
    assert_eq!([said(&signature.name), said(&signature.date)], ["Otto Rowan", "2026-02-10"]);
}

#[test]
fn every_value_stands_where_it_says() {
    for name in [D, G] {
        let mut sources = Sources::new();
        let id = sources.add(name, fixture(name)).expect("a filing is text");
        for filing in lower::read(&sources, id).filings {
            assert_eq!(spans_hold(&sources, &filing), Ok(()));
        }
    }
}

#[test]
fn item_4_speaks_for_nobody_among_several() {
    let text = page(G);
    let (start, end) = (text.find("<n1:coverPageHeaderReportingPersonDetails>"), text.find("<n1:items>"));
    let (start, end) = (start.expect("a person"), end.expect("items"));
    let person = text.get(start..end).expect("persons stand before the items");
    let read = Read::text(&text.replacen(person, &person.repeat(2), 1));
    assert_eq!((body(&read).persons.len(), body(&read).stated_positions.len()), (2, 0));
}

#[test]
fn earlier_names_and_dates_are_read() {
    let text = page(D)
        .replace("<issuerCusips>", "<issuerCUSIP>01418R104</issuerCUSIP><!--")
        .replace("</issuerCusips>", "-->")
        .replace("<dateOfEvent>03/05/2026", "<dateOfEvent>03-05-2026");
    let read = Read::text(&text);
    let cusips: Vec<_> = body(&read).cusips.iter().map(|mention| said(&mention.cusip)).collect();
    assert_eq!(cusips, ["01418R104"]);
    assert_eq!(said(&body(&read).event_date), "2026-03-05");
    assert_eq!(read.filing.faults, []);
    let iso = Read::text(&text.replace("03-05-2026", "2026-03-05"));
    assert_eq!(said(&body(&iso).event_date), "2026-03-05");
}

#[test]
fn a_schedule_in_a_submission_is_told_by_its_header() {
    let text = format!(
        "<SUBMISSION>\n<ACCESSION-NUMBER>0000990005-26-000001\n<TYPE>SCHEDULE 13G\n<DOCUMENT>\n<TYPE>SCHEDULE 13G\n\
         <TEXT>\n<XML>\n{}</XML>\n</TEXT>\n</DOCUMENT>\n</SUBMISSION>\n",
        page(G)
    );
    let read = Read::text(&text);
    assert_eq!(said(&read.filing.accession), "0000990005-26-000001");
    assert_eq!(read.filing.stage, Stage::Disseminated);
    assert_eq!(said(&read.filing.form), "SC 13G");
    assert_eq!(said(&body(&read).class_title), "Common Stock");
}

#[test]
fn other_submissions_are_no_schedules() {
    let mut sources = Sources::new();
    let id = sources.add_text("a", page(G).replace("SCHEDULE 13G", "144"));
    let reading = lower::read(&sources, id);
    assert_eq!((reading.filings.len(), reading.not_ours.as_deref()), (0, Some("Form 144")));
}
