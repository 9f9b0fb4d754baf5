//! When what was read is what is stated.

use edgarlint::tables::places::edgar_place;
use rust_decimal::Decimal;

use super::column::Kind;

/// A value of the XML as its kind is compared, or nothing where none is stated.
pub fn stated(kind: Kind, text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match kind {
        Kind::Date => Some(day(text)),
        Kind::Truth if text == "1" => Some("true".to_owned()),
        Kind::Truth if text == "0" => Some("false".to_owned()),
        _ => Some(text.to_owned()),
    }
}

/// `2024-01-15-05:00` and the schedules' `01/15/2024` are the day 2024-01-15.
fn day(text: &str) -> String {
    match text.split('/').collect::<Vec<_>>()[..] {
        [month, day, year] => format!("{year}-{month}-{day}"),
        _ => text.chars().take(10).collect(),
    }
}

pub fn same(kind: Kind, stated: &str, read: &str) -> bool {
    match kind {
        Kind::Number => same_number(stated, read),
        Kind::Date | Kind::Truth => stated == read,
        Kind::Letters => squashed(stated) == squashed(read),
        Kind::Words => same_words(stated, read),
        Kind::Place => same_words(stated, read) || edgar_place(stated).is_some_and(|name| same_words(name, read)),
        Kind::Mark => mark(stated) == mark(read),
        Kind::Signed => same_signature(stated, read),
    }
}

/// EDGAR's page shows four decimals at most, cut or rounded.
fn same_number(stated: &str, read: &str) -> bool {
    match (number(stated), number(read)) {
        (None, _) => stated == read,
        (Some(_), None) => false,
        (Some(stated), Some(read)) => {
            stated == read || (stated - read).abs() < Decimal::new(1, 4) && read.normalize().scale() <= 4
        }
    }
}

/// Numbers of up to eighteen digits before the point: no filing has more, and none of them overflow.
fn number(text: &str) -> Option<Decimal> {
    let number = text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(text)).ok()?;
    (number.abs() < Decimal::from(1_000_000_000_000_000_000_u64)).then_some(number)
}

/// Whether a reader mends `St0ck` and `Sttock` is not what is measured.
fn same_words(stated: &str, read: &str) -> bool {
    let (stated, read) = (squashed(stated), squashed(read));
    stated == read || forgiven(&stated) == forgiven(&read)
}

/// Small letters and digits; the text itself where it has none.
fn squashed(text: &str) -> String {
    let kept: String = text.to_lowercase().chars().filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit()).collect();
    if kept.is_empty() { text.to_owned() } else { kept }
}

/// Characters that scans confuse made one, repetitions made single.
fn forgiven(word: &str) -> String {
    let mut chars: Vec<char> = word
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | 'i' => 'l',
            '5' => 's',
            '8' => 'b',
            other => other,
        })
        .collect();
    chars.dedup();
    chars.into_iter().collect()
}

fn mark(id: &str) -> &str {
    id.trim_start_matches(['F', 'f']).trim_start_matches('0')
}

fn same_signature(stated: &str, read: &str) -> bool {
    let read = read.replace("/s/", " ");
    let after_sign = stated.match_indices("/s/").filter_map(|(at, sign)| stated.get(at + sign.len()..));
    std::iter::once(stated).chain(after_sign).any(|words| same_words(&words.replace("/s/", " "), &read))
}
