//! Forms 3 and 4 as plain streams, read value by value: cells follow each other with nothing between them.

mod read;

use edgarlint::fault::FaultKind;
use edgarlint::filing::{Row, RowKind};
use read::{Read, doubted, marks, table_one, table_two};

#[test]
fn rows_that_go_on_over_lines() {
    let read = Read::of("layouts/stream_wrapped.txt");
    let form = read.form();
    let class_a = "Class A Common Stock, par value $0.001 per share";
    let rows: Vec<_> = form.table1.iter().map(|row| table_one(row).map(doubted)).collect();
    assert_eq!(
        rows,
        [
            [class_a, "2018-03-05", "M", "-", "4000", "A", "12.5", "64000", "D", "-"],
            [class_a, "2018-03-05", "S", "-", "2500", "D", "48.2731", "61500", "D", "-"],
            [class_a, "2018-03-06", "G", "V", "1500", "D", "0", "60000", "I", "By the Quarry Lane Trust"],
            [class_a, "-", "-", "-", "-", "-", "-", "812000", "I", "See footnotes"],
            ["Class B Common Shares", "-", "-", "-", "-", "-", "-", "5000", "D", "-"],
        ]
    );
    let [_, sale, gift, ..] = form.table1.as_slice() else { panic!("five rows") };
    assert_eq!(marks(&sale.price), ["2"]);
    assert_eq!(doubted(&gift.deemed_execution_date), "2018-03-06");
    assert_eq!(form.table1[3].kind, RowKind::Holding);
    let unread = [FaultKind::UnreadText, FaultKind::UnreadTable];
    assert!(read.filing.faults.iter().all(|fault| !unread.contains(&fault.kind)), "{:?}", read.filing.faults);
}

#[test]
fn options_and_a_note_in_dollars() {
    let read = Read::of("layouts/stream_wrapped.txt");
    let form = read.form();
    let option = "Stock Option (right to buy)";
    let class_a = "Class A Common Stock";
    let rows: Vec<_> = form.table2.iter().map(|row| table_two(row).map(doubted)).collect();
    // The amount stands in one of two columns that nothing parts: the code says which, as a guess.
    let by = "By Alder Capital LLC";
    assert_eq!(
        rows,
        [
            [
                option,
                "12.5",
                "2018-03-05",
                "M",
                "4000",
                "D?",
                "-",
                "2024-08-14",
                class_a,
                "4000",
                "0",
                "36000",
                "D",
                "-"
            ],
            // The end of its title stands below its row.
            [
                "Stock Option (right to buy)?",
                "14.75",
                "2018-03-05",
                "A",
                "9000",
                "A?",
                "-",
                "2028-03-04",
                class_a,
                "9000",
                "0",
                "9000",
                "D",
                "-"
            ],
            ["Convertible Note?", "-", "2018-03-06", "P", "-", "A?", "-", "-", class_a, "5180", "250000", "-", "I", by],
            [option, "9.1", "-", "-", "-", "-", "-", "2021-11-02", class_a, "700", "-", "700", "D", "-"],
        ]
    );
    let bought = &form.table2[2];
    assert_eq!(
        [doubted(&bought.total_value), doubted(&bought.value_owned_following)].map(|v| v.replace('?', "")),
        ["250000", "250000"]
    );
}

#[test]
fn holdings_of_an_initial_statement() {
    let read = Read::of("layouts/stream_initial.txt");
    let form = read.form();
    let held = |row: &Row| {
        [doubted(&row.security_title), doubted(&row.owned_following), doubted(&row.ownership), doubted(&row.nature)]
    };
    assert_eq!(
        form.table1.iter().map(held).collect::<Vec<_>>(),
        [
            ["Common Stock", "14300", "D", "-"],
            ["Common Stock", "2000000", "I", "Okafor Growth Partners II, L.P."],
            ["Common Stock", "90000", "I", "Okafor Growth Principals Fund, L.P."],
        ]
    );
    let rows: Vec<_> = form.table2.iter().map(|row| table_two(row).map(doubted)).collect();
    assert_eq!(
        rows,
        [
            [
                "Series A Convertible Preferred Stock",
                "-",
                "-",
                "-",
                "-",
                "-",
                "-",
                "-",
                "Common Stock",
                "750000",
                "-",
                "-",
                "I",
                "Okafor Growth Partners II, L.P."
            ],
            [
                "Series B Convertible Preferred Stock",
                "-",
                "-",
                "-",
                "-",
                "-",
                "-",
                "-",
                "Common Stock?",
                "410000",
                "-",
                "-",
                "I",
                "See Footnote?"
            ],
            [
                "Employee Stock Option (Right to Buy)?",
                "3.4",
                "-",
                "-",
                "-",
                "-",
                "2018-07-01",
                "2028-06-30",
                "Common Stock",
                "25000",
                "-",
                "-",
                "D",
                "-"
            ],
        ]
    );
}
