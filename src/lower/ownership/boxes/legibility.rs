//! Whether the characters of a page can be trusted.

use crate::filing::{Certainty, Issuer, Owner};

/// How the characters came to the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::lower::ownership) enum Legibility {
    /// As characters.
    Clean,
    /// Letters are confused with digits here and there: `Te5la, 1nc.`
    Confused,
    /// Read off a picture, line by line.
    Scan,
}

impl Legibility {
    /// Looks for digits inside words. Names hold some, as `7-Eleven`, and codes; several words of letters that
    /// hold the digits which look like letters are the work of a scan.
    pub fn of(text: &str) -> Legibility {
        const ENOUGH: usize = 3;
        let bytes = text.as_bytes();
        let confused = memchr::memchr3_iter(b'0', b'1', b'5', bytes).filter(|at| is_confused(bytes, *at));
        if confused.take(ENOUGH).count() == ENOUGH { Legibility::Confused } else { Legibility::Clean }
    }

    /// What is the most that a name or other words can be trusted.
    pub fn of_words(self) -> Certainty {
        match self {
            Legibility::Clean => Certainty::Written,
            Legibility::Confused => Certainty::Guessed,
            Legibility::Scan => Certainty::Laid,
        }
    }

    /// The same of long texts, where one misread letter is enough.
    pub fn of_text(self) -> Certainty {
        match self {
            Legibility::Clean => Certainty::Written,
            Legibility::Confused | Legibility::Scan => Certainty::Guessed,
        }
    }
}

/// `0wnership`, `Symb0l`: whether a digit stands among at least four letters, none other with it and not as the last.
fn is_confused(bytes: &[u8], at: usize) -> bool {
    let (before, after) = (bytes.get(..at).unwrap_or(&[]), bytes.get(at + 1..).unwrap_or(&[]));
    let is_letter = |byte: &&u8| byte.is_ascii_alphabetic();
    let right = after.iter().take_while(is_letter).count();
    if right == 0 {
        return false;
    }
    let left = before.iter().rev().take_while(is_letter).count();
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    left + right >= 4 && !is_digit(before.iter().rev().nth(left)) && !is_digit(after.get(right))
}

/// Names and addresses of a page whose letters are confused are guesses.
pub(super) fn doubt_words(owners: &mut [Owner], issuer: &mut Issuer) {
    let of_owners = owners.iter_mut().flat_map(|owner| {
        [
            &mut owner.name,
            &mut owner.street1,
            &mut owner.street2,
            &mut owner.city,
            &mut owner.state,
            &mut owner.zip,
            &mut owner.officer_title,
            &mut owner.other_text,
        ]
    });
    for field in of_owners.chain([&mut issuer.name, &mut issuer.symbol]).filter(|field| field.present().is_some()) {
        field.certainty = Certainty::Guessed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confused_letters_are_told_from_names_and_codes() {
        let page = "Alder Systems 7-Eleven 8X8 5TH 10b5-1(c) V5Y 0A1 L3Harris 23andMe 3rd 10th form4 note1";
        assert_eq!(Legibility::of(&page.repeat(3)), Legibility::Clean);
        assert_eq!(Legibility::of("Symb0l Owner5hip Re1ationship Alder"), Legibility::Confused);
        assert_eq!(Legibility::of("Symb0l Owner5hip Alder"), Legibility::Clean);
    }
}
