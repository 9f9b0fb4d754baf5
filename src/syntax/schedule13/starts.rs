//! Where in a text a piece may begin. The grammar defines what a piece is; this only hurries to the
//! places worth asking, and a test holds that none is passed over.

/// A place to ask, and whether it opens a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Start {
    pub at: usize,
    pub opens_line: bool,
}

/// The first place at or after `from` where a piece may begin. `from` lies between two words.
pub(super) fn next(text: &str, from: usize, mut opens_line: bool) -> Option<Start> {
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
        let may = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => may_begin(text, at, word, opens_line),
            b'0'..=b'9' => opens_line || numbers_a_row(bytes, at) || counts_shares(bytes, at, word),
            b'(' => opens(bytes, at + 1),
            b'/' => bytes.get(at + 1).is_some_and(|next| next.eq_ignore_ascii_case(&b's')),
            _ => false,
        };
        if may {
            return Some(Start { at, opens_line });
        }
        opens_line = false;
        at += word;
    }
    None
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

/// Whether a piece may begin with the word at a place, as far as the word and what follows it tell.
fn may_begin(text: &str, at: usize, length: usize, opens_line: bool) -> bool {
    let bytes = text.as_bytes();
    let mut lower = [0u8; 16];
    let Some(into) = lower.get_mut(..length) else { return false };
    into.copy_from_slice(bytes.get(at..at + length).unwrap_or(&[]));
    into.make_ascii_lowercase();
    let next = || next_byte(bytes, at + length);
    let letter = |of: &[u8]| next().is_some_and(|next| of.contains(&next.to_ascii_lowercase()) || next >= 0x80);
    let date = || next().is_some_and(|next| next.is_ascii_digit() || next.is_ascii_alphabetic() || next >= 0x80);
    match &*into {
        b"as" | b"disposed" | b"number" | b"percent" | b"percentage" | b"type" => letter(b"o"),
        b"on" | b"from" | b"between" => date(),
        b"by" | b"address" | b"position" => letter(b":"),
        b"this" | b"aggregate" => letter(b"a"),
        b"amendment" => letter(b"n"),
        b"amount" => letter(b"b"),
        b"based" => letter(b"ou"),
        b"ceased" | b"information" | b"under" => letter(b"t"),
        b"shared" | b"sole" => letter(b"vd"),
        b"open" => letter(b"m-"),
        b"sec" => letter(b"u"),
        b"rule" => letter(b"1"),
        b"i" | b"s" => letter(b"."),
        b"acquired" | b"after" | b"bought" | b"check" | b"citizenship" | b"comment" | b"cusip" | b"date" | b"dated"
        | b"following" | b"irs" | b"name" | b"names" | b"page" | b"purchased" | b"schedule" | b"securities"
        | b"signature" | b"sold" | b"source" | b"sources" | b"ss" | b"title" => true,
        _ if !opens_line => false,
        b"agreement" | b"annex" | b"appendix" | b"attachment" | b"contracts" | b"exhibit" | b"identity"
        | b"interest" | b"item" | b"joint" | b"limited" | b"material" | b"power" | b"purpose" | b"security"
        | b"settlement" | b"signatures" | b"trade" | b"transaction" => true,
        word => is_month(word),
    }
}

fn is_month(word: &[u8]) -> bool {
    const MONTHS: [&[u8]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    word.get(..3).is_some_and(|head| MONTHS.contains(&head))
}
