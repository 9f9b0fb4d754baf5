//! Slips of the hand: how one written figure turns into another.

use rust_decimal::Decimal;

/// The slips that are told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::rules) enum Slip {
    /// One character stands for another.
    Replaced,
    /// Two neighbours stand in each other's place.
    Swapped,
    /// One character too few or too many.
    Dropped,
}

impl Slip {
    /// `one digit differs`, for a help text.
    pub(in crate::rules) fn words(self) -> &'static str {
        match self {
            Slip::Replaced => "one digit differs",
            Slip::Swapped => "two neighbouring digits are swapped",
            Slip::Dropped => "one digit is lost or added",
        }
    }
}

/// The one slip between two figures, when one slip explains their difference.
pub(in crate::rules) fn between(a: Decimal, b: Decimal) -> Option<Slip> {
    of_text(&a.normalize().to_string(), &b.normalize().to_string())
}

/// The one slip between two words, when one slip explains their difference.
pub(in crate::rules) fn of_text(a: &str, b: &str) -> Option<Slip> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let head = short.iter().zip(&long).take_while(|(one, other)| one == other).count();
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(one, other)| one == other).count();
    let middle = |word: &[char]| word.get(head..word.len().saturating_sub(tail)).unwrap_or_default().to_vec();
    match (middle(&short).as_slice(), middle(&long).as_slice()) {
        _ if long.len() == short.len() + 1 && head + tail >= short.len() => Some(Slip::Dropped),
        ([_], [_]) => Some(Slip::Replaced),
        ([one, two], [other, another]) if one == another && two == other => Some(Slip::Swapped),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_told_from_two() {
        let cases = [
            ("714400", "714300", Some(Slip::Replaced)),
            ("714400", "741400", Some(Slip::Swapped)),
            ("714400", "71440", Some(Slip::Dropped)),
            ("100", "1000", Some(Slip::Dropped)),
            ("714400", "714400", None),
            ("714400", "174300", None),
            ("12", "1", Some(Slip::Dropped)),
            ("", "12", None),
        ];
        for (a, b, slip) in cases {
            assert_eq!(of_text(a, b), slip, "{a} and {b}");
            assert_eq!(of_text(b, a), slip, "{b} and {a}");
        }
    }
}
