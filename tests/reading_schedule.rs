//! What is read of schedules, value by value.

mod read;

use chrono::NaiveDate;
use edgarlint::fault::FaultKind;
use edgarlint::filing::{Beneficial, Canonical, Certainty, Fidelity, Person, Value};
use edgarlint::lower;
use edgarlint::source::Sources;
use proptest::prelude::*;
use read::{Read, marks, page, said};
use rust_decimal::Decimal;

fn body(read: &Read) -> &Beneficial {
    read.filing.beneficial().expect("a schedule has the body of a schedule")
}

fn person(read: &Read, at: usize) -> &Person {
    body(read).persons.get(at).expect("the person is read")
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Name and value of each field that is present.
fn present(person: &Person) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    person.fields(&mut |name, field| {
        if let Some(Canonical::Text(text)) = field.canonical() {
            all.push((name, text));
        }
    });
    all
}

#[test]
fn the_cover_of_an_amendment() {
    let read = Read::of("layouts/schedule13d_amendment.txt");
    let body = body(&read);
    assert_eq!(said(&read.filing.form), "SC 13D/A");
    assert_eq!(read.filing.fidelity, Fidelity::Rendered);
    assert_eq!(said(&read.filing.issuer.name), "Alder Systems, Inc.");
    assert_eq!(said(&body.class_title), "Common Stock, Par Value \\$0.01 Per Share");
    assert_eq!(body.event_date.present().copied(), day(2013, 3, 5));
    assert_eq!(read.written(&body.event_date), "March 5, 2013");
    assert_eq!(body.amendment_number.present(), Some(&2));
    let cusips: Vec<_> = body.cusips.iter().map(|mention| (mention.page, read.written(&mention.cusip))).collect();
    assert_eq!(cusips, [(1, "01418R 10 4".to_owned()), (2, "01418R104".to_owned())]);
    assert!(body.cusips.iter().all(|mention| said(&mention.cusip) == "01418R104"));
    let [address] = body.addresses.as_slice() else { panic!("one address in the country") };
    assert_eq!(said(&address.city), "Portland");
    assert_eq!(said(&address.state), "Oregon");
    assert_eq!(said(&address.zip), "97204");
    let pages: Vec<_> = body.pages.iter().map(|page| (page.number.present(), page.of.present())).collect();
    assert_eq!(pages, [(Some(&1), Some(&9)), (Some(&2), Some(&9))]);
}

#[test]
fn the_rows_of_a_table_cell_by_cell() {
    let read = Read::of("layouts/schedule13d_amendment.txt");
    let [person] = body(&read).persons.as_slice() else { panic!("one person") };
    assert_eq!(
        present(person),
        [
            ("name", "Borealis Photonics N.V."),
            ("cusip", "01418R104"),
            ("source_of_funds", "WC"),
            ("citizenship", "The Netherlands"),
            ("sole_voting", "1117600"),
            ("sole_dispositive", "1117600"),
            ("aggregate", "1117600"),
            ("percent", "4.54"),
            ("type_codes", "CO"),
        ]
        .map(|(name, value)| (name, value.to_owned()))
    );
    assert_eq!(person.legal_proceedings.present(), Some(&false));
    assert_eq!(person.excludes_shares.present(), Some(&false));
    let rows: Vec<u8> = person.rows.iter().map(|(number, _)| *number).collect();
    assert_eq!(rows, (3..=14).collect::<Vec<u8>>(), "rows 1 and 2 stand without their numbers");
    assert_eq!(person.page, 2);

    assert_eq!(read.written(&person.sole_voting), "1,117,600");
    assert_eq!(read.written(&person.percent), "4.54");
    assert_eq!(person.percent.certainty, Certainty::Written);
    let units: Vec<&str> = person.unit_words.iter().map(|span| read.sources.slice(*span)).collect();
    assert_eq!(units, ["1,117,600 shares of common stock"; 3]);

    assert!(person.shared_voting.is_missing(), "nothing stands after the colon");
    assert_eq!(read.written(&person.shared_voting), "SHARED VOTING POWER");
    assert!(person.shared_dispositive.is_missing(), "an empty box is no amount");
    assert_eq!(read.written(&person.shared_dispositive), "SHARED DISPOSITIVE POWER");
}

#[test]
fn what_the_items_state() {
    let read = Read::of("layouts/schedule13d_amendment.txt");
    let body = body(&read);
    let [background, interest] = body.items.as_slice() else { panic!("two captions") };
    assert!(background.unnumbered && background.number.is_missing());
    assert_eq!(said(&background.title), "Identity and Background");
    assert!(!interest.unnumbered);
    assert_eq!(said(&interest.number), "5");
    assert_eq!(said(&interest.title), "Interest in Securities of the Issuer");
    let under = read.sources.slice(interest.body);
    assert!(under.starts_with("Based on Alder") && under.ends_with("outstanding Common Stock."));

    let outstanding: Vec<_> =
        body.shares_outstanding.iter().map(|said| (said.shares.present(), said.as_of.present().copied())).collect();
    assert_eq!(outstanding, [(Some(&Decimal::from(24_618_300)), day(2013, 1, 31)); 2]);

    let [total] = body.stated_totals.as_slice() else { panic!("one total") };
    assert!(total.sold);
    assert_eq!(total.shares.present(), Some(&Decimal::from(222_400)));
    assert_eq!((total.from.present().copied(), total.through.present().copied()), (day(2013, 3, 4), day(2013, 3, 6)));

    let [holding] = body.stated_positions.as_slice() else { panic!("one holding") };
    assert!(holding.after_trades);
    assert_eq!(holding.shares.present(), Some(&Decimal::from(1_117_600)));
    assert_eq!(read.written(&holding.percent), "4.54");
    assert_eq!(holding.as_of.present().copied(), day(2013, 3, 6));

    assert_eq!(body.ceased_five_percent.present().copied(), day(2013, 3, 5));
    let prior: Vec<_> =
        body.prior_filings.iter().map(|prior| (prior.amendment.present(), prior.date.present().copied())).collect();
    assert_eq!(prior, [(None, day(2010, 6, 18)), (Some(&1), day(2013, 2, 4))]);
    assert!(body.amendment_mentions.iter().all(|mention| mention.present() == Some(&2)));
    assert_eq!(body.amendment_mentions.len(), 3);
    assert_eq!(body.rule_144.map(|span| read.sources.slice(span)), Some("Rule 144"));
    assert_eq!(body.open_market.map(|span| read.sources.slice(span)), Some("open-market"));
}

#[test]
fn a_table_of_trades_in_three_parts() {
    let read = Read::of("layouts/schedule13d_amendment.txt");
    let trades = &body(&read).trades;
    assert_eq!(trades.len(), 18);
    let sum: Decimal = trades.iter().filter_map(|trade| trade.shares.present()).sum();
    assert_eq!(sum, Decimal::from(222_400));
    assert!(trades.iter().all(|trade| trade.sold == Some(true)));
    let first = trades.first().expect("there are eighteen");
    assert_eq!(first.number, 1);
    assert_eq!(
        [read.written(&first.date), read.written(&first.shares), read.written(&first.price)],
        ["03/04/2013", "21,500", "7.1200"]
    );
    let last = trades.last().expect("there are eighteen");
    assert_eq!((last.number, last.date.present().copied()), (18, day(2013, 3, 6)));
    assert!(body(&read).trades_heading.is_some());
}

#[test]
fn a_signature_and_a_stray_name() {
    let read = Read::of("layouts/schedule13d_amendment.txt");
    let [signature] = read.filing.signatures.as_slice() else { panic!("one signs") };
    assert_eq!(said(&signature.name), "Matteo Galvani");
    assert_eq!(said(&signature.title), "Executive Vice President and Chief Financial Officer");
    assert_eq!(signature.date.present().copied(), day(2013, 3, 7));
}

#[test]
fn an_annex_whose_columns_were_shredded() {
    let read = Read::of("layouts/schedule13d_amendment.txt");
    let body = body(&read);
    let whole: Vec<_> = body.annex.iter().filter(|person| !person.scattered).collect();
    let [only] = whole.as_slice() else { panic!("one person stands whole") };
    assert_eq!(said(&only.name), "Ingrid Sandvik");
    assert_eq!(said(&only.position), "Chairman of the Supervisory Board");
    assert_eq!(said(&only.citizenship), "Norwegian");
    let [fault] = read.filing.faults.as_slice() else { panic!("one fault") };
    assert_eq!(fault.kind, FaultKind::ShreddedColumns);
    assert_eq!(read.sources.slice(fault.span), "ANNEX A");
    assert_eq!(fault.also.len(), body.annex.len() - 1);
    assert!(body.annex_span.is_some_and(|span| span.covers(fault.span)));
}

#[test]
fn a_typed_schedule_with_answers_on_the_next_line() {
    let read = Read::of("layouts/schedule13g_typed.txt");
    let body = body(&read);
    assert_eq!(said(&read.filing.form), "SC 13G");
    assert_eq!(read.filing.fidelity, Fidelity::Native);
    assert!(body.amendment_number.is_missing(), "the number of the amendment is blank");
    assert_eq!(said(&read.filing.issuer.name), "HOLLOWAY INSTRUMENTS CORP");
    assert_eq!(
        present(person(&read, 0)),
        [
            ("name", "Tidewater Advisers, Inc."),
            ("cusip", "62479Q203"),
            ("group", "b"),
            ("citizenship", "Delaware"),
            ("sole_voting", "1543802"),
            ("shared_voting", "0"),
            ("sole_dispositive", "1884970"),
            ("shared_dispositive", "0"),
            ("aggregate", "1884970"),
            ("percent", "5.1"),
            ("type_codes", "IA HC"),
        ]
        .map(|(name, value)| (name, value.to_owned()))
    );
    assert_eq!(person(&read, 0).rows.len(), 12);
    assert_eq!(marks(&person(&read, 0).aggregate), ["1"]);
    assert!(body.ceased_five_percent.is_missing(), "the printed words of Item 5 state no date");
    let [holding] = body.stated_positions.as_slice() else { panic!("Item 4 states one holding") };
    assert_eq!([read.written(&holding.shares), read.written(&holding.percent)], ["1884970", "5.1"]);
    let [signature] = read.filing.signatures.as_slice() else { panic!("one signs") };
    assert_eq!(said(&signature.title), "Managing Director");
}

#[test]
fn centred_rows_of_two_persons() {
    let read = Read::of("layouts/schedule13g_joint.txt");
    let body = body(&read);
    assert_eq!(said(&body.class_title), "Class A Ordinary Shares, par value $0.0001 per share");
    assert_eq!(body.class_title.pieces().len(), 1);
    assert_eq!(body.persons.len(), 2);
    let (fund, manager) = (person(&read, 0), person(&read, 1));
    assert_eq!(said(&fund.name), "Osprey Ridge Capital LP");
    assert_eq!(said(&manager.name), "Marguerite Solano");
    assert_eq!((fund.page, manager.page), (2, 3));
    assert_eq!(fund.shared_voting.present(), Some(&Decimal::from(2_710_619)));
    assert_eq!(fund.shared_voting.certainty, Certainty::Laid, "words of the next column stand before it");
    assert_eq!(manager.sole_voting.present(), Some(&Decimal::from(8)), "a value may be a row's number");
    assert_eq!(said(&manager.type_codes), "IN HC");
    assert!(body.persons.iter().all(|person| person.rows.len() == 12));
    let signed: Vec<_> = read
        .filing
        .signatures
        .iter()
        .map(|signature| (said(&signature.title), signature.date.present().copied()))
        .collect();
    assert_eq!(signed, [("Managing Member".to_owned(), day(2022, 2, 14)), ("-".to_owned(), day(2022, 2, 15))]);
}

/// A cover with one person whose rows 5 to 12 are given.
fn with_rows(rows: &str) -> Read {
    Read::text(&format!(
        "SCHEDULE 13G\n\nElm Tools Co\n(Name of Issuer)\n\n38157T107\n(CUSIP Number)\n\n12/31/2021\n\
         (Date of Event Which Requires Filing of this Statement)\n\n1. NAME OF REPORTING PERSON\nJane Roe\n\n\
         4. CITIZENSHIP OR PLACE OF ORGANIZATION\nUnited States\n\n{rows}\n"
    ))
}

#[test]
fn amounts_as_they_are_spelt() {
    let amount = |written: &str| {
        let read = with_rows(&format!("5. SOLE VOTING POWER {written}\n6. SHARED VOTING POWER: 7\n"));
        let field = person(&read, 0).sole_voting.clone();
        assert_eq!(person(&read, 0).shared_voting.present(), Some(&Decimal::from(7)), "{written}");
        (field.value, read.written(&field))
    };
    let present = |number: i64| Value::Present(Decimal::from(number));
    assert_eq!(amount(": 7,950,000(1)"), (present(7_950_000), "7,950,000".to_owned()));
    assert_eq!(amount("\n\n  -0-"), (present(0), "-0-".to_owned()));
    assert_eq!(amount(": None"), (present(0), "None".to_owned()));
    assert_eq!(amount(": 15438027 shares"), (present(15_438_027), "15438027".to_owned()));
    assert_eq!(amount(": |_|").0, Value::Missing);
    assert_eq!(amount(": N/A").0, Value::Missing);
    assert_eq!(amount(": See Item 5"), (Value::Malformed, "See Item 5".to_owned()));
    assert_eq!(amount(": 413,27").0, Value::Malformed);
}

#[test]
fn rows_by_number_alone() {
    let read = Read::text(
        "SCHEDULE 13G\n\nAmendment No. 2\nELM TOOLS CO\nCusip #38157T107\nItem 1: \t \tReporting Person - Roe LLC\n\
         Item 2: \t(a)\t[ ]\n \t(b)\t[ ]\nItem 4: \tDelaware\nItem 5: \t1,037,259\nItem 6: \t0\nItem 7: \t4,712,374\n\
         Item 8: \t0\nItem 9: \t4,712,374\nItem 11: \t13.122%\nItem 12: \tHC\n\nItem 1(a). \tName of Issuer:\n\n\
         \tELM TOOLS CO\n\nItem 2(d). \tTitle of Class of Securities:\n\n\tCOMMON STOCK\n",
    );
    assert_eq!(
        present(person(&read, 0)),
        [
            ("name", "Roe LLC"),
            ("citizenship", "Delaware"),
            ("sole_voting", "1037259"),
            ("shared_voting", "0"),
            ("sole_dispositive", "4712374"),
            ("shared_dispositive", "0"),
            ("aggregate", "4712374"),
            ("percent", "13.122"),
            ("type_codes", "HC"),
        ]
        .map(|(name, value)| (name, value.to_owned()))
    );
    assert_eq!(said(&read.filing.issuer.name), "ELM TOOLS CO");
    assert_eq!(said(&body(&read).class_title), "COMMON STOCK");
    let items: Vec<_> = body(&read).items.iter().map(|item| said(&item.number)).collect();
    assert_eq!(items, ["1(a)", "2(d)"]);
    assert_eq!(said(&read.filing.form), "SC 13G/A");
}

#[test]
fn words_of_a_sentence_are_no_rows() {
    let read = with_rows(
        "5. SOLE VOTING POWER: 12\n9. AGGREGATE AMOUNT BENEFICIALLY OWNED BY EACH REPORTING PERSON: 12\n\n\
         Item 4. Ownership.\n\nThe fund has the sole voting power 500 over shares and shared voting power 600 too.\n",
    );
    let [person] = body(&read).persons.as_slice() else { panic!("one person") };
    assert_eq!(person.sole_voting.present(), Some(&Decimal::from(12)));
    assert!(person.shared_voting.is_missing());
}

#[test]
fn other_texts_are_no_schedules() {
    let mut sources = Sources::new();
    let id = sources.add_text("letter.txt", "Dear Sir,\n\nSchedule 13D was filed on March 3, 2000, see Item 5.\n");
    assert!(lower::read(&sources, id).filings.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Texts damaged by cuts, repeats and foreign characters are read without a panic.
    #[test]
    fn no_text_is_too_damaged(cuts in proptest::collection::vec((0usize..12_000, 0usize..400, "[☐\\PC\n\t]{0,4}"), 1..6)) {
        let mut text = page("layouts/schedule13d_amendment.txt");
        for (at, length, put) in cuts {
            let start = text.char_indices().map(|(index, _)| index).nth(at).unwrap_or(text.len());
            let end = text[start..].char_indices().map(|(index, _)| start + index).nth(length).unwrap_or(text.len());
            text.replace_range(start..end, &put);
        }
        let mut sources = Sources::new();
        let id = sources.add_text("damaged.txt", text.as_str());
        for filing in lower::read(&sources, id).filings {
            filing.places(&mut |_, field| assert!(field.span().end as usize <= text.len()));
        }
    }
}
