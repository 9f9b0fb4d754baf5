//! Rows of tables: the tokens of a row go to the columns of the form.
//!
//! A row is cut into units, each of one kind. Units are assigned to columns in order, at least cost:
//! a wrong kind, a distance from the heading, an empty column that should not be. How much dearer the
//! next best place of a unit is decides whether its value is laid or guessed; nothing else does.

use std::collections::HashMap;
use std::ops::Range;

use crate::syntax::page::{Cell, Sheet, TokenKind, tokens};
use crate::syntax::value;

/// What a unit of a row looks like.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Kind {
    Date,
    DatePart,
    Money,
    Amount,
    /// Digits that are no amount as they stand: cut, with stray characters, or with a leading zero.
    AmountPart,
    Letter(u8),
    Text,
    /// Footnote marks that are the whole of a cell.
    Mark,
}

/// Characters of one kind in one cell, with the footnote marks that follow them.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub kind: Kind,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Place of its cell in the line.
    pub cell: usize,
    pub marks: Vec<Range<usize>>,
}

/// What a column of a table holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Column {
    Title,
    ConversionPrice,
    Date,
    Deemed,
    Code,
    Voluntary,
    Shares,
    Acquired,
    Disposed,
    AcquiredDisposed,
    Price,
    Exercise,
    Expiration,
    UnderlyingTitle,
    UnderlyingShares,
    Owned,
    Ownership,
    Nature,
}

/// A column and what it costs to leave it empty.
pub(super) type Shape = &'static [(Column, f32)];

/// Where the cells of a column stand, when headings or rows tell.
pub(super) type Hints = HashMap<Column, f32>;

/// The units of one row with their columns.
#[derive(Clone, Debug)]
pub(super) struct Aligned {
    pub cost: f32,
    /// Column, first unit and number of units.
    pub taken: Vec<(Column, usize, usize)>,
    /// By unit: how much dearer the best row is that has it elsewhere.
    pub margins: Vec<f32>,
    pub skipped: Vec<usize>,
}

/// From this margin on a value is laid: half the price of a value of the wrong kind.
pub(super) const CLEAR: f32 = 0.9;

/// The units of a line, in order.
pub(super) fn units(sheet: &Sheet<'_>, line: usize) -> Vec<Unit> {
    let mut units = Vec::with_capacity(12);
    for (index, cell) in sheet.cells(line).iter().enumerate() {
        if cell.start == cell.end {
            continue;
        }
        match plain(sheet.str(*cell)) {
            Some(kind) => {
                units.push(Unit {
                    kind,
                    range: cell.start as usize..cell.end as usize,
                    cell: index,
                    marks: Vec::new(),
                });
            }
            None => units_of_cell(sheet, *cell, index, &mut units),
        }
    }
    without_repeats(sheet, &mut units);
    apart(sheet, &mut units);
    ends_of_dates(sheet, &mut units);
    units
}

/// What the rows of a table have in common, and no row tells alone.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Habit {
    /// Values are cut: the borders of this table are not to be trusted.
    pub torn: bool,
    /// Prices are written with a sign of dollars.
    pub dollars: bool,
}

/// Looks over all rows of a table, and names anew what looks different among them.
pub(super) fn settle_kinds(sheet: &Sheet<'_>, rows: &mut [(usize, Vec<Unit>)]) -> Habit {
    let text = sheet.text().as_str();
    let str = |unit: &Unit| text.get(unit.range.clone()).unwrap_or("");
    let any = |rows: &[(usize, Vec<Unit>)], test: &dyn Fn(&Unit) -> bool| {
        rows.iter().any(|(_, units)| units.iter().any(test))
    };
    // A table whose dates are all whole, in cells of their own, and have two digits of the year writes so.
    let whole_cell =
        |line: usize, unit: &Unit| sheet.cells(line).get(unit.cell).is_some_and(|cell| sheet.str(*cell) == str(unit));
    let short_years = rows.iter().all(|(line, units)| {
        let dated = units.iter().filter(|unit| matches!(unit.kind, Kind::Date | Kind::DatePart));
        dated
            .into_iter()
            .all(|unit| unit.kind == Kind::DatePart && value::date(str(unit)).is_some() && whole_cell(*line, unit))
    });
    if short_years {
        for unit in rows.iter_mut().flat_map(|(_, units)| units.iter_mut()) {
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
        for (_, units) in rows.iter_mut() {
            beginnings_of_amounts(sheet, units);
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
            let piece = Unit { kind, range: cut..unit.range.end, cell: unit.cell, marks: Vec::new() };
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

/// `08/09/2 | 2023`, `11/20/2 | 020`: what follows a cut date and completes it is no amount.
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
        // A month of one digit after a digit of its own cell is the rest of a month of two.
        if follows && unit.kind == Kind::Date && start.len() == 1 {
            unit.kind = Kind::DatePart;
        }
    }
}

/// Whether a line holds a whole date, amount or price in a cell of its own.
pub(super) fn has_whole_value(sheet: &Sheet<'_>, line: usize) -> bool {
    let kinds = sheet.cells(line).iter().filter_map(|cell| plain(sheet.str(*cell)));
    kinds.into_iter().any(|kind| matches!(kind, Kind::Date | Kind::Amount | Kind::Money))
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

fn units_of_cell(sheet: &Sheet<'_>, cell: Cell, index: usize, units: &mut Vec<Unit>) {
    let text = sheet.text().as_str();
    let str = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
    let tokens = tokens(sheet.str(cell), cell.start as usize);
    let first_of_cell = units.len();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1).map(|next| next.kind);
        let mut unit = Unit { kind: Kind::Text, range: token.range.clone(), cell: index, marks: Vec::new() };
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
                if next != Some(TokenKind::Word) || matches!(letter, b'D' | b'I') {
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
                    // A price in the middle of words is a par value, not a price.
                    TokenKind::Money if tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Word) => {
                        unit.range.end = token.range.end;
                    }
                    TokenKind::Date | TokenKind::DatePart | TokenKind::Money => break,
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
fn is_soiled_amount(str: &str) -> bool {
    let inner = stripped(str);
    inner.len() < str.len() && str.len() - inner.len() <= 2 && inner.len() >= 3 && value::decimal(inner).is_some()
}

/// Without what is neither digit nor point at both ends.
pub(super) fn stripped(str: &str) -> &str {
    str.trim_matches(|c: char| !c.is_ascii_digit())
}

/// Leaves out what a border doubled: a letter that stands twice, the end of a title once more.
fn without_repeats(sheet: &Sheet<'_>, units: &mut Vec<Unit>) {
    let text = sheet.text().as_str();
    let str = |unit: &Unit| text.get(unit.range.clone()).unwrap_or("");
    let last_number = units.iter().rposition(is_number).unwrap_or(0);
    let mut kept: Vec<Unit> = Vec::with_capacity(units.len());
    for (at, unit) in units.drain(..).enumerate() {
        let repeated = match (kept.last().map(|before| before.kind), unit.kind) {
            (Some(Kind::Letter(a)), Kind::Letter(b)) => a.eq_ignore_ascii_case(&b) && at < last_number,
            // `177 | s ,870 D`: the code once more, between the pieces of an amount.
            (Some(Kind::Amount | Kind::AmountPart), Kind::Letter(letter)) => {
                let coded = |kept: &Unit| matches!(kept.kind, Kind::Letter(code) if code.eq_ignore_ascii_case(&letter));
                letter.is_ascii_lowercase() && at < last_number && kept.iter().any(coded)
            }
            (Some(Kind::DatePart), Kind::Text) => {
                let title = kept.len().checked_sub(2).and_then(|title| kept.get(title)).map_or("", str);
                let end = str(&unit).split_once(' ').map_or("", |(_, end)| end);
                !end.is_empty() && title.ends_with(end)
            }
            _ => false,
        };
        if !repeated {
            kept.push(unit);
        }
    }
    *units = kept;
}

fn is_number(unit: &Unit) -> bool {
    matches!(unit.kind, Kind::Amount | Kind::Money | Kind::AmountPart)
}

/// Assigns units to the columns of a shape, in order, at least cost.
pub(super) fn align(text: &str, units: &[Unit], shape: Shape, hints: &Hints) -> Aligned {
    let (n, m) = (units.len(), shape.len());
    let width = m + 1;
    let at = |i: usize, c: usize| i * width + c;
    let far = f32::INFINITY;

    // ahead[i][c]: the least cost of placing units i.. into columns c..
    let mut ahead = vec![far; (n + 1) * width];
    let mut takes = vec![[far; 3]; (n + 1) * width];
    for i in (0..=n).rev() {
        for c in (0..=m).rev() {
            let mut best = if i == n && c == m { 0.0 } else { far };
            if let Some((column, empty)) = shape.get(c) {
                best = best.min(empty + ahead[at(i, c + 1)]);
                for k in 1..=3.min(n - i) {
                    let cost = take(text, &units[i..i + k], *column, hints);
                    takes[at(i, c)][k - 1] = cost;
                    best = best.min(cost + ahead[at(i + k, c + 1)]);
                }
            }
            if let Some(unit) = units.get(i) {
                best = best.min(skip(unit) + ahead[at(i + 1, c)]);
            }
            ahead[at(i, c)] = best;
        }
    }

    // behind[i][c]: the least cost of having placed units ..i into columns ..c
    let mut behind = vec![far; (n + 1) * width];
    behind[0] = 0.0;
    let relax = |table: &mut Vec<f32>, place: usize, cost: f32| table[place] = table[place].min(cost);
    for i in 0..=n {
        for c in 0..=m {
            let here = behind[at(i, c)];
            if here == far {
                continue;
            }
            if let Some(unit) = units.get(i) {
                relax(&mut behind, at(i + 1, c), here + skip(unit));
            }
            if let Some((_, empty)) = shape.get(c) {
                relax(&mut behind, at(i, c + 1), here + empty);
                for k in 1..=3.min(n - i) {
                    relax(&mut behind, at(i + k, c + 1), here + takes[at(i, c)][k - 1]);
                }
            }
        }
    }

    trace(units, shape, &ahead, &behind, &takes)
}

/// Reads the best way through both tables, and by how much each unit's next best place is dearer.
fn trace(units: &[Unit], shape: Shape, ahead: &[f32], behind: &[f32], takes: &[[f32; 3]]) -> Aligned {
    let (n, m) = (units.len(), shape.len());
    let width = m + 1;
    let at = |i: usize, c: usize| i * width + c;
    let near = |a: f32, b: f32| (a - b).abs() < 1e-4;
    let cost = ahead[0];
    let mut home = vec![usize::MAX; n];
    let mut aligned = Aligned { cost, taken: Vec::new(), margins: vec![f32::INFINITY; n], skipped: Vec::new() };

    let (mut i, mut c) = (0, 0);
    'walk: while i < n || c < m {
        let here = ahead[at(i, c)];
        if let Some((column, empty)) = shape.get(c) {
            for k in 1..=3.min(n - i) {
                if near(here, takes[at(i, c)][k - 1] + ahead[at(i + k, c + 1)]) {
                    aligned.taken.push((*column, i, k));
                    home[i..i + k].fill(c);
                    (i, c) = (i + k, c + 1);
                    continue 'walk;
                }
            }
            if near(here, empty + ahead[at(i, c + 1)]) {
                c += 1;
                continue;
            }
        }
        if i >= n {
            break;
        }
        aligned.skipped.push(i);
        i += 1;
    }

    // Every edge that has a unit elsewhere bounds its margin from above.
    for i in 0..n {
        for c in 0..=m {
            let before = behind[at(i, c)];
            let skipping = before + skip(&units[i]) + ahead[at(i + 1, c)] - cost;
            if home[i] != usize::MAX {
                aligned.margins[i] = aligned.margins[i].min(skipping);
            }
            for k in (1..=3.min(n - i)).filter(|_| c < m) {
                let through = before + takes[at(i, c)][k - 1] + ahead[at(i + k, c + 1)] - cost;
                for (home, margin) in home.iter().zip(&mut aligned.margins).skip(i).take(k) {
                    if !one_value(shape, *home, c) {
                        *margin = margin.min(through);
                    }
                }
            }
        }
    }
    aligned
}

/// Whether two columns hold the same value: (A) and (D) of Table II hold one amount between them.
fn one_value(shape: Shape, a: usize, b: usize) -> bool {
    let pair = |c: usize| matches!(shape.get(c), Some((Column::Acquired | Column::Disposed, _)));
    a == b || (pair(a) && pair(b))
}

/// What it costs to leave a unit out.
fn skip(unit: &Unit) -> f32 {
    match unit.kind {
        Kind::Amount | Kind::Money | Kind::Date => 4.0,
        Kind::Text => 3.0,
        Kind::AmountPart | Kind::DatePart | Kind::Letter(_) => 2.0,
        Kind::Mark => 1.0,
    }
}

/// What it costs to put one to three units into a column; infinite where they cannot stand.
fn take(text: &str, units: &[Unit], column: Column, hints: &Hints) -> f32 {
    let [first, ..] = units else { return f32::INFINITY };
    let kind = match units {
        [one] => fits(text, one, column),
        several => fits_together(text, several, column),
    };
    let Some(kind) = kind else { return f32::INFINITY };
    let distance = hints.get(&column).map_or(0.0, |hint| (first.cell as f32 - hint).abs() * 0.3);
    kind + distance.min(1.5)
}

fn fits(text: &str, unit: &Unit, column: Column) -> Option<f32> {
    use Column as C;
    let letter = match unit.kind {
        Kind::Letter(letter) => letter,
        _ => b' ',
    };
    let lower = if letter.is_ascii_lowercase() { 0.6 } else { 0.0 };
    Some(match (column, unit.kind) {
        (C::Date | C::Deemed | C::Exercise | C::Expiration, Kind::Date) => 0.0,
        (C::Date | C::Deemed | C::Exercise | C::Expiration, Kind::DatePart) => 0.8,
        (C::Exercise, Kind::Mark) => 0.1,
        (C::Expiration, Kind::Mark) => 0.3,
        (C::ConversionPrice | C::Price | C::UnderlyingShares | C::Shares | C::Owned, Kind::Mark) => 0.5,
        // The other of the two columns holds the amount.
        (C::Acquired | C::Disposed, Kind::Mark) => 1.0,
        (C::Nature, Kind::Mark) => 0.6,
        (C::Code, Kind::Letter(_)) if b"ACDEFGHIJLMOPSUWXZ".contains(&letter.to_ascii_uppercase()) => lower,
        (C::Code, Kind::Letter(_)) => 1.0 + lower,
        (C::Code, Kind::Text) if is_code_with_modifier(text.get(unit.range.clone())?) => 0.2,
        (C::Voluntary, Kind::Letter(b'V' | b'v' | b'E' | b'L')) => 0.1,
        (C::AcquiredDisposed, Kind::Letter(_)) if matches!(letter.to_ascii_uppercase(), b'A' | b'D') => lower,
        (C::Ownership, Kind::Letter(_)) if matches!(letter.to_ascii_uppercase(), b'D' | b'I') => lower,
        (C::Shares | C::Acquired | C::Disposed | C::Owned | C::UnderlyingShares, Kind::Amount) => 0.0,
        (C::Shares | C::Acquired | C::Disposed | C::Owned | C::UnderlyingShares, Kind::Money) => 0.7,
        (C::Shares | C::Acquired | C::Disposed | C::Owned | C::UnderlyingShares, Kind::AmountPart) => 0.9,
        (C::Price | C::ConversionPrice, Kind::Money) => 0.0,
        (C::Price | C::ConversionPrice, Kind::Amount) => 0.7,
        (C::Price | C::ConversionPrice, Kind::AmountPart) => 1.2,
        (C::Title | C::UnderlyingTitle | C::Nature, Kind::Text) => 0.0,
        _ => return None,
    })
}

/// `S/K`, `G V`, `S4`: a code with a modifier, or with the form it is due on.
fn is_code_with_modifier(str: &str) -> bool {
    matches!(str.as_bytes(), [code, b'/' | b' ', b'K' | b'V'] | [code, b'4' | b'5'] if code.is_ascii_uppercase())
}

fn fits_together(text: &str, units: &[Unit], column: Column) -> Option<f32> {
    use Column as C;
    // All but the last were cut off before their end, so no footnote mark follows them.
    let cut = units.split_last().is_some_and(|(_, before)| before.iter().all(|unit| unit.marks.is_empty()));
    if !cut {
        return None;
    }
    match column {
        C::Date | C::Deemed | C::Exercise | C::Expiration => {
            let whole = units.iter().filter(|unit| unit.kind == Kind::Date).count();
            let parts = units.iter().filter(|unit| unit.kind == Kind::DatePart).count();
            (whole + parts == units.len() && whole <= 1 && parts > 0).then_some(())?;
        }
        C::Shares | C::Acquired | C::Disposed | C::Owned | C::UnderlyingShares => {
            let numbers = units.iter().all(|unit| matches!(unit.kind, Kind::Amount | Kind::AmountPart));
            let parts = units.iter().any(|unit| unit.kind == Kind::AmountPart);
            (numbers && parts).then_some(())?;
        }
        C::Price | C::ConversionPrice => {
            let [Unit { kind: Kind::Money, range, .. }, Unit { kind: Kind::Amount | Kind::AmountPart, .. }] = units
            else {
                return None;
            };
            // A price that is whole is not the beginning of another; dollars before a point may be.
            let (start, rest) = (text.get(range.clone())?, text.get(units.get(1)?.range.clone())?);
            let goes_on = !start.contains('.') && rest.contains('.') && !rest.contains(',');
            if value::money(start).is_some() && !goes_on {
                return None;
            }
        }
        C::Title | C::UnderlyingTitle | C::Nature => {
            return units.iter().all(|unit| unit.kind == Kind::Text).then_some(1.0);
        }
        _ => return None,
    }
    let pieces: Vec<&str> = units.iter().filter_map(|unit| text.get(unit.range.clone())).collect();
    // One border cuts a value in two; a third piece is more likely another value.
    let third = if pieces.len() > 2 { 0.8 } else { 0.0 };
    let made = match join(&pieces, column) {
        Join::Repeat(_) => 0.3,
        Join::Plain(_) => 0.4,
        Join::Overlap(..) => 0.7,
        Join::Several(_) => 0.9,
        Join::None => 1.6,
    };
    Some(made + third)
}

/// What pieces of a cut value make when put together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Join {
    /// One piece is whole, and the others repeat parts of it.
    Repeat(String),
    /// Put together as they are.
    Plain(String),
    /// The pieces share this many characters at the cut.
    Overlap(String, usize),
    /// More than one way is well-formed.
    Several(Vec<String>),
    None,
}

/// Puts the pieces of a value together: plainly, or with characters shared at the cut.
pub(super) fn join(pieces: &[&str], column: Column) -> Join {
    let well_formed = |text: &str| match column {
        Column::Date | Column::Deemed | Column::Exercise | Column::Expiration => is_whole_date(text),
        Column::Price | Column::ConversionPrice => value::money(text).is_some(),
        _ => !text.starts_with('0') && value::decimal(text).is_some(),
    };
    if let Some(whole) = pieces.iter().find(|piece| is_whole_date(piece)) {
        let repeats = pieces.iter().all(|piece| whole.starts_with(piece) || whole.ends_with(piece));
        return if repeats { Join::Repeat((*whole).to_owned()) } else { Join::None };
    }
    let mut ways: Vec<(String, usize)> = vec![(String::new(), 0)];
    for piece in pieces {
        let mut longer = Vec::new();
        for (text, shared) in &ways {
            longer.push((format!("{text}{piece}"), *shared));
            for overlap in 1..=3.min(text.len()).min(piece.len()) {
                let (Some(end), Some(rest)) = (text.get(text.len() - overlap..), piece.get(overlap..)) else {
                    continue;
                };
                if piece.starts_with(end) {
                    longer.push((format!("{text}{rest}"), shared + overlap));
                }
            }
        }
        ways = longer;
    }
    ways.retain(|(text, _)| well_formed(text));
    match ways.as_slice() {
        [] => Join::None,
        [(text, 0)] => Join::Plain(text.clone()),
        [(text, shared)] => Join::Overlap(text.clone(), *shared),
        _ => Join::Several(ways.into_iter().map(|(text, _)| text).collect()),
    }
}

fn is_whole_date(text: &str) -> bool {
    text.len() >= 8 && value::date(text).is_some_and(|_| text.rsplit('/').next().is_some_and(|year| year.len() == 4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    const TABLE_ONE: Shape = &[
        (Column::Title, 2.0),
        (Column::Date, 2.0),
        (Column::Deemed, 0.0),
        (Column::Code, 1.0),
        (Column::Voluntary, 0.0),
        (Column::Shares, 1.0),
        (Column::AcquiredDisposed, 1.0),
        (Column::Price, 0.3),
        (Column::Owned, 1.5),
        (Column::Ownership, 1.2),
        (Column::Nature, 0.0),
    ];

    fn read(line: &str) -> Vec<(Column, String)> {
        let mut sources = Sources::new();
        let id = sources.add_text("a", line);
        let sheet = Sheet::of(sources.text(id));
        let units = units(&sheet, 0);
        let aligned = align(line, &units, TABLE_ONE, &Hints::new());
        let words = |first: usize, count: usize| {
            units[first..first + count].iter().map(|unit| &line[unit.range.clone()]).collect::<Vec<_>>().join("+")
        };
        aligned.taken.iter().map(|(column, first, count)| (*column, words(*first, *count))).collect()
    }

    fn columns(line: &str) -> String {
        read(line).iter().map(|(column, words)| format!("{column:?}={words}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_clean_row() {
        assert_eq!(
            columns("Common Stock\t11/10/2003\t\tS\t\t18,000\tD\t\\$3.9459\t69,300\tD\t"),
            "Title=Common Stock Date=11/10/2003 Code=S Shares=18,000 AcquiredDisposed=D Price=\\$3.9459 Owned=69,300 Ownership=D"
        );
    }

    #[test]
    fn rows_that_borders_cut() {
        assert_eq!(
            columns("Class A stock 05/1\t1 stock 05/17/2011\t\t\tS\t\t\t310,000 D\t\t\\$8.6\t1,310,000\t\tD"),
            "Title=Class A stock Date=05/1+05/17/2011 Code=S Shares=310,000 AcquiredDisposed=D Price=\\$8.6 Owned=1,310,000 Ownership=D"
        );
        assert_eq!(
            columns("Common 05/1\t7/2011\t\t\t\t\t\t15,500)\tD\t\\$8.62 2,\t\t282,000\tD"),
            "Title=Common Date=05/1+7/2011 Shares=15,500) AcquiredDisposed=D Price=\\$8.62 Owned=2,+282,000 Ownership=D"
        );
        assert_eq!(
            columns("Common 05/17/2011\t\t\t\tS\ts 5,000 D\t\tD\t\\$8.69\t2,214,500\t\tD"),
            "Title=Common Date=05/17/2011 Code=S Shares=5,000 AcquiredDisposed=D Price=\\$8.69 Owned=2,214,500 Ownership=D"
        );
        assert_eq!(
            columns("Common 05/1\t05/17/2011\t\t\tS\tS S\t\t00 D\t\t\\$8.71\t2,209,500\t\tD"),
            "Title=Common Date=05/1+05/17/2011 Code=S Shares=00 AcquiredDisposed=D Price=\\$8.71 Owned=2,209,500 Ownership=D"
        );
    }

    fn settled(lines: &str) -> (Habit, Vec<Vec<(Kind, String)>>) {
        let mut sources = Sources::new();
        let id = sources.add_text("a", lines);
        let sheet = Sheet::of(sources.text(id));
        let mut rows: Vec<_> = (0..lines.lines().count()).map(|line| (line, units(&sheet, line))).collect();
        let habit = settle_kinds(&sheet, &mut rows);
        let kinds =
            |units: &[Unit]| units.iter().map(|unit| (unit.kind, lines[unit.range.clone()].to_owned())).collect();
        (habit, rows.iter().map(|(_, units)| kinds(units)).collect())
    }

    fn kind_of(rows: &[Vec<(Kind, String)>], written: &str) -> Option<Kind> {
        rows.iter().flatten().find(|(_, text)| text == written).map(|(kind, _)| *kind)
    }

    #[test]
    fn a_year_of_two_digits_is_whole_only_among_its_like() {
        let (_, rows) = settled("Common Stock\t05/20/20\t\tS\t\t100\nCommon Stock\t05/20/2026\t\tS\t\t100");
        assert_eq!(kind_of(&rows, "05/20/20"), Some(Kind::DatePart));
        let (_, rows) = settled("Common Stock\t05/20/03\t\tS\t\t100\nCommon Stock\t05/21/03\t\tS\t\t100");
        assert_eq!(kind_of(&rows, "05/20/03"), Some(Kind::Date));
        let (_, rows) = settled("Common Stock\t05/20/20\t26\t\tS\t\t100");
        assert_eq!(kind_of(&rows, "05/20/20"), Some(Kind::DatePart));
        let (_, rows) = settled("Common Stock 05/20/20\t\t\tS\t\t100");
        assert_eq!(kind_of(&rows, "05/20/20"), Some(Kind::DatePart));
    }

    #[test]
    fn pieces_that_end_a_title_are_set_apart() {
        assert_eq!(
            columns("Common Stock 12\t/06/2013\t\t\tS\t\t100\tD\t\\$8.61\t9,000\tD"),
            "Title=Common Stock Date=12+/06/2013 Code=S Shares=100 AcquiredDisposed=D Price=\\$8.61 Owned=9,000 Ownership=D"
        );
        let (_, rows) = settled("Common Stock 9\t96,184");
        assert_eq!(kind_of(&rows, "9"), Some(Kind::AmountPart));
        let (_, rows) = settled("Class 2\t96,184");
        assert_eq!(kind_of(&rows, "Class 2"), Some(Kind::Text));
        let (_, rows) = settled("Common Stock 4,88\t\t0,343");
        assert_eq!(kind_of(&rows, "4,88"), Some(Kind::AmountPart));
    }

    #[test]
    fn a_year_that_a_note_is_due_in_belongs_to_its_title() {
        let (_, rows) = settled("5% Convertible Notes due 2012\t12/06/2010\tP");
        assert_eq!(kind_of(&rows, "5% Convertible Notes due 2012"), Some(Kind::Text));
    }

    #[test]
    fn the_end_of_a_date_is_no_amount() {
        let (_, rows) = settled("Stock Option\t08/09/2\t2023\tCommon Stock\t5,500");
        assert_eq!(kind_of(&rows, "2023"), Some(Kind::DatePart));
        let (_, rows) = settled("Stock Option\t08/09/2022\t2023\tCommon Stock\t5,500");
        assert_eq!(kind_of(&rows, "2023"), Some(Kind::Amount));
    }

    #[test]
    fn a_digit_before_an_amount_begins_it_where_prices_have_dollars() {
        let torn = "Common Stock 12/0\t6/2013\tS\t100\tD\t\\$8.61\t9,000\tD\nCommon Stock\t12/06/2013\tS\t100\tD\t\t1\t73,858,251\tD";
        let (habit, rows) = settled(torn);
        assert!(habit.torn && habit.dollars);
        assert_eq!(kind_of(&rows, "1"), Some(Kind::AmountPart));
        let (habit, rows) = settled("Common Stock\t12/06/2013\tS\t100\tD\t1\t73,858,251\tD");
        assert!(!habit.torn && !habit.dollars);
        assert_eq!(kind_of(&rows, "1"), Some(Kind::Amount));
    }

    #[test]
    fn a_whole_price_does_not_begin_a_cut_balance() {
        assert_eq!(
            columns("Depositary Shares\t12/06/2013\t\tP\t\t48,000\tA\t29\t1,542,4\t78\tD"),
            "Title=Depositary Shares Date=12/06/2013 Code=P Shares=48,000 AcquiredDisposed=A Price=29 Owned=1,542,4+78 Ownership=D"
        );
        assert_eq!(
            columns("Common Stock\t12/06/2013\t\tS\t\t48,000\tD\t\\$9\t.73\t1,542,478\tD"),
            "Title=Common Stock Date=12/06/2013 Code=S Shares=48,000 AcquiredDisposed=D Price=\\$9+.73 Owned=1,542,478 Ownership=D"
        );
    }

    #[test]
    fn pieces_of_a_value() {
        assert_eq!(join(&["2,2", "97,500"], Column::Owned), Join::Plain("2,297,500".into()));
        assert_eq!(join(&["2,2", "202,000"], Column::Owned), Join::Overlap("2,202,000".into(), 1));
        assert_eq!(join(&["413,27", "76"], Column::Owned), Join::Overlap("413,276".into(), 1));
        assert_eq!(join(&["2,", "19,500"], Column::Owned), Join::None);
        assert_eq!(join(&["09/", "/17/2013"], Column::Expiration), Join::Overlap("09/17/2013".into(), 1));
        assert_eq!(join(&["12/2", "6/2003"], Column::Date), Join::Plain("12/26/2003".into()));
        assert_eq!(join(&["12/2", "12/26/2003"], Column::Date), Join::Repeat("12/26/2003".into()));
    }
}
