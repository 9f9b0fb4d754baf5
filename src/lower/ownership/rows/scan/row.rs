//! One row: the pieces of its anchor line become units in the order of the columns, and what the other
//! lines hold goes where the anchor line lacks it.

use std::ops::Range;

use super::Line;
use super::parts::{Parts, lead, letter, str, unit};
use super::pieces::{Piece, Sort};
use super::words::{self, Words};
use crate::filing::Table;
use crate::lower::table::{Kind, RawRow, Unit};
use crate::syntax::value;

/// The units of a row whose values stand in the line `anchor`; none when it holds no words and no values.
pub(super) fn of(text: &str, lines: &[Line], anchor: usize, table: Table) -> Option<RawRow> {
    let line = lines.get(anchor)?;
    let parts = Parts::of(text, &line.pieces, table);
    let mut units = core(text, parts.core(&line.pieces), table);
    let others = lines.iter().enumerate().filter(|(at, _)| *at != anchor).map(|(_, line)| line);
    fill(text, &mut units, others, table);
    let words = words::of(text, lines, anchor, &parts, table);
    let ownership = parts.ownership(text, &line.pieces).or_else(|| ownership_beside(text, lines, anchor));
    let units = with_words(units, words, ownership, table);
    let (first, last) = (lines.first()?, lines.last()?);
    let valued = units.iter().any(|unit| is_number(unit) || matches!(unit.kind, Kind::Date | Kind::DatePart));
    valued.then_some(RawRow { range: first.range.start..last.range.end, line: None, units })
}

/// The letter I in a line above or below, before the words of its nature.
fn ownership_beside(text: &str, lines: &[Line], anchor: usize) -> Option<Unit> {
    let others = lines.iter().enumerate().filter(|(at, _)| *at != anchor);
    others.flat_map(|(_, line)| line.pieces.windows(2)).find_map(|pair| {
        let [letter, next] = pair else { return None };
        let is_letter = letter.sort == Sort::Letter(b'I') && next.sort.is_word();
        let behind_mark = text.get(..letter.range.start)?.trim_end().ends_with(')');
        (is_letter && behind_mark).then(|| unit(Kind::Letter(b'I'), letter.range.clone()))
    })
}

/// The byte of the transaction code in a piece behind the date: `S`, `s`, `MO`, `s@)`, `cM`, `52)`.
pub(super) fn code_letter(text: &str, piece: &Piece) -> Option<(usize, u8)> {
    const CODES: &[u8] = b"ACDEFGHIJLMOPSUWXZ";
    let written = str(text, piece);
    if written.len() > 5 || !matches!(piece.sort, Sort::Letter(_) | Sort::Word | Sort::Mark) {
        return None;
    }
    let first = *written.as_bytes().first()?;
    // Behind it stands at most a footnote mark, raised and small.
    const RAISED: &[u8] = b"OYQMHGSCVoxciseX0123456789";
    let few = written.bytes().skip(1).filter(u8::is_ascii_alphanumeric).all(|byte| RAISED.contains(&byte));
    let few = few && written.bytes().filter(u8::is_ascii_alphabetic).count() <= 2;
    (few && CODES.contains(&first.to_ascii_uppercase())).then_some((piece.range.start, first))
}

/// Whether a line has the balance that follows a transaction: a figure without a sign of dollars before its
/// letter of ownership.
pub(super) fn has_balance(text: &str, pieces: &[Piece]) -> bool {
    let lead = lead(text, pieces, Table::One);
    let Some(letter) = letter(text, pieces, lead, Table::One) else { return false };
    let before = pieces.get(lead..letter).unwrap_or(&[]);
    let number = before.iter().rposition(|piece| piece.sort.is_number());
    number.is_some_and(|at| {
        let dollar = at.checked_sub(1).and_then(|at| before.get(at)).is_some_and(|piece| piece.sort == Sort::Dollar);
        !dollar && before.get(at).is_some_and(|piece| piece.sort != Sort::Money)
    })
}

/// The units between the title and the letter of ownership.
fn core(text: &str, pieces: &[Piece], table: Table) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(pieces.len());
    let mut coded = false;
    for (at, piece) in pieces.iter().enumerate() {
        let last = units.last().map(|unit| unit.kind);
        let after_date = matches!(last, Some(Kind::Date | Kind::DatePart));
        if !coded
            && after_date
            && let Some((at, letter)) = code_letter(text, piece)
        {
            units.push(unit(Kind::Letter(letter), at..at + 1));
            coded = true;
            continue;
        }
        let written = str(text, piece);
        match piece.sort {
            Sort::Date => units.push(unit(Kind::Date, piece.range.clone())),
            Sort::DateLike => units.push(unit(Kind::DatePart, piece.range.clone())),
            Sort::Money => units.push(unit(Kind::Money, piece.range.clone())),
            // Between title and code stands a date, though its strokes be read as digits.
            Sort::Amount if units.is_empty() && is_run_together(written) && pieces.len() >= 4 => {
                units.push(unit(Kind::DatePart, piece.range.clone()));
            }
            Sort::Amount => units.push(unit(Kind::Amount, piece.range.clone())),
            Sort::AmountLike => units.push(unit(Kind::AmountPart, piece.range.clone())),
            Sort::Dollar => {}
            Sort::Mark => mark(text, piece, pieces.get(at + 1), &mut units, table),
            Sort::Letter(_) | Sort::Word
                if coded && matches!(last, Some(Kind::Letter(_))) && written.starts_with(['V', 'v']) =>
            {
                units.push(unit(Kind::Letter(b'V'), piece.range.start..piece.range.start + 1));
            }
            Sort::Letter(_) | Sort::Word if table == Table::Two => underlying(text, piece, &mut units),
            Sort::Letter(letter @ (b'A' | b'D' | b'a' | b'd')) => {
                units.push(unit(Kind::Letter(letter), piece.range.clone()))
            }
            Sort::Word => units.extend(direction_in(written, piece.range.start)),
            Sort::Letter(_) => {}
        }
    }
    units
}

/// `91672022` for 9/6/2022: seven to nine digits, the last four a year.
fn is_run_together(written: &str) -> bool {
    let year = written.len().checked_sub(4).and_then(|at| written.get(at..)).unwrap_or("");
    (7..=9).contains(&written.len())
        && written.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(year.as_bytes(), [b'1', b'9', ..] | [b'2', b'0', ..])
}

/// A mark belongs to the value before it; it stands for a value of its own where a column would else be empty.
fn mark(text: &str, piece: &Piece, next: Option<&Piece>, units: &mut Vec<Unit>, table: Table) {
    let marks = marks_in(text, piece.range.clone());
    let next_is_amount = next.is_some_and(|next| next.sort.is_number());
    let own = match (table, units.last().map(|unit| unit.kind)) {
        (Table::One, Some(Kind::Letter(letter))) => matches!(letter, b'A' | b'D') && next_is_amount,
        (Table::One, _) => false,
        (Table::Two, Some(Kind::Letter(_) | Kind::Money)) => false,
        (Table::Two, _) => true,
    };
    match units.last_mut().filter(|_| !own) {
        Some(before) => before.marks.extend(marks),
        None if own => units.push(Unit { marks, ..unit(Kind::Mark, piece.range.clone()) }),
        None => {}
    }
}

/// The marks in a piece that can be read as such: `(2)(3)` has two, `Q)` none.
fn marks_in(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let str = text.get(range.clone()).unwrap_or("");
    let mut marks = Vec::new();
    let mut at = 0;
    for part in str.split_inclusive(')') {
        let start = at + part.find('(').unwrap_or(0);
        at += part.len();
        if str.get(start..at).is_some_and(|mark| value::mark(mark).is_some()) {
            marks.push(range.start + start..range.start + at);
        }
    }
    marks
}

/// Words between the values of Table II are of the underlying security.
fn underlying(text: &str, piece: &Piece, units: &mut Vec<Unit>) {
    let is_word = piece.sort.is_word();
    match units.last_mut() {
        Some(before) if before.kind == Kind::Text => before.range.end = piece.range.end,
        Some(_) if is_word && piece.range.len() >= 2 && str(text, piece).chars().any(char::is_alphabetic) => {
            units.push(unit(Kind::Text, piece.range.clone()));
        }
        _ => {}
    }
}

/// The letter (A) or (D) in a word of two characters, the other a rule or a sign of dollars: `JA`, `D$`, `Ds`.
fn direction_in(written: &str, start: usize) -> Option<Unit> {
    let (at, letter) = match written.as_bytes() {
        [letter @ (b'A' | b'D'), b'$' | b's' | b'S' | b'D' | b'd' | b'I' | b'J' | b'l' | b'1'] => (0, *letter),
        [b'J' | b'I' | b'l' | b'1' | b'O', letter @ (b'A' | b'D')] => (1, *letter),
        _ => return None,
    };
    Some(unit(Kind::Letter(letter), start + at..start + at + 1))
}

/// Puts what the other lines hold where the anchor line lacks it.
fn fill<'l>(text: &str, units: &mut Vec<Unit>, others: impl Iterator<Item = &'l Line>, table: Table) {
    let mut numbers: Vec<Unit> = Vec::new();
    let mut dates: Vec<Unit> = Vec::new();
    let mut dollar = false;
    for line in others {
        for (at, piece) in line.pieces.iter().enumerate() {
            let goes_on = line.pieces.get(at + 1).is_some_and(|next| next.sort.is_word());
            let kind = match piece.sort {
                Sort::Date => {
                    dates.push(unit(Kind::Date, piece.range.clone()));
                    continue;
                }
                Sort::Dollar => {
                    dollar = true;
                    continue;
                }
                // `par value $0.0001 per share`
                Sort::Money if goes_on => continue,
                Sort::Money => Kind::Money,
                Sort::Amount if str(text, piece).len() >= 2 => Kind::Amount,
                _ => continue,
            };
            let mut number = unit(kind, piece.range.clone());
            let marks = line.pieces.iter().skip(at + 1).take_while(|piece| piece.sort == Sort::Mark);
            number.marks = marks.flat_map(|piece| marks_in(text, piece.range.clone())).collect();
            numbers.push(number);
        }
    }
    match table {
        Table::One => fill_one(text, units, numbers, dollar),
        Table::Two => fill_two(units, numbers, dates),
    }
}

fn is_number(unit: &Unit) -> bool {
    matches!(unit.kind, Kind::Amount | Kind::Money | Kind::AmountPart)
}

/// Table I: an amount before (A) or (D), a price behind it, a balance at the end.
fn fill_one(text: &str, units: &mut Vec<Unit>, mut numbers: Vec<Unit>, dollar: bool) {
    let priced =
        |unit: &Unit| unit.kind == Kind::Money || text.get(unit.range.clone()).is_some_and(|str| str.contains('.'));
    let Some(code) = units.iter().position(|unit| matches!(unit.kind, Kind::Date | Kind::DatePart)) else { return };
    let direction = units.iter().rposition(|unit| matches!(unit.kind, Kind::Letter(b'A' | b'D' | b'a' | b'd')));
    let direction = direction.filter(|at| *at > code + 1 || units.iter().skip(*at).any(is_number));
    let Some(direction) = direction else {
        // Without it, three figures are an amount, a price and a balance; a price may have slipped.
        let figures: Vec<usize> = (0..units.len()).filter(|at| units.get(*at).is_some_and(is_number)).collect();
        if let [_, balance] = figures.as_slice()
            && let Some(price) = numbers.iter().position(priced)
        {
            units.insert(*balance, numbers.remove(price));
        }
        return;
    };
    let mut direction = direction;
    let before = units.iter().take(direction).any(is_number);
    if !before && let Some(amount) = numbers.iter().position(|unit| !priced(unit)) {
        units.insert(direction, numbers.remove(amount));
        direction += 1;
    }
    let mut after: Vec<usize> =
        (direction + 1..units.len()).filter(|at| units.get(*at).is_some_and(is_number)).collect();
    // The last is the balance; of several before it, one with cents may be the price and none other.
    if after.len() > 2 {
        after.pop();
        let price = after.iter().copied().find(|at| units.get(*at).is_some_and(priced));
        for at in after.iter().rev().filter(|at| Some(**at) != price) {
            units.remove(*at);
        }
        return;
    }
    let [only] = after.as_slice() else { return };
    let lone_price = units.get(*only).is_some_and(|unit| unit.kind == Kind::Money);
    if lone_price {
        if let Some(balance) = numbers.iter().rposition(|unit| !priced(unit)) {
            units.insert(only + 1, numbers.remove(balance));
        }
    } else if let Some(price) = numbers.iter().position(|unit| priced(unit) || dollar) {
        units.insert(direction + 1, numbers.remove(price));
    }
}

/// Table II: an amount behind the code, a date exercisable before the only other.
fn fill_two(units: &mut Vec<Unit>, mut numbers: Vec<Unit>, dates: Vec<Unit>) {
    let code = units.iter().position(|unit| matches!(unit.kind, Kind::Letter(_)));
    if let Some(code) = code {
        let lacking = units.get(code + 1).is_some_and(|next| !is_number(next) && !matches!(next.kind, Kind::Letter(_)));
        if lacking && let Some(amount) = numbers.iter().position(|unit| unit.kind == Kind::Amount) {
            units.insert(code + 1, numbers.remove(amount));
        }
        let is_date = |unit: &Unit| matches!(unit.kind, Kind::Date | Kind::DatePart);
        let later: Vec<usize> = (code..units.len()).filter(|at| units.get(*at).is_some_and(is_date)).collect();
        if let ([only], [date]) = (later.as_slice(), dates.as_slice()) {
            // The mark that stood for it is its own.
            let at = if units.get(only - 1).is_some_and(|unit| unit.kind == Kind::Mark) { only - 1 } else { *only };
            let marks = if at < *only { units.remove(at).marks } else { Vec::new() };
            units.insert(at, Unit { marks, ..date.clone() });
        }
    }
    let date = units.iter().position(|unit| matches!(unit.kind, Kind::Date | Kind::DatePart));
    if let (Some(0), Some(price)) = (date, numbers.iter().position(|unit| unit.kind == Kind::Money)) {
        units.insert(0, numbers.remove(price));
    }
}

/// Title, underlying title, letter of ownership and nature take their places among the values.
fn with_words(mut units: Vec<Unit>, words: Words, ownership: Option<Unit>, table: Table) -> Vec<Unit> {
    let text_unit = |ranges: Vec<Range<usize>>| {
        let (first, more) = ranges.split_first()?;
        Some(Unit { more: more.to_vec(), ..unit(Kind::Text, first.clone()) })
    };
    if table == Table::Two {
        let place = units.iter().position(|unit| unit.kind == Kind::Text);
        units.retain(|unit| unit.kind != Kind::Text);
        let place = place.unwrap_or_else(|| before_underlying_amount(&units)).min(units.len());
        if let Some(unit) = text_unit(words.underlying) {
            units.insert(place, unit);
        }
    }
    if let Some(title) = text_unit(words.title) {
        units.insert(0, title);
    }
    units.extend(ownership);
    units.extend(text_unit(words.nature));
    for (at, unit) in units.iter_mut().enumerate() {
        unit.cell = at;
    }
    units
}

/// Where the underlying title belongs when its words stand in other lines alone: behind the dates and marks
/// that follow the first amount, or behind those that the row begins with.
fn before_underlying_amount(units: &[Unit]) -> usize {
    let code = units.iter().position(|unit| matches!(unit.kind, Kind::Letter(_))).map_or(0, |code| code + 1);
    let first = units.iter().skip(code).position(|unit| !is_number(unit)).map_or(units.len(), |at| at + code);
    units.iter().skip(first).position(is_number).map_or(units.len(), |at| at + first)
}
