//! What a scan lost or misread in a row, told by other rows: always a guess, with the places that tell it.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::vocabulary::alike_titles;
use crate::filing::{Certainty, Field, How, Repair, Row};
use crate::lower::ownership::rows::direction::direction_of_code;
use crate::source::Span;

/// Infers from the rows around and from the other table.
pub(super) fn rows(one: &mut [Row], two: &mut [Row]) {
    for table in [&mut *one, &mut *two] {
        titles(table);
        for at in 0..table.len() {
            direction(table, at);
        }
        let whole =
            table.iter().filter(|row| row.owned_following.present().is_some_and(|owned| owned.scale() == 0)).count();
        let mostly_whole = whole * 2 > table.len();
        for at in (0..table.len()).filter(|_| mostly_whole) {
            slipped_price(table, at);
        }
        // What both sides of a row agree on comes before what one side alone says.
        for one_side in [false, true] {
            for at in (0..table.len()).chain((0..table.len()).rev()) {
                balances(table, at, one_side);
            }
        }
        natures(table);
        common(table);
    }
    underlying(one, two);
    exercises(one, two);
}

fn inferred<T: Clone>(field: &Field<T>, value: T, how: How, witnesses: Vec<Span>, row: Span) -> Field<T> {
    let written = field.repair().map_or_else(Box::default, |repair| repair.written.clone());
    let field = if field.is_missing() { Field::new(value.clone(), row, Certainty::Guessed) } else { field.clone() };
    field.repaired(value, Repair { how, written, witnesses })
}

/// A title that differs by a slip from the one that most rows have is that one.
fn titles(rows: &mut [Row]) {
    let Some((title, witness)) = most_frequent(rows.iter().map(|row| &row.security_title)) else { return };
    for row in rows {
        let slip = row.security_title.present().is_some_and(|other| *other != title && alike_titles(other, &title));
        if slip || row.security_title.is_missing() {
            row.security_title = inferred(&row.security_title, title.clone(), How::Column, vec![witness], row.span);
        }
    }
}

/// A nature that only one row has is the one that several rows have and that it is like; or the one of the
/// row above, from whose balance it goes on.
fn natures(rows: &mut [Row]) {
    const KNOWN: usize = 8;
    let mut counts: HashMap<Box<str>, (usize, Span)> = HashMap::new();
    for row in rows.iter() {
        if let Some(nature) = row.nature.present() {
            counts.entry(nature.clone()).or_insert((0, row.nature.extent())).0 += 1;
        }
    }
    let mut known: Vec<(&Box<str>, &(usize, Span))> = counts.iter().filter(|(_, (count, _))| *count >= 2).collect();
    known.sort_by(|(a, (x, _)), (b, (y, _))| y.cmp(x).then(a.cmp(b)));
    known.truncate(KNOWN);
    for at in 0..rows.len() {
        let goes_on = goes_on(rows, at);
        let above = at.checked_sub(1).and_then(|above| rows.get(above)).map(|row| row.nature.clone());
        let Some(row) = rows.get_mut(at) else { continue };
        let Some(nature) = row.nature.present() else { continue };
        if counts.get(nature).is_some_and(|(count, _)| *count >= 2) {
            continue;
        }
        let like = known.iter().find(|(other, _)| alike_titles(nature, other));
        if let Some((other, (_, witness))) = like {
            row.nature = inferred(&row.nature, (*other).clone(), How::Column, vec![*witness], row.span);
        } else if let Some(above) = above.filter(|_| goes_on)
            && let Some(other) = above.present()
        {
            row.nature = inferred(&row.nature, other.clone(), How::Balance, vec![above.extent()], row.span);
        }
    }
}

/// Whether the balance of the row above and the amount of a row give its balance.
pub(super) fn goes_on(rows: &[Row], at: usize) -> bool {
    let (before, _) = around(rows, at);
    let Some(row) = rows.get(at) else { return false };
    let change = signed(row).filter(|change| !change.is_zero());
    let expected = before.and_then(|(before, _)| before.checked_add(change?));
    expected.is_some() && expected.as_ref() == row.owned_following.present()
}

/// The words that at least two rows have and more rows than any other, with one place.
fn most_frequent<'r>(fields: impl Iterator<Item = &'r Field<Box<str>>>) -> Option<(Box<str>, Span)> {
    let mut counts: HashMap<&str, (usize, Span)> = HashMap::new();
    for field in fields {
        if let Some(words) = field.present() {
            counts.entry(words).or_insert((0, field.extent())).0 += 1;
        }
    }
    let (words, (count, span)) = counts.into_iter().max_by_key(|(words, (count, _))| (*count, words.len()))?;
    (count >= 2).then(|| (words.into(), span))
}

/// The words that all have who have any, with one place.
fn only<'r>(fields: impl Iterator<Item = &'r Field<Box<str>>>) -> Option<(Box<str>, Span)> {
    let mut present = fields.filter_map(|field| Some((field.present()?, field.extent())));
    let (words, span) = present.next()?;
    present.all(|(other, _)| other == words).then(|| (words.clone(), span))
}

fn alike(one: &Row, other: &Row) -> bool {
    let same = |a: &Field<Box<str>>, b: &Field<Box<str>>| {
        a.present().is_none() || b.present().is_none() || a.present() == b.present()
    };
    one.is_transaction()
        && other.is_transaction()
        && same(&one.security_title, &other.security_title)
        && same(&one.ownership, &other.ownership)
}

/// A balance that other places tell, with them.
type Told = (Decimal, Vec<Span>);

/// The balance before a row, and the one after it as the row below implies.
fn around(rows: &[Row], at: usize) -> (Option<Told>, Option<Told>) {
    let Some(row) = rows.get(at) else { return (None, None) };
    let above = at.checked_sub(1).and_then(|above| rows.get(above)).filter(|above| alike(above, row));
    let below = rows.get(at + 1).filter(|below| alike(row, below));
    let before = above.and_then(|row| Some((*row.owned_following.present()?, vec![row.owned_following.extent()])));
    let implied = below.and_then(|row| {
        let after = row.owned_following.present()?.checked_sub(signed(row)?)?;
        Some((after, vec![row.owned_following.extent(), row.shares.extent()]))
    });
    (before, implied)
}

/// The change of the balance that a row reports.
pub(super) fn signed(row: &Row) -> Option<Decimal> {
    let shares = *row.shares.present()?;
    row.acquires().map(|acquires| if acquires { shares } else { -shares })
}

/// The direction of a row that lost its letter: what its balance says, else its code.
fn direction(rows: &mut [Row], at: usize) {
    let (before, _) = around(rows, at);
    let Some(row) = rows.get_mut(at).filter(|row| row.is_transaction()) else { return };
    let owned = row.owned_following.present().copied();
    let shares = row.shares.present().copied();
    if let (Some((before, places)), Some(owned), Some(shares)) = (&before, owned, shares)
        && row.acquired_disposed.present().is_none()
    {
        let letter =
            [(shares, "A"), (-shares, "D")].into_iter().find(|(change, _)| before.checked_add(*change) == Some(owned));
        if let Some((_, letter)) = letter {
            row.acquired_disposed =
                inferred(&row.acquired_disposed, letter.into(), How::Balance, places.clone(), row.span);
        }
    }
    if row.acquired_disposed.present().is_none()
        && let Some(letter) = direction_of_code(row)
    {
        row.acquired_disposed =
            inferred(&row.acquired_disposed, letter.into(), How::SecondMention, vec![row.code.extent()], row.span);
    }
}

/// A balance of none is easily lost; the price then stands where it should: a fraction among whole numbers.
fn slipped_price(rows: &mut [Row], at: usize) {
    let (before, _) = around(rows, at);
    let Some(row) = rows.get_mut(at).filter(|row| row.is_transaction() && row.price.is_missing()) else { return };
    let Some(owned) = row.owned_following.present().copied() else { return };
    let expected = before.zip(signed(row)).and_then(|((before, _), change)| before.checked_add(change));
    if owned.scale() >= 2 && expected != Some(owned) {
        row.price = std::mem::take(&mut row.owned_following);
        row.price.certainty = Certainty::Guessed;
    }
}

/// Amount and balance of one row, where the balances of its neighbours leave one; with `one_side`, also
/// where a neighbour on one side alone tells.
fn balances(rows: &mut [Row], at: usize, one_side: bool) {
    let (before, implied) = around(rows, at);
    let above_goes_on = at.checked_sub(1).is_some_and(|above| goes_on(rows, above));
    let Some(row) = rows.get_mut(at) else { return };
    let owned = row.owned_following.present().copied();
    let shares = row.shares.present().copied();
    if let (Some((before, places)), Some(change)) = (&before, signed(row))
        && let Some(expected) = before.checked_add(change).filter(|expected| !expected.is_sign_negative())
        && owned != Some(expected)
    {
        let agreed = implied.as_ref().is_some_and(|(implied, _)| *implied == expected);
        let slip = owned.is_some_and(|owned| is_slip(owned, expected));
        if owned.is_none() || agreed || (one_side && slip && implied.is_none()) {
            let witnesses = places.iter().copied().chain([row.shares.extent()]).collect();
            row.owned_following = inferred(&row.owned_following, expected, How::Balance, witnesses, row.span);
            return;
        }
    }
    // Without a row above, the row below tells of a stroke that was read as a digit.
    if let (None, Some((implied, places)), Some(owned), true) = (&before, &implied, owned, one_side)
        && owned.to_string() == format!("1{implied}")
    {
        row.owned_following = inferred(&row.owned_following, *implied, How::Balance, places.clone(), row.span);
    }
    let owned = row.owned_following.present().copied();
    if let (Some((before, places)), Some(owned)) = (&before, owned)
        && let Some(change) = owned.checked_sub(*before).filter(|change| !change.is_zero())
        && row.acquires().is_none_or(|acquires| acquires == change.is_sign_positive())
        && shares != Some(change.abs())
    {
        let settled = implied.as_ref().is_some_and(|(implied, _)| *implied == owned);
        let slip = shares.is_some_and(|shares| is_slip(shares, change.abs()));
        if shares.is_none() || (settled && slip && above_goes_on) {
            let witnesses = places.iter().copied().chain([row.owned_following.extent()]).collect();
            row.shares = inferred(&row.shares, change.abs(), How::Balance, witnesses, row.span);
        }
    }
}

/// `13,343,240` for `3,343,240`, `9,599` for `9,590`: one character more, less or other.
fn is_slip(one: Decimal, other: Decimal) -> bool {
    strsim::levenshtein(&one.normalize().to_string(), &other.normalize().to_string()) <= 1
}

/// What all other rows of a table agree on stands in a row that lost it: date, code, ownership.
fn common(rows: &mut [Row]) {
    fn agreed<T: PartialEq + Clone>(rows: &[Row], field: impl Fn(&Row) -> &Field<T>) -> Option<(T, Span)> {
        let mut present = rows.iter().map(field).filter(|field| field.present().is_some());
        let first = present.next()?;
        let mut others = 0;
        for other in present {
            if other.present() != first.present() {
                return None;
            }
            others += 1;
        }
        (others >= 1).then(|| first.present().cloned().map(|value| (value, first.extent())))?
    }
    let date = agreed(rows, |row| &row.transaction_date);
    let code = agreed(rows, |row| &row.code);
    let ownership = agreed(rows, |row| &row.ownership);
    for row in rows {
        if row.is_transaction() {
            if let (Some((date, span)), true) = (&date, row.transaction_date.present().is_none()) {
                row.transaction_date = inferred(&row.transaction_date, *date, How::Column, vec![*span], row.span);
            }
            if let (Some((code, span)), true) = (&code, row.code.present().is_none()) {
                row.code = inferred(&row.code, code.clone(), How::Column, vec![*span], row.span);
            }
            if row.acquired_disposed.present().is_none()
                && let Some(letter) = direction_of_code(row)
            {
                let witnesses = vec![row.code.extent()];
                row.acquired_disposed =
                    inferred(&row.acquired_disposed, letter.into(), How::SecondMention, witnesses, row.span);
            }
        }
        if row.ownership.present().is_none() {
            // Only what is held indirectly has a nature.
            let (letter, witness): (Box<str>, Span) = match (row.nature.present(), &ownership) {
                (Some(_), _) => ("I".into(), row.nature.extent()),
                (None, Some((letter, span))) => (letter.clone(), *span),
                (None, None) => ("D".into(), row.span),
            };
            row.ownership = inferred(&row.ownership, letter, How::Column, vec![witness], row.span);
        }
    }
}

/// The underlying security is mostly one of Table I, and the same in all rows; its number is mostly the
/// number of derivatives.
fn underlying(one: &[Row], two: &mut [Row]) {
    let known = most_frequent(two.iter().map(|row| &row.underlying_title).filter(|title| {
        title
            .present()
            .is_some_and(|title| one.is_empty() || one.iter().any(|row| row.security_title.present() == Some(title)))
    }));
    let known = known
        .or_else(|| most_frequent(two.iter().map(|row| &row.underlying_title)))
        .or_else(|| only(one.iter().map(|row| &row.security_title)));
    let equal = two
        .iter()
        .filter(|row| row.shares.present().is_some() && row.shares.present() == row.underlying_shares.present())
        .count();
    for row in two.iter_mut() {
        if let Some((title, witness)) = &known {
            let other = row.underlying_title.present();
            let slip =
                other.is_none_or(|other| other != title && (alike_titles(other, title) || title.contains(&**other)));
            if slip {
                row.underlying_title =
                    inferred(&row.underlying_title, title.clone(), How::Column, vec![*witness], row.span);
            }
        }
        let (shares, of) = (row.shares.present().copied(), row.underlying_shares.present().copied());
        if let Some(shares) = shares.filter(|shares| of != Some(*shares)) {
            let lost = of.is_none();
            let slip = of.is_some_and(|of| is_slip(of, shares) || equal >= 2);
            if lost || slip {
                let witnesses = vec![row.shares.extent()];
                row.underlying_shares =
                    inferred(&row.underlying_shares, shares, How::SecondMention, witnesses, row.span);
            }
        }
    }
}

/// A derivative that is exercised gives a row of Table I of as many shares, at its conversion price.
fn exercises(one: &mut [Row], two: &mut [Row]) {
    // The rows of both tables follow each other alike; no further ahead is looked than this.
    const AHEAD: usize = 64;
    let exercised = |row: &Row| row.is_transaction() && matches!(row.code(), Some("M" | "X"));
    let mut from = 0;
    for row in one.iter_mut().filter(|row| exercised(row)) {
        let Some(shares) = row.shares.present().copied() else { continue };
        let same = |other: &Row| exercised(other) && other.underlying_shares.present() == Some(&shares);
        let Some(at) = two.iter().skip(from).take(AHEAD).position(same).map(|at| at + from) else { continue };
        let Some(other) = two.get_mut(at) else { continue };
        from = at + 1;
        let (price, conversion) = (row.price.present().copied(), other.conversion_price.present().copied());
        match (price, conversion) {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => {
                // The one with a point and cents is the less damaged.
                if b.scale() >= a.scale() {
                    row.price =
                        inferred(&row.price, b, How::SecondMention, vec![other.conversion_price.extent()], row.span);
                } else {
                    other.conversion_price =
                        inferred(&other.conversion_price, a, How::SecondMention, vec![row.price.extent()], other.span);
                }
            }
            (None, Some(b)) => {
                row.price =
                    inferred(&row.price, b, How::SecondMention, vec![other.conversion_price.extent()], row.span);
            }
            (Some(a), None) => {
                other.conversion_price =
                    inferred(&other.conversion_price, a, How::SecondMention, vec![row.price.extent()], other.span);
            }
            (None, None) => {}
        }
    }
}
