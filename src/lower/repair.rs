//! Damaged values of a table, read again with what stands around them.
//!
//! A value is repaired only where arithmetic, the other values of its column or the same kind of cut
//! in another cell of its row leaves exactly one reading. A repaired value is a guess, keeps what was
//! written and names its witnesses. What nothing confirms stays malformed.

use rust_decimal::Decimal;

use super::table::{Column, Join};
use crate::filing::{Field, How, Repair, Row, Value};
use crate::source::Span;
use crate::syntax::value;

/// A value in pieces that no plain way puts together.
pub(super) struct Cut {
    pub column: Column,
    pub pieces: Vec<String>,
    pub way: Join,
}

/// The rows of a table, and what is cut in them.
#[derive(Default)]
pub(super) struct Damaged {
    pub rows: Vec<Row>,
    /// The rows in which a border cut a value, be it mended or not: few, in the order of the rows.
    pub damage: Vec<Damage>,
}

/// What is cut in one row.
pub(super) struct Damage {
    /// Its place among all.
    pub row: usize,
    /// The values that no plain way puts together; none where one was put together from pieces.
    pub cuts: Vec<Cut>,
}

/// The cut values of one row.
fn cuts(damage: &[Damage], row: usize) -> &[Cut] {
    let at = damage.binary_search_by_key(&row, |damage| damage.row).ok();
    at.and_then(|at| damage.get(at)).map_or(&[], |damage| &damage.cuts)
}

fn cut(cuts: &[Cut], column: Column) -> Option<&Cut> {
    cuts.iter().find(|cut| cut.column == column)
}

/// Repairs what can be repaired, dates first, then amounts and balances in the order of the rows.
pub(super) fn rows(mut damaged: Damaged) -> Vec<Row> {
    dates_by_column(&mut damaged);
    balances(&mut damaged);
    let Damaged { mut rows, damage } = damaged;
    for Damage { row, cuts } in &damage {
        if let Some(row) = rows.get_mut(*row) {
            same_kind_of_cut(row, cuts);
            dates_that_read_one_way(row, cuts);
        }
    }
    rows
}

/// `12/26` among whole dates that all begin so is that date; so is `12/26/` when one day alone begins so.
fn dates_by_column(Damaged { rows, damage }: &mut Damaged) {
    if !damage.iter().any(|damage| cut(&damage.cuts, Column::Date).is_some()) {
        return;
    }
    let mut whole: Vec<(chrono::NaiveDate, Span)> =
        rows.iter().filter_map(|row| Some((*row.transaction_date.present()?, row.transaction_date.span))).collect();
    whole.sort_by_key(|(date, _)| *date);
    let mut days: Vec<(chrono::NaiveDate, String)> = Vec::new();
    for (date, _) in &whole {
        if days.last().is_none_or(|(last, _)| last != date) {
            days.push((*date, date.format("%m/%d/%Y").to_string()));
        }
    }
    // A filing is of few days; a column of many says nothing of one more.
    const MOST: usize = 32;
    if days.len() > MOST {
        return;
    }
    let one_day = days.len() == 1 && whole.len() > 1;
    for Damage { row, cuts } in damage {
        let (Some(cut), Some(row)) = (cut(cuts, Column::Date), rows.get_mut(*row)) else { continue };
        let telling = one_day || cut.pieces.iter().any(|piece| piece.len() >= "12/26".len());
        let fits = |written: &str| {
            cut.pieces.iter().all(|piece| written.starts_with(piece.as_str()) || written.ends_with(piece.as_str()))
        };
        let mut fitting = days.iter().filter(|(_, written)| fits(written));
        let (Some((date, _)), None, true) = (fitting.next(), fitting.next(), telling) else { continue };
        let written = cut.pieces.join("|").into();
        let witnesses = whole.iter().filter(|(other, _)| other == date).take(2).map(|(_, span)| *span).collect();
        replace(&mut row.transaction_date, *date, Repair { how: How::Column, written, witnesses });
    }
}

/// What the balances of the rows above and below say of a row.
struct Around {
    /// Balance before the row, with its place.
    before: Option<(Decimal, Span)>,
    /// Balance after the row, as the row below implies it.
    implied: Option<(Decimal, Vec<Span>)>,
}

/// Amounts and balances of neighbouring rows of one title and one form of ownership.
fn balances(damaged: &mut Damaged) {
    let mut mended = false;
    for at in 0..damaged.rows.len() {
        mended |= balance(damaged, at);
    }
    if mended {
        // A balance mended below may tell of an amount above it; one more pass from the end suffices.
        for at in (0..damaged.rows.len()).rev() {
            balance(damaged, at);
        }
    }
}

/// Whether the balances around a row mended a value of it.
fn balance(Damaged { rows, damage }: &mut Damaged, at: usize) -> bool {
    let cuts = cuts(damage, at);
    if cuts.is_empty() && follows(rows, at) {
        return false;
    }
    let around = around(rows, at);
    let Some(row) = rows.get_mut(at) else { return false };
    let torn = !damage.is_empty();
    let balance = balance_of(row, cuts, &around, torn);
    let amount = amount_of(row, cuts, &around, torn);
    balance || amount
}

/// Whether a row says just what the row above leaves it to say. Nothing is to be mended there, and nearly
/// all rows are so.
fn follows(rows: &[Row], at: usize) -> bool {
    let Some([above, here]) = at.checked_sub(1).and_then(|above| rows.get(above..=at)) else { return false };
    let expected = || above.owned_following.present()?.checked_add(signed(here)?);
    here.owned_following.present().is_some_and(|owned| Some(*owned) == expected())
}

fn around(rows: &[Row], at: usize) -> Around {
    let same = |other: &Row| {
        rows.get(at).is_some_and(|row| {
            other.is_transaction()
                && row.is_transaction()
                && alike(&row.security_title, &other.security_title)
                && row.ownership.present() == other.ownership.present()
                && row.nature.present() == other.nature.present()
        })
    };
    let above = at.checked_sub(1).and_then(|above| rows.get(above)).filter(|row| same(row));
    let below = rows.get(at + 1).filter(|row| same(row));
    let before = above.and_then(|row| Some((*row.owned_following.present()?, row.owned_following.extent())));
    let implied = below.and_then(|row| {
        let after = *row.owned_following.present()?;
        let change = signed(row)?;
        Some((after.checked_sub(change)?, vec![row.owned_following.extent(), row.shares.extent()]))
    });
    Around { before, implied }
}

fn alike(a: &Field<Box<str>>, b: &Field<Box<str>>) -> bool {
    match (a.present(), b.present()) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
        (a, b) => a == b,
    }
}

/// The change of the balance that a row reports.
fn signed(row: &Row) -> Option<Decimal> {
    let shares = *row.shares.present()?;
    row.acquires().map(|acquires| if acquires { shares } else { -shares })
}

/// A balance that was cut, or that lost its beginning or end. Whether it was mended.
fn balance_of(row: &mut Row, cuts: &[Cut], around: &Around, torn: bool) -> bool {
    let Some((before, place)) = around.before else { return false };
    let Some(expected) = signed(row).and_then(|change| before.checked_add(change)) else { return false };
    let cut = cut(cuts, Column::Owned);
    if row.owned_following.present() == Some(&expected) && cut.is_none() {
        return false;
    }
    let agreed = around.implied.as_ref().is_none_or(|(implied, _)| *implied == expected);
    let digits = group(expected);
    let field = &row.owned_following;
    let compatible = match (&field.value, cut) {
        (Value::Malformed, Some(cut)) => could_be(&cut.pieces, &digits),
        // A value that stands alone and whole is damaged only when it is a piece of what both sides ask for.
        (Value::Present(value), _) if field.repair().is_none_or(|repair| repair.how == How::Joined) => {
            *value != expected && (torn || around.implied.is_some()) && is_piece(&group(*value), &digits)
        }
        _ => false,
    };
    if !agreed || !compatible || expected.is_sign_negative() {
        return false;
    }
    let overlap = matches!(cut.map(|cut| &cut.way), Some(Join::Overlap(text, _)) if *text == digits);
    let how = if overlap { How::Overlapped } else { How::Balance };
    let written = cut.map_or_else(|| group_of(field), |cut| cut.pieces.join("|"));
    let mut witnesses = vec![place, row.shares.extent()];
    witnesses.extend(around.implied.iter().flat_map(|(_, spans)| spans.iter().copied()));
    replace(&mut row.owned_following, expected, Repair { how, written: written.into(), witnesses });
    true
}

/// An amount that was cut: the balances before and after leave one.
///
/// In a table with cut values an amount that is the end of what the balances leave lost its beginning.
/// Whether it was mended.
fn amount_of(row: &mut Row, cuts: &[Cut], around: &Around, torn: bool) -> bool {
    let Some((before, place)) = around.before else { return false };
    let Some(after) = row.owned_following.present().copied() else { return false };
    let Some(change) = after.checked_sub(before).filter(|change| !change.is_zero()) else { return false };
    let direction = row.acquires().is_none_or(|acquires| acquires == change.is_sign_positive());
    let digits = group(change.abs());
    let shares = &row.shares;
    let written: Option<Box<str>> = match (cut(cuts, Column::Shares), shares.present()) {
        (Some(cut), None) if shares.is_malformed() => {
            could_be(&cut.pieces, &digits).then(|| cut.pieces.join("|").into())
        }
        (_, Some(written)) if torn && shares.repair().is_none() && *written < change.abs() => {
            let piece = |written: &String| digits.ends_with(written.as_str()) || is_piece(written, &digits);
            Some(group(*written)).filter(piece).map(Into::into)
        }
        _ => None,
    };
    let Some(written) = written.filter(|_| direction) else { return false };
    let witnesses = vec![place, row.owned_following.extent()];
    replace(&mut row.shares, change.abs(), Repair { how: How::Balance, written, witnesses });
    true
}

/// Two cuts of one row that share as many characters each are one border's work.
fn same_kind_of_cut(row: &mut Row, cuts: &[Cut]) {
    let overlaps: Vec<(Column, String, usize)> = cuts
        .iter()
        .filter_map(|cut| match &cut.way {
            Join::Overlap(text, shared) => Some((cut.column, text.clone(), *shared)),
            _ => None,
        })
        .collect();
    for (column, text, shared) in &overlaps {
        let witness = overlaps.iter().find(|(other, _, same)| other != column && same == shared);
        let Some((other, _, _)) = witness else { continue };
        let place = span_of(row, *other);
        let written = cut(cuts, *column).map(|cut| cut.pieces.join("|")).unwrap_or_default().into();
        let repair = Repair { how: How::Overlapped, written, witnesses: vec![place] };
        let number = value::decimal(text).or_else(|| value::money(text));
        match (column, number, value::date(text)) {
            (Column::Date, _, Some(date)) => replace(&mut row.transaction_date, date, repair),
            (Column::Deemed, _, Some(date)) => replace(&mut row.deemed_execution_date, date, repair),
            (Column::Exercise, _, Some(date)) => replace(&mut row.exercise_date, date, repair),
            (Column::Expiration, _, Some(date)) => replace(&mut row.expiration_date, date, repair),
            (Column::Shares | Column::Acquired | Column::Disposed, Some(number), _) => {
                replace(&mut row.shares, number, repair)
            }
            (Column::UnderlyingShares, Some(number), _) => replace(&mut row.underlying_shares, number, repair),
            (Column::Owned, Some(number), _) => replace(&mut row.owned_following, number, repair),
            (Column::Price, Some(number), _) => replace(&mut row.price, number, repair),
            (Column::ConversionPrice, Some(number), _) => replace(&mut row.conversion_price, number, repair),
            _ => {}
        }
    }
}

/// `09/ | /17/2013`: pieces that share characters and make one date alone are read so, without a witness.
fn dates_that_read_one_way(row: &mut Row, cuts: &[Cut]) {
    for cut in cuts {
        let Join::Overlap(text, _) = &cut.way else { continue };
        let field = match cut.column {
            Column::Date => &mut row.transaction_date,
            Column::Deemed => &mut row.deemed_execution_date,
            Column::Exercise => &mut row.exercise_date,
            Column::Expiration => &mut row.expiration_date,
            _ => continue,
        };
        if let Some(date) = value::date(text).filter(|_| field.is_malformed()) {
            let written = cut.pieces.join("|").into();
            replace(field, date, Repair { how: How::Overlapped, written, witnesses: Vec::new() });
        }
    }
}

/// Where the value of a column stands in a row.
fn span_of(row: &Row, column: Column) -> Span {
    match column {
        Column::Date => row.transaction_date.extent(),
        Column::Deemed => row.deemed_execution_date.extent(),
        Column::Exercise => row.exercise_date.extent(),
        Column::Expiration => row.expiration_date.extent(),
        Column::Shares | Column::Acquired | Column::Disposed => row.shares.extent(),
        Column::UnderlyingShares => row.underlying_shares.extent(),
        Column::Owned => row.owned_following.extent(),
        Column::Price => row.price.extent(),
        _ => row.span,
    }
}

/// Puts a reading where a malformed value, or the piece of one, stood.
fn replace<T: Clone>(field: &mut Field<T>, value: T, repair: Repair) {
    let settled = field.repair().is_some_and(|repair| repair.how != How::Joined);
    if !settled {
        let old = std::mem::take(field);
        *field = old.repaired(value, repair);
    }
}

/// An amount as the forms write it, commas in threes.
fn group(value: Decimal) -> String {
    crate::words::number(value)
}

fn group_of(field: &Field<Decimal>) -> String {
    field.repair().map_or_else(
        || field.present().map_or_else(String::new, |value| group(*value)),
        |repair| repair.written.to_string(),
    )
}

/// Whether pieces could be what is left of an amount: the first begins it or the last ends it, and the
/// pieces lose or repeat little.
fn could_be(pieces: &[String], whole: &str) -> bool {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return false };
    let bare = |piece: &String| piece.trim_matches(|c: char| !c.is_ascii_digit() && c != ',').to_owned();
    let (first, last) = (bare(first), bare(last));
    match pieces.len() {
        1 => whole.starts_with(&first) || whole.ends_with(&first),
        _ => {
            let length = first.len() + last.len();
            whole.starts_with(first.trim_end_matches(','))
                && whole.ends_with(last.trim_start_matches(','))
                && length.abs_diff(whole.len()) <= 3
        }
    }
}

/// Whether a whole-looking amount is another that lost groups of digits: `12` or `071` of `12,071`.
fn is_piece(part: &str, whole: &str) -> bool {
    let mut groups = whole.split(',');
    part.len() < whole.len() && part.split(',').all(|kept| groups.any(|group| group == kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_could_be_an_amount() {
        let pieces = |list: &[&str]| list.iter().map(|piece| (*piece).to_owned()).collect::<Vec<_>>();
        assert!(could_be(&pieces(&["2,", "19,500"]), "2,219,500"));
        assert!(could_be(&pieces(&["2,2", "202,000"]), "2,202,000"));
        assert!(could_be(&pieces(&["00"]), "5,000"));
        assert!(!could_be(&pieces(&["00"]), "5,200,001"));
        assert!(!could_be(&pieces(&["3,", "19,500"]), "2,219,500"));
        assert!(is_piece("184", "996,184") && is_piece("12", "12,071") && is_piece("412,833", "412,051,833"));
        assert!(!is_piece("69,300", "69,400") && !is_piece("84", "996,184"));
    }
}
