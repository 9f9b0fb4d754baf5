//! Slips: how one written figure turns into another at the keyboard or in a scan.

use rust_decimal::Decimal;

/// The slips that are told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::rules) enum Slip {
    /// One character stands for another.
    Replaced,
    /// Two neighbours stand in each other's place.
    Swapped,
    /// One character too few.
    Dropped,
    /// One character too many.
    Added,
}

impl Slip {
    /// `one digit differs`: a clause, for a help text that does not say which of the two is wrong.
    pub(in crate::rules) fn words(self) -> &'static str {
        match self {
            Slip::Replaced => "one digit differs",
            Slip::Swapped => "two neighbouring digits are swapped",
            Slip::Dropped | Slip::Added => "one digit is lost or added",
        }
    }

    /// `two swapped digits`: what follows "the two differ by".
    pub(in crate::rules) fn name(self) -> &'static str {
        match self {
            Slip::Replaced => "one digit",
            Slip::Swapped => "two swapped digits",
            Slip::Dropped => "a dropped digit",
            Slip::Added => "an added digit",
        }
    }
}

/// The one slip that makes `written` of `meant`, when one slip explains their difference.
pub(in crate::rules) fn between(written: Decimal, meant: Decimal) -> Option<Slip> {
    of_text(&digits(written), &digits(meant))
}

/// The one slip that makes one word of another, when one slip explains their difference.
pub(in crate::rules) fn of_text(written: &str, meant: &str) -> Option<Slip> {
    let (a, b): (Vec<char>, Vec<char>) = (written.chars().collect(), meant.chars().collect());
    let (short, long, slip) = if a.len() <= b.len() { (a, b, Slip::Dropped) } else { (b, a, Slip::Added) };
    let head = short.iter().zip(&long).take_while(|(one, other)| one == other).count();
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(one, other)| one == other).count();
    let middle = |word: &[char]| word.get(head..word.len().saturating_sub(tail)).unwrap_or_default().to_vec();
    match (middle(&short).as_slice(), middle(&long).as_slice()) {
        _ if long.len() == short.len() + 1 && head + tail >= short.len() => Some(slip),
        ([_], [_]) => Some(Slip::Replaced),
        ([one, two], [other, another]) if one == another && two == other => Some(Slip::Swapped),
        _ => None,
    }
}

/// Whether the digits of `written` are the beginning or the end of those of `meant`: a cut figure.
pub(in crate::rules) fn is_cut(written: Decimal, meant: Decimal) -> bool {
    let (a, b) = (digits(written), digits(meant));
    a.len() < b.len() && (b.starts_with(&a) || b.ends_with(&a))
}

fn digits(figure: Decimal) -> String {
    figure.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_told_from_two() {
        let cases = [
            ("714400", "714300", Some(Slip::Replaced)),
            ("714400", "741400", Some(Slip::Swapped)),
            ("71440", "714400", Some(Slip::Dropped)),
            ("1000", "100", Some(Slip::Added)),
            ("1", "12", Some(Slip::Dropped)),
            ("714400", "714400", None),
            ("714400", "174300", None),
            ("", "12", None),
        ];
        for (written, meant, slip) in cases {
            assert_eq!(of_text(written, meant), slip, "{written} for {meant}");
            let back = match slip {
                Some(Slip::Dropped) => Some(Slip::Added),
                Some(Slip::Added) => Some(Slip::Dropped),
                slip => slip,
            };
            assert_eq!(of_text(meant, written), back, "{meant} for {written}");
        }
    }

    #[test]
    fn a_cut_figure_is_a_piece_of_the_whole() {
        assert!(is_cut(Decimal::from(19_500), Decimal::from(2_219_500)));
        assert!(!is_cut(Decimal::from(69_800), Decimal::from(69_300)));
    }
}
