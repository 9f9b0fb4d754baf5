//! The units of a row go to the columns of a shape, in order, at least cost.

use super::join::{Join, join};
use super::{Column, Hints, Kind, Unit};
use crate::syntax::value;

/// The units of one row with their columns.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Aligned {
    pub cost: f32,
    /// Column, first unit and number of units.
    pub taken: Vec<(Column, usize, usize)>,
    /// By unit: how much dearer the best row is that has it elsewhere.
    pub margins: Vec<f32>,
    pub skipped: Vec<usize>,
}

/// From this margin on a value is laid: half the price of a value of the wrong kind.
pub(in crate::lower) const CLEAR: f32 = 0.9;

/// Assigns units to the columns of a shape, in order, at least cost.
pub(in crate::lower) fn align(text: &str, units: &[Unit], shape: &[(Column, f32)], hints: &Hints) -> Aligned {
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
fn trace(units: &[Unit], shape: &[(Column, f32)], ahead: &[f32], behind: &[f32], takes: &[[f32; 3]]) -> Aligned {
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
fn one_value(shape: &[(Column, f32)], a: usize, b: usize) -> bool {
    let pair = |c: usize| matches!(shape.get(c), Some((Column::Acquired | Column::Disposed, _)));
    a == b || (pair(a) && pair(b))
}

/// What it costs to leave a unit out.
pub(super) fn skip(unit: &Unit) -> f32 {
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
    let distance = hints.get(column).map_or(0.0, |hint| (first.cell as f32 - hint).abs() * hints.step);
    kind + distance.min(1.5)
}

pub(super) fn fits(text: &str, unit: &Unit, column: Column) -> Option<f32> {
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
        (C::Price | C::ConversionPrice, Kind::Money) if is_cut_money(text.get(unit.range.clone())?) => 1.0,
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

/// `$ 2,5`: a sign of dollars and digits that are no price. The sign alone stands on the form.
fn is_cut_money(str: &str) -> bool {
    str.ends_with(|c: char| c.is_ascii_digit() || c == ',') && value::money(str).is_none()
}

pub(super) fn fits_together(text: &str, units: &[Unit], column: Column) -> Option<f32> {
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
