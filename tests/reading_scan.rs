//! Form 4 as scans give it, line by line, read value by value.

mod read;

use edgarlint::fault::FaultKind;
use edgarlint::filing::{How, RowKind};
use read::{Read, doubted, lines, page, table_one, table_two};

#[test]
fn rows_whose_cells_lie_between_each_other() {
    let read = Read::of("layouts/scan_sales.txt");
    assert_eq!(
        lines(&read.form().table1, table_one, doubted),
        [
            "Class A Common Stock | 2024-03-05 | M | - | 12400 | A | 3.15? | 61900 | D | -",
            "Class A Common Stock | 2024-03-05 | S? | - | 4250 | D | 27.1842 | 57650 | D | -",
            "Class A Common Stock | 2024-03-05 | S? | - | 8150? | D | 27.9035 | 49500 | D | -",
            "Class A Common Stock | 2024-03-05 | S | - | 1300? | D | 27.1842 | 18200? | I | By The Marlowe Family Trust?",
            "Class A Common Stock | - | - | - | - | - | - | 2075? | I? | By Spouse?",
        ]
    );
    assert!(read.filing.faults.iter().all(|fault| fault.kind != FaultKind::UnreadText), "every line is read");
}

#[test]
fn the_title_of_an_option_and_of_what_it_buys_share_their_lines() {
    let read = Read::of("layouts/scan_sales.txt");
    assert_eq!(
        lines(&read.form().table2, table_two, doubted),
        [
            "Stock Option (right to buy)? | 3.15 | 2024-03-05 | M | 12400 | D? | - | 2029-08-14? | Class A Common Stock? | 12400 | 0 \
          | 31000? | D | -"
        ]
    );
}

#[test]
fn what_is_unfolded_says_what_was_written() {
    let read = Read::of("layouts/scan_sales.txt");
    let row = read.form().table1.get(2).expect("the sale is read");
    let repair = row.shares.repair().expect("the amount was confused");
    assert_eq!((repair.how, repair.written.as_ref()), (How::Confusable, "8.150"));
    let option = read.form().table2.first().expect("the option is read");
    let repair = option.expiration_date.repair().expect("the date was confused");
    assert_eq!((repair.how, repair.written.as_ref()), (How::Confusable, "o8/14/2029"));
}

#[test]
fn a_table_whose_rules_were_read_as_characters() {
    let read = Read::of("layouts/scan_ruled.txt");
    assert_eq!(
        lines(&read.form().table1, table_one, doubted),
        [
            "Common Stock | 2024-03-05 | S | - | 4250? | D? | 27.1842 | 57650 | D? | -",
            "Common Stock | 2024-03-05 | S | - | 8150 | D? | 27.9035 | 49500? | D? | -",
            "Common Stock | 2024-03-05 | S | - | 9500 | D | 28.1150 | 40000 | D | -",
        ]
    );
    let row = read.form().table1.get(1).expect("the sale is read");
    assert_eq!(row.owned_following.repair().map(|repair| repair.how), Some(How::Balance));
    let unread = read.filing.faults.iter().filter(|fault| fault.kind == FaultKind::UnreadText).count();
    assert_eq!(unread, 1, "the row that the rules destroyed is said to be unread");
}

#[test]
fn a_table_without_any_row_is_said_to_be_unread() {
    let page = page("layouts/scan_ruled.txt");
    let rows_lost: String =
        page.lines().filter(|line| !line.contains("Common Stock")).flat_map(|line| [line, "\n"]).collect();
    let read = Read::text(&rows_lost);
    assert!(read.form().table1.is_empty());
    assert_eq!(read.filing.faults.iter().filter(|fault| fault.kind == FaultKind::UnreadTable).count(), 1);
}

/// A page of a scan with these lines below the headings of Table I.
fn page_of(lines: &str) -> String {
    format!(
        "FORM 4\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF SECURITIES\n\
         (City) Gate) (Zip) Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n\
         1.Title of Security 2. Transaction 2A. Deemed 3. Transaction 4. Securities Acquired 5. Amount of Securities 6. 7. Nature\n\
         Code V Amount (D) Price (Instr. 4)\n{lines}\nReminder: Report on a separate line for each class of securities\n"
    )
}

#[test]
fn a_lone_scanned_value_is_never_sure() {
    let read = Read::text(&page_of("Common Stock 03/05/2024 S 4,250 D $27.18 57,650 D"));
    assert_eq!(
        lines(&read.form().table1, table_one, doubted),
        ["Common Stock | 2024-03-05? | S | - | 4250? | D | 27.18? | 57650? | D | -"]
    );
}

#[test]
fn a_break_among_scanned_balances_is_doubted() {
    let lines = "Common Stock 03/05/2024 S 4,250 D $27.18 57,650 D\n\
                 Common Stock 03/05/2024 S 1,000 D $27.19 56,650 D\n\
                 Common Stock 03/05/2024 S 1,000 D $27.20 12,000 D\n\
                 Common Stock 03/05/2024 S 2,000 D $27.21 10,000 D";
    let read = Read::text(&page_of(lines));
    let sure: Vec<bool> = read.form().table1.iter().map(|row| row.owned_following.sure().is_some()).collect();
    assert_eq!(sure, [true, true, false, true]);
}

#[test]
fn hostile_lines_are_answered_in_time() {
    for lines in [
        "12,345 ".repeat(100_000),
        "|".repeat(1_000_000),
        "Common Stock 03/05/2024 S 1 D 1 1 D\n".repeat(20_000),
        "Code V Amount (D) Price\n$\n".repeat(20_000),
        "$\n(1)\nSee\n".repeat(30_000),
    ] {
        let started = std::time::Instant::now();
        let read = Read::text(&page_of(&lines));
        let transactions = read.form().table1.iter().filter(|row| row.kind == RowKind::Transaction).count();
        assert!(transactions <= 20_000);
        assert!(started.elapsed().as_secs() < 20, "linear in {} bytes", lines.len());
    }
}
