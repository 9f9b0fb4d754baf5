//! A mailing address as box 1 and the list of reporting owners write it.

use std::ops::Range;

use super::bands::Setting;
use super::joined::Joined;
use crate::filing::{Certainty, Owner, Value};
use crate::tables;

/// The lines of a street: of several lines all, as they stand; of one, what care of is parted from.
pub(super) fn streets(owner: &mut Owner, lines: &Joined<'_>, setting: Setting, certainty: Certainty) {
    let parts = lines.parts();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let (first, second) = match (setting, parts.get(1)) {
        // Cells keep the lines of an address; elsewhere a line may be broken anywhere.
        (Setting::Cells, Some(second)) => (first.clone(), Some(second.clone())),
        _ => split_care_of(&lines.str, first.start..last.end),
    };
    // Where lines are broken, only a second place tells which break is the filer's.
    let certainty = if setting != Setting::Cells && parts.len() > 1 { Certainty::Guessed } else { certainty };
    let comma = lines.get(first.clone()).trim_end_matches([',', ' ']).len();
    let first = if second.is_some() { first.start..first.start + comma } else { first };
    owner.street1 = lines.words(first, certainty).unwrap_or_default();
    if let Some(second) = second.and_then(|range| lines.words(range, certainty)) {
        owner.street2 = second;
    }
}

/// The last line of an address.
pub(super) fn city(owner: &mut Owner, line: &Joined<'_>, certainty: Certainty) {
    let parts = city_state_zip(&line.str, 0..line.str.len());
    for (part, field) in [(parts.city, &mut owner.city), (parts.state, &mut owner.state), (parts.zip, &mut owner.zip)] {
        if let Some(value) = part.and_then(|range| line.words(range, certainty)) {
            *field = value;
        }
    }
    // `10017- 2014`: a ZIP code broken at its hyphen.
    let whole = owner.zip.present().map(|zip| zip.replace("- ", "-"));
    if let Some(whole) = whole {
        owner.zip.value = Value::Present(whole.into());
    }
}

/// `C/O 8X8 INC 2445 MISSION COLLEGE BLVD` is two lines of an address run together.
fn split_care_of(text: &str, range: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let str = text.get(range.clone()).unwrap_or("");
    if !str.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("c/o")) {
        return (range, None);
    }
    let number = str.split(' ').scan(0, |at, word| {
        let here = *at;
        *at += word.len() + 1;
        Some((here, word))
    });
    let street = number.skip(2).find(|(_, word)| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()));
    match street {
        Some((at, _)) => (range.start..range.start + at, Some(range.start + at..range.end)),
        None => (range, None),
    }
}

/// The parts of the last line of an address.
#[derive(Default)]
pub(super) struct CityStateZip {
    pub city: Option<Range<usize>>,
    pub state: Option<Range<usize>>,
    pub zip: Option<Range<usize>>,
}

/// `SANTA CLARA CA 95054`, `CHARLOTTE NORTH CAROLINA 28255`, `GENEVA, SWITZERLAND`, `VANCOUVER A1 V5Y 0A1`.
pub(super) fn city_state_zip(text: &str, line: Range<usize>) -> CityStateZip {
    let str = text.get(line.clone()).unwrap_or("");
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut at = line.start;
    for word in str.split_inclusive(char::is_whitespace) {
        let length = word.trim_end().len();
        if length > 0 {
            words.push(at..at + length);
        }
        at += word.len();
    }
    let word = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
    let bare = |range: &Range<usize>| word(range).trim_matches(',');
    let mut parts = CityStateZip::default();
    let is_zip = |word: &str| word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let broken = words.len() > 2
        && words
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|zip| word(zip).len() == 6 && word(zip).ends_with('-') && is_zip(word(zip)))
        && words.last().is_some_and(|rest| rest.len() == 4 && word(rest).bytes().all(|byte| byte.is_ascii_digit()));
    if broken {
        let rest = words.pop();
        parts.zip = words.pop().zip(rest).map(|(zip, rest)| zip.start..rest.end);
    } else if words.last().is_some_and(|last| is_zip(bare(last))) {
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
pub(super) fn is_edgar_code(word: &str) -> bool {
    matches!(word.as_bytes(), [a, b] if a.is_ascii_uppercase() && b.is_ascii_digit())
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
