//! What is read of pages of HTML, value by value.

mod read;

use edgarlint::filing::{Certainty, Fidelity, Filing};
use edgarlint::lower;
use edgarlint::source::Sources;
use read::{Read, doubted, lines, marks, page, said, table_one, table_two};

/// What a text holds that is no filing of ours: the name of the form it is, if it has one.
fn not_ours(html: &str) -> Option<String> {
    let mut sources = Sources::new();
    let id = sources.add_text("page.html", html);
    let reading = lower::read(&sources, id);
    assert_eq!((reading.filings.len(), reading.unread_format), (0, None), "{html}");
    reading.not_ours
}

#[test]
fn the_tables_of_edgars_page() {
    let read = Read::of("layouts/form4_page.html");
    assert_eq!((read.filing.fidelity, said(&read.filing.form)), (Fidelity::Rendered, "4".to_owned()));
    let form = read.form();
    let rows = lines(&form.table1, table_one, doubted);
    assert_eq!(
        rows,
        [
            "Common Stock | 2024-03-05 | M | - | 4200 | A | 12.5 | 11700 | D | -",
            "Common Stock | 2024-03-05 | S | - | 4200 | D | 31.07 | 7500 | D | -",
            "Common Stock | - | - | - | - | - | - | 900 | I | By Trust",
        ]
    );
    let [option] = form.table2.as_slice() else { panic!("one row in Table II") };
    assert_eq!(
        lines(&form.table2, table_two, doubted),
        [
            "Stock Option (Right to Buy) | 12.5 | 2024-03-05 | M | 4200 | D | - | 2031-02-14 | Common Stock | 4200 | 0 | 8400 | D | -"
        ]
    );
    assert_eq!(marks(&form.table1[1].price), ["1"]);
    assert_eq!(marks(&form.table1[2].nature), ["2"]);
    assert_eq!(marks(&option.exercise_date), ["3"]);
    assert_eq!(read.written(&form.table1[1].shares), "4,200");
    assert_eq!(read.written(&option.underlying_title), "Common|Stock");
}

/// No border of a cell is lost in markup: what looks like two values is one.
#[test]
fn a_cell_is_whole() {
    let title = "Stock Option granted 02/03/2021 (right to buy)";
    let read = Read::text(&page("layouts/form4_page.html").replace("Stock Option (Right to Buy)", title));
    assert_eq!(doubted(&read.form().table2[0].security_title), title);
    assert!(read.filing.faults.is_empty(), "{:?}", read.filing.faults);
}

#[test]
fn the_boxes_of_edgars_page() {
    let read = Read::of("layouts/form4_page.html");
    let form = read.form();
    assert_eq!(doubted(&read.filing.issuer.name), "ALDER & SONS SYSTEMS INC");
    assert_eq!(read.written(&read.filing.issuer.name), "ALDER &amp; SONS SYSTEMS INC");
    assert_eq!(doubted(&read.filing.issuer.symbol), "ALDR");
    assert_eq!(doubted(&form.period_of_report), "2024-03-05");
    assert!(form.date_of_original.is_missing());
    // EDGAR draws the first box empty whatever was filed.
    assert_eq!((doubted(&form.not_subject_to_section16), doubted(&form.aff10b5one)), ("false?".into(), "true".into()));
    let [owner] = form.owners.as_slice() else { panic!("one owner") };
    let address =
        [&owner.name, &owner.street1, &owner.street2, &owner.city, &owner.state, &owner.zip].map(|one| said(one));
    assert_eq!(address, ["Marlowe Edith", "C/O ALDER SYSTEMS INC", "12 QUARRY LANE", "AUSTIN", "TX", "78701"]);
    assert_eq!(doubted(&owner.officer_title), "VP, Field Operations");
    let boxes =
        [&owner.is_director, &owner.is_officer, &owner.is_ten_percent_owner, &owner.is_other].map(|one| doubted(one));
    assert_eq!(boxes, ["false", "true", "false", "false"]);
    let notes: Vec<_> = form.footnotes.iter().map(|note| (note.id.as_ref(), doubted(&note.text))).collect();
    assert_eq!(
        notes,
        [
            ("1", "The sale was made under a plan adopted on September 1, 2023.".to_owned()),
            ("2", "Held by the reporting person’s family trust.".to_owned()),
            ("3", "The option is fully vested.".to_owned()),
        ]
    );
    let [signature] = read.filing.signatures.as_slice() else { panic!("one signature") };
    assert_eq!(
        (doubted(&signature.name), doubted(&signature.date)),
        ("Jonas Feld, attorney-in-fact".into(), "2024-03-07".into())
    );
}

#[test]
fn the_page_of_edgars_archive() {
    let read = Read::of("layouts/form4_archive_page.html");
    let form = read.form();
    let rows = lines(&form.table1, table_one, doubted);
    assert_eq!(rows, ["Ordinary Shares | 2019-06-14 | P | - | 1500 | A | 8.415 | 21500 | I | By Feld Holdings LLC"]);
    assert_eq!((marks(&form.table1[0].security_title), marks(&form.table1[0].price)), (vec!["1"], vec!["2"]));
    assert_eq!(doubted(&form.not_subject_to_section16), "true");
    assert_eq!(
        (doubted(&read.filing.issuer.name), doubted(&read.filing.issuer.symbol)),
        ("Borealis Photonics Corp".into(), "BRLS".into())
    );
    let [owner] = form.owners.as_slice() else { panic!("one owner") };
    assert_eq!(
        [&owner.name, &owner.city, &owner.state, &owner.zip].map(|one| doubted(one)),
        ["Feld Jonas", "PORTLAND", "OR", "97204"]
    );
    assert_eq!([&owner.is_director, &owner.is_ten_percent_owner].map(|one| doubted(one)), ["true", "false"]);
    assert_eq!(form.footnotes.len(), 2);
    assert_eq!(doubted(&read.filing.signatures[0].date), "2019-06-17");
}

#[test]
fn edgars_page_of_a_schedule() {
    let read = Read::of("layouts/schedule13g_page.html");
    assert_eq!((said(&read.filing.form), read.filing.fidelity), ("SC 13G/A".to_owned(), Fidelity::Rendered));
    let body = read.filing.beneficial().expect("a schedule");
    assert_eq!(doubted(&read.filing.issuer.name), "Alder & Sons Systems Inc");
    assert_eq!(
        [doubted(&body.class_title), doubted(&body.event_date), doubted(&body.amendment_number)],
        ["Common Stock, $0.01 par value", "2025-12-31", "3"]
    );
    let [person] = body.persons.as_slice() else { panic!("one person") };
    let values: [&dyn edgarlint::filing::AnyField; 8] = [
        &person.name,
        &person.citizenship,
        &person.sole_voting,
        &person.shared_voting,
        &person.sole_dispositive,
        &person.aggregate,
        &person.percent,
        &person.type_codes,
    ];
    assert_eq!(
        values.map(doubted),
        ["Quarry Lane Advisers LLC", "DELAWARE", "1200000.00", "0.00", "1250500.00", "1250500.00", "5.1", "IA"]
    );
    assert_eq!(person.excludes_shares.present(), Some(&false));
    assert_eq!(doubted(&read.filing.signatures[0].name), "Helen Marlowe");
}

#[test]
fn html_in_a_submission() {
    let read = Read::of("layouts/submission_html.txt");
    assert_eq!((said(&read.filing.form), read.filing.fidelity), ("SC 13D/A".to_owned(), Fidelity::Rendered));
    assert_eq!(
        [doubted(&read.filing.accession), doubted(&read.filing.filed_as_of)],
        ["0000990001-23-000017", "2023-03-10"]
    );
    let submission = read.filing.submission.as_ref().expect("the submission around it");
    assert_eq!(said(&submission.file_name), "alder13da.htm");
    assert_eq!(submission.supporting.len(), 1, "the letter is no filing");
    let body = read.filing.beneficial().expect("a schedule");
    assert_eq!(doubted(&read.filing.issuer.name), "Alder & Sons Systems, Inc.");
    let [person] = body.persons.as_slice() else { panic!("one person") };
    assert_eq!(
        [doubted(&person.name), doubted(&person.aggregate), doubted(&person.percent)],
        ["Borealis Photonics N.V.", "1117600", "4.5"]
    );
    assert_eq!(read.written(&person.aggregate), "1,117,600");
    let trades: Vec<_> = body
        .trades
        .iter()
        .map(|trade| [said(&trade.date), said(&trade.shares), said(&trade.price)].join(" "))
        .collect();
    assert_eq!(trades, ["2023-03-06 10000 31.20", "2023-03-07 12500 31.55"]);
}

#[test]
fn items_in_cells_of_their_own_are_headings() {
    let item = "<table><tr><td>ITEM 2:</td><td>(a)</td><td>NAME OF PERSON FILING:</td></tr></table><p>See Item 1 on page 2</p>";
    let read =
        Read::text(&schedule("<p>1. NAMES OF REPORTING PERSONS: Feld Holdings LLC</p>").replace("</body>", item));
    let items = &read.filing.beneficial().expect("a schedule").items;
    assert_eq!(items.iter().map(|item| said(&item.number)).collect::<Vec<_>>(), ["1", "2"]);
}

/// The rows of a cover page: number, caption, value.
const ROWS: [(u32, &str, &str); 14] = [
    (1, "NAMES OF REPORTING PERSONS", "Feld Holdings LLC"),
    (2, "CHECK THE APPROPRIATE BOX IF A MEMBER OF A GROUP", "(a) [ ] (b) [X]"),
    (3, "SEC USE ONLY", ""),
    (4, "SOURCE OF FUNDS", "AF"),
    (5, "CHECK BOX IF DISCLOSURE OF LEGAL PROCEEDINGS IS REQUIRED PURSUANT TO ITEM 2(d) OR 2(e)", "[ ]"),
    (6, "CITIZENSHIP OR PLACE OF ORGANIZATION", "Oregon"),
    (7, "SOLE VOTING POWER", "0"),
    (8, "SHARED VOTING POWER", "812,044"),
    (9, "SOLE DISPOSITIVE POWER", "-0-"),
    (10, "SHARED DISPOSITIVE POWER", "812,044"),
    (11, "AGGREGATE AMOUNT BENEFICIALLY OWNED BY EACH REPORTING PERSON", "812,044"),
    (12, "CHECK BOX IF THE AGGREGATE AMOUNT IN ROW (11) EXCLUDES CERTAIN SHARES", "[ ]"),
    (13, "PERCENT OF CLASS REPRESENTED BY AMOUNT IN ROW (11)", "6.2%"),
    (14, "TYPE OF REPORTING PERSON", "OO"),
];

/// A schedule whose cover rows are set so.
fn schedule(rows: &str) -> String {
    format!(
        "<html><body><p>SCHEDULE 13D</p><p>Under the Securities Exchange Act of 1934</p>\
         <p>Borealis Photonics Corp</p><p>(Name of Issuer)</p><p>Ordinary Shares</p><p>(Title of Class of Securities)</p>\
         <p>09987B102</p><p>(CUSIP Number)</p><p>June 14, 2019</p><p>(Date of Event Which Requires Filing of this Statement)</p>\
         <p>CUSIP No. 09987B102</p>{rows}<p>Item 1. Security and Issuer</p></body></html>"
    )
}

/// Ways to set the rows, each with its name.
fn settings() -> Vec<(&'static str, String)> {
    let each = |row: fn(u32, &str, &str) -> String| {
        ROWS.iter().map(|(number, caption, value)| row(*number, caption, value)).collect::<String>()
    };
    let table = |rows: String| format!("<table border=1>{rows}</table>");
    let of_powers = |number: u32| (7..=10).contains(&number);
    let beside = "NUMBER OF<br>SHARES<br>BENEFICIALLY<br>OWNED BY<br>EACH<br>REPORTING<br>PERSON<br>WITH";
    let joined: String = ROWS
        .iter()
        .map(|(number, caption, value)| {
            let label = if *number == 7 { format!("<td rowspan=4>{beside}</td>") } else { String::new() };
            let wide = if of_powers(*number) { "" } else { " colspan=2" };
            format!("<tr>{label}<td>{number}</td><td{wide}>{caption}<br>{value}</td></tr>")
        })
        .collect();
    let nested: String = ROWS
        .iter()
        .map(|(number, caption, value)| {
            let row = format!("<tr><td>{number}</td><td>{caption}<br><br>{value}</td></tr>");
            match number {
                7 => format!("<tr><td>{beside}</td><td><table>{row}"),
                10 => format!("{row}</table></td></tr>"),
                _ => row,
            }
        })
        .collect();
    let words = ["NUMBER OF", "SHARES", "BENEFICIALLY", "OWNED BY"];
    let parted: String = ROWS
        .iter()
        .map(|(number, caption, value)| match number.checked_sub(7).and_then(|at| words.get(at as usize)) {
            Some(word) => format!(
                "<tr><td>{word}</td><td>{number}</td><td>{caption}</td></tr><tr><td></td><td></td><td>{value}</td></tr>"
            ),
            None => format!("<tr><td>{number}</td><td colspan=2>{caption}<p>{value}</p></td></tr>"),
        })
        .collect();
    vec![
        (
            "breaks",
            table(each(|number, caption, value| format!("<tr><td>{number}</td><td>{caption}<br>{value}</td></tr>"))),
        ),
        (
            "paragraphs",
            table(each(|number, caption, value| {
                format!("<tr><td><p>{number}.</p></td><td><p>{caption}</p><p>{value}</p></td></tr>")
            })),
        ),
        (
            "columns",
            table(each(|number, caption, value| {
                format!("<tr><td>{number}</td><td>{caption}</td><td>{value}</td></tr>")
            })),
        ),
        (
            "rows below",
            table(each(|number, caption, value| {
                format!("<tr><td>{number}</td><td>{caption}</td></tr><tr><td></td><td>{value}</td></tr>")
            })),
        ),
        (
            "spacers",
            table(each(|number, caption, value| {
                format!(
                    "<tr><td>{number}</td><td>&nbsp;</td><td colspan=3><font>{caption}</font><br>&nbsp;&nbsp;{value}</td><td>&nbsp;</td></tr>"
                )
            })),
        ),
        (
            "a table for each",
            each(|number, caption, value| {
                format!("<table><tr><td>({number})</td><td>{caption}<div>{value}</div></td></tr></table>")
            }),
        ),
        ("lines", each(|number, caption, value| format!("<div>{number}. {caption}</div><div>{value}</div>"))),
        ("after a colon", each(|number, caption, value| format!("<p>{number}. {caption}: {value}"))),
        (
            "typed",
            format!(
                "<pre>{}</pre>",
                each(|number, caption, value| format!("{number:>3}  {caption}\n\n     {value}\n\n"))
            ),
        ),
        ("a label beside", table(joined)),
        ("a table within", table(nested)),
        ("a label in parts", table(parted)),
    ]
}

/// A value in doubt ends with `?`.
fn cover(filing: &Filing) -> Vec<String> {
    let body = filing.beneficial().expect("a schedule");
    let [person] = body.persons.as_slice() else { panic!("{} persons", body.persons.len()) };
    let fields: [&dyn edgarlint::filing::AnyField; 10] = [
        &person.name,
        &person.source_of_funds,
        &person.citizenship,
        &person.sole_voting,
        &person.shared_voting,
        &person.sole_dispositive,
        &person.shared_dispositive,
        &person.aggregate,
        &person.percent,
        &person.type_codes,
    ];
    fields.into_iter().chain([&filing.issuer.name as &dyn edgarlint::filing::AnyField]).map(doubted).collect()
}

#[test]
fn one_cover_in_many_settings() {
    let expected = [
        "Feld Holdings LLC",
        "AF",
        "Oregon",
        "0",
        "812044",
        "0",
        "812044",
        "812044",
        "6.2",
        "OO",
        "Borealis Photonics Corp",
    ];
    for (name, rows) in settings() {
        let read = Read::text(&schedule(&rows));
        assert_eq!(cover(&read.filing), expected, "{name}");
    }
}

#[test]
fn a_page_that_only_speaks_of_our_forms_is_none() {
    for page in [
        "<html><body><h1>FORM 4</h1>STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP</body></html>",
        "<!DOCTYPE html><html><body><h1>Schedule 13D</h1><p>Who must file a Schedule 13D, and when</p></body></html>",
        "<html><body><p>Alder Systems Inc announces its results</p></body></html>",
        "<html>",
    ] {
        assert_eq!(not_ours(page), None);
    }
    let sale = "<html><body><h3>FORM 144</h3><div>NOTICE OF PROPOSED SALE OF SECURITIES</div></body></html>";
    assert_eq!(not_ours(sale), Some("Form 144".to_owned()));
}

#[test]
fn a_page_in_another_encoding_keeps_its_places() {
    let utf8 = page("layouts/form4_page.html").replace("Marlowe Edith", "Marl\u{f6}we Edith");
    let latin: Vec<u8> = utf8.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect();
    let mut sources = Sources::new();
    let id = sources.add("page.html", latin.clone()).expect("text");
    let [filing] = <[Filing; 1]>::try_from(lower::read(&sources, id).filings).expect("one filing");
    let place = sources.place(filing.issuer.name.span);
    assert_eq!(latin.get(place.start..place.end), Some(&b"ALDER &amp; SONS SYSTEMS INC"[..]));
}

/// What ends a page early takes what is behind it, and never makes what is left another value.
#[test]
fn a_page_that_is_cut_short_says_no_more_than_it_does() {
    let whole = page("layouts/form4_page.html");
    let cut = whole.find("31.07").expect("the price is there");
    let read = Read::text(&whole[..cut]);
    let form = read.form();
    assert_eq!(said(&form.table1[0].price), "12.5");
    assert!(form.table1.get(1).is_none_or(|row| row.price.present().is_none()));
    assert!(form.table1.iter().all(|row| row.shares.certainty >= Certainty::Guessed));
}
