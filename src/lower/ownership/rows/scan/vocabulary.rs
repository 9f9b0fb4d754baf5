//! Words by which lines of a table are told: those of its headings, of securities, and of who holds them.

/// Whether a line belongs to the headings of a table: one of the words that stand nowhere else, or nothing
/// but words that headings are made of.
pub(super) fn is_heading(line: &str) -> bool {
    const TELLING: &[&str] = &[
        "instr",
        "inst.",
        "(inst",
        "exercisable",
        "month/day",
        "mm/dd",
        "transaction(s)",
        "transaction",
        "deemed",
        "expiration",
        "disposed",
        "beneficially",
        "beneficial",
        "acquired",
        "following",
        "reported",
        "conversion",
        "execution",
        "underlying",
        "e.g.,",
        "convertible securities)",
        "derivative securit",
        "table i",
        "code v",
        "(country)",
        "(city)",
        "(state)",
        "(zip",
        "issuer's",
        "fiscal",
    ];
    let lower = line.to_ascii_lowercase();
    // A row may name a trust for the benefit of its beneficial owners, but none is so short of values.
    if TELLING.iter().any(|word| lower.contains(word)) {
        return true;
    }
    let mut known = 0;
    let (mut names, mut others) = (0, 0);
    for word in lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        known += usize::from(is_of_headings(word));
        others += usize::from(!is_of_headings(word));
        names += usize::from(NAMES.contains(&word));
    }
    // `$` and strokes alone are no heading; two names of columns are one, whatever a scan made of the others.
    names >= 2 || (others == 0 && known > 0 && lower.bytes().any(|byte| byte.is_ascii_alphabetic()))
}

/// Names of columns that stand in no row.
const NAMES: &[&str] =
    &["code", "amount", "price", "title", "tile", "number", "date", "trans", "ownership", "nature", "derivate"];

/// Whether a line holds the first headings of Table I: `1.Title of Security 2. Transaction 2A. Deemed`.
pub(in crate::lower::ownership) fn is_first_heading(line: &str) -> bool {
    const TITLE: [&str; 2] = ["Title of Security", "Title of Seeurity"];
    // Rows name no title.
    let here = memchr::memmem::find(line.as_bytes(), b"Title of").and_then(|at| line.get(at..));
    let after = here.and_then(|here| TITLE.iter().find_map(|title| here.split_once(title))).map(|(_, after)| after);
    after.is_some_and(|after| after.contains("2.") && (after.contains("Trans") || after.contains("Amount of Secur")))
}

fn is_of_headings(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "code",
        "v",
        "amount",
        "price",
        "title",
        "date",
        "number",
        "of",
        "or",
        "security",
        "securities",
        "derivative",
        "direct",
        "indirect",
        "ownership",
        "nature",
        "form",
        "owned",
        "shares",
        "and",
        "exercise",
        "any",
        "if",
        "4",
        "5",
        "3",
        "8",
        "owner",
        "united",
        "states",
        "in",
        "tide",
        "tite",
        "niger",
        "namber",
        "formof",
        "vv",
        "vite",
    ];
    (word.len() == 1 && word.bytes().all(|byte| matches!(byte, b'a' | b'd' | b'i'))) || WORDS.contains(&word)
}

/// Whether a word belongs to the title of a security.
pub(super) fn is_of_security(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "common",
        "stock",
        "class",
        "series",
        "preferred",
        "ordinary",
        "share",
        "shares",
        "unit",
        "units",
        "restricted",
        "phantom",
        "option",
        "options",
        "warrant",
        "warrants",
        "right",
        "rights",
        "to",
        "buy",
        "purchase",
        "sell",
        "par",
        "value",
        "per",
        "capital",
        "depositary",
        "depository",
        "american",
        "convertible",
        "note",
        "notes",
        "performance",
        "deferred",
        "employee",
        "director",
        "non",
        "qualified",
        "nonqualified",
        "incentive",
        "appreciation",
        "forward",
        "contract",
        "call",
        "put",
        "redeemable",
        "voting",
        "limited",
        "partnership",
        "interest",
        "interests",
        "equivalent",
        "equivalents",
        "award",
        "awards",
        "market",
        "time",
        "based",
        "psu",
        "rsu",
        "ads",
        "adr",
        "of",
        "the",
        "and",
        "google",
        "profits",
        "membership",
        "llc units",
        "ltip",
        "op",
        "cumulative",
        "perpetual",
        "subordinate",
        "subordinated",
        "senior",
        "obligation",
        "swap",
        "prepaid",
        "variable",
        "exchangeable",
        "earnout",
        "no",
    ];
    let lower = word.to_ascii_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    bare.len() == 1 || WORDS.contains(&bare) || bare.split('-').all(|part| WORDS.contains(&part))
}

/// The word of a security that another is with one character confused or lost; none when it is such a word,
/// or like none.
pub(super) fn mended(word: &str) -> Option<&'static str> {
    const WORDS: [&str; 8] = ["Common", "Stock", "Class", "Preferred", "Ordinary", "Capital", "Restricted", "Option"];
    if !(4..=12).contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) || is_of_security(word)
    {
        return None;
    }
    let near = |known: &&str| strsim::levenshtein(&word.to_ascii_lowercase(), &known.to_ascii_lowercase()) <= 1;
    WORDS.into_iter().find(near)
}

/// Whether a word begins the nature of indirect ownership.
pub(super) fn begins_nature(word: &str) -> bool {
    const WORDS: &[&str] =
        &["see", "by", "held", "through", "trust", "footnote", "footnotes", "spouse", "indirect", "owned"];
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(bare))
}

/// The kind of a security: the word before the last of its title.
pub(super) fn is_kind(word: &str) -> bool {
    const WORDS: &[&str] = &["common", "ordinary", "capital", "preferred", "depositary", "restricted"];
    WORDS.iter().any(|known| alike(word, known))
}

/// The last word of a security's title.
pub(super) fn is_end(word: &str) -> bool {
    const WORDS: &[&str] = &["stock", "share", "shares", "unit", "units", "interest", "interests"];
    WORDS.iter().any(|known| alike(word, known))
}

/// The words that a letter follows: `Class A`, `Series B`.
pub(super) fn is_lettered(word: &str) -> bool {
    ["class", "series"].iter().any(|known| alike(word, known))
}

/// Whether two words are the same, case and points aside, or differ in one character as scans have it.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase();
    const LONGEST: usize = 24;
    if one.len() > LONGEST || other.len() > LONGEST {
        return false;
    }
    let (one, other) = (bare(one), bare(other));
    one == other || (one.len() >= 4 && other.len() >= 4 && strsim::levenshtein(&one, &other) <= 1)
}

/// Whether two titles differ as scans have it: by a few characters, or by stray words among the right ones.
pub(super) fn alike_titles(one: &str, other: &str) -> bool {
    const LONGEST: usize = 120;
    let squash = |title: &str| {
        title
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| byte.to_ascii_lowercase() as char)
            .collect::<String>()
    };
    if one.len() > LONGEST || other.len() > LONGEST {
        return false;
    }
    let (one, other) = (squash(one), squash(other));
    if one.len() < 6 || other.len() < 6 {
        return false;
    }
    // `Class A` and `Class B` differ in one letter and are two securities.
    let end = |title: &str, word: &str| title.find(word).and_then(|at| title.as_bytes().get(at + word.len()).copied());
    let lettered = ["class", "series"].iter().any(|word| end(&one, word) != end(&other, word));
    !lettered && strsim::levenshtein(&one, &other) * 5 <= one.len().max(other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_rows() {
        for heading in [
            "Code V Amount (D) Price (Instr. 4)",
            "Exercisable Date of",
            "of Shares",
            "(A) or (D)",
            "Amount",
            "Title | Number",
        ] {
            assert!(is_heading(heading), "{heading}");
        }
        for row in ["Common Stock 08/02/2021 M 5,000", "See", "$", "Restricted Common", "By The", "Class A"] {
            assert!(!is_heading(row), "{row}");
        }
    }

    #[test]
    fn words_of_securities_are_alike_in_spite_of_a_scan() {
        assert!(alike("ommon", "Common") && alike("Gommon", "common") && alike("Stock.", "stock"));
        assert!(!alike("Class", "Common") && !alike("A", "B"));
    }
}
