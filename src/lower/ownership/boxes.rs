//! The boxes above the tables: who, of what, when, and in which capacity.

use std::collections::HashMap;
use std::ops::Range;

use super::Outline;
use crate::fault::{Fault, FaultKind};
use crate::filing::{Certainty, Field, Issuer, Owner};
use crate::lower::words::{clean, field, peel};
use crate::source::Span;
use crate::syntax::ownership::{BoxPiece, Caption, LineKind, captions, relationship};
use crate::syntax::page::{Sheet, dates};
use crate::syntax::value;
use crate::tables;

/// What the boxes say.
pub(super) struct Boxes {
    pub owners: Vec<Owner>,
    pub issuer: Issuer,
    pub period_of_report: Field<chrono::NaiveDate>,
    pub date_of_original: Field<chrono::NaiveDate>,
}

/// A caption and the pieces of text that belong to it.
struct Boxed {
    caption: Caption,
    at: Range<usize>,
    pieces: Vec<Range<usize>>,
}

pub(super) fn read(sheet: &Sheet<'_>, outline: &Outline, faults: &mut Vec<Fault>) -> Boxes {
    let (boxes, loose) = boxed(sheet, outline);
    let whole = sheet.text().span(0..0);
    let find = |caption: Caption| boxes.iter().find(|boxed| boxed.caption == caption);
    let caption_span = |caption: Caption| find(caption).map_or(whole, |boxed| sheet.text().span(boxed.at.clone()));

    let mut owner = Owner::empty(caption_span(Caption::Name));
    if let Some(name) = find(Caption::Name) {
        owner.span = sheet.text().span(name.at.clone());
        owner.name = text_field(sheet, name);
    }
    address(sheet, &boxes, &mut owner);
    let relation: Vec<Range<usize>> = match find(Caption::Relationship) {
        Some(found) => found.pieces.iter().cloned().chain(loose).collect(),
        None => loose,
    };
    relationships(sheet, &relation, &mut owner, faults);

    let mut issuer = Issuer::empty(caption_span(Caption::Issuer));
    if let Some(found) = find(Caption::Issuer) {
        name_and_symbol(sheet, found, &mut issuer);
    }
    let period = [Caption::EarliestTransaction, Caption::FiscalYear, Caption::Event].into_iter().find_map(find);
    Boxes {
        owners: vec![owner],
        issuer,
        period_of_report: period.map_or(Field::missing(whole), |boxed| date_field(sheet, boxed)),
        date_of_original: find(Caption::OriginalFiled).map_or(Field::missing(whole), |boxed| date_field(sheet, boxed)),
    }
}

/// The lines of the boxes: all before the first table, or before the first explanation without one.
fn above_tables(outline: &Outline) -> Range<usize> {
    let first = outline.find(|kind| matches!(kind, LineKind::TableOne | LineKind::TableTwo | LineKind::Explanation));
    0..first.map_or(outline.line_count, |(line, _)| line + 1)
}

/// Captions with what stands after them; and cells without a caption that speak of the relationship.
fn boxed(sheet: &Sheet<'_>, outline: &Outline) -> (Vec<Boxed>, Vec<Range<usize>>) {
    let mut boxes: Vec<Boxed> = Vec::new();
    // The last box of each column of cells.
    let mut last_in: HashMap<usize, usize> = HashMap::new();
    let mut loose = Vec::new();
    for line in above_tables(outline) {
        // A line that is something else as a whole holds no box; one of several cells may hold both.
        if sheet.cells(line).len() == 1 && outline.is_other_part(line) {
            continue;
        }
        let cells = sheet.cells(line);
        for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.start < cell.end) {
            let (start, end) = (cell.start as usize, cell.end as usize);
            let found = captions(sheet.str(*cell));
            let head = found.first().map_or(end, |(_, range)| start + range.start);
            let before = start..head;
            if speaks_of_relationship(sheet.text().as_str().get(before.clone()).unwrap_or("")) {
                loose.push(before.clone());
            } else if !before.is_empty() && found.is_empty() {
                // A line without a caption goes on with the box above it.
                let above = if cells.len() == 1 { boxes.len().checked_sub(1) } else { last_in.get(&index).copied() };
                if let Some(boxed) = above.and_then(|above| boxes.get_mut(above)) {
                    boxed.pieces.push(before);
                }
            }
            for (at, (caption, range)) in found.iter().enumerate() {
                let next = found.get(at + 1).map_or(end, |(_, next)| start + next.start);
                let after = start + range.end..next;
                let pieces = if after.is_empty() { Vec::new() } else { vec![after] };
                last_in.insert(index, boxes.len());
                boxes.push(Boxed { caption: *caption, at: start + range.start..start + range.end, pieces });
            }
        }
    }
    (boxes, loose)
}

fn speaks_of_relationship(str: &str) -> bool {
    ["Officer", "Director", "10% O", "0% owner", "give title", "specify"].iter().any(|word| str.contains(word))
}

/// The value of a box as words.
fn text_field(sheet: &Sheet<'_>, boxed: &Boxed) -> Field<Box<str>> {
    let text = sheet.text();
    let pieces: Vec<Range<usize>> =
        boxed.pieces.iter().map(|piece| peel(text.as_str(), piece.clone())).filter(|piece| !piece.is_empty()).collect();
    let Some(first) = pieces.first() else { return Field::missing(text.span(boxed.at.clone())) };
    field(text, first.clone(), clean(text.as_str().get(first.clone()).unwrap_or("")).into(), Certainty::Written)
}

/// The first date after a caption.
fn date_field(sheet: &Sheet<'_>, boxed: &Boxed) -> Field<chrono::NaiveDate> {
    let text = sheet.text();
    let pieces: Vec<Range<usize>> = boxed.pieces.iter().map(|piece| peel(text.as_str(), piece.clone())).collect();
    let str = |range: &Range<usize>| text.as_str().get(range.clone()).unwrap_or("");
    if let Some(range) = pieces.iter().find_map(|piece| dates(str(piece), piece.start).next()) {
        let span = text.span(range.clone());
        let date = value::date(str(&range)).map(|date| Field::new(date, span, Certainty::Written));
        return date.unwrap_or(Field::malformed(span, Certainty::Written));
    }
    // Digits that are no date: something is written, and it is not legible.
    let digits = |piece: &&Range<usize>| str(piece).len() < 24 && str(piece).bytes().any(|byte| byte.is_ascii_digit());
    match pieces.iter().find(digits) {
        Some(range) => Field::malformed(text.span(range.clone()), Certainty::Written),
        None => Field::missing(text.span(boxed.at.clone())),
    }
}

/// `8X8 INC /DE/ [EGHT]`: the symbol stands in brackets after the name.
fn name_and_symbol(sheet: &Sheet<'_>, boxed: &Boxed, issuer: &mut Issuer) {
    let text = sheet.text();
    let caption = text.span(boxed.at.clone());
    issuer.span = caption;
    let pieces = boxed.pieces.iter().map(|piece| peel(text.as_str(), piece.clone())).find(|piece| !piece.is_empty());
    let Some(range) = pieces else { return };
    let str = text.as_str().get(range.clone()).unwrap_or("");
    let bracket = str.find('[').map(|at| range.start + at);
    let name = peel(text.as_str(), range.start..bracket.unwrap_or(range.end));
    if !name.is_empty() {
        issuer.name =
            field(text, name.clone(), clean(text.as_str().get(name.clone()).unwrap_or("")).into(), Certainty::Written);
    }
    let Some(bracket) = bracket else { return };
    let inside = text.as_str().get(bracket + 1..range.end).unwrap_or("");
    let symbol = peel(text.as_str(), bracket + 1..bracket + 1 + inside.find(']').unwrap_or(inside.len()));
    issuer.symbol = match text.as_str().get(symbol.clone()).unwrap_or("") {
        "" => Field::missing(text.span(bracket..bracket + 1)),
        word => field(text, symbol.clone(), word.into(), Certainty::Written),
    };
}

/// Street after `(Last) (First) (Middle)`, city, state and ZIP after `(Street)`.
fn address(sheet: &Sheet<'_>, boxes: &[Boxed], owner: &mut Owner) {
    let text = sheet.text();
    let str = |range: &Range<usize>| text.as_str().get(range.clone()).unwrap_or("");
    let lines = |caption: Caption| -> Vec<Range<usize>> {
        let found = boxes.iter().find(|boxed| boxed.caption == caption);
        let pieces = found.into_iter().flat_map(|boxed| &boxed.pieces);
        pieces.map(|piece| peel(text.as_str(), piece.clone())).filter(|piece| !piece.is_empty()).collect()
    };
    let caption =
        |caption: Caption| boxes.iter().find(|boxed| boxed.caption == caption).map(|boxed| text.span(boxed.at.clone()));
    if let Some(span) = caption(Caption::LastFirst) {
        (owner.street1, owner.street2) = (Field::missing(span), Field::missing(span));
    }
    if let Some(span) = caption(Caption::CityState).or(caption(Caption::Street)) {
        (owner.city, owner.state, owner.zip) = (Field::missing(span), Field::missing(span), Field::missing(span));
    }
    let mut streets = lines(Caption::LastFirst);
    if let [only] = streets.as_slice() {
        streets = split_care_of(text.as_str(), only.clone());
    }
    let mut streets = streets.into_iter();
    let words = |range: Range<usize>| field(text, range.clone(), clean(str(&range)).into(), Certainty::Written);
    if let Some(first) = streets.next() {
        owner.street1 = words(first);
    }
    if let Some(second) = streets.next() {
        owner.street2 = words(second);
    }
    if let Some(line) = lines(Caption::Street).into_iter().next() {
        let parts = city_state_zip(text.as_str(), line);
        for (part, field) in
            [(parts.city, &mut owner.city), (parts.state, &mut owner.state), (parts.zip, &mut owner.zip)]
        {
            if let Some(range) = part {
                *field = words(range);
            }
        }
    }
}

/// `C/O 8X8 INC 2445 MISSION COLLEGE BLVD` is two lines of an address run together.
fn split_care_of(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let str = text.get(range.clone()).unwrap_or("");
    if !str.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("c/o")) {
        return vec![range];
    }
    let number = str.split(' ').scan(0, |at, word| {
        let here = *at;
        *at += word.len() + 1;
        Some((here, word))
    });
    let street = number.skip(2).find(|(_, word)| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()));
    match street {
        Some((at, _)) => vec![peel(text, range.start..range.start + at), range.start + at..range.end],
        None => vec![range],
    }
}

/// The parts of the last line of an address.
#[derive(Default)]
struct CityStateZip {
    city: Option<Range<usize>>,
    state: Option<Range<usize>>,
    zip: Option<Range<usize>>,
}

/// `SANTA CLARA CA 95054`, `CHARLOTTE NORTH CAROLINA 28255`, `GENEVA, SWITZERLAND`, `VANCOUVER A1 V5Y 0A1`.
fn city_state_zip(text: &str, line: Range<usize>) -> CityStateZip {
    let str = text.get(line.clone()).unwrap_or("");
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut at = line.start;
    for word in str.split(' ') {
        if !word.is_empty() {
            words.push(at..at + word.len());
        }
        at += word.len() + 1;
    }
    let word = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
    let bare = |range: &Range<usize>| word(range).trim_matches(',');
    let mut parts = CityStateZip::default();
    let is_zip = |word: &str| word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if words.last().is_some_and(|last| is_zip(bare(last))) {
        parts.zip = words.pop();
    } else if let Some(place) = words.iter().position(|range| is_edgar_code(bare(range))).filter(|place| *place > 0) {
        // A country's code, then its own postal code.
        let postal = words.split_off(place);
        parts.state = postal.first().cloned();
        parts.zip = (postal.len() > 1).then(|| postal[1].start..line.end);
        parts.city = span_of(&words);
        return parts;
    }
    for length in (1..=3).rev() {
        let Some(place) = words.len().checked_sub(length).filter(|place| *place > 0) else { continue };
        let Some(range) = words.get(place..).and_then(span_of) else { continue };
        let name = word(&range).trim_matches(',');
        if tables::places::us_state(name).is_some() || (parts.zip.is_some() && length == 1 && name.len() == 2) {
            parts.state = Some(range);
            words.truncate(place);
            break;
        }
    }
    if parts.state.is_none() {
        let comma = words.iter().rposition(|range| word(range).ends_with(',')).filter(|at| at + 1 < words.len());
        if let Some(comma) = comma {
            parts.state = words.get(comma + 1..).and_then(span_of);
            words.truncate(comma + 1);
        }
    }
    parts.city = span_of(&words).map(|range| {
        let city = word(&range);
        range.start..range.start + city.trim_end_matches(',').len()
    });
    parts
}

fn span_of(words: &[Range<usize>]) -> Option<Range<usize>> {
    Some(words.first()?.start..words.last()?.end)
}

/// EDGAR's codes of places abroad: a letter and a digit, `V8`.
fn is_edgar_code(word: &str) -> bool {
    matches!(word.as_bytes(), [a, b] if a.is_ascii_uppercase() && b.is_ascii_digit())
}

/// Director, officer, ten percent owner, other: a mark stands before its label.
fn relationships(sheet: &Sheet<'_>, cells: &[Range<usize>], owner: &mut Owner, faults: &mut Vec<Fault>) {
    let text = sheet.text();
    // Each label with what is drawn before it: a mark, a blank box, or nothing.
    let mut labels: Vec<(BoxPiece, Option<bool>, Range<usize>)> = Vec::new();
    let mut words: Vec<Range<usize>> = Vec::new();
    for cell in cells {
        let str = text.as_str().get(cell.clone()).unwrap_or("");
        let mut drawn = None;
        for (piece, range) in relationship(str) {
            let range = cell.start + range.start..cell.start + range.end;
            match piece {
                BoxPiece::Checked => drawn = Some(true),
                BoxPiece::Blank => drawn = Some(false),
                BoxPiece::Below => {}
                // A label's word that stands once more belongs to a title: `Chief Legal Officer`.
                BoxPiece::Word => words.push(range),
                label if labels.iter().any(|(known, _, _)| *known == label) => words.push(range),
                label => labels.push((label, drawn.take(), range)),
            }
        }
    }
    // Without any mark it is not known whether none stood there or all were lost, but where every box is drawn.
    let any = labels.iter().any(|(_, drawn, _)| *drawn == Some(true));
    let all_drawn = labels.len() == 4 && labels.iter().all(|(_, drawn, _)| drawn.is_some());
    for (piece, drawn, range) in &labels {
        let span = text.span(range.clone());
        let checked = *drawn == Some(true);
        let value = if any || all_drawn { Field::new(checked, span, Certainty::Written) } else { Field::missing(span) };
        match piece {
            BoxPiece::Director => owner.is_director = value,
            BoxPiece::TenPercent => owner.is_ten_percent_owner = value,
            BoxPiece::Officer => owner.is_officer = value,
            BoxPiece::Other => owner.is_other = value,
            _ => {}
        }
    }
    if !any && !all_drawn {
        let spans: Vec<Span> = cells.iter().map(|cell| text.span(cell.clone())).collect();
        let span = spans.first().copied().unwrap_or(owner.span);
        faults.push(Fault { kind: FaultKind::UnreadableBoxes, span, also: spans.into_iter().skip(1).collect() });
        return;
    }
    // What is written below the boxes is the title of an officer, or says what "other" is.
    let after = labels.last().map_or(0, |(_, _, range)| range.end);
    let below: Vec<Range<usize>> = words.into_iter().filter(|range| range.start >= after).collect();
    let Some(range) = span_of(&below).map(|range| peel(text.as_str(), range)).filter(|range| !range.is_empty()) else {
        return;
    };
    let words = clean(text.as_str().get(range.clone()).unwrap_or(""));
    let value = field(text, range, words.into(), Certainty::Written);
    if owner.is_officer.present() == Some(&true) {
        owner.officer_title = value;
    } else if owner.is_other.present() == Some(&true) {
        owner.other_text = value;
    }
}

/// A line above the boxes that is the Commission's address, only misspelt.
pub(super) fn garbled_address(sheet: &Sheet<'_>, outline: &Outline) -> Option<Span> {
    const ADDRESS: &str = "washington, d.c. 20549";
    above_tables(outline).take(40).find_map(|line| {
        let range = sheet.line_range(line);
        let str = sheet.line(line);
        if range.len() > 40 || !(str.contains("D.C") || str.contains("2054") || str.contains("shingt")) {
            return None;
        }
        let words: Vec<&str> = str.split_whitespace().collect();
        let plain = words.join(" ").to_lowercase().replace("vv", "w");
        let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
        // A line cut in two keeps the end of the address; that is a cut, not a misspelling.
        let distance = edit_distance(plain, ADDRESS);
        (!ADDRESS.ends_with(plain) && (1..=8).contains(&distance)).then(|| sheet.text().span(range))
    })
}

/// Levenshtein's distance of two short texts.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let cost = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_in_city_state_and_zip() {
        let parts = |line: &str| {
            let parts = city_state_zip(line, 0..line.len());
            [parts.city, parts.state, parts.zip].map(|part| part.map_or("", |range| &line[range]).to_owned())
        };
        assert_eq!(parts("SANTA CLARA CA 95054"), ["SANTA CLARA", "CA", "95054"]);
        assert_eq!(parts("LARCHMONT, NY 10538"), ["LARCHMONT", "NY", "10538"]);
        assert_eq!(parts("CHARLOTTE NORTH CAROLINA 28255"), ["CHARLOTTE", "NORTH CAROLINA", "28255"]);
        assert_eq!(parts("GENEVA, SWITZERLAND"), ["GENEVA", "SWITZERLAND", ""]);
        assert_eq!(parts("VANCOUVER A1 V5Y 0A1"), ["VANCOUVER", "A1", "V5Y 0A1"]);
        assert_eq!(parts("BOSTON"), ["BOSTON", "", ""]);
    }
}
