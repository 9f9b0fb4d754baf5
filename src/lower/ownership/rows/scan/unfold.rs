//! Values whose characters a scan confused, read as what they are most like. All are guesses.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::syntax::value;
use crate::tables::confusables::digit_for;

/// The years that a table of these forms may name: from the first electronic filings to the longest options.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2075;

/// A date in which letters stand for digits, a slash is lost or read as a digit, or a month or a day begins
/// with a digit that none begins with: `41/04/2024`, `o6/09/2026`, `07102/2010`.
pub(in crate::lower::ownership) fn date(str: &str) -> Option<NaiveDate> {
    let mut digits = [0u8; 12];
    let mut slashes = [0usize; 3];
    let (mut count, mut slashed) = (0, 0);
    for c in str.chars() {
        if c == '/' {
            *slashes.get_mut(slashed)? = count;
            slashed += 1;
            continue;
        }
        *digits.get_mut(count)? = u8::try_from(digit_of(c)?.to_digit(10)?).ok()?;
        count += 1;
    }
    let digits = digits.get(..count)?;
    let (month, day, year) = match (slashed, slashes, count) {
        (2, [a @ 1..=2, b, _], _) if b > a && b - a <= 2 && count - b == 4 => {
            (digits.get(..a)?, digits.get(a..b)?, digits.get(b..)?)
        }
        // One slash is lost, or read as the digit that it is like.
        (1, [4, ..], 8) | (1, [2, ..], 8) => (digits.get(..2)?, digits.get(2..4)?, digits.get(4..)?),
        (1, [5, ..], 9) if digits.get(2) == Some(&1) => (digits.get(..2)?, digits.get(3..5)?, digits.get(5..)?),
        (1, [2, ..], 9) if digits.get(4) == Some(&1) => (digits.get(..2)?, digits.get(2..4)?, digits.get(5..)?),
        _ => return None,
    };
    let number = |digits: &[u8]| digits.iter().fold(0u32, |sum, digit| sum * 10 + u32::from(*digit));
    let year = i32::try_from(number(year)).ok().filter(|year| YEARS.contains(year))?;
    let month = first_digit(month, 12);
    let day = first_digit(day, 31);
    NaiveDate::from_ymd_opt(year, number(&month), number(&day))
}

/// No month is above 12 and no day above 31: a first digit that says so is what scans make of 0 or 1.
fn first_digit(digits: &[u8], most: u32) -> [u8; 2] {
    match digits {
        [first, second] if u32::from(*first) * 10 + u32::from(*second) > most => {
            [if matches!(first, 4 | 7) { 1 } else { 0 }, *second]
        }
        [first, second] => [*first, *second],
        [only] => [0, *only],
        _ => [0, 0],
    }
}

/// An amount in which letters stand for digits, with stray characters at its ends, or with the stroke of a
/// rule read as a digit: `1l,169`, `100,0001`.
pub(in crate::lower::ownership) fn amount(str: &str) -> Option<Decimal> {
    if str.len() > 24 {
        return None;
    }
    let str =
        str.trim_start_matches(['$', '§', '¢', '\\', ' ', '(', '‘']).trim_end_matches([')', ']', '|', '°', '®', ' ']);
    let digits = str.bytes().filter(u8::is_ascii_digit).count();
    let mut plain = String::with_capacity(str.len());
    for c in str.chars() {
        match c {
            ',' | '.' => plain.push(c),
            ';' | ':' => plain.push(','),
            _ => plain.push(digit_of(c)?),
        }
    }
    // More letters than digits are a word.
    let length = plain.bytes().filter(u8::is_ascii_digit).count();
    if digits * 2 < length || digits == 0 {
        return None;
    }
    let whole = |plain: &str| value::decimal(plain).filter(|_| !matches!(plain.as_bytes(), [b'0', b'0'..=b'9', ..]));
    whole(&plain).or_else(|| {
        // `100,0001`: four digits after a comma, the last a rule.
        let (head, tail) = plain.rsplit_once(',')?;
        (tail.len() == 4 && tail.ends_with('1')).then(|| whole(&format!("{head},{}", tail.get(..3)?)))?
    })
}

/// `42.025` where shares stand: the comma of a scan, read as a point.
pub(in crate::lower::ownership) fn thousands(value: Decimal) -> Option<Decimal> {
    let like = value.scale() == 3 && value >= Decimal::ONE && value < Decimal::ONE_THOUSAND;
    like.then(|| value.checked_mul(Decimal::ONE_THOUSAND)).flatten().map(|value| value.normalize())
}

/// The direct or indirect of a letter: `1`, `l`, `J` and strokes are what scans make of an I.
pub(in crate::lower::ownership) fn ownership(letter: &str) -> Option<&'static str> {
    match letter {
        "D" => Some("D"),
        "I" | "1" | "L" | "l" | "J" | "\\" | "T" | "i" | "!" => Some("I"),
        _ => None,
    }
}

fn digit_of(c: char) -> Option<char> {
    match c {
        'j' | 'J' | 'i' | 't' | 'f' | '!' => Some('1'),
        _ => digit_for(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn dates_are_unfolded_when_no_other_day_is_likely() {
        assert_eq!(date("41/04/2024"), day(2024, 11, 4));
        assert_eq!(date("94/07/2026"), day(2026, 4, 7));
        assert_eq!(date("o6/09/2026"), day(2026, 6, 9));
        assert_eq!(date("0413/2022"), day(2022, 4, 13));
        assert_eq!(date("07102/2010"), day(2010, 7, 2));
        assert_eq!(date("rananorr"), None);
        assert_eq!(date("13/45"), None);
        assert_eq!(date("11/04/9999"), None);
    }

    #[test]
    fn amounts_are_unfolded_when_they_are_mostly_digits() {
        assert_eq!(amount("1l,169"), Some(Decimal::from(11_169)));
        assert_eq!(amount("100,0001"), Some(Decimal::from(100_000)));
        assert_eq!(amount("SOLD"), None);
        assert_eq!(amount("Ss"), None);
        assert_eq!(thousands(Decimal::new(42_025, 3)), Some(Decimal::from(42_025)));
        assert_eq!(thousands(Decimal::new(4_202_512, 3)), None);
    }
}
