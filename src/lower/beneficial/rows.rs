//! Rows 1 to 14 of a cover page (1 to 12 of 13G): one person for each cover page.
//!
//! A row is its caption and what stands up to the next caption. Its number stands before the caption,
//! or, where a table's cells are centred, after it.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::filing::{Certainty, CusipMention, Field, FormKind, Mark, Person};
use crate::source::Span;
use crate::syntax::schedule13::{self, Kind, Part, Piece, Row, Said};
use crate::syntax::value;

use super::doc::Doc;
use super::headings::REPORTING_PERSON;
use super::lines::has_words;

/// A caption and the text that answers it.
struct Asked {
    row: Row,
    /// The caption, its number left out.
    caption: Range<usize>,
    number: Option<Range<usize>>,
    /// From the caption to the next one.
    region: Range<usize>,
    /// The same, cut where the words beside rows 7 to 10 begin.
    words: Range<usize>,
}

pub(super) fn read(doc: &Doc<'_>, mentions: &[CusipMention]) -> Vec<Person> {
    let asked = asked(doc);
    let mut persons: Vec<Vec<&Asked>> = Vec::new();
    for row in &asked {
        let fresh = row.row == Row::Name || persons.last().is_none_or(|rows| starts_anew(rows, row.row));
        if fresh {
            persons.push(Vec::new());
        }
        if let Some(rows) = persons.last_mut()
            && rows.iter().all(|other| other.row != row.row)
        {
            rows.push(row);
        }
    }
    // A caption alone is a mention of it, not a cover page.
    persons.retain(|rows| rows.iter().filter(|row| row.row != Row::Name).count() >= 2);
    let mut from = 0;
    let mut read = Vec::with_capacity(persons.len());
    for rows in &persons {
        let person = person(doc, rows, mentions, from);
        from = rows.last().map_or(from, |row| row.caption.end);
        read.push(person);
    }
    read
}

/// A row that stands above the last one opens a new cover page whose first rows were lost.
fn starts_anew(rows: &[&Asked], row: Row) -> bool {
    let last = rows.iter().map(|asked| asked.row).max();
    rows.iter().any(|asked| asked.row == row) && last.is_some_and(|last| last >= Row::Aggregate && row < Row::Aggregate)
}

/// All captions of rows that are captions and not words of a sentence.
fn asked(doc: &Doc<'_>) -> Vec<Asked> {
    let mut rows: Vec<Asked> = Vec::new();
    let mut in_items = false;
    for (at, piece) in doc.pieces.iter().enumerate() {
        let start = piece.range.start;
        if let Some(asked) = doc.item_row(at).and_then(|number| item_row(doc, piece, number)) {
            if let Some(last) = rows.last_mut() {
                last.region.end = last.region.end.min(start);
                last.words.end = last.words.end.min(start);
            }
            rows.push(asked);
            continue;
        }
        let Some((row, caption)) = piece.row() else {
            let heading = doc.is_heading(at);
            in_items |= heading && piece.kind == Kind::Item;
            let ends = heading || matches!(piece.kind, Kind::Comment | Kind::CusipLabel | Kind::Page);
            if let Some(last) = rows.last_mut() {
                if ends {
                    last.region.end = last.region.end.min(start);
                }
                if ends || piece.kind == Kind::Stack {
                    last.words.end = last.words.end.min(start);
                }
            }
            continue;
        };
        let number =
            piece.part(Part::RowNumber).filter(|range| row_number(doc.slice(range)) == Some(number_of(doc.kind, row)));
        let first_on_page = row == Row::Name && doc.opens_line(start) && leads_rows(doc, at);
        let placed = number.is_some() || is_placed(doc.line_before(caption.start));
        if !placed || (in_items && number.is_none() && !first_on_page) {
            continue;
        }
        in_items &= row != Row::Name;
        let begin = number.as_ref().map_or(caption.start, |number| number.start);
        if let Some(last) = rows.last_mut() {
            last.region.end = last.region.end.min(begin);
            last.words.end = last.words.end.min(begin);
        }
        let region = doc.at_most(piece.range.end..doc.str().len(), 1200);
        rows.push(Asked { row, caption, number, words: region.clone(), region });
    }
    rows
}

fn item_row(doc: &Doc<'_>, piece: &Piece, number: u8) -> Option<Asked> {
    let row = match number {
        1 => Row::Name,
        2 => Row::Group,
        4 => Row::Citizenship,
        5 => Row::SoleVoting,
        6 => Row::SharedVoting,
        7 => Row::SoleDispositive,
        8 => Row::SharedDispositive,
        9 => Row::Aggregate,
        10 => Row::Excludes,
        11 => Row::Percent,
        12 => Row::Type,
        _ => return None,
    };
    let mut region = doc.at_most(piece.range.end + 1..doc.str().len(), 1200);
    if row == Row::Name {
        let after = doc.slice(&region);
        let name = after.trim_start().get(REPORTING_PERSON.len()..)?.trim_start_matches([' ', '\t', '-', '–', ':']);
        region.start = region.end - name.len();
    }
    Some(Asked {
        row,
        caption: piece.range.clone(),
        number: piece.part(Part::ItemNumber),
        words: region.clone(),
        region,
    })
}

/// Whether rows follow a caption before anything else does.
fn leads_rows(doc: &Doc<'_>, at: usize) -> bool {
    let following = doc.pieces.iter().skip(at + 1).filter(|piece| piece.kind != Kind::Irs).take(2);
    following.filter(|piece| piece.row().is_some()).count() == 2
}

/// Whether what stands before a caption on its line leaves it a place of its own.
fn is_placed(before: &str) -> bool {
    let trimmed = before.trim_end();
    let gap = before.get(trimmed.len()..).unwrap_or("");
    let apart = gap.contains('\t') || gap.chars().count() >= 2;
    let closed = trimmed.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ':' | ')' | '|'));
    apart || closed || !has_words(trimmed) || trimmed.split_whitespace().all(is_stacked)
}

/// The words that stand, one below the other, beside rows 7 to 10 (5 to 8 of 13G).
fn is_stacked(word: &str) -> bool {
    const BESIDE: [&str; 11] =
        ["number", "of", "shares", "beneficially", "owned", "by", "each", "reporting", "person", "persons", "with"];
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty() || BESIDE.iter().any(|beside| bare.eq_ignore_ascii_case(beside))
}

/// The number of a row in the form.
fn number_of(kind: FormKind, row: Row) -> u8 {
    let (in_13d, in_13g) = match row {
        Row::Name => (1, 1),
        Row::Group => (2, 2),
        Row::Use => (3, 3),
        // 13G asks for neither funds nor proceedings.
        Row::Source => (4, 0),
        Row::Legal => (5, 0),
        Row::Citizenship => (6, 4),
        Row::SoleVoting => (7, 5),
        Row::SharedVoting => (8, 6),
        Row::SoleDispositive => (9, 7),
        Row::SharedDispositive => (10, 8),
        Row::Aggregate => (11, 9),
        Row::Excludes => (12, 10),
        Row::Percent => (13, 11),
        Row::Type => (14, 12),
    };
    if kind == FormKind::Schedule13G { in_13g } else { in_13d }
}

fn row_number(written: &str) -> Option<u8> {
    written.trim_matches(['(', ')', '.']).parse().ok()
}

fn person(doc: &Doc<'_>, rows: &[&Asked], mentions: &[CusipMention], from: usize) -> Person {
    let whole = match (rows.first(), rows.last()) {
        (Some(first), Some(last)) => first.number.as_ref().map_or(first.caption.start, |at| at.start)..last.caption.end,
        _ => 0..0,
    };
    let first = rows.first().map_or_else(Default::default, |row| doc.span(&row.caption));
    let mut person = Person { span: doc.span(&whole), ..Person::empty(first) };
    let mut reader = Reader { doc, numbers: Vec::new(), loose: Vec::new(), unit_words: Vec::new() };

    for (at, row) in rows.iter().enumerate() {
        reader.begin(row);
        let later = rows.get(at + 1..).unwrap_or(&[]);
        match row.row {
            Row::Name => person.name = reader.name(row),
            Row::Group => person.group = reader.group(row),
            Row::Use => reader.numbers_only(row),
            Row::Source => person.source_of_funds = reader.codes(row),
            Row::Legal => person.legal_proceedings = reader.box_of(row),
            Row::Citizenship => person.citizenship = reader.words(row),
            Row::SoleVoting => person.sole_voting = reader.amount(row, later),
            Row::SharedVoting => person.shared_voting = reader.amount(row, later),
            Row::SoleDispositive => person.sole_dispositive = reader.amount(row, later),
            Row::SharedDispositive => person.shared_dispositive = reader.amount(row, later),
            Row::Aggregate => person.aggregate = reader.amount(row, later),
            Row::Excludes => person.excludes_shares = reader.box_of(row),
            Row::Percent => person.percent = reader.amount(row, &[]),
            Row::Type => person.type_codes = reader.codes(row),
        }
    }

    // On a page without any numbers the captions are the rows.
    person.rows = if reader.numbers.is_empty() {
        rows.iter().map(|row| (number_of(doc.kind, row.row), doc.span(&row.caption))).collect()
    } else {
        reader.numbers
    };
    person.unit_words = reader.unit_words;
    // The text may be a part of its source: places are compared with places.
    let place_of = |at: usize| doc.span(&(at..at)).start;
    let (whole, from) = (place_of(whole.start), place_of(from));
    let above = mentions.partition_point(|mention| mention.span.start < whole);
    let nearest = above.checked_sub(1).and_then(|at| mentions.get(at));
    let own = nearest.filter(|mention| mention.page > 1 && mention.span.start >= from);
    if let Some(mention) = own {
        person.cusip = mention.cusip.clone();
        person.page = mention.page;
    }
    person
}

/// Reads the answers of one cover page, and the numbers that stand about it.
struct Reader<'d, 't> {
    doc: &'d Doc<'t>,
    numbers: Vec<(u8, Span)>,
    /// Small numbers that the last answer left, which may be those of rows below.
    loose: Vec<u8>,
    unit_words: Vec<Span>,
}

type Answer = Vec<(Said, Range<usize>)>;

impl Reader<'_, '_> {
    /// Notes the row as found when its number stands before the caption or was left by an answer above.
    fn begin(&mut self, row: &Asked) {
        let number = number_of(self.doc.kind, row.row);
        if row.number.is_some() || self.loose.contains(&number) {
            self.found(row);
        }
    }

    fn found(&mut self, row: &Asked) {
        let number = number_of(self.doc.kind, row.row);
        if number > 0 && self.numbers.iter().all(|(found, _)| *found != number) {
            self.numbers.push((number, self.doc.span(&row.caption)));
        }
    }

    /// What answers a row, its own number and rules left out.
    fn answer(&mut self, row: &Asked) -> Answer {
        // An answer stands close below its caption.
        let region = self.doc.at_most(row.region.clone(), 320);
        let mut said = schedule13::answer(self.doc.slice(&region), region.start);
        said.retain(|(what, _)| *what != Said::Ruled);
        self.take_number(row, &mut said);
        said
    }

    /// Takes the row's number off an answer that begins with it, when none stood before the caption.
    fn take_number(&mut self, row: &Asked, said: &mut Answer) {
        if row.number.is_some() || self.loose.contains(&number_of(self.doc.kind, row.row)) {
            return;
        }
        let own = number_of(self.doc.kind, row.row);
        // The words beside rows 7 to 10 may come before it.
        let is_beside =
            |what: Said, range: &Range<usize>| what == Said::Unchecked || what == Said::Word && self.is_stacked(range);
        let Some(first) = said.iter().position(|(what, range)| !is_beside(*what, range)) else { return };
        let is_own = said.get(first).is_some_and(|(what, range)| {
            matches!(what, Said::Figure | Said::Word | Said::Note) && row_number(self.doc.slice(range)) == Some(own)
        });
        if is_own {
            said.remove(first);
            self.found(row);
        }
    }

    fn is_stacked(&self, range: &Range<usize>) -> bool {
        is_stacked(self.doc.slice(range))
    }

    fn missing<T>(&self, row: &Asked) -> Field<T> {
        Field::missing(self.doc.span(&row.caption))
    }

    /// A number of shares, or a percentage.
    fn amount(&mut self, row: &Asked, later: &[&Asked]) -> Field<Decimal> {
        let said = self.answer(row);
        let mut certainty = Certainty::Written;
        // Cells read out of order leave the numbers of rows below before a value.
        let unnumbered = later.iter().filter(|later| later.number.is_none());
        let numbers_below: Vec<u8> = unnumbered.map(|later| number_of(self.doc.kind, later.row)).collect();
        let small = |range: &Range<usize>| self.doc.slice(range).parse::<u8>().ok().filter(|number| *number <= 14);
        self.loose.clear();

        let mut at = 0;
        let mut field = None;
        while let Some((what, range)) = said.get(at) {
            at += 1;
            match what {
                Said::Ruled | Said::Note | Said::Choice | Said::Unchecked => {}
                Said::Word if self.is_stacked(range) => certainty = Certainty::Laid,
                Said::Word if matches!(self.doc.slice(range), "$" | "\\$") => {}
                Said::Figure
                    if small(range).is_some_and(|number| numbers_below.contains(&number))
                        && self.is_number_below(&said, at) =>
                {
                    self.loose.extend(small(range));
                }
                Said::Figure | Said::Percent => {
                    field = Some(self.doc.number(range, certainty).with_marks(self.marks(&said, at)));
                    self.keep_unit_words(range);
                    break;
                }
                Said::Nought => {
                    field = Some(Field::new(Decimal::ZERO, self.doc.span(range), certainty));
                    break;
                }
                Said::NotApplicable => break,
                Said::Checked | Said::Word => {
                    let line = self.doc.line_after(range.start);
                    let line = self.doc.trim(line.start..line.end.min(row.region.end));
                    field = Some(Field::malformed(self.doc.span(&line), certainty));
                    break;
                }
            }
        }
        let rest = said.get(at..).unwrap_or(&[]);
        self.loose.extend(rest.iter().filter(|(what, _)| *what == Said::Figure).filter_map(|(_, range)| small(range)));
        field.unwrap_or_else(|| self.missing(row))
    }

    /// Whether a small number that could be the number of a row below is that, and not this row's value:
    /// another figure follows at once, or nothing does.
    fn is_number_below(&self, said: &Answer, after: usize) -> bool {
        let mut rest = said.get(after..).unwrap_or(&[]).iter();
        let next = rest.find(|(what, range)| !(*what == Said::Word && self.is_stacked(range)));
        next.is_none_or(|(what, _)| matches!(what, Said::Figure | Said::Nought))
    }

    /// The footnote marks right after a figure; an asterisk is none of the form's.
    fn marks(&self, said: &Answer, after: usize) -> Vec<Mark> {
        let following = said.get(after..).unwrap_or(&[]).iter().take_while(|(what, _)| *what == Said::Note);
        following
            .filter_map(|(_, range)| {
                let id = self.doc.slice(range).trim_matches(['(', ')', '[', ']']);
                id.starts_with(|c: char| c.is_ascii_digit()).then(|| Mark { id: id.into(), span: self.doc.span(range) })
            })
            .collect()
    }

    /// `714,400 shares of common stock`: the words that follow a figure on its line.
    fn keep_unit_words(&mut self, figure: &Range<usize>) {
        let line = self.doc.line_after(figure.end);
        let rest = self.doc.slice(&line);
        let words = rest.split(['\t', '(', '*']).next().unwrap_or("").trim_end();
        let first = words.split_whitespace().next().unwrap_or("").to_ascii_lowercase();
        if matches!(first.trim_end_matches([',', '.']), "share" | "shares" | "ordinary" | "common" | "units") {
            self.unit_words.push(self.doc.span(&(figure.start..figure.end + words.len())));
        }
    }

    fn numbers_only(&mut self, row: &Asked) {
        self.answer(row);
    }

    /// The lines that answer a row in words, up to a blank line.
    fn lines(&mut self, row: &Asked) -> Vec<Range<usize>> {
        let own = number_of(self.doc.kind, row.row);
        let mut numbered = row.number.is_some();
        let mut lines: Vec<Range<usize>> = Vec::new();
        for line in self.doc.lines(row.words.clone()) {
            let mut line = self.doc.trim_matches(line, |c| c.is_whitespace() || matches!(c, '_' | '━' | '|'));
            let first = self.doc.slice(&line).split_whitespace().next().unwrap_or("");
            if !numbered && row_number(first) == Some(own) {
                numbered = true;
                self.found(row);
                line = self.doc.trim(line.start + first.len()..line.end);
            }
            if let Some(tab) = self.doc.slice(&line).find('\t') {
                line = self.doc.trim(line.start..line.start + tab);
            }
            let str = self.doc.slice(&line);
            if !has_words(str) {
                if lines.is_empty() {
                    continue;
                }
                break;
            }
            // A caption whose first words are garbled is still no part of the answer above it.
            if str.to_ascii_lowercase().contains("if a member of a group") {
                break;
            }
            // Boxes, notes and the number of the identification stand below a name in parentheses.
            if str.starts_with('(') || str.starts_with('☐') || str.starts_with('☒') {
                break;
            }
            lines.push(line);
        }
        lines
    }

    fn words(&mut self, row: &Asked) -> Field<Box<str>> {
        let lines = self.lines(row);
        let lines: Vec<Range<usize>> = lines.into_iter().map(|line| self.without_notes(line)).collect();
        self.doc.joined(&lines, Certainty::Written).unwrap_or_else(|| self.missing(row))
    }

    fn name(&mut self, row: &Asked) -> Field<Box<str>> {
        let irs = self.doc.pieces_in(&row.words).iter().find(|piece| piece.kind == Kind::Irs);
        let mut parts = vec![row.words.clone()];
        if let Some(irs) = irs {
            parts = vec![row.words.start..irs.range.start, irs.range.end..row.words.end.max(irs.range.end)];
        }
        for words in parts {
            let part = Asked {
                row: row.row,
                caption: row.caption.clone(),
                number: row.number.clone(),
                region: words.clone(),
                words,
            };
            let lines = self.lines(&part).into_iter().map(|line| self.without_number(line));
            let lines: Vec<Range<usize>> = lines.filter(|line| has_words(self.doc.slice(line))).collect();
            if let Some(name) = self.doc.joined(&lines, Certainty::Written) {
                return name;
            }
        }
        self.missing(row)
    }

    /// A line without the footnote marks at its end.
    fn without_notes(&self, line: Range<usize>) -> Range<usize> {
        let mut line = self.doc.trim_matches(line, |c| c.is_whitespace() || c == '*');
        while let Some(open) = self.doc.slice(&line).rfind('(') {
            let mark = self.doc.slice(&line).get(open..).unwrap_or("");
            if value::mark(mark).is_none() {
                break;
            }
            line = self.doc.trim(line.start..line.start + open);
        }
        line
    }

    /// A line without the identification number that may follow a name, as `- 23-1945930`.
    fn without_number(&self, line: Range<usize>) -> Range<usize> {
        let line = self.without_notes(line);
        let str = self.doc.slice(&line);
        let mut end = str.len();
        for label in ["(IRS", "(I.R.S", "I.R.S. I", "I.R.S. N", "IRS No", "(EIN", "EIN"] {
            end = str.find(label).map_or(end, |at| end.min(at));
        }
        let kept = str.get(..end).unwrap_or(str).trim_end();
        let last = kept.split_whitespace().next_back().unwrap_or("");
        let is_number =
            last.len() == 10 && last.char_indices().all(|(at, c)| if at == 2 { c == '-' } else { c.is_ascii_digit() });
        let kept = if is_number {
            kept.strip_suffix(last).unwrap_or(kept).trim_end_matches([' ', '-', '–', '\u{a0}'])
        } else {
            kept
        };
        line.start..line.start + kept.len()
    }

    /// `(a)` or `(b)`: the choice whose box is checked.
    fn group(&mut self, row: &Asked) -> Field<Box<str>> {
        let said = self.answer(row);
        let relevant = said.iter().filter(|(what, _)| matches!(what, Said::Checked | Said::Unchecked | Said::Choice));
        let relevant: Vec<&(Said, Range<usize>)> = relevant.take(4).collect();
        let box_first = relevant.first().is_some_and(|(what, _)| *what != Said::Choice);
        let pairs = relevant.windows(2).filter_map(|pair| match pair {
            [(Said::Checked, _), (Said::Choice, letter)] if box_first => Some(letter),
            [(Said::Choice, letter), (Said::Checked, _)] if !box_first => Some(letter),
            _ => None,
        });
        let chosen: Vec<&Range<usize>> = pairs.collect();
        match chosen.as_slice() {
            [only] => {
                let letter = self.doc.trim_matches((*only).clone(), |c| !c.is_ascii_alphabetic());
                let value = self.doc.slice(&letter).to_ascii_lowercase();
                Field::new(value.into(), self.doc.span(&letter), Certainty::Written)
            }
            _ => self.missing(row),
        }
    }

    /// Whether the box of a row is checked.
    fn box_of(&mut self, row: &Asked) -> Field<bool> {
        let said = self.answer(row);
        match said.first() {
            Some((Said::Checked, range)) => Field::new(true, self.doc.span(range), Certainty::Written),
            Some((Said::Unchecked, range)) => Field::new(false, self.doc.span(range), Certainty::Written),
            _ => self.missing(row),
        }
    }

    /// Codes of two letters, as `HC, CO` or `IN/HC`.
    fn codes(&mut self, row: &Asked) -> Field<Box<str>> {
        let said = self.answer(row);
        let mut codes: Vec<String> = Vec::new();
        let mut extent: Option<Range<usize>> = None;
        for (what, range) in &said {
            let is_connector = matches!(self.doc.slice(range), "," | ";" | "/" | "&" | "and");
            if is_connector && extent.is_some() {
                continue;
            }
            let word = self.doc.trim_matches(range.clone(), |c| !c.is_ascii_alphabetic());
            let parts = self.doc.slice(&word).split([',', '/', ';', '&']);
            let parts: Vec<String> = parts.map(|part| part.trim_matches(['(', ')', '*']).to_owned()).collect();
            if *what != Said::Word || !parts.iter().all(|part| is_code(part)) {
                break;
            }
            codes.extend(parts.iter().map(|part| part.to_ascii_uppercase()));
            extent = Some(extent.map_or(word.clone(), |before| before.start..word.end));
        }
        match (extent, said.first()) {
            (Some(range), _) => Field::new(codes.join(" ").into(), self.doc.span(&range), Certainty::Written),
            (None, Some((Said::Word, range))) => {
                let line = self.doc.line_after(range.start);
                let line = self.doc.trim(line.start..line.end.min(row.region.end).max(line.start));
                Field::malformed(self.doc.span(&line), Certainty::Written)
            }
            // Noughts typed for the letters of OO.
            (None, Some((_, range))) if self.doc.slice(range) == "00" => {
                Field::malformed(self.doc.span(range), Certainty::Written)
            }
            _ => self.missing(row),
        }
    }
}

/// The codes of the instructions to 13D rows 4 and 14 and 13G row 12, and others of their shape.
fn is_code(word: &str) -> bool {
    const KNOWN: [&str; 20] = [
        "SC", "BK", "AF", "WC", "PF", "OO", "BD", "IC", "IV", "IA", "EP", "HC", "SA", "CP", "CO", "PN", "IN", "FI",
        "IH", "IO",
    ];
    let shaped = word.len() == 2 && word.chars().all(|c| c.is_ascii_alphabetic());
    shaped && (word.chars().all(|c| c.is_ascii_uppercase()) || KNOWN.contains(&word.to_ascii_uppercase().as_str()))
}
