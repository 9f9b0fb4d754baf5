//! Files within a text, as base64. Blanks and line breaks may stand anywhere in it, and what fills the last group may
//! be left out. data-encoding is known here alone.

use std::sync::OnceLock;

use data_encoding::{DecodeKind, Encoding, Specification};

use crate::source::{Span, Text};

/// Why a text is no base64.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotBase64 {
    /// The first character that cannot stand there.
    pub span: Span,
    /// It is one letter too many, as where the end is lost.
    pub cut: bool,
}

const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// The bytes that a text stands for.
///
/// # Errors
/// Where it is no base64.
pub fn decode(text: &Text) -> Result<Vec<u8>, NotBase64> {
    let letters = without_filling(text.as_str());
    encoding().decode(letters.as_bytes()).map_err(|error| {
        // Letters, blanks and `=` are bytes, so what is none of them begins at the position.
        let start = error.position;
        let length = letters.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        NotBase64 { span: text.span(start..start + length), cut: error.kind == DecodeKind::Length }
    })
}

/// A last group of two or three letters is filled up to four by `=`, which say nothing.
fn without_filling(text: &str) -> &str {
    let mut letters = text.trim_end_matches(BLANKS);
    for _ in 0..2 {
        letters = letters.strip_suffix('=').unwrap_or(letters).trim_end_matches(BLANKS);
    }
    letters
}

fn encoding() -> &'static Encoding {
    static ENCODING: OnceLock<Encoding> = OnceLock::new();
    ENCODING.get_or_init(|| {
        let mut written = Specification::new();
        written.symbols.push_str("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
        written.ignore.extend(BLANKS);
        written.check_trailing_bits = false;
        written.encoding().expect("base64: the alphabet of RFC 4648")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn decoded(written: &str) -> Result<Vec<u8>, (u32, u32, bool)> {
        let mut sources = Sources::new();
        let id = sources.add_text("a", written);
        decode(sources.text(id)).map_err(|NotBase64 { span, cut }| (span.start, span.end, cut))
    }

    #[test]
    fn blanks_and_filling_say_nothing() {
        for written in ["Rm9ybSA0", "  Rm9y\r\n\tbSA0\n", "R m 9 y b S A 0"] {
            assert_eq!(decoded(written), Ok(b"Form 4".to_vec()), "{written}");
        }
        for written in ["Rm9ybQ==", "Rm9ybQ", "Rm9ybQ=", "Rm9ybQ = =\n", "Rm9ybR=="] {
            assert_eq!(decoded(written), Ok(b"Form".to_vec()), "{written}");
        }
        assert_eq!(decoded(""), Ok(Vec::new()));
    }

    #[test]
    fn what_is_none_is_told_at_its_place() {
        assert_eq!(decoded("Rm9y\n~SA0"), Err((5, 6, false)));
        assert_eq!(decoded("Rm9y bSéA"), Err((7, 9, false)));
        assert_eq!(decoded("Rm9=ybSA"), Err((3, 4, false)));
        assert_eq!(decoded("Rm9y ====").map_err(|(start, ..)| start), Err(5));
        assert_eq!(decoded("Rm9y\n bSA0 R"), Err((11, 12, true)));
    }
}
