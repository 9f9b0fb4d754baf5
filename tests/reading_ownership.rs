//! Form 4 in four layouts of converters, read value by value.

mod read;

use edgarlint::fault::FaultKind;
use edgarlint::filing::{Certainty, Filing, How, Row};
use edgarlint::lower;
use edgarlint::source::Sources;
use read::{Read, marks, page, said, table_one, table_two};

/// The names of a row's fields that were read, but guessed.
fn guessed(row: &Row) -> Vec<&'static str> {
    let mut names = Vec::new();
    row.fields(&mut |name, field| {
        if field.canonical().is_some() && field.certainty() == Certainty::Guessed {
            names.push(name);
        }
    });
    names
}

fn faults(filing: &Filing) -> Vec<FaultKind> {
    let mut kinds: Vec<FaultKind> = filing.faults.iter().map(|fault| fault.kind).collect();
    kinds.sort_unstable();
    kinds
}

fn signature(filing: &Filing) -> [String; 2] {
    let [signature] = filing.signatures.as_slice() else { panic!("one signature: {:?}", filing.signatures) };
    [said(&signature.name), said(&signature.date)]
}

#[test]
fn an_exercise_with_sales_in_clean_cells() {
    let read = Read::of("layouts/exercise_and_sale.txt");
    let (filing, form) = (&read.filing, read.form());
    assert_eq!(said(&filing.form), "4");
    assert_eq!([said(&filing.issuer.name), said(&filing.issuer.symbol)], ["ALDER SYSTEMS INC /DE/", "aldr"]);
    let [owner] = form.owners.as_slice() else { panic!("one owner") };
    assert_eq!(
        [&owner.name, &owner.street1, &owner.street2, &owner.city, &owner.state, &owner.zip].map(|field| said(field)),
        ["MARLOWE EDITH", "C/O ALDER SYSTEMS INC", "1180 QUARRY LANE", "AUSTIN", "TX", "18701"]
    );
    assert_eq!(
        [&owner.is_director, &owner.is_ten_percent_owner, &owner.is_officer, &owner.is_other].map(|field| said(field)),
        ["false", "false", "true", "false"]
    );
    assert_eq!(said(&owner.officer_title), "VP, Field Operations");
    assert_eq!(said(&form.period_of_report), "2012-03-06");
    assert_eq!(said(&form.date_of_original), "-");
    assert_eq!(said(&form.boilerplate.omb_number), "3235-0287");

    let rows: Vec<_> = form.table1.iter().map(|row| table_one(row).map(said)).collect();
    assert_eq!(
        rows,
        [
            ["Common Stock", "2012-03-06", "M", "-", "42000", "A", "1.15", "61500", "D", "-"],
            ["Common Stock", "2012-03-06", "S", "-", "12000", "D", "6.2731", "49500", "D", "-"],
            ["Common Stock", "2012-03-06", "S", "-", "30000", "D", "6.3088", "19500", "D", "-"],
        ]
    );
    let [option] = form.table2.as_slice() else { panic!("one row in Table II") };
    assert_eq!(
        table_two(option).map(said),
        [
            "Employee stock option (Right to buy)",
            "1.15",
            "2012-03-06",
            "M",
            "42000",
            "D",
            "-",
            "2019-08-14",
            "Common Stock",
            "42000",
            "0",
            "310000",
            "D",
            "-",
        ]
    );
    assert_eq!(marks(&option.exercise_date), ["1"]);
    assert!(form.rows().all(|row| guessed(row).is_empty()), "a clean table leaves nothing to guess");
    assert_eq!(form.footnotes.len(), 1);
    assert!(said(&form.footnotes[0].text).starts_with("One-fourth (1/4th) of the shares shall vest"));
    assert_eq!(signature(filing), ["Edith Marlowe", "2012-03-07"]);
    assert_eq!(faults(filing), []);
}

#[test]
fn a_grant_whose_mark_is_a_letter() {
    let read = Read::of("layouts/grant_marked.txt");
    let form = read.form();
    assert_eq!(said(&form.owners[0].name), "OKAFOR SAMUEL");
    assert_eq!(said(&form.owners[0].is_director), "true");
    assert_eq!(form.table1, []);
    let [option] = form.table2.as_slice() else { panic!("one row in Table II") };
    assert_eq!(
        table_two(option).map(said),
        [
            "Employee Stock Option (right to buy)",
            "2.318",
            "2012-02-14",
            "A",
            "60000",
            "A",
            "-",
            "2022-02-14",
            "Common Stock",
            "60000",
            "0",
            "812000",
            "D",
            "-",
        ]
    );
    assert_eq!(marks(&option.exercise_date), ["I"]);
    assert_eq!(guessed(option), Vec::<&str>::new());
    assert_eq!(signature(&read.filing), ["Samuel Okafor", "2012-02-15"]);
}

#[test]
fn a_grant_with_two_values_cut_alike() {
    let read = Read::of("layouts/grant_cut.txt");
    let form = read.form();
    let owner = &form.owners[0];
    assert_eq!([said(&owner.name), said(&owner.zip)], ["VANCE LEONA", "78701"]);
    assert_eq!([said(&owner.is_officer), said(&owner.officer_title)], ["true", "VP, Research"]);
    assert_eq!(said(&owner.is_director), "-", "the box of directors is lost, not empty");
    let [option] = form.table2.as_slice() else { panic!("one row in Table II") };
    assert_eq!(
        table_two(option).map(said),
        [
            "Employee Stock Option (Right to buy)",
            "2.318",
            "2012-02-14",
            "A",
            "95000",
            "A",
            "-",
            "2022-02-14",
            "Common Stock",
            "95000",
            "0",
            "284519",
            "D",
            "-",
        ]
    );
    assert_eq!(guessed(option), ["expiration_date", "owned_following"]);
    assert_eq!(read.written(&option.expiration_date), "02/|/14/2022");
    assert_eq!(read.written(&option.owned_following), "284,51|19");
    for repair in [option.expiration_date.repair(), option.owned_following.repair()] {
        let repair = repair.expect("a cut value that is read was repaired");
        assert_eq!((repair.how, repair.witnesses.len()), (How::Overlapped, 1), "each is the other's witness");
    }
    assert_eq!(signature(&read.filing), ["Leona Vance", "2012-02-15"]);
    assert_eq!(faults(&read.filing), [FaultKind::GarbledBoilerplate]);
}

#[test]
fn sales_in_a_shredded_table() {
    let read = Read::of("layouts/sale_shredded.txt");
    let (filing, form) = (&read.filing, read.form());
    let owner = &form.owners[0];
    assert_eq!(
        [said(&owner.name), said(&owner.city), said(&owner.state)],
        ["BOREALIS MICRO NV", "AMSTERDAM", "NETHERLANDS"]
    );
    assert_eq!(said(&owner.is_ten_percent_owner), "-");
    assert_eq!(said(&filing.issuer.symbol), "ALDR");
    assert_eq!(said(&form.period_of_report), "2011-06-10");
    assert!(form.boilerplate.omb_caption && form.boilerplate.omb_number.is_missing());

    let rows: Vec<_> = form.table1.iter().map(|row| table_one(row).map(said)).collect();
    let row =
        |code, shares, price, owned| ["Common stock", "2011-06-15", code, "-", shares, "D", price, owned, "D", "-"];
    assert_eq!(
        rows,
        [
            row("S", "310000", "7.6", "3210000"),
            row("S", "22500", "7.61", "3187500"),
            row("-", "25500", "7.62", "3162000"),
            row("S", "10000", "7.63", "3152000"),
            row("S", "12500", "7.65", "3139500"),
            row("-", "20000", "7.66", "3119500"),
            row("S", "5000", "7.69", "3114500"),
            row("S", "6000", "7.71", "3108500"),
            row("S", "7500", "7.72", "3101000"),
        ]
    );
    let repairs: Vec<(usize, &str, String, How)> = form
        .table1
        .iter()
        .flat_map(|row| {
            let mut list = Vec::new();
            row.fields(&mut |name, field| {
                if let Some(repair) = field.repair() {
                    list.push((row.number, name, repair.written.to_string(), repair.how));
                }
            });
            list
        })
        .collect();
    let repaired = |number, name, written: &str, how| (number, name, written.to_owned(), how);
    assert_eq!(
        repairs,
        [
            repaired(2, "owned_following", "3,1|87,500", How::Joined),
            repaired(3, "transaction_date", "06/1|5/2011", How::Joined),
            repaired(3, "shares", "25,500)", How::Stripped),
            repaired(3, "owned_following", "3,|162,000", How::Joined),
            repaired(5, "transaction_date", "06/15", How::Column),
            repaired(5, "owned_following", "3,|139,500", How::Joined),
            repaired(6, "transaction_date", "06/15", How::Column),
            repaired(6, "owned_following", "3,|19,500", How::Balance),
            repaired(8, "shares", "00", How::Balance),
            repaired(9, "transaction_date", "06/1|5/2011", How::Joined),
            repaired(9, "owned_following", "3,1|101,000", How::Overlapped),
        ]
    );
    for row in &form.table1 {
        let mut doubtful = Vec::new();
        row.fields(&mut |name, field| doubtful.extend(field.repair().map(|_| name)));
        if row.number == 1 {
            // `$7.6` stands among prices of two decimals in a table whose borders cut: it may have lost one.
            doubtful.push("price");
        }
        assert_eq!(guessed(row), doubtful, "in row {} just the damaged values are guesses", row.number);
    }
    assert_eq!(signature(filing), ["Karel Brandsma", "2011-06-17"]);
    assert_eq!(faults(filing), [FaultKind::MergedCells, FaultKind::ShreddedColumns, FaultKind::UnreadableBoxes]);
}

#[test]
fn any_page_is_read_without_panic() {
    for name in ["exercise_and_sale.txt", "grant_marked.txt", "grant_cut.txt", "sale_shredded.txt"] {
        let text = page(&format!("layouts/{name}"));
        let lines: Vec<&str> = text.lines().collect();
        let mut sources = Sources::new();
        let mut read = |text: String| {
            let id = sources.add_text(name, text);
            let _ = lower::read(&sources, id);
        };
        for at in 0..lines.len() {
            // Cut at every line, without that line, and with it in another place.
            read(lines[..at].join("\n"));
            read([&lines[..at], &lines[at + 1..]].concat().join("\n"));
            let mut moved = lines.clone();
            moved.swap(at, (at * 7 + 3) % lines.len());
            read(moved.join("\n"));
            // A line cut inside a cell.
            let half = lines[at].char_indices().nth(lines[at].chars().count() / 2).map_or(0, |(byte, _)| byte);
            read([&lines[..at], &[&lines[at][..half], &lines[at][half..]], &lines[at + 1..]].concat().join("\n"));
        }
    }
}
