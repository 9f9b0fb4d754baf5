//! The boxes outside the tables, in the ways that converters and scans set them out.

mod read;

use edgarlint::filing::{AnyField, Certainty, Field, Filing, FormKind, Owner};
use read::{Read, said};

fn owners(filing: &Filing) -> &[Owner] {
    &filing.ownership().expect("the fixture is a form of ownership").owners
}

/// Name, streets, city, state and ZIP code.
fn address(owner: &Owner) -> [String; 6] {
    [
        said(&owner.name),
        said(&owner.street1),
        said(&owner.street2),
        said(&owner.city),
        said(&owner.state),
        said(&owner.zip),
    ]
}

/// Director, officer, ten percent owner, other, and the title.
fn relation(owner: &Owner) -> [String; 5] {
    [
        said(&owner.is_director),
        said(&owner.is_officer),
        said(&owner.is_ten_percent_owner),
        said(&owner.is_other),
        said(&owner.officer_title),
    ]
}

fn signatures(filing: &Filing) -> Vec<[String; 2]> {
    filing.signatures.iter().map(|signature| [said(&signature.name), said(&signature.date)]).collect()
}

#[test]
fn boxes_that_stand_side_by_side() {
    let filing = Read::of("layouts/boxes_placed.txt").filing;
    let form = filing.form.present().expect("a form");
    assert_eq!((form.kind, form.amendment), (FormKind::Four, true));
    assert_eq!([said(&filing.issuer.name), said(&filing.issuer.symbol)], ["ALDER SYSTEMS INC", "ALDR"]);
    let body = filing.ownership().expect("Form 4");
    assert_eq!([said(&body.period_of_report), said(&body.date_of_original)], ["2019-03-05", "2019-03-07"]);
    assert_eq!(body.period_of_report.certainty, Certainty::Laid, "a place told, no label beside it");

    let [first, second] = owners(&filing) else { panic!("two reporting persons") };
    let lane = ["C/O ALDER SYSTEMS INC", "2140 FOUNDRY LANE", "HARROW POINT", "OR", "97131"];
    assert_eq!(address(first)[1..], lane);
    assert_eq!(address(first)[0], "Okafor Delia R");
    assert_eq!(relation(first), ["false", "true", "true", "false", "SVP, Supply & Works"]);
    assert_eq!(address(second), ["Foundry Lane Partners LP", "2140 FOUNDRY LANE", "-", "HARROW POINT", "OR", "97131"]);
    assert_eq!(relation(second), ["false", "false", "true", "false", "-"]);
    assert_eq!(
        signatures(&filing),
        [
            ["Delia R. Okafor", "2019-03-11"],
            ["Foundry Lane Partners LP, By: /s/ Delia R. Okafor, Manager", "2019-03-11"]
        ]
    );
}

#[test]
fn explanations_whose_numbers_stand_beside_their_middle() {
    let filing = Read::of("layouts/boxes_placed.txt").filing;
    let notes = &filing.ownership().expect("Form 4").footnotes;
    let read: Vec<(&str, String)> = notes.iter().map(|note| (note.id.as_ref(), said(&note.text))).collect();
    let [(one, first), (two, second)] = read.as_slice() else { panic!("two explanations: {read:?}") };
    assert_eq!((*one, *two), ("1", "2"));
    assert!(first.starts_with("The shares were sold") && first.ends_with("the first of March."), "{first}");
    assert!(second.starts_with("Delia R. Okafor manages") && second.ends_with("is an admission."), "{second}");
    assert!(notes.iter().all(|note| note.text.certainty == Certainty::Guessed), "the lines were shared out");
}

#[test]
fn boxes_that_follow_each_other() {
    let filing = Read::of("layouts/boxes_stream.txt").filing;
    assert_eq!(filing.form.present().map(|form| form.name()), Some("3"));
    assert_eq!([said(&filing.issuer.name), said(&filing.issuer.symbol)], ["QUILL HARBOR FREIGHT & MARINE CO", "QHFM"]);
    assert_eq!(filing.issuer.name.certainty, Certainty::Written);
    assert_eq!(said(&filing.ownership().expect("Form 3").period_of_report), "2021-06-14");
    let [owner] = owners(&filing) else { panic!("one reporting person") };
    assert_eq!(
        address(owner),
        ["Brandvold Ines", "QUILL HARBOR FREIGHT", "77 PIER ROAD", "SALEM", "MASSACHUSETTS", "01970"]
    );
    assert_eq!(relation(owner), ["true", "true", "false", "false", "Treasurer"]);
    assert_eq!(signatures(&filing), [["Ines Brandvold", "2021-06-22"]]);
}

#[test]
fn boxes_of_a_scan_are_never_written() {
    let filing = Read::of("layouts/boxes_scanned.txt").filing;
    assert_eq!(filing.form.present().map(|form| form.name()), Some("4"));
    assert_eq!([said(&filing.issuer.name), said(&filing.issuer.symbol)], ["ALDER SYSTEMS INC", "ALDR"]);
    let [owner] = owners(&filing) else { panic!("one reporting person") };
    assert_eq!(
        address(owner),
        ["Okafor Delia R", "C/O ALDER SYSTEMS INC", "2140 FOUNDRY LANE", "HARROW POINT", "OR", "97131"]
    );
    assert_eq!(said(&owner.officer_title), "SVP, Supply & Works");
    assert_eq!(owner.is_director.sure(), None, "its label is not legible");
    let body = filing.ownership().expect("Form 4");
    assert_eq!(body.period_of_report.sure(), None, "no calendar has the 93rd month");
    let mut written: Vec<String> = Vec::new();
    let mut collect = |name: &'static str, field: &dyn AnyField| {
        if field.certainty() == Certainty::Written {
            written.push(name.to_owned());
        }
    };
    owner.fields(&mut |name, field| collect(name, field));
    filing.issuer.fields(&mut |name, field| collect(name, field));
    filing.signatures.iter().for_each(|signature| signature.fields(&mut |name, field| collect(name, field)));
    body.footnotes.iter().for_each(|note| collect("footnote", &note.text));
    assert_eq!(written, Vec::<String>::new());
}

#[test]
fn a_date_that_a_street_pushed_aside_is_no_part_of_the_street() {
    let filing = Read::of("layouts/boxes_placed.txt").filing;
    let owner = owners(&filing).first().expect("a reporting person");
    let streets: [&Field<Box<str>>; 2] = [&owner.street1, &owner.street2];
    assert!(streets.iter().all(|street| !said(*street).contains("2019")), "{:?}", address(owner));
}
