//! Values of scanned rows whose characters are confused, read before the rows are compared.

use super::{unfold, vocabulary};
use crate::filing::{Certainty, Field, How, Repair, Row};
use crate::lower::repair::{Cut, Damage, Damaged};
use crate::lower::table::Column;

/// Reads values whose characters are confused, before the rows are compared.
pub(in crate::lower::ownership) fn unfold_rows(Damaged { rows, damage }: &mut Damaged) {
    for Damage { row, cuts } in damage {
        if let Some(row) = rows.get_mut(*row) {
            cuts.iter().for_each(|cut| unfold_cut(row, cut));
        }
    }
    for row in rows {
        for number in [&mut row.shares, &mut row.owned_following, &mut row.underlying_shares] {
            if let Some((value, thousands)) =
                number.present().and_then(|value| Some((*value, unfold::thousands(*value)?)))
            {
                *number = std::mem::take(number).repaired(thousands, confusable(value.to_string()));
            }
        }
        unfold_ownership(row);
        unfold_words(&mut row.security_title, true);
        unfold_words(&mut row.underlying_title, true);
        unfold_words(&mut row.nature, false);
    }
}

/// `sommon Stock`: a word of securities with one character confused. `Py Trust`: the word that opens a nature.
fn unfold_words(field: &mut Field<Box<str>>, is_title: bool) {
    let Some(words) = field.present() else { return };
    let mut mended = String::with_capacity(words.len());
    for (at, word) in words.split(' ').enumerate() {
        let right = match word.as_bytes() {
            _ if is_title => vocabulary::mended(word),
            [first, b'y'] if at == 0 && !matches!(first, b'B' | b'b' | b'M' | b'm') => Some("By"),
            _ => None,
        };
        if at > 0 {
            mended.push(' ');
        }
        mended.push_str(right.unwrap_or(word));
    }
    if *mended != **words {
        let written = words.to_string();
        *field = std::mem::take(field).repaired(mended.into(), confusable(written));
    }
}

fn confusable(written: String) -> Repair {
    Repair { how: How::Confusable, written: written.into(), witnesses: Vec::new() }
}

fn unfold_cut(row: &mut Row, cut: &Cut) {
    let [written] = cut.pieces.as_slice() else { return };
    let number = match cut.column {
        Column::Date => return unfolded(&mut row.transaction_date, written, unfold::date),
        Column::Deemed => return unfolded(&mut row.deemed_execution_date, written, unfold::date),
        Column::Exercise => return unfolded(&mut row.exercise_date, written, unfold::date),
        Column::Expiration => return unfolded(&mut row.expiration_date, written, unfold::date),
        Column::Shares | Column::Acquired | Column::Disposed => &mut row.shares,
        Column::UnderlyingShares => &mut row.underlying_shares,
        Column::Owned => &mut row.owned_following,
        Column::Price => &mut row.price,
        Column::ConversionPrice => &mut row.conversion_price,
        _ => return,
    };
    unfolded(number, written, unfold::amount);
}

fn unfolded<T: Clone>(field: &mut Field<T>, written: &str, read: impl Fn(&str) -> Option<T>) {
    if let Some(value) = read(written).filter(|_| field.is_malformed()) {
        *field = std::mem::take(field).repaired(value, confusable(written.to_owned()));
    }
}

fn unfold_ownership(row: &mut Row) {
    let Some(letter) = row.ownership.present().map(|letter| letter.to_string()) else { return };
    if matches!(letter.as_str(), "D" | "I") {
        return;
    }
    let field = std::mem::take(&mut row.ownership);
    row.ownership = match unfold::ownership(&letter) {
        Some(read) => field.repaired(read.into(), confusable(letter)),
        None => Field::malformed(field.span, Certainty::Guessed),
    };
}
