//! How one figure becomes another at the keyboard or in a scan.

use rust_decimal::Decimal;

/// The slip that makes `written` of `meant`, in words that follow "the two differ by".
pub(super) fn slip(written: Decimal, meant: Decimal) -> Option<&'static str> {
    let (a, b) = (digits(written), digits(meant));
    if a == b {
        return None;
    }
    let differing: Vec<usize> = a.iter().zip(&b).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect();
    match (a.len().cmp(&b.len()), differing.as_slice()) {
        (std::cmp::Ordering::Equal, [_]) => Some("one digit"),
        (std::cmp::Ordering::Equal, [i, j]) if i + 1 == *j && a.get(*i) == b.get(*j) && a.get(*j) == b.get(*i) => {
            Some("two swapped digits")
        }
        (std::cmp::Ordering::Less, _) if lacks_one(&a, &b) => Some("a dropped digit"),
        (std::cmp::Ordering::Greater, _) if lacks_one(&b, &a) => Some("an added digit"),
        _ => None,
    }
}

/// Whether the digits of `written` are the beginning or the end of those of `meant`: a cut figure.
pub(super) fn is_cut(written: Decimal, meant: Decimal) -> bool {
    let (a, b) = (digits(written), digits(meant));
    a.len() < b.len() && (b.starts_with(&a) || b.ends_with(&a))
}

fn digits(figure: Decimal) -> Vec<char> {
    figure.normalize().to_string().chars().collect()
}

/// Whether `short` is `long` without one of its digits.
fn lacks_one(short: &[char], long: &[char]) -> bool {
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    short.len() + 1 == long.len() && short.get(same..) == long.get(same + 1..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_apart() {
        for (written, meant, word) in [
            (96_300, 69_300, Some("two swapped digits")),
            (69_800, 69_300, Some("one digit")),
            (6_930, 69_300, Some("a dropped digit")),
            (699_300, 69_300, Some("an added digit")),
            (12, 69_300, None),
            (69_300, 69_300, None),
        ] {
            assert_eq!(slip(Decimal::from(written), Decimal::from(meant)), word, "{written} {meant}");
        }
    }

    #[test]
    fn a_cut_figure_is_a_piece_of_the_whole() {
        assert!(is_cut(Decimal::from(19_500), Decimal::from(2_219_500)));
        assert!(!is_cut(Decimal::from(69_800), Decimal::from(69_300)));
    }
}
