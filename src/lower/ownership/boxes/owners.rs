//! The list of reporting owners at the end of the form: names, addresses and relationships as columns.

use std::ops::Range;

use super::address::city_state_zip;
use super::bands::{Setting, lines_of, placed};
use super::joined::Joined;
use crate::filing::{Certainty, Field, Owner};
use crate::lower::ownership::outline::Outline;
use crate::lower::words::peel;
use crate::source::{Span, Text};
use crate::syntax::ownership::LineKind;
use crate::syntax::page::Sheet;
use crate::tables;

/// One owner of the list.
pub(super) struct Listed {
    pub name: Option<Field<Box<str>>>,
    pub streets: Vec<Field<Box<str>>>,
    pub city: Option<Field<Box<str>>>,
    pub state: Option<Field<Box<str>>>,
    pub zip: Option<Field<Box<str>>>,
    pub marks: Marks,
}

/// What the list says of an owner's relationship.
#[derive(Default)]
pub(super) struct Marks {
    /// Marks and titles by column: director, ten percent owner, officer, other; none where columns are lost.
    by_column: Option<[Option<Range<usize>>; 4]>,
    /// The columns of characters that its marks stand at.
    at: Vec<usize>,
    /// How many marks stand beside the owner.
    count: usize,
    span: Option<Span>,
    /// Words beside the marks.
    title: Option<Field<Box<str>>>,
}

/// The column titles of the list.
const COLUMNS: [&str; 4] = ["Director", "10% Owner", "Officer", "Other"];

/// The owners in the order of the list; `first` is what the boxes say of the first of them, and `boxes` the
/// letters of all boxes where their places are lost.
pub(super) fn read(
    sheet: &Sheet<'_>,
    outline: &Outline,
    first: &Owner,
    setting: Setting,
    boxes: Option<&str>,
) -> Vec<Listed> {
    let Some(area) = area(sheet, outline) else { return Vec::new() };
    let header = area.clone().take(8).rfind(|line| is_heading(sheet.line(*line)));
    let Some(header) = header else { return Vec::new() };
    let mut titles = area.clone().filter(|line| COLUMNS.iter().all(|title| sheet.line(*line).contains(title)));
    // On a scan the heading may be past recognition; the list begins where the boxes name its first owner.
    let is_known = |line: &usize| {
        let words = plain(sheet.line(*line).trim_start_matches(['[', '(', '|', '\\']));
        boxes.is_none_or(|boxes| words.len() > 3 && boxes.contains(&words))
    };
    let start = if boxes.is_some() { (header + 1..area.end).find(is_known) } else { Some(header + 1) };
    let rows = start.unwrap_or(area.end)..area.end;
    let cells = rows.clone().any(|line| sheet.cells(line).len() > 1);
    // A converter may write the words of the list before its table.
    let titles = if cells { titles.find(|line| sheet.cells(*line).len() > 1) } else { titles.next() };
    match titles {
        Some(titles) if cells => of_cells(sheet, rows, titles, first),
        Some(titles) if setting == Setting::Placed => of_lines(sheet, rows, first, Some(centers(sheet, titles))),
        _ => of_lines(sheet, rows, first, None),
    }
}

/// The lines from the list's heading to the next part of the form.
fn area(sheet: &Sheet<'_>, outline: &Outline) -> Option<Range<usize>> {
    let (start, _) = outline.find(|kind| *kind == LineKind::OwnerList)?;
    let ends = |kind: &LineKind| {
        matches!(
            kind,
            LineKind::Signatures
                | LineKind::SignatureCaption
                | LineKind::Explanation
                | LineKind::Remarks
                | LineKind::TableOne
                | LineKind::TableTwo
                | LineKind::Footer
        )
    };
    let end = outline.kinds().find(|(line, kind, _)| *line > start && ends(kind)).map(|(line, _, _)| line);
    let end = end.unwrap_or(outline.line_count);
    let signed = (start..end).find(|line| sheet.line(*line).contains("/s/"));
    Some(start..signed.unwrap_or(end))
}

fn is_heading(line: &str) -> bool {
    line.contains("Owner Name")
        || line.contains("Relationships")
        || ["irector", "10%", "Owner", "fficer", "ther"].iter().filter(|word| line.contains(**word)).count() >= 3
        || line.trim().starts_with("Reporting Owner")
}

/// The middle of each column, in characters.
fn centers(sheet: &Sheet<'_>, titles: usize) -> [usize; 4] {
    let line = sheet.line(titles);
    let start = placed(sheet.text().as_str(), sheet.line_range(titles)).first().map_or(0, |(_, x)| *x);
    COLUMNS.map(|title| {
        let at = line.find(title).unwrap_or(0);
        start + line.get(..at).map_or(0, |head| head.chars().count()) + title.len() / 2
    })
}

/// Marks and words beside a name, each with its column where columns are known.
type Beside = Vec<(Option<usize>, Range<usize>)>;

/// A line of the list: what stands in the column of names, and what stands beside it.
#[derive(Default)]
struct Row {
    text: Option<Range<usize>>,
    at: Vec<usize>,
    beside: Beside,
}

/// Owners below one another, each from a name to the last line of an address.
fn of_lines(sheet: &Sheet<'_>, lines: Range<usize>, first: &Owner, centers: Option<[usize; 4]>) -> Vec<Listed> {
    let text = sheet.text();
    let rows: Vec<Row> = lines
        .filter(|line| !sheet.line(*line).trim().is_empty())
        .map(|line| match centers {
            Some(centers) => by_place(text, sheet.line_range(line), centers),
            None => by_words(text.as_str(), sheet.line_range(line), first),
        })
        .collect();
    let str = |row: &Row| row.text.clone().and_then(|range| text.as_str().get(range)).unwrap_or("");
    let mut blocks: Vec<Vec<Row>> = Vec::new();
    let mut closed = true;
    let mut country_above = false;
    let mut rows = rows.into_iter().peekable();
    while let Some(mut row) = rows.next() {
        if row.text.is_none() {
            blocks.last_mut().into_iter().for_each(|block| block.push(std::mem::take(&mut row)));
            continue;
        }
        // Words alone after the address of the last owner are a title.
        if closed && centers.is_none() && rows.peek().is_none() && !blocks.is_empty() {
            let beside = row.text.take().map(|range| (None, range));
            blocks.last_mut().into_iter().for_each(|block| {
                block.push(Row { beside: beside.clone().into_iter().collect(), ..Row::default() });
            });
            continue;
        }
        let next = rows.peek().map_or("", |next| str(next));
        let country = is_country(str(&row));
        let code = is_postal(str(&row)) && country_above;
        let last = (closes(str(&row)) || code) && !is_country(next) || country && !is_postal(next);
        country_above = country;
        if closed {
            blocks.push(Vec::new());
        }
        closed = last;
        blocks.last_mut().into_iter().for_each(|block| block.push(std::mem::take(&mut row)));
    }
    blocks.into_iter().filter_map(|block| of_block(text, block, first, centers.is_some())).collect()
}

/// Marks stand at the columns, names left of them.
fn by_place(text: &Text, line: Range<usize>, centers: [usize; 4]) -> Row {
    let mut row = Row::default();
    let names_end = centers[0].saturating_sub(COLUMNS[0].len());
    for (range, x) in placed(text.as_str(), line) {
        if x < names_end && row.text.is_none() && row.beside.is_empty() {
            row.text = Some(range);
            continue;
        }
        let middle = x + text.as_str().get(range.clone()).map_or(0, |str| str.chars().count()) / 2;
        row.at.push(middle);
        row.beside.push((column_at(centers, middle), range));
    }
    row
}

/// The column a mark stands in; none where it stands between two, as after a page break that shifts them.
fn column_at(centers: [usize; 4], middle: usize) -> Option<usize> {
    const CLEAR: usize = 4;
    let mut far: Vec<(usize, usize)> = centers.iter().map(|center| center.abs_diff(middle)).zip(0..).collect();
    far.sort_unstable();
    let (nearest, column) = *far.first()?;
    let (next, _) = *far.get(1)?;
    (nearest + CLEAR <= next).then_some(column)
}

/// Where columns are lost, marks and a title stand on a line apart, or behind a line of the address.
fn by_words(text: &str, line: Range<usize>, first: &Owner) -> Row {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut at = line.start;
    for word in text.get(line).unwrap_or("").split_inclusive(char::is_whitespace) {
        let length = word.trim_end().len();
        if length > 0 {
            words.push(at..at + length);
        }
        at += word.len();
    }
    let str = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
    let run = |words: &[Range<usize>]| Some(words.first()?.start..words.last()?.end);
    let known = [&first.officer_title, &first.other_text].into_iter().find_map(|title| title.present());
    let mark = words.iter().position(|word| is_mark(str(word)));
    let kept = match mark {
        // A stray character before the marks is none of the address.
        Some(1) if words.first().is_some_and(|word| word.len() == 1) => 0,
        Some(mark) => mark,
        None if known.is_some_and(|known| run(&words).is_some_and(|whole| same(str(&whole), known))) => 0,
        None => title_start(text, &words),
    };
    let (address, beside) = words.split_at(kept.min(words.len()));
    let last_mark = beside.iter().rposition(|word| is_mark(str(word))).map_or(0, |last| last + 1);
    let (marks, title) = beside.split_at(last_mark);
    let letters = |title: &Range<usize>| str(title).chars().filter(|c| c.is_alphabetic()).count();
    let title = run(title).map(|title| {
        let strokes = str(&title).len() - str(&title).trim_start_matches(['|', ' ', '_', '-', ';', '.']).len();
        title.start + strokes..title.end
    });
    let title = title.filter(|title| letters(title) > 2);
    let marks = marks.iter().filter(|word| is_mark(str(word))).cloned();
    // The border of the list, read as a bracket.
    let address = run(address).map(|address| {
        let border = str(&address).len() - str(&address).trim_start_matches(['(', '[', '|', '\\', '{']).len();
        let opened = str(&address).contains([')', ']']);
        address.start + if opened { 0 } else { border }..address.end
    });
    Row { text: address, at: Vec::new(), beside: marks.chain(title).map(|range| (None, range)).collect() }
}

/// Words that titles of officers are made of.
const TITLES: [&str; 21] = [
    "CHIEF",
    "PRESIDENT",
    "CO-PRESIDENT",
    "PRES",
    "VICE",
    "CEO",
    "CFO",
    "COO",
    "CTO",
    "CLO",
    "EVP",
    "SVP",
    "VP",
    "CHAIRMAN",
    "CHAIR",
    "TREASURER",
    "SECRETARY",
    "COUNSEL",
    "OFFICER",
    "EXECUTIVE",
    "FORMER",
];

/// Where a title begins behind a line of an address; the number of words when none does.
fn title_start(text: &str, words: &[Range<usize>]) -> usize {
    let bare = |range: &Range<usize>| {
        text.get(range.clone()).unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric()).to_uppercase()
    };
    let start = words.iter().position(|word| TITLES.contains(&bare(word).as_str()));
    // `12 EXECUTIVE DRIVE` is a street.
    let street = words.last().is_some_and(|last| STREETS.contains(&bare(last).as_str()) || is_zip(&bare(last)));
    start.filter(|_| !street).unwrap_or(words.len())
}

/// A cross, as scans see it too.
fn is_mark(word: &str) -> bool {
    let word = word.trim_matches('*');
    (1..=2).contains(&word.len()) && word.chars().all(|c| matches!(c, 'x' | 'X'))
}

/// Whether a line is the last of an address: city, state and ZIP, or a ZIP alone.
fn closes(line: &str) -> bool {
    let parts = city_state_zip(line, 0..line.len());
    let alone = |zip: &Range<usize>| zip.start == 0 && zip.end == line.len();
    // `LONDON, X0 W1K 3JP`: two characters for the place, and a code with digits.
    let coded = line.rsplit(',').next().is_some_and(|last| {
        let mut words = last.split_whitespace();
        words.next().is_some_and(|place| place.len() == 2 && place.bytes().all(|byte| !byte.is_ascii_lowercase()))
            && words.next().is_some()
            && last.contains(|c: char| c.is_ascii_digit())
            && line.contains(',')
    });
    let abroad = coded
        || line.rsplit(',').next().is_some_and(|last| {
            let last = last.trim();
            // A place in the United States has its ZIP code.
            line.contains(',') && is_place(last) && tables::places::us_state(last).is_none()
        });
    match parts.zip {
        Some(zip) => parts.state.is_some() || alone(&zip) || is_zip(line),
        None => abroad,
    }
}

fn is_zip(line: &str) -> bool {
    line.len() >= 5 && line.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// A postal code of any country on a line of its own: `W1K 3JP`, `048926`.
fn is_postal(line: &str) -> bool {
    let plain =
        line.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b' ' | b'-'));
    plain
        && (4..=10).contains(&line.len())
        && line.split(' ').all(|word| word.bytes().any(|byte| byte.is_ascii_digit()))
}

fn is_place(name: &str) -> bool {
    is_country(name) || tables::places::us_state(name).is_some() || tables::places::edgar_place(name).is_some()
}

fn is_country(line: &str) -> bool {
    tables::places::is_country(line.trim())
}

/// Name, streets, and the last line or lines of the address.
fn of_block(text: &Text, block: Vec<Row>, first: &Owner, columns: bool) -> Option<Listed> {
    let certainty = Certainty::Laid;
    let str = |range: &Range<usize>| text.as_str().get(range.clone()).unwrap_or("");
    let mut lines: Vec<Range<usize>> = block.iter().filter_map(|row| row.text.clone()).collect();
    let at: Vec<usize> = block.iter().flat_map(|row| row.at.iter().copied()).collect();
    let beside: Beside = block.into_iter().flat_map(|row| row.beside).collect();
    let words = |pieces: &[Range<usize>]| {
        let joined = Joined::of(text, pieces.iter().cloned());
        joined.words(0..joined.str.len(), certainty)
    };
    if lines.is_empty() {
        return None;
    }
    let name = lines.remove(0);
    let mut listed = Listed {
        name: words(&[name]),
        streets: Vec::new(),
        city: None,
        state: None,
        zip: None,
        marks: Marks { at, ..marks(text, beside, columns, first) },
    };
    let country = lines.pop_if(|last| is_country(str(last)));
    let ends = |lines: &[Range<usize>]| lines.last().is_some_and(|last| closes(str(last)) || is_postal(str(last)));
    if country.is_some() && lines.len() > 1 && !ends(&lines) {
        // City and country, and no code.
        listed.state = country.and_then(|country| words(&[country]));
        listed.city = lines.pop().and_then(|city| words(&[city]));
        let (street, more) = lines.split_at(lines.len().min(1));
        listed.streets = [street, more].into_iter().filter_map(words).collect();
        return Some(listed);
    }
    let above = lines.len().checked_sub(2).and_then(|above| lines.get(above));
    let abroad = above.is_some_and(|above| is_place(str(above)));
    let zip_alone =
        lines.len() >= 3 && lines.last().is_some_and(|last| is_zip(str(last)) || abroad && is_postal(str(last)));
    if zip_alone {
        listed.zip = lines.pop().and_then(|zip| words(&[zip]));
        listed.state = lines.pop().and_then(|state| words(&[state]));
        listed.city = lines.pop().and_then(|city| words(&[city]));
    } else if let Some(last) = lines.pop() {
        let line = Joined::of(text, [last.clone()]);
        let parts = city_state_zip(&line.str, 0..line.str.len());
        if parts.state.is_some() || parts.zip.is_some() {
            let part = |range: Option<Range<usize>>| range.and_then(|range| line.words(range, certainty));
            (listed.city, listed.state, listed.zip) = (part(parts.city), part(parts.state), part(parts.zip));
        } else {
            lines.push(last);
        }
    }
    let (street, more) = lines.split_at(lines.len().min(1));
    listed.streets = [street, more].into_iter().filter_map(words).collect();
    Some(listed)
}

fn marks(text: &Text, beside: Beside, columns: bool, first: &Owner) -> Marks {
    let str = |range: &Range<usize>| text.as_str().get(range.clone()).unwrap_or("");
    let mut marks = Marks { span: beside.first().map(|(_, range)| text.span(range.clone())), ..Marks::default() };
    let mut by_column: [Option<Range<usize>>; 4] = Default::default();
    let mut titles: Vec<Range<usize>> = Vec::new();
    let other_alone = first.is_other.present() == Some(&true) && first.is_officer.present() == Some(&false);
    let mut placed = columns;
    for (column, range) in beside {
        let mark = is_mark(str(&range));
        marks.count += usize::from(mark);
        // Words stand below "Officer" or "Other" alone.
        let column = if mark { column } else { Some(if other_alone { 3 } else { 2 }) };
        placed &= column.is_some();
        if let Some(slot) = column.and_then(|column| by_column.get_mut(column)) {
            slot.get_or_insert(range.clone());
        }
        if !mark {
            titles.push(range);
        }
    }
    let title = Joined::of(text, titles);
    marks.title = title.words(0..title.str.len(), Certainty::Laid);
    // Beside an officer whose title the box gives, other words are not one.
    let known = first.officer_title.present().or(first.other_text.present());
    if let (false, Some(known), Some(title)) = (columns, known, &marks.title)
        && title.present().is_some_and(|title| !same(title, known))
    {
        marks.title = None;
    }
    marks.by_column = placed.then_some(by_column);
    marks
}

/// A table of cells: the first holds name and address in one, and the columns are counted.
fn of_cells(sheet: &Sheet<'_>, lines: Range<usize>, titles: usize, first: &Owner) -> Vec<Listed> {
    let text = sheet.text();
    let column = |title: &str| sheet.cells(titles).iter().position(|cell| sheet.str(*cell) == title);
    let Some(columns) = COLUMNS.iter().map(|title| column(title)).collect::<Option<Vec<usize>>>() else {
        return Vec::new();
    };
    let mut rows: Vec<(Vec<Range<usize>>, Beside)> = Vec::new();
    for line in lines {
        let cells = sheet.cells(line);
        let Some(whole) = cells.first().filter(|cell| cells.len() > 1 && cell.start < cell.end) else { continue };
        let range = whole.start as usize..whole.end as usize;
        let beside = columns.iter().enumerate().filter_map(|(at, column)| {
            let cell = cells.get(*column).filter(|cell| cell.start < cell.end)?;
            Some((Some(at), cell.start as usize..cell.end as usize))
        });
        let beside: Beside = beside.collect();
        // A row without marks goes on with the address above it, when that has no end.
        match rows.last_mut() {
            Some((above, _)) if beside.is_empty() && !above.last().is_some_and(|last| closes(str(text, last))) => {
                above.push(range);
            }
            _ => rows.push((vec![range], beside)),
        }
    }
    let mut address: Option<String> = None;
    let row = |(cell, beside): (Vec<Range<usize>>, Beside)| {
        let lines: Vec<Range<usize>> = cell.iter().flat_map(|cell| lines_of(text.as_str(), cell.clone())).collect();
        if lines.len() > cell.len() {
            // A cell that keeps its lines is read as lines are.
            let lines = lines.into_iter().map(|line| peel(text.as_str(), line)).filter(|line| !line.is_empty());
            let row = |line| Row { text: Some(line), ..Row::default() };
            let beside = Row { beside, ..Row::default() };
            return of_block(text, lines.map(row).chain([beside]).collect(), first, true);
        }
        Some(of_cell(text, cell, first, &mut address, marks(text, beside, true, first)))
    };
    rows.into_iter().filter_map(row).collect()
}

fn str<'t>(text: &'t Text, range: &Range<usize>) -> &'t str {
    text.as_str().get(range.clone()).unwrap_or("")
}

/// `ROE JANE C/O ALDER SYSTEMS INC 12 MAIN ST OAKLAND, CA 94601`, parted by what box 1 says, or by the
/// address of the owner above.
fn of_cell(text: &Text, cell: Vec<Range<usize>>, first: &Owner, address: &mut Option<String>, marks: Marks) -> Listed {
    let whole = Joined::of(text, cell);
    let end = whole.str.len();
    let known = first.name.present().and_then(|name| whole.str.strip_prefix(name.as_ref()));
    let shared = address.as_ref().and_then(|address| whole.str.strip_suffix(address.as_str()));
    let name_end = match (known, shared) {
        (Some(rest), _) => Some(end - rest.len()),
        (None, Some(name)) => Some(name.len()),
        (None, None) => address_start(&whole.str),
    };
    let sure = if known.is_some() || shared.is_some() { Certainty::Laid } else { Certainty::Guessed };
    let name_end = name_end.unwrap_or(end);
    let rest = whole.peel(name_end..end);
    let mut listed =
        Listed { name: whole.words(0..name_end, sure), streets: Vec::new(), city: None, state: None, zip: None, marks };
    if address.is_none() && known.is_some() {
        *address = Some(whole.get(rest.clone()).to_owned());
    }
    let inside = whole.get(rest.clone());
    let line = inside.rfind(' ').filter(|at| is_country(inside.get(at + 1..).unwrap_or(""))).unwrap_or(inside.len());
    let country = ["UNITED STATES", "UNITED KINGDOM"].iter().find_map(|name| inside.strip_suffix(name));
    let line = country.map_or(line, |head| head.trim_end().len());
    let parts = city_state_zip(&whole.str, rest.start..rest.start + line);
    let city = parts.city.unwrap_or(rest.start..rest.start + line);
    let (street, city, sure, certain) = street_and_city(&whole, city, first, sure);
    listed.city = city.and_then(|city| whole.words(city, sure));
    listed.state = parts.state.and_then(|state| whole.words(state, sure));
    listed.zip = parts.zip.and_then(|zip| whole.words(zip, sure));
    listed.streets = street.into_iter().filter_map(|street| whole.words(street, certain)).collect();
    listed
}

/// Words that stand for the number of a house, or for one.
const NUMBERS: [&str; 5] = ["ONE", "TWO", "THREE", "PO", "P.O."];

/// Where an address begins that nothing else tells of: at `C/O`, or at the first number that is no ZIP.
fn address_start(str: &str) -> Option<usize> {
    let care = str.find("C/O").or_else(|| str.find("c/o"));
    let number = str.match_indices(' ').map(|(at, _)| at + 1).find(|at| {
        let rest = str.get(*at..).unwrap_or("");
        let word = rest.split(' ').next().unwrap_or("");
        let number = word.starts_with(|c: char| c.is_ascii_digit()) && word.len() < rest.len() && !is_zip(word);
        number || NUMBERS.contains(&word)
    });
    care.or(number)
}

/// Words that end a street.
const STREETS: [&str; 17] = [
    "STREET",
    "ST",
    "AVENUE",
    "AVE",
    "DRIVE",
    "DR",
    "ROAD",
    "RD",
    "BOULEVARD",
    "BLVD",
    "LANE",
    "PARKWAY",
    "PKWY",
    "WAY",
    "PLAZA",
    "SQUARE",
    "FLOOR",
];

/// The lines of the street, the city, and how surely city and street are parted. Box 1 has the city on a line of its own, and a comma between the streets.
fn street_and_city(
    whole: &Joined<'_>,
    run: Range<usize>,
    first: &Owner,
    sure: Certainty,
) -> (Vec<Range<usize>>, Option<Range<usize>>, Certainty, Certainty) {
    let str = whole.get(run.clone());
    let city = first.city.present().filter(|city| str.ends_with(city.as_ref()));
    let Some(city) = city else {
        let ends = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_uppercase();
            STREETS.contains(&word.as_str()) || word.ends_with(|c: char| c.is_ascii_digit())
        };
        let street = str
            .match_indices(' ')
            .rev()
            .find(|(at, _)| ends(str.get(..*at).and_then(|head| head.rsplit(' ').next()).unwrap_or("")));
        let Some((at, _)) = street else { return (vec![run], None, Certainty::Guessed, Certainty::Guessed) };
        let street = run.start..run.start + at;
        let streets = two_lines(whole, street);
        return (streets, Some(run.start + at..run.end), Certainty::Guessed, Certainty::Guessed);
    };
    let street = whole.peel(run.start..run.end - city.len());
    let both = [&first.street1, &first.street2].into_iter().filter_map(|street| street.present());
    let boxed: Vec<&str> = both.map(AsRef::as_ref).collect();
    let (streets, certain) = match comma_between(whole.get(street.clone()), &boxed.join(" ")) {
        Some(at) => (vec![street.start..street.start + at, street.start + at..street.end], sure),
        None => match two_lines(whole, street) {
            one if one.len() == 1 => (one, sure.min(first.street1.certainty)),
            two => (two, Certainty::Guessed),
        },
    };
    (streets, Some(run.end - city.len()..run.end), sure, certain)
}

/// `ALDER SYSTEMS INC. 345 PARK AVENUE`: a number after words begins a line of its own.
fn two_lines(whole: &Joined<'_>, street: Range<usize>) -> Vec<Range<usize>> {
    let str = whole.get(street.clone());
    let digits = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if str.split(' ').next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
        return vec![street];
    }
    let care = str.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("c/o"));
    let number = str.match_indices(' ').find(|(at, _)| {
        let rest = str.get(at + 1..).unwrap_or("");
        let word = rest.split(' ').next().unwrap_or("");
        digits(word) && (care || rest.len() > word.len())
    });
    match number {
        Some((at, _)) => vec![street.start..street.start + at, street.start + at..street.end],
        None => vec![street],
    }
}

/// Where the box writes a comma and the list none: there one line of the street ends. The box joins the
/// lines with a comma, the list with a blank.
fn comma_between(listed: &str, boxed: &str) -> Option<usize> {
    let mut listed_chars = listed.char_indices().filter(|(_, c)| !c.is_whitespace()).peekable();
    let mut found = None;
    for c in boxed.chars().filter(|c| !c.is_whitespace()) {
        match listed_chars.peek() {
            Some((_, other)) if *other == c => {
                listed_chars.next();
            }
            Some((at, _)) if c == ',' && found.is_none() => found = Some(*at),
            _ => return None,
        }
    }
    found.filter(|_| listed_chars.next().is_none())
}

/// Letters and digits alone, for comparing what two places say.
pub(super) fn plain(str: &str) -> String {
    str.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(super) fn same(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// The owners that boxes and list name together. Where both speak and differ, the list's word is a guess.
pub(super) fn settle(mut boxed: Owner, listed: Vec<Listed>) -> Vec<Owner> {
    let of_first = |listed: &Listed| match (listed.name.as_ref().and_then(Field::present), boxed.name.present()) {
        (Some(listed), Some(boxed)) => same(listed, boxed),
        (_, None) => true,
        (None, Some(_)) => false,
    };
    let is_address = |listed: &Listed| {
        let name = listed.name.as_ref().and_then(Field::present).map_or("", AsRef::as_ref);
        name.starts_with(|c: char| c.is_ascii_digit())
            || name.split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("c/o") || NUMBERS.contains(&word))
    };
    // A list whose first name is not that of box 1, or none, was not understood.
    if !listed.first().is_some_and(|first| of_first(first) && (boxed.name.present().is_some() || !is_address(first))) {
        return vec![boxed];
    }
    let mut listed = listed.into_iter();
    let mut seen: Vec<usize> = Vec::new();
    if let Some(first) = listed.next() {
        seen.clone_from(&first.marks.at);
        agree_on_address(&mut boxed, first.name, first.streets, first.city, first.state, first.zip);
        agree_on_relation(&mut boxed, first.marks);
    }
    let mut owners = vec![boxed];
    for other in listed.filter(|other| !is_address(other)) {
        let span = other.name.as_ref().map_or_else(Span::default, |name| name.span);
        let mut owner = Owner::empty(span);
        let first = owners.first().cloned().unwrap_or_default();
        agree_on_address(&mut owner, other.name, other.streets, other.city, other.state, other.zip);
        // A page break may shift the columns: marks that stand where those of the first stand are sure.
        let shifted = other.marks.at.iter().any(|at| !seen.iter().any(|seen| seen.abs_diff(*at) <= 2));
        relation_of_another(&mut owner, other.marks, &first);
        if shifted {
            let boxes =
                [&mut owner.is_director, &mut owner.is_ten_percent_owner, &mut owner.is_officer, &mut owner.is_other];
            boxes.into_iter().for_each(|field| field.certainty = Certainty::Guessed);
        }
        owners.push(owner);
    }
    owners
}

type Words = Option<Field<Box<str>>>;

fn agree_on_address(
    owner: &mut Owner,
    name: Words,
    streets: Vec<Field<Box<str>>>,
    city: Words,
    state: Words,
    zip: Words,
) {
    agree(&mut owner.name, name, same);
    agree(&mut owner.city, city, same);
    let one_place = |a: &str, b: &str| {
        same(a, b) || tables::places::us_state(a).is_some_and(|state| tables::places::us_state(b) == Some(state))
    };
    agree(&mut owner.state, state, one_place);
    agree(&mut owner.zip, zip, same);
    if streets.is_empty() {
        return;
    }
    // The list has the lines as the filer wrote them; the box joins and breaks them.
    let all = |one: Option<&Box<str>>, two: Option<&Box<str>>| {
        format!("{}{}", plain(one.map_or("", AsRef::as_ref)), plain(two.map_or("", AsRef::as_ref)))
    };
    let boxed = all(owner.street1.present(), owner.street2.present());
    let mut streets = streets.into_iter();
    let (first, second) = (streets.next().unwrap_or_default(), streets.next());
    let agreed = boxed.is_empty() || boxed == all(first.present(), second.as_ref().and_then(Field::present));
    let certain = |mut field: Field<Box<str>>| {
        field.certainty = if agreed { field.certainty } else { Certainty::Guessed };
        field
    };
    owner.street2 = second.map_or_else(|| Field::missing(first.span), certain);
    owner.street1 = certain(first);
}

/// A value of the box beside the same of the list.
fn agree(field: &mut Field<Box<str>>, listed: Words, same: impl Fn(&str, &str) -> bool) {
    let Some(mut listed) = listed else { return };
    match (field.present(), listed.present()) {
        (Some(boxed), Some(other)) if same(boxed, other) => {
            field.certainty = field.certainty.max(listed.certainty);
        }
        (Some(_), _) => {
            listed.certainty = Certainty::Guessed;
            *field = listed;
        }
        (None, _) => *field = listed,
    }
}

fn agree_on_relation(owner: &mut Owner, marks: Marks) {
    if marks.by_column.is_none() {
        complete_by_count(owner, &marks);
    }
    if let Some(columns) = &marks.by_column {
        let span = marks.span.unwrap_or(owner.span);
        let fields =
            [&mut owner.is_director, &mut owner.is_ten_percent_owner, &mut owner.is_officer, &mut owner.is_other];
        // A list without a mark beside the owner says nothing.
        if columns.iter().any(Option::is_some) {
            for (field, column) in fields.into_iter().zip(columns) {
                agree_on_box(field, column.is_some(), span);
            }
        }
    }
    let Some(title) = marks.title else { return };
    if owner.is_officer.present() == Some(&true) {
        agree(&mut owner.officer_title, Some(title), same);
    } else if owner.is_other.present() == Some(&true) {
        agree(&mut owner.other_text, Some(title), same);
    }
}

/// Where columns are lost, the number of marks still says what a box that cannot be read was; always a guess.
fn complete_by_count(owner: &mut Owner, marks: &Marks) {
    let known = [&owner.is_director, &owner.is_ten_percent_owner];
    if known.iter().all(|field| field.certainty > Certainty::Guessed && !field.is_missing()) {
        return;
    }
    let Some(span) = marks.span else { return };
    let is = |field: &Field<bool>| field.present() == Some(&true);
    let (director, ten) = match (marks.count, is(&owner.is_director), is(&owner.is_ten_percent_owner)) {
        (0, _, _) => (is(&owner.is_director), is(&owner.is_ten_percent_owner)),
        (1, false, ten) => (!ten, ten),
        (1, true, ten) => (true, ten),
        _ => (true, true),
    };
    let set = |field: &mut Field<bool>, value: bool| {
        if field.certainty == Certainty::Guessed || field.is_missing() {
            *field = Field::new(value, span, Certainty::Guessed);
        }
    };
    set(&mut owner.is_director, director);
    set(&mut owner.is_ten_percent_owner, ten);
    if owner.is_officer.is_missing() {
        set(&mut owner.is_officer, marks.title.is_some());
    }
    if owner.is_other.is_missing() {
        set(&mut owner.is_other, false);
    }
}

fn agree_on_box(field: &mut Field<bool>, listed: bool, span: Span) {
    match field.present() {
        Some(boxed) if *boxed == listed => field.certainty = field.certainty.max(Certainty::Laid),
        Some(_) => *field = Field::new(listed, span, Certainty::Guessed),
        None => *field = Field::new(listed, span, Certainty::Laid),
    }
}

/// Box 5 speaks of the first owner; of the others only the list.
fn relation_of_another(owner: &mut Owner, marks: Marks, first: &Owner) {
    if marks.by_column.is_some() {
        agree_on_relation(owner, marks);
        return;
    }
    let Some(span) = marks.span else { return };
    let marked = |field: &Field<bool>| usize::from(field.present() == Some(&true));
    let alike = marked(&first.is_director) + marked(&first.is_ten_percent_owner) == marks.count;
    // Columns are lost: who reports together with others is mostly what they are, or a large holder.
    let guess = |value: bool| Field::new(value, span, Certainty::Guessed);
    let director = if alike { marked(&first.is_director) == 1 } else { marks.count > 1 };
    let ten = if alike { marked(&first.is_ten_percent_owner) == 1 } else { marks.count > 0 };
    owner.is_director = guess(director);
    owner.is_ten_percent_owner = guess(ten);
    owner.is_officer = guess(marks.title.is_some());
    owner.is_other = guess(false);
    if let Some(mut title) = marks.title {
        title.certainty = Certainty::Guessed;
        owner.officer_title = title;
    }
}
