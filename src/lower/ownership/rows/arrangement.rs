//! How the values of a table stand on the page: what a reader of its rows must know first.

use std::ops::Range;

use crate::syntax::page::Sheet;

/// What parts the cells of a table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Arrangement {
    /// Nothing: the cells follow each other, each finished before the next begins.
    Stream,
    /// Nothing, and a line holds what stood at one height on the page: the cells of a row that have
    /// several lines lie between each other. A scan read line by line is so.
    Lines,
    /// Blanks: a value stands below its heading.
    Positions,
    /// Tabs, or the bars of a pipe table.
    Cells,
}

impl Arrangement {
    /// Looks at the headings of the tables and at their first rows. The tables of one page are arranged alike.
    pub(super) fn of(sheet: &Sheet<'_>, tables: &[Range<usize>]) -> Arrangement {
        tables.iter().map(|lines| of_table(sheet, lines.clone())).max().unwrap_or(Arrangement::Stream)
    }
}

/// So many lines hold the heading of a table and its first rows, however they are wrapped.
const LOOKED_AT: usize = 60;

fn of_table(sheet: &Sheet<'_>, lines: Range<usize>) -> Arrangement {
    let (mut parted, mut spread, mut across) = (0, 0, 0);
    for line in lines.take(LOOKED_AT) {
        if sheet.cells(line).len() >= 2 {
            parted += 1;
        } else if runs(sheet.line(line)) >= 3 {
            spread += 1;
        } else if headings_across(sheet.line(line)) >= 3 {
            across += 1;
        }
    }
    match (parted, spread, across) {
        (2.., _, _) => Arrangement::Cells,
        (_, 2.., _) => Arrangement::Positions,
        (_, _, 1..) => Arrangement::Lines,
        _ => Arrangement::Stream,
    }
}

/// How many runs of words stand apart by two blanks or more.
fn runs(line: &str) -> usize {
    line.split("  ").filter(|run| !run.trim().is_empty()).count()
}

/// How many headings stand behind each other: `2. Transaction 2A. Deemed 3. Transaction`, by their numbers or
/// by their words.
fn headings_across(line: &str) -> usize {
    const NAMES: [&str; 9] = [
        "Title of",
        "Trans. Date",
        "Deemed",
        "Trans. Code",
        "Securities Acquired",
        "Amount of Secur",
        "Nature",
        "Conversion",
        "Price of",
    ];
    let numbers = line.split_whitespace().filter(|word| is_heading_number(word)).count();
    let names = NAMES.iter().filter(|name| line.contains(**name)).count();
    numbers.max(names)
}

/// `2.`, `2A.`, `1.Title`, `|4.`, and with the rules of a scan `]3.`
fn is_heading_number(word: &str) -> bool {
    let word = word.trim_start_matches(['|', '[', ']', '{', '}']);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = word.get(digits..).unwrap_or("").trim_start_matches('A');
    let goes_on = |rest: &str| rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_uppercase());
    (1..=2).contains(&digits) && rest.strip_prefix('.').is_some_and(goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn of(text: &str) -> Arrangement {
        let mut sources = Sources::new();
        let id = sources.add_text("a", text);
        let sheet = Sheet::of(sources.text(id));
        of_table(&sheet, 0..sheet.line_count())
    }

    #[test]
    fn the_headings_tell_how_a_table_is_arranged() {
        let cells = "1. Title of Security\t2. Transaction Date\t3. Code\n\t\tCode\nCommon Stock\t01/15/2024\tM";
        assert_eq!(of(cells), Arrangement::Cells);
        let positions =
            "1.Title of Security    2. Transaction   2A. Deemed\n(Instr. 3)             Date            Execution Date";
        assert_eq!(of(positions), Arrangement::Positions);
        let lines =
            "1.Title of Security 2. Transaction 2A. Deemed |3. Transaction\n(Instr. 3) Date Execution Date, if |Code";
        assert_eq!(of(lines), Arrangement::Lines);
        let stream =
            "1.Title of Security\n(Instr. 3)\n2. Transaction\nDate\nCommon Stock 01/15/2024 M 472 A $ 0 6,076 D";
        assert_eq!(of(stream), Arrangement::Stream);
    }

    #[test]
    fn amounts_and_dates_are_no_numbers_of_headings() {
        for word in ["2.", "2A.", "1.Title", "|4.", "11.", "]3.", "[2A."] {
            assert!(is_heading_number(word), "{word}");
        }
        for word in ["2.5", "01/15/2024", "472", "$4.", "2.(a)", "A.", ""] {
            assert!(!is_heading_number(word), "{word}");
        }
    }
}
