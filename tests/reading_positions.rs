//! Form 4 printed as text, by two printers, and as pipe tables: read value by value.

mod read;

use edgarlint::filing::{Certainty, Row};
use read::{Read, lines, marks, page, said, table_one, table_two};

#[test]
fn cells_are_put_together_around_the_middle_of_their_row() {
    let read = Read::of("layouts/exercise_printed.txt");
    assert_eq!(
        lines(&read.form().table1, table_one, said),
        [
            "Common Stock | 2012-03-05 | M | - | 1250 | A | 4.125 | 14250 | D | -",
            "Common Stock | 2012-03-05 | S | - | 1250 | D | 21.5 | 13000 | D | -",
            "Common Stock | - | - | - | - | - | - | 8400 | I | By the Marlowe 2008 Family Trust",
            // Behind the page break every column stands elsewhere.
            "Common Stock | 2012-03-06 | S | - | 2000 | D | 21.75 | 11000 | D | -",
            "Class B Common Stock | - | - | - | - | - | - | 500 | I | By spouse",
        ]
    );
    let [first, second, third, ..] = read.form().table1.as_slice() else { panic!("five rows") };
    assert_eq!(read.written(&first.price), "4.125");
    assert_eq!((marks(&second.code), marks(&second.price)), (vec!["1"], vec!["2"]));
    assert_eq!(read.written(&third.nature), "By the|Marlowe|2008 Family|Trust");
    assert!(read.form().table1.iter().all(|row| row.price.is_missing() || row.price.certainty == Certainty::Laid));
}

#[test]
fn the_columns_of_table_two_are_those_of_its_headings() {
    let read = Read::of("layouts/exercise_printed.txt");
    assert_eq!(
        lines(&read.form().table2, table_two, said),
        [
            "Stock Option (right to buy) | 4.125 | 2012-03-05 | M | 1250 | D | - | 2016-06-30 | Common Stock | 1250 | 0 | 3750 | D | -",
            "Phantom Stock Units | - | 2012-03-05 | A | 75.5 | A | - | - | Common Stock | 75.5 | 21.5 | 810.25 | D | -",
        ]
    );
    // The amounts stand below (D) and below (A).
    let sure = |row: &Row| row.acquired_disposed.sure().is_some();
    assert!(read.form().table2.iter().all(sure));
    let [option, unit] = read.form().table2.as_slice() else { panic!("two rows") };
    assert_eq!((marks(&option.exercise_date), marks(&unit.conversion_price)), (vec!["4"], vec!["5"]));
}

#[test]
fn a_page_with_blanks_that_do_not_break() {
    let read = Read::of("layouts/withheld_rendered.txt");
    assert_eq!(
        lines(&read.form().table1, table_one, said),
        [
            "Common Stock, par value $.01 | 2013-02-11 | F | - | 640 | D | 18.4 | 9360 | D | -",
            "Common Stock, par value $.01 | - | - | - | - | - | - | 2200 | I | By Oscar Fenn 2009 Trust",
        ]
    );
    let [withheld, held] = read.form().table1.as_slice() else { panic!("two rows") };
    // The caret of a mark may stand on the line above it.
    assert_eq!((marks(&withheld.shares), marks(&withheld.owned_following)), (vec!["1"], vec!["2"]));
    assert_eq!(marks(&held.nature), ["3"]);
}

#[test]
fn pipe_tables_repeat_cells_that_span_columns() {
    let read = Read::of("layouts/sale_piped.md");
    assert_eq!(
        lines(&read.form().table1, table_one, said),
        [
            "Common Stock | 2013-02-11 | S | - | 1640 | D | 18.4 | 9360 | I | By Fenn Family Trust",
            "Common Stock | - | - | - | - | - | - | 9360 | D | -",
        ]
    );
    // The list of owners below is a table of its own.
    assert_eq!(
        lines(&read.form().table2, table_two, said),
        ["Stock Option (right to buy) | 7.5 | 2013-02-11 | A | 900 | A | - | - | Common Stock | 900 | - | 900 | D | -"]
    );
    let [option] = read.form().table2.as_slice() else { panic!("one row") };
    assert_eq!((marks(&option.exercise_date), marks(&option.expiration_date)), (vec!["5"], vec!["5"]));
}

/// The page with the lines from the first row of Table I to its end as given.
fn printed(rows: &str) -> Read {
    let page = page("layouts/exercise_printed.txt");
    let first = page.find("(I)\n").map_or(0, |at| at + 4);
    let end = page.find("Reminder:").unwrap_or(page.len());
    Read::text(&format!("{}{rows}\n{}", &page[..first], &page[end..]))
}

#[test]
fn words_that_may_be_those_of_the_next_row_are_guessed() {
    let row = |nature: &str| format!("{:112}8,400{:21}I{:11}{nature}\n", "Common Stock", "", "");
    let line = |words: &str| format!("{:150}{words}\n", "");
    let clear = printed(&format!("{}\n{}", row("By Roe"), row("By Fenn")));
    let natures = |read: &Read| -> Vec<(String, Certainty)> {
        read.form().table1.iter().map(|row| (said(&row.nature), row.nature.certainty)).collect()
    };
    assert_eq!(natures(&clear), [("By Roe".to_owned(), Certainty::Laid), ("By Fenn".to_owned(), Certainty::Laid)]);
    let between = printed(&format!("{}{}{}", row("Marlowe"), line("Partners"), row("Holdings")));
    assert!(natures(&between).iter().all(|(_, certainty)| *certainty == Certainty::Guessed), "{:?}", natures(&between));
    // A page break that cuts a row leaves the rest of its words to the next page.
    let cut = printed(&format!("{}\u{c}{}{}", row("By Roe"), "     Family\n", "Common Stock      9,000       D\n"));
    assert_eq!(natures(&cut).first().map(|(_, certainty)| *certainty), Some(Certainty::Guessed));
}

#[test]
fn a_row_too_long_for_a_form_gives_nothing_untrue() {
    let read = printed(&format!("{}\n", "1,000 D  ".repeat(5_000)));
    assert!(read.form().table1.is_empty());
}
