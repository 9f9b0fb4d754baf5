//! The cells of a line become units, each of one kind.

use std::ops::Range;

use super::join::{Join, is_whole_date, join};
use super::{Column, Kind, RawRow, Unit};
use crate::syntax::page::{Cell, Sheet, Token, TokenKind, tokens};
use crate::syntax::value;
use crate::tables::confusables::mended;

/// The cells of a line, each with its kind where it is one unit as it stands.
pub(in crate::lower) fn plain_kinds(sheet: &Sheet<'_>, line: usize) -> impl Iterator<Item = Option<Kind>> {
    sheet.cells(line).iter().map(|cell| plain(sheet.str(*cell)))
}

/// The units of a line whose cells have these plain kinds, in order.
pub(in crate::lower) fn units(sheet: &Sheet<'_>, line: usize, plain: &[Option<Kind>]) -> Vec<Unit> {
    let filled = sheet.cells(line).iter().filter(|cell| cell.start < cell.end);
    let mut units = Vec::with_capacity(filled.count());
    let mut all_plain = true;
    for (index, (cell, plain)) in sheet.cells(line).iter().zip(plain).enumerate() {
        if cell.start == cell.end {
            continue;
        }
        match *plain {
            Some(kind) => {
                units.push(Unit {
                    kind,
                    range: cell.start as usize..cell.end as usize,
                    cell: index,
                    marks: Vec::new(),
                    more: Vec::new(),
                });
            }
            None => {
                all_plain = false;
                units_of_cell(sheet, cell.start as usize..cell.end as usize, index, &mut units);
            }
        }
    }
    without_repeats(sheet, &mut units);
    // Plain words hold no digits.
    if !all_plain {
        apart(sheet, &mut units);
    }
    if units.iter().any(|unit| unit.kind == Kind::DatePart) {
        ends_of_dates(sheet, &mut units);
    }
    units
}

/// The units of a run of words in a line without cells, in order. Each has the first byte of the run as its place.
pub(in crate::lower) fn units_of_run(sheet: &Sheet<'_>, run: Range<usize>, units: &mut Vec<Unit>) {
    let str = sheet.text().as_str().get(run.clone()).unwrap_or("");
    let one = |kind, range| Unit { kind, range, cell: 0, marks: Vec::new(), more: Vec::new() };
    match plain(str) {
        Some(kind) => units.push(one(kind, run)),
        // `1,987 A`: values of two columns that stand close.
        None => match str.split_once(' ').map(|(left, right)| (plain(left), left.len(), plain(right))) {
            Some((Some(left @ (Kind::Amount | Kind::Date)), length, Some(right))) if right != Kind::Text => {
                units.push(one(left, run.start..run.start + length));
                units.push(one(right, run.start + length + 1..run.end));
            }
            _ => units_of_range(sheet, run, 0, units),
        },
    }
}

/// What the rows of a table have in common, and no row tells alone.
#[derive(Clone, Copy, Default, Debug)]
pub(in crate::lower) struct Habit {
    /// Values are cut: the borders of this table are not to be trusted.
    pub torn: bool,
    /// Prices are written with a sign of dollars.
    pub dollars: bool,
}

/// Looks over all rows of a table, and names anew what looks different among them.
pub(in crate::lower) fn settle_kinds(sheet: &Sheet<'_>, rows: &mut [RawRow]) -> Habit {
    let text = sheet.text().as_str();
    let str = |unit: &Unit| text.get(unit.range.clone()).unwrap_or("");
    let any = |rows: &[RawRow], test: &dyn Fn(&Unit) -> bool| rows.iter().any(|row| row.units.iter().any(test));
    // A table whose dates are all whole, in cells of their own, and have two digits of the year writes so.
    let whole_cell = |line: Option<usize>, unit: &Unit| {
        line.is_none_or(|line| sheet.cells(line).get(unit.cell).is_some_and(|cell| sheet.str(*cell) == str(unit)))
    };
    let short_years = rows.iter().all(|row| {
        let dated = row.units.iter().filter(|unit| matches!(unit.kind, Kind::Date | Kind::DatePart));
        dated
            .into_iter()
            .all(|unit| unit.kind == Kind::DatePart && value::date(str(unit)).is_some() && whole_cell(row.line, unit))
    });
    if short_years {
        for unit in rows.iter_mut().flat_map(|row| row.units.iter_mut()) {
            if unit.kind == Kind::DatePart {
                unit.kind = Kind::Date;
            }
        }
    }
    let habit = Habit {
        torn: any(rows, &|unit| matches!(unit.kind, Kind::DatePart | Kind::AmountPart)),
        dollars: any(rows, &|unit| unit.kind == Kind::Money),
    };
    if habit.torn && habit.dollars {
        for row in rows.iter_mut() {
            beginnings_of_amounts(sheet, &mut row.units);
        }
    }
    habit
}

/// `1 | 73,858,251`, where prices have a sign of dollars: the digit is no price, but begins the amount.
fn beginnings_of_amounts(sheet: &Sheet<'_>, units: &mut [Unit]) {
    let text = sheet.text().as_str();
    let str = |unit: &Unit| text.get(unit.range.clone()).unwrap_or("").to_owned();
    for at in 1..units.len() {
        let Some([before, unit]) = units.get_mut(at - 1..=at) else { continue };
        let (start, rest) = (str(before), str(unit));
        let begins = before.kind == Kind::Amount
            && unit.kind == Kind::Amount
            && before.cell < unit.cell
            && before.marks.is_empty()
            && start.len() <= 2
            && rest.contains(',')
            && start.bytes().all(|byte| byte.is_ascii_digit());
        if begins && join(&[&start, &rest], Column::Owned) != Join::None {
            before.kind = Kind::AmountPart;
        }
    }
}

/// Sets apart what a border left at the end of words: `Common Stock 12 | /06/2013`, `Common Stock 9 | 96,184`.
fn apart(sheet: &Sheet<'_>, units: &mut Vec<Unit>) {
    let text = sheet.text().as_str();
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        let next = units.get(at + 1).filter(|next| next.cell > unit.cell);
        let rest = next.and_then(|next| Some((next.kind, text.get(next.range.clone())?)));
        if let Some((kind, length)) = left_over(text, unit, rest) {
            let cut = unit.range.end - length;
            let piece = Unit { kind, range: cut..unit.range.end, cell: unit.cell, marks: Vec::new(), more: Vec::new() };
            if let Some(words) = units.get_mut(at) {
                words.range.end = cut - 1;
            }
            units.insert(at + 1, piece);
            at += 1;
        }
        at += 1;
    }
}

/// The last word of a text, when it is a piece of the value in the next cell: its kind and length.
fn left_over(text: &str, unit: &Unit, next: Option<(Kind, &str)>) -> Option<(Kind, usize)> {
    let words = text.get(unit.range.clone()).filter(|_| unit.kind == Kind::Text && unit.marks.is_empty())?;
    let (before, last) = words.rsplit_once(' ')?;
    if last.is_empty() || last.len() > 2 || before.ends_with(' ') || !last.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let holding = before.rsplit(' ').next()?.to_ascii_lowercase();
    let is_security = matches!(holding.as_str(), "stock" | "share" | "shares" | "common" | "units" | "unit");
    match next {
        // With its slash, or without one that the border took.
        Some((Kind::DatePart, rest)) => {
            let whole = is_whole_date(&format!("{last}{rest}")) || is_whole_date(&format!("{last}/{rest}"));
            whole.then_some((Kind::DatePart, last.len()))
        }
        // `1 | 2/26/2003`: a month of one digit is a piece too, where words of a security stand before.
        Some((Kind::Date, rest)) => {
            let month_of_one = rest.as_bytes().get(1) == Some(&b'/');
            (is_security && month_of_one && is_whole_date(&format!("{last}{rest}")))
                .then_some((Kind::DatePart, last.len()))
        }
        Some((Kind::Amount | Kind::AmountPart, rest)) => {
            let one = is_security && join(&[last, rest], Column::Owned) != Join::None;
            one.then_some((Kind::AmountPart, last.len()))
        }
        _ => (is_security && last.starts_with('0')).then_some((Kind::DatePart, last.len())),
    }
}

/// `08/09/2 | 2023`, `11/20/2 | 020`: what follows a cut date and completes it is no amount; nor is what
/// begins one, `11 | /10/2026`.
fn ends_of_dates(sheet: &Sheet<'_>, units: &mut [Unit]) {
    let text = sheet.text().as_str();
    for at in 1..units.len() {
        let Some([before, unit]) = units.get_mut(at - 1..=at) else { continue };
        let strs = (text.get(before.range.clone()), text.get(unit.range.clone()));
        let (Some(start), Some(end)) = strs else { continue };
        let digits = end.len() <= 4 && end.bytes().all(|byte| byte.is_ascii_digit());
        let follows = before.cell < unit.cell && before.kind == Kind::DatePart;
        if follows && digits && start.len() >= 5 && join(&[start, end], Column::Date) != Join::None {
            unit.kind = Kind::DatePart;
        }
        let digits = start.len() <= 2 && start.bytes().all(|byte| byte.is_ascii_digit());
        let begins = before.cell < unit.cell && before.kind == Kind::Amount && unit.kind == Kind::DatePart;
        if begins
            && digits
            && before.marks.is_empty()
            && end.starts_with('/')
            && is_whole_date(&format!("{start}{end}"))
        {
            before.kind = Kind::DatePart;
        }
        // A month of one digit after a digit of its own cell is the rest of a month of two.
        if follows && unit.kind == Kind::Date && start.len() == 1 {
            unit.kind = Kind::DatePart;
        }
    }
}

/// Whether a line whose cells have these plain kinds holds a whole date, amount or price in a cell of its own.
pub(in crate::lower) fn has_whole_value(sheet: &Sheet<'_>, line: usize, plain: &[Option<Kind>]) -> bool {
    let whole = |kind: Option<Kind>| matches!(kind, Some(Kind::Date | Kind::Amount | Kind::Money));
    let bold = |cell: &Cell| {
        let str = sheet.str(*cell);
        str.contains('*').then(|| self::plain(str.trim_matches('*'))).flatten()
    };
    let mut cells = sheet.cells(line).iter().zip(plain);
    cells.any(|(cell, plain)| whole(*plain) || (plain.is_none() && whole(bold(cell))))
}

/// The kind of a cell that is one unit as it stands; the short way for clean tables.
fn plain(cell: &str) -> Option<Kind> {
    let bytes = cell.as_bytes();
    match bytes {
        [letter] if letter.is_ascii_alphabetic() => Some(Kind::Letter(*letter)),
        [b'$' | b'\\', ..] => value::money(cell).map(|_| Kind::Money),
        [b'0'..=b'9', ..] if bytes.contains(&b'/') => value::date(cell).map(|_| date_kind(cell)),
        [b'0', b'0'..=b'9', ..] => None,
        [b'0'..=b'9', ..] => value::decimal(cell).map(|_| Kind::Amount),
        _ => bytes
            .iter()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'.' | b',' | b'\'' | b'&' | b'-'))
            .then_some(Kind::Text)
            .filter(|_| bytes.get(1).is_some_and(u8::is_ascii_alphabetic)),
    }
}

/// The units of a cell. In pipe tables a cell has marks of emphasis, and `<br>` between its lines.
fn units_of_cell(sheet: &Sheet<'_>, cell: Range<usize>, index: usize, units: &mut Vec<Unit>) {
    let str = sheet.text().as_str().get(cell.clone()).unwrap_or("");
    if !str.contains(BREAK) && !str.contains(EMPHASIS) {
        return units_of_range(sheet, cell, index, units);
    }
    let first_of_cell = units.len();
    let mut own = Vec::new();
    let mut line_at = cell.start;
    for line in str.split(BREAK) {
        let mut at = line_at;
        for part in line.split(EMPHASIS) {
            let words = part.trim();
            let start = at + part.len() - part.trim_start().len();
            if !words.is_empty() {
                units_of_range(sheet, start..start + words.len(), index, &mut own);
            }
            at += part.len() + EMPHASIS.len();
        }
        line_at += line.len() + BREAK.len();
    }
    for unit in own {
        match (units.get_mut(first_of_cell..).and_then(<[Unit]>::last_mut), unit.kind) {
            (Some(before), Kind::Mark) => before.marks.extend(unit.marks),
            (Some(before), Kind::Text) if before.kind == Kind::Text && before.marks.is_empty() => {
                before.more.push(unit.range);
                before.marks = unit.marks;
            }
            _ => units.push(unit),
        }
    }
}

/// What pipe tables write between the lines of a cell, and around bold words.
const BREAK: &str = "<br>";
const EMPHASIS: &str = "**";

fn units_of_range(sheet: &Sheet<'_>, cell: Range<usize>, index: usize, units: &mut Vec<Unit>) {
    let text = sheet.text().as_str();
    let str = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
    let whole = str(&cell);
    if let Some(kind) = confused(whole) {
        units.push(Unit { kind, range: cell, cell: index, marks: Vec::new(), more: Vec::new() });
        return;
    }
    let inner = without_specks(whole);
    let mut tokens = tokens(whole.get(inner.clone()).unwrap_or(""), cell.start + inner.start);
    if tokens.len() > 1 {
        tokens.retain(|token| !is_speck(str(&token.range)));
    }
    let first_of_cell = units.len();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1).map(|next| next.kind);
        let mut unit =
            Unit { kind: Kind::Text, range: token.range.clone(), cell: index, marks: Vec::new(), more: Vec::new() };
        at += 1;
        match token.kind {
            TokenKind::Mark => {
                match units.get_mut(first_of_cell..).and_then(<[Unit]>::last_mut) {
                    Some(before) => before.marks.push(token.range.clone()),
                    None => units.push(Unit { kind: Kind::Mark, marks: vec![token.range.clone()], ..unit }),
                }
                continue;
            }
            TokenKind::Date => unit.kind = Kind::Date,
            TokenKind::DatePart => unit.kind = Kind::DatePart,
            TokenKind::Money => unit.kind = Kind::Money,
            TokenKind::AmountPart => unit.kind = Kind::AmountPart,
            // A small number before a word belongs to the words: `1 stock`, `10 Year Notes`.
            TokenKind::Amount if next == Some(TokenKind::Word) && token.range.len() <= 3 => {}
            TokenKind::Amount => unit.kind = amount_kind(str(&token.range)),
            TokenKind::Letter => {
                let letter = str(&token.range).bytes().next().unwrap_or(b'?');
                // Only D and I open a cell that goes on in words: `I By Trust`.
                if next != Some(TokenKind::Word) || matches!(letter, b'D' | b'I' | b'd' | b'i') {
                    unit.kind = Kind::Letter(letter);
                }
            }
            TokenKind::Word if is_soiled_amount(str(&token.range)) => unit.kind = Kind::AmountPart,
            TokenKind::Word | TokenKind::Percent => {}
        }
        if unit.kind == Kind::Text {
            while let Some(token) = tokens.get(at) {
                let last = at + 1 == tokens.len();
                match token.kind {
                    TokenKind::Mark => unit.marks.push(token.range.clone()),
                    // `Option granted 02/03/2021` is a title where no border can be lost.
                    _ if sheet.is_marked_up() && unit.marks.is_empty() => unit.range.end = token.range.end,
                    // A price in the middle of words is a par value, not a price.
                    TokenKind::Money if tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Word) => {
                        unit.range.end = token.range.end;
                    }
                    TokenKind::Money
                        if text.get(..token.range.start).is_some_and(|before| before.ends_with("value ")) =>
                    {
                        unit.range.end = token.range.end;
                    }
                    TokenKind::Date | TokenKind::DatePart | TokenKind::Money => break,
                    // `Common 13,347 $ 0`: an amount and a price that stand close to words.
                    TokenKind::Amount if tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Money) => break,
                    // `Notes due 2012`
                    TokenKind::Amount if is_year_due(text, token.range.clone()) => unit.range.end = token.range.end,
                    TokenKind::Amount if last && token.range.len() >= 3 => break,
                    // `Common Stock 4,88 | 0,343`
                    TokenKind::AmountPart if last && is_cut_amount(str(&token.range)) => break,
                    _ if !unit.marks.is_empty() => break,
                    _ => unit.range.end = token.range.end,
                }
                at += 1;
            }
        }
        units.push(unit);
    }
    let specks = (inner.start, whole.len() - inner.end);
    with_specks(units.get_mut(first_of_cell..).unwrap_or(&mut []), specks);
}

/// The kind of a value in which letters stand for digits, `01/15/2O24` and `5,8l7`. At its ends only those letters are
/// taken that are no code and no `D` or `I` of a neighbour.
pub(in crate::lower) fn confused(cell: &str) -> Option<Kind> {
    const WITHIN: &[u8] = b"OoQlISsZBGgq";
    const AT_ENDS: &[u8] = b"Ool";
    let bare = cell.trim_start_matches(['\\', '$', ' ']);
    let (first, last) = (bare.bytes().next()?, bare.bytes().next_back()?);
    let is_end = |byte: u8| byte.is_ascii_digit() || AT_ENDS.contains(&byte);
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    let letters = bare.bytes().filter(|byte| WITHIN.contains(byte)).count();
    if letters == 0 || digits <= letters || digits < 2 || !is_end(first) || !is_end(last) {
        return None;
    }
    let meant = mended(bare)?;
    if meant.contains('/') {
        return is_whole_date(&meant).then_some(Kind::Date);
    }
    value::decimal(&meant)?;
    Some(if bare.len() < cell.len() { Kind::Money } else { Kind::AmountPart })
}

/// A cell of a value without what a border or a speck left at its ends: `'$ 2,576.97`, `405)`, `$ 0|`.
fn without_specks(cell: &str) -> Range<usize> {
    const AT_MOST: usize = 2;
    let is_value = |str: &str| str.starts_with(|c: char| c.is_ascii_digit() || c == '$' || c == '\\');
    let closed = |str: &str| {
        str.bytes().filter(|byte| *byte == b')').count() <= str.bytes().filter(|byte| *byte == b'(').count()
    };
    let body = cell.trim_start_matches(['\'', '|', ')', '\u{2018}', '\u{2019}', '.', ',']);
    let start = cell.len() - body.len();
    // A point before digits may be their own.
    let start = if is_value(body) && start <= AT_MOST && !cell.starts_with(['.', ',']) || body.starts_with('$') {
        start
    } else {
        0
    };
    let body = cell.get(start..).unwrap_or("");
    if !is_value(body) {
        return 0..cell.len();
    }
    let mut end = body.len();
    while let Some(kept) = body.get(..end) {
        let speck = match kept.chars().next_back() {
            Some('\'' | '|' | '\u{2018}' | '\u{2019}') => true,
            Some(')') => !closed(kept),
            // Behind a footnote mark; behind digits it may be the cut of a longer amount.
            Some(',' | '.') => kept.get(..end - 1).is_some_and(|kept| kept.ends_with(')')),
            _ => false,
        };
        if !speck || body.len() - end >= AT_MOST {
            break;
        }
        end -= kept.chars().next_back().map_or(1, char::len_utf8);
    }
    start..start + end
}

/// A token that says nothing: no letter, no digit, no sign of dollars.
fn is_speck(token: &str) -> bool {
    token.len() <= 2 && token.bytes().all(|byte| matches!(byte, b'\'' | b'|' | b',' | b'.' | b')' | b'`'))
}

/// Gives a value back what stood beside it, so that it is read as one that was mended.
fn with_specks(units: &mut [Unit], (before, after): (usize, usize)) {
    let soil = |unit: &mut Unit| {
        let number = is_number(unit);
        if unit.kind == Kind::Amount {
            unit.kind = Kind::AmountPart;
        }
        number
    };
    if before > 0
        && let Some(first) = units.first_mut()
        && soil(first)
    {
        first.range.start -= before;
    }
    if after > 0
        && let Some(last) = units.last_mut()
        && last.marks.is_empty()
        && soil(last)
    {
        last.range.end += after;
    }
}

/// The units of a line that no cells part: a value ends where the kind of token changes, and words go on to
/// the next value. A mark belongs to what it is glued to; one that stands apart is a unit of its own.
pub(in crate::lower) fn units_of_words(sheet: &Sheet<'_>, line: usize) -> Vec<Unit> {
    let text = sheet.text().as_str();
    let mut units: Vec<Unit> = Vec::with_capacity(12);
    for cell in sheet.cells(line) {
        let tokens = tokens(sheet.str(*cell), cell.start as usize);
        for (at, token) in tokens.iter().enumerate() {
            let next = tokens.get(at + 1).map(|next| next.kind);
            let glued = units.last().is_some_and(|before| end_with_marks(before) == token.range.start);
            let words =
                units.last_mut().filter(|before| before.kind == Kind::Text && before.marks.is_empty() && at > 0);
            let str = text.get(token.range.clone()).unwrap_or("");
            if let Some(words) = words
                && goes_on_in_words(text, token, str, next)
            {
                words.range.end = token.range.end;
                continue;
            }
            if let (TokenKind::Mark, true, Some(before)) = (token.kind, glued, units.last_mut()) {
                before.marks.push(token.range.clone());
                continue;
            }
            let kind = match token.kind {
                TokenKind::Date => Kind::Date,
                TokenKind::DatePart => Kind::DatePart,
                TokenKind::Money if is_par_value(text, &token.range) => Kind::Text,
                TokenKind::Money => Kind::Money,
                TokenKind::Mark => Kind::Mark,
                // `10 Year Notes`, `2024 Performance Units`
                TokenKind::Amount if next == Some(TokenKind::Word) && str.len() <= 4 => Kind::Text,
                TokenKind::Amount => amount_kind(str),
                TokenKind::AmountPart => Kind::AmountPart,
                TokenKind::Letter if next != Some(TokenKind::Word) || matches!(str, "D" | "I") => {
                    Kind::Letter(str.bytes().next().unwrap_or(b'?'))
                }
                TokenKind::Word if is_soiled_apart(str, next) => Kind::AmountPart,
                TokenKind::Letter | TokenKind::Word | TokenKind::Percent => Kind::Text,
            };
            let marks = if kind == Kind::Mark { vec![token.range.clone()] } else { Vec::new() };
            units.push(Unit { kind, range: token.range.clone(), cell: 0, marks, more: Vec::new() });
        }
    }
    units
}

fn end_with_marks(unit: &Unit) -> usize {
    unit.marks.last().map_or(unit.range.end, |mark| mark.end)
}

/// Whether a token behind words is one of them.
fn goes_on_in_words(text: &str, token: &Token, str: &str, next: Option<TokenKind>) -> bool {
    match token.kind {
        TokenKind::Word => !is_soiled_apart(str, next),
        TokenKind::Letter | TokenKind::Percent => true,
        TokenKind::Money => is_par_value(text, &token.range),
        // `Class 2 Stock`, `Notes due 2012`
        TokenKind::Amount | TokenKind::AmountPart | TokenKind::DatePart => {
            let before = text.get(..token.range.start).unwrap_or("").trim_end();
            next == Some(TokenKind::Word) || is_year_due(text, token.range.clone()) || before.ends_with(['-', '#'])
        }
        TokenKind::Date | TokenKind::Mark => false,
    }
}

/// An amount with a stray character, and not `(2023 Grant)` or `($0.01 par value)`.
fn is_soiled_apart(str: &str, next: Option<TokenKind>) -> bool {
    next != Some(TokenKind::Word) && !str.contains('$') && is_soiled_amount(str)
}

/// A word without the punctuation around it.
fn plain_word(word: &str) -> &str {
    word.trim_matches(|c: char| c.is_ascii_punctuation())
}

/// `par value $0.0001 per share`: the security's own, and no price.
fn is_par_value(text: &str, range: &Range<usize>) -> bool {
    let mut before = text.get(..range.start).unwrap_or("").split_whitespace().rev().map(plain_word);
    let after = text.get(range.end..).unwrap_or("").split_whitespace().next().map_or("", plain_word);
    let named = before.next().zip(before.next()).is_some_and(|(last, before)| {
        let last_two = if last.eq_ignore_ascii_case("of") { before } else { last };
        last_two.eq_ignore_ascii_case("value") && !before.is_empty()
    });
    named || ["per", "par"].iter().any(|word| after.eq_ignore_ascii_case(word))
}

/// A year of two digits may be one of four that a border cut; the other dates of the table tell.
fn date_kind(str: &str) -> Kind {
    if is_whole_date(str) { Kind::Date } else { Kind::DatePart }
}

/// No amount of shares begins with a zero; `00` is what is left of one.
fn amount_kind(str: &str) -> Kind {
    match str.as_bytes() {
        [b'0', b'0'..=b'9', ..] => Kind::AmountPart,
        _ => Kind::Amount,
    }
}

/// A year after `due`: the security's own, and no number of shares.
fn is_year_due(text: &str, range: Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or("").trim_end();
    range.len() == 4 && (before.ends_with(" due") || before.ends_with(" Due") || before.ends_with(" DUE"))
}

/// Digits with a comma that no three digits follow.
fn is_cut_amount(str: &str) -> bool {
    str.contains(',') && str.starts_with(|c: char| c.is_ascii_digit()) && value::decimal(str).is_none()
}

/// An amount with a stray character at an end: `15,500)`, `|3,343`.
pub(in crate::lower) fn is_soiled_amount(str: &str) -> bool {
    let inner = stripped(str);
    inner.len() < str.len() && str.len() - inner.len() <= 2 && inner.len() >= 3 && value::decimal(inner).is_some()
}

/// Without what is neither digit nor point at both ends.
pub(in crate::lower) fn stripped(str: &str) -> &str {
    str.trim_matches(|c: char| !c.is_ascii_digit())
}

/// Leaves out what a border doubled: a letter that stands twice, the end of a title once more.
fn without_repeats(sheet: &Sheet<'_>, units: &mut Vec<Unit>) {
    let text = sheet.text().as_str();
    let mut last_number = units.iter().rposition(is_number).unwrap_or(0);
    let mut at = 1;
    while let Some((kept, [unit, ..])) = units.split_at_checked(at) {
        if is_repeat(text, kept, unit, at < last_number) {
            units.remove(at);
            last_number -= usize::from(at < last_number);
        } else {
            at += 1;
        }
    }
}

/// Whether a unit says once more what those before it say; `before_numbers`: more numbers follow in the row.
fn is_repeat(text: &str, kept: &[Unit], unit: &Unit, before_numbers: bool) -> bool {
    let str = |unit: &Unit| text.get(unit.range.clone()).unwrap_or("");
    match (kept.last().map(|before| before.kind), unit.kind) {
        (Some(Kind::Letter(a)), Kind::Letter(b)) => a.eq_ignore_ascii_case(&b) && before_numbers,
        // `177 | s ,870 D`: the code once more, between the pieces of an amount.
        (Some(Kind::Amount | Kind::AmountPart), Kind::Letter(letter)) => {
            let coded = |kept: &Unit| matches!(kept.kind, Kind::Letter(code) if code.eq_ignore_ascii_case(&letter));
            letter.is_ascii_lowercase() && before_numbers && kept.iter().any(coded)
        }
        (Some(Kind::DatePart), Kind::Text) => {
            let title = kept.len().checked_sub(2).and_then(|title| kept.get(title)).map_or("", str);
            let end = str(unit).split_once(' ').map_or("", |(_, end)| end);
            !end.is_empty() && title.ends_with(end)
        }
        _ => false,
    }
}

fn is_number(unit: &Unit) -> bool {
    matches!(unit.kind, Kind::Amount | Kind::Money | Kind::AmountPart)
}
