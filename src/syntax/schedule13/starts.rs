//! Where in a text a piece may begin. The grammar defines what a piece is; this only hurries to the
//! places worth asking, and a test holds that none is passed over.

/// A place to ask, and what to ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Start {
    pub at: usize,
    /// What stands only at the beginning of a line.
    pub head: bool,
    /// What stands anywhere.
    pub mark: bool,
}

/// The places of one text, in order. Two words that few sentences have are looked for ahead.
pub(super) struct Starts<'t> {
    text: &'t str,
    outstanding: Ahead,
    ceased: Ahead,
}

impl<'t> Starts<'t> {
    pub fn new(text: &'t str) -> Starts<'t> {
        Starts { text, outstanding: Ahead::new(b"outstanding"), ceased: Ahead::new(b"ceased") }
    }

    /// The first place at or after `from` where a piece may begin. `from` lies between two words.
    pub fn next(&mut self, from: usize, mut opens_line: bool) -> Option<Start> {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut at = from;
        while let Some(byte) = bytes.get(at).copied() {
            let word = match byte {
                b'\n' => {
                    opens_line = true;
                    at += 1;
                    continue;
                }
                b' ' | b'\t' | b'\r' | b'\x0c' => {
                    at += 1;
                    continue;
                }
                b'a'..=b'z' | b'A'..=b'Z' => run(bytes, at, u8::is_ascii_alphabetic),
                b'0'..=b'9' => number(bytes, at),
                0x80.. => {
                    let char = text.get(at..).and_then(|rest| rest.chars().next());
                    opens_line &= char.is_some_and(is_blank);
                    at += char.map_or(1, char::len_utf8);
                    continue;
                }
                _ => 1,
            };
            let (head, mark) = match byte {
                b'a'..=b'z' | b'A'..=b'Z' => self.word(at, word, opens_line),
                b'0'..=b'9' => (opens_line && dates_a_line(bytes, at), self.counts(at, word)),
                b'(' => (false, opens(bytes, at + 1)),
                b'/' => (false, bytes.get(at + 1).is_some_and(|next| next.eq_ignore_ascii_case(&b's'))),
                _ => (false, false),
            };
            if head || mark {
                return Some(Start { at, head, mark });
            }
            opens_line = false;
            at += word;
        }
        None
    }

    /// Whether a head of a line or a mark may begin with the word at a place.
    fn word(&mut self, at: usize, length: usize, opens_line: bool) -> (bool, bool) {
        let bytes = self.text.as_bytes();
        let mut lower = [0u8; 16];
        let Some(word) = lower.get_mut(..length) else { return (false, false) };
        word.copy_from_slice(bytes.get(at..at + length).unwrap_or(&[]));
        word.make_ascii_lowercase();
        let end = at + length;
        let mark = match &*word {
            b"based" => self.outstanding.is_near(bytes, end) && marks(bytes, word, end),
            b"on" => self.ceased.is_near(bytes, end) && marks(bytes, word, end),
            _ => marks(bytes, word, end),
        };
        (opens_line && heads(bytes, word, end), mark)
    }

    /// Whether a row or a sentence may begin with the number at a place.
    fn counts(&mut self, at: usize, length: usize) -> bool {
        let bytes = self.text.as_bytes();
        numbers_a_row(bytes, at) || counts_shares(bytes, at, length) && self.outstanding.is_near(bytes, at)
    }
}

/// Where a word stands next, in whatever case; each byte of a text is searched once.
struct Ahead {
    word: &'static [u8],
    found: usize,
    searched: bool,
}

impl Ahead {
    fn new(word: &'static [u8]) -> Ahead {
        Ahead { word, found: 0, searched: false }
    }

    /// Whether the word stands no further from `at` than a piece reaches. Places are asked in order.
    fn is_near(&mut self, bytes: &[u8], at: usize) -> bool {
        if !self.searched || self.found < at {
            self.searched = true;
            self.found = self.find(bytes, at);
        }
        self.found < at.saturating_add(super::LONGEST)
    }

    fn find(&self, bytes: &[u8], at: usize) -> usize {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let Some(first) = self.word.first().copied() else { return usize::MAX };
        let stands = |found: &usize| {
            rest.get(*found..found + self.word.len()).is_some_and(|word| word.eq_ignore_ascii_case(self.word))
        };
        let found = memchr::memchr2_iter(first, first.to_ascii_uppercase(), rest).find(stands);
        found.map_or(usize::MAX, |found| at + found)
    }
}

/// The grammar's blanks that are no ASCII.
fn is_blank(char: char) -> bool {
    matches!(char, '\u{a0}' | '\u{2002}' | '\u{2003}' | '\u{2009}' | '\u{202f}' | '\u{200b}')
}

/// Where the word or mark at a place ends.
pub(super) fn after(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    at + match bytes.get(at) {
        Some(byte) if byte.is_ascii_alphabetic() => run(bytes, at, u8::is_ascii_alphabetic),
        Some(byte) if byte.is_ascii_digit() => number(bytes, at),
        _ => 1,
    }
}

fn run(bytes: &[u8], at: usize, is: impl Fn(&u8) -> bool) -> usize {
    bytes.get(at..).unwrap_or(&[]).iter().take_while(|byte| is(byte)).count()
}

/// Digits, with what may stand between them, and letters that follow at once.
fn number(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(byte) = bytes.get(end) {
        let between = matches!(byte, b',' | b'.' | b'/') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !byte.is_ascii_digit() && !between {
            break;
        }
        end += 1;
    }
    end + run(bytes, end, u8::is_ascii_alphabetic) - at
}

/// The next byte that is no blank, after at most one mark as in `7. Sole`.
fn next_byte(bytes: &[u8], at: usize) -> Option<u8> {
    let rest = bytes.get(at..).unwrap_or(&[]).iter();
    rest.copied().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'\x0c'))
}

/// `7. Sole`: one or two digits and then the first letter of a row's caption.
fn numbers_a_row(bytes: &[u8], at: usize) -> bool {
    let digits = run(bytes, at, u8::is_ascii_digit);
    let end = at + digits + usize::from(matches!(bytes.get(at + digits), Some(b'.' | b')')));
    digits <= 2 && next_byte(bytes, end).is_some_and(|next| b"ncsaptNCSAPT".contains(&next) || next >= 0x80)
}

/// `1,000 shares`: at least four digits and then a word.
fn counts_shares(bytes: &[u8], at: usize, length: usize) -> bool {
    let plain = bytes.get(at + length - 1).is_some_and(u8::is_ascii_digit);
    let next = next_byte(bytes, at + length);
    plain && length >= 4 && next.is_some_and(|next| next.is_ascii_alphabetic() || next >= 0x80)
}

/// A bracket before a caption or the number of a row.
fn opens(bytes: &[u8], at: usize) -> bool {
    next_byte(bytes, at).is_some_and(|next| next.is_ascii_digit() || b"ntcdNTCD".contains(&next) || next >= 0x80)
}

/// `12/29/2003`, `2003-12-29`, `29 Dec`: as far as the first digits and what follows them tell.
fn dates_a_line(bytes: &[u8], at: usize) -> bool {
    let end = at + run(bytes, at, u8::is_ascii_digit);
    match (end - at, bytes.get(end)) {
        (1 | 2, Some(b'/')) | (4, Some(b'-')) => true,
        (1 | 2, _) => begins_month(bytes, end),
        _ => false,
    }
}

/// The bytes of the next word and what stands after them, blanks before it left out.
fn rest(bytes: &[u8], at: usize) -> &[u8] {
    let rest = bytes.get(at..).unwrap_or(&[]);
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'\x0c')).count();
    rest.get(blanks..).unwrap_or(&[])
}

/// Whether what follows begins with one of these, in whatever case. A blank that is no ASCII may stand
/// before any of them.
fn says(bytes: &[u8], at: usize, any: &[&[u8]]) -> bool {
    let rest = rest(bytes, at);
    let begins = |word: &&[u8]| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    rest.first().is_some_and(|first| *first >= 0x80) || any.iter().any(begins)
}

/// Whether the word `of` follows, and then one of these.
fn of(bytes: &[u8], at: usize, any: &[&[u8]]) -> bool {
    let rest = rest(bytes, at);
    says(bytes, at, &[b"of"]) && (rest.first() >= Some(&0x80) || says(rest, 2, any))
}

fn begins_month(bytes: &[u8], at: usize) -> bool {
    let rest = rest(bytes, at);
    rest.first() >= Some(&0x80) || rest.get(..3).is_some_and(|head| is_month(&head.to_ascii_lowercase()))
}

/// What follows the name of a month in a date: its day, or the full stop of an abbreviation.
fn begins_day(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'.' || byte >= 0x80
}

fn begins_date(bytes: &[u8], at: usize) -> bool {
    rest(bytes, at).first().is_some_and(u8::is_ascii_digit) || begins_month(bytes, at)
}

/// Whether one of the next words is one that `is` knows, in lower case or not. Words that hold more than
/// ASCII are known to none, and so count.
fn soon(bytes: &[u8], at: usize, words: usize, is: impl Fn(&[u8]) -> bool) -> bool {
    let near = bytes.get(at..).unwrap_or(&[]);
    let near = near.get(..near.len().min(super::LONGEST)).unwrap_or(&[]);
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'\x0c');
    let mut next = near.split(blank).filter(|word| !word.is_empty()).take(words);
    next.any(|word| !word.is_ascii() || is(word))
}

/// `an aggregate of`, `a total of`: no more than three words before it.
fn all_told(bytes: &[u8], at: usize) -> bool {
    soon(bytes, at, 5, |word| word.eq_ignore_ascii_case(b"a") || word.eq_ignore_ascii_case(b"an"))
}

/// `giving effect to the transactions`: no more than three words before the last.
fn tells_of_deals(bytes: &[u8], at: usize) -> bool {
    const DEALS: [&[u8]; 4] = [b"transaction", b"sale", b"purchase", b"disposition"];
    let begins = |word: &[u8], deal: &[u8]| word.get(..deal.len()).is_some_and(|head| head.eq_ignore_ascii_case(deal));
    soon(bytes, at, 8, |word| DEALS.iter().any(|deal| begins(word, deal)))
}

/// Whether a mark may begin with a word, given in lower case, as far as what follows its end tells.
fn marks(bytes: &[u8], word: &[u8], end: usize) -> bool {
    let says = |any: &[&[u8]]| says(bytes, end, any);
    let of = |any: &[&[u8]]| of(bytes, end, any);
    match word {
        b"as" => says(&[b"of"]) && (rest(bytes, end).first() >= Some(&0x80) || begins_date(rest(bytes, end), 2)),
        b"on" | b"from" | b"between" => begins_date(bytes, end),
        b"acquired" | b"bought" | b"disposed" | b"purchased" | b"sold" => all_told(bytes, end),
        b"after" | b"following" => tells_of_deals(bytes, end),
        b"based" => says(&[b"on", b"upon"]),
        b"ceased" | b"information" => says(&[b"to"]),
        b"by" | b"address" | b"position" => says(&[b":"]),
        b"number" => of(&[b""]),
        b"percent" | b"percentage" => of(&[b"the", b"class"]),
        b"type" => of(&[b"reporting"]),
        b"this" => says(&[b"amendment"]),
        b"aggregate" => says(&[b"amount"]),
        b"amendment" => says(&[b"no"]),
        b"amount" => says(&[b"beneficially"]),
        b"check" => says(&[b"the", b"appropriate", b"box", b"if"]),
        b"citizenship" => says(&[b":", b"o"]),
        b"comment" => says(&[b"for"]),
        b"date" => of(&[b"event"]) || says(&[b"signed", b":"]) || begins_date(bytes, end),
        b"dated" => says(&[b"as", b":"]) || begins_date(bytes, end),
        b"irs" => says(&[b"identification"]),
        b"name" | b"names" => says(&[b"of", b"(s)", b":", b"/", b"and"]),
        b"open" => says(&[b"market", b"-"]),
        b"page" => says(&[b"_"]) || rest(bytes, end).first().is_some_and(u8::is_ascii_digit),
        b"rule" => says(&[b"144"]),
        b"schedule" => says(&[b"13"]),
        b"sec" => says(&[b"use"]),
        b"securities" => says(&[b"and"]),
        b"shared" | b"sole" => says(&[b"voting", b"dispositive"]),
        b"signature" => says(&[b":"]),
        b"source" | b"sources" => says(&[b"of", b"(s)"]),
        b"ss" => says(&[b"or"]),
        b"title" => says(&[b":"]) || of(&[b"class"]),
        b"under" => says(&[b"the"]),
        b"i" | b"s" => says(&[b"."]),
        b"cusip" => true,
        _ => false,
    }
}

/// Whether the head of a line may begin with a word, given in lower case.
fn heads(bytes: &[u8], word: &[u8], end: usize) -> bool {
    match word {
        b"agreement" | b"annex" | b"appendix" | b"attachment" | b"contracts" | b"exhibit" | b"identity"
        | b"interest" | b"joint" | b"limited" | b"material" | b"power" | b"purpose" | b"security" | b"signature"
        | b"signatures" | b"source" => true,
        // Schedule 13D is no annex.
        b"schedule" => !rest(bytes, end).starts_with(b"13"),
        b"item" => says(bytes, end, &[b""]) && !rest(bytes, end).first().is_some_and(u8::is_ascii_alphabetic),
        b"date" | b"settlement" | b"trade" | b"transaction" => has_price(bytes, end),
        word => is_month(word) && rest(bytes, end).first().is_some_and(|next| begins_day(*next)),
    }
}

/// Whether the word `price` stands before the end of the line, as far as a piece reaches.
fn has_price(bytes: &[u8], at: usize) -> bool {
    let near = bytes.get(at..).unwrap_or(&[]);
    let near = near.get(..near.len().min(super::LONGEST)).unwrap_or(&[]);
    let line = near.get(..memchr::memchr(b'\n', near).unwrap_or(near.len())).unwrap_or(&[]);
    line.windows(5).any(|word| word.eq_ignore_ascii_case(b"price"))
}

fn is_month(word: &[u8]) -> bool {
    const MONTHS: [&[u8]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    word.get(..3).is_some_and(|head| MONTHS.contains(&head))
}
