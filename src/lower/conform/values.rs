//! Values against the type, the length and the list of their element. Blanks count, as they do for EDGAR.

use chrono::NaiveDate;

use super::{Walk, fault};
use crate::fault::Broken;
use crate::source::Span;
use crate::syntax::xml::Element;
use crate::tables::ownership::{Characters, Holds};

/// Strings longer than this are prose, and prose has lines.
const PROSE: usize = 1000;

impl Walk<'_> {
    pub(super) fn value(&mut self, leaf: Element, field: &'static str, holds: &'static Holds) {
        if !self.tree.is_leaf(leaf) {
            self.none_within(leaf, field);
        }
        if matches!(holds, Holds::Reference | Holds::Note { .. }) {
            self.footnote_id(leaf, field);
        }
        let raw = self.tree.raw(leaf);
        let written = raw.trim_matches(is_blank);
        let broken = match holds {
            Holds::Boolean | Holds::Decimal | Holds::Date if written.is_empty() => Some(Broken::Empty),
            Holds::Boolean => (!matches!(written, "0" | "1" | "true" | "false")).then_some(Broken::NotBoolean),
            Holds::Decimal => self.decimal(written),
            Holds::Date => (!is_date(written)).then_some(Broken::NotDate),
            Holds::Code { codes, blank } => {
                let is_blank_rightly = *blank && written.is_empty();
                // Where a code may be left blank, blanks around it do no harm either.
                let code = if *blank { written } else { &raw };
                let is_listed = codes.iter().any(|known| **known == *code);
                (!is_listed && !is_blank_rightly).then_some(Broken::NotCode { codes })
            }
            Holds::Place(places) => {
                let is_one = is_no_place(&raw) || self.schema.has_place(*places, &raw);
                (!is_one).then_some(Broken::NotPlace { of: places.words() })
            }
            Holds::Form => (raw != self.form).then_some(Broken::NotForm),
            Holds::Text { least, most, of } => text(&raw, *least, *most, *of),
            Holds::Note { most } => text(&raw, 0, *most, Characters::Any),
            Holds::Reference if !written.is_empty() => Some(Broken::StrayText),
            Holds::Mime => raw.is_empty().then_some(Broken::EmptyText),
            Holds::Reference | Holds::Group(_) => None,
        };
        if let Some(broken) = broken {
            self.faults.push(fault(field, broken, self.place(leaf)));
        }
        if broken.is_none() && blanks(&raw, written, holds) {
            self.faults.push(fault(field, Broken::Blanks, self.tree.raw_span(leaf)));
        }
        if matches!(holds, Holds::Note { .. }) && written.is_empty() {
            self.faults.push(fault(field, Broken::EmptyText, self.tree.start_tag(leaf)));
        }
    }

    /// Where the value stands, or the tag that should hold it.
    fn place(&self, leaf: Element) -> Span {
        self.tree.written(leaf).map_or_else(|| self.tree.start_tag(leaf), |written| written.span)
    }

    fn footnote_id(&mut self, element: Element, field: &'static str) {
        let id = self.tree.attribute(element, "id");
        if id.as_ref().is_none_or(|id| !is_footnote_id(&id.str)) {
            let span = id.map_or_else(|| self.tree.start_tag(element), |id| id.span);
            self.faults.push(fault(field, Broken::NotFootnoteId, span));
        }
    }

    fn decimal(&self, written: &str) -> Option<Broken> {
        let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
        let are_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits(whole) || !are_digits(fraction) || whole.len() + fraction.len() == 0 {
            return Some(Broken::NotDecimal);
        }
        let (whole, fraction) = (whole.trim_start_matches('0').len(), fraction.trim_end_matches('0').len());
        let (most_whole, most_fraction) = self.schema.digits;
        if whole > most_whole {
            return Some(Broken::TooLarge);
        }
        let too_precise = Broken::TooPrecise { digits: size(fraction), most: size(most_fraction) };
        (fraction > most_fraction).then_some(too_precise)
    }
}

fn text(raw: &str, least: usize, most: usize, of: Characters) -> Option<Broken> {
    // Bytes are no fewer than characters.
    let length = if raw.len() <= least.max(most) && raw.is_ascii() { raw.len() } else { raw.chars().count() };
    if raw.is_empty() && least > 0 {
        return Some(Broken::EmptyText);
    }
    if length > most {
        let blanks = raw.trim_matches(is_blank).chars().count() <= most;
        return Some(Broken::TooLong { length: size(length), most: size(most), blanks });
    }
    if length < least {
        return Some(Broken::TooShort { length: size(length), least: size(least) });
    }
    let has_others = of != Characters::Any && raw.chars().any(|character| !of.has(character));
    has_others.then_some(Broken::Characters { of: of.words() })
}

/// Blanks at the ends of a value, or the end of a line in one that is no prose.
fn blanks(raw: &str, written: &str, holds: &Holds) -> bool {
    let is_prose = match holds {
        Holds::Note { .. } | Holds::Mime => true,
        Holds::Text { most, .. } => *most >= PROSE,
        _ => false,
    };
    let is_broken = !is_prose && memchr::memchr2(b'\n', b'\t', written.as_bytes()).is_some();
    let has_ends = !is_prose && written.len() < raw.len();
    !written.is_empty() && (is_broken || has_ends)
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// `2013-05-01`, also with a zone, as `-05:00` or `Z`; a day that there is.
fn is_date(written: &str) -> bool {
    let Some((day, zone)) = written.split_at_checked(10) else { return false };
    let shape =
        day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let number = |from: usize, to: usize| day.get(from..to)?.parse::<u32>().ok();
    let exists = || {
        let year = i32::try_from(number(0, 4)?).ok().filter(|year| *year > 0)?;
        NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)
    };
    shape && exists().is_some() && is_zone(zone)
}

fn is_zone(zone: &str) -> bool {
    let hours = match zone.as_bytes() {
        [] | [b'Z'] => return true,
        [b'+' | b'-', h1, h2, b':', m1, m2] if [h1, h2, m1, m2].iter().all(|byte| byte.is_ascii_digit()) => {
            zone.get(1..)
        }
        _ => return false,
    };
    let hours = hours.and_then(|hours| hours.split_once(':'));
    hours.is_some_and(|(hour, minute)| (hour < "14" && minute < "60") || (hour == "14" && minute == "00"))
}

/// Up to two blanks, which stand for no place.
fn is_no_place(raw: &str) -> bool {
    raw.len() <= 2 && raw.bytes().all(|byte| byte == b' ')
}

/// `F1` to `F99`.
fn is_footnote_id(id: &str) -> bool {
    matches!(id.as_bytes(), [b'F', b'1'..=b'9'] | [b'F', b'1'..=b'9', b'0'..=b'9'])
}

fn size(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_that_there_are() {
        for date in ["2013-05-01", "2024-02-29", "2013-05-01-05:00", "2013-05-01Z", "2013-05-01+14:00"] {
            assert!(is_date(date), "{date}");
        }
        for other in [
            "2023-02-29",
            "05/01/2013",
            "2013-5-1",
            "2013-05-01T00:00",
            "2013-05-01+14:30",
            "0000-01-01",
            "20130501",
            "é013-05-01",
        ] {
            assert!(!is_date(other), "{other}");
        }
    }

    #[test]
    fn footnotes_are_numbered_from_one_to_ninety_nine() {
        assert!(["F1", "F99"].into_iter().all(is_footnote_id));
        assert!(!["F0", "F01", "f1", "F100", "(5)", ""].into_iter().any(is_footnote_id));
    }

    #[test]
    fn strings_have_lengths() {
        assert_eq!(text("éé", 1, 2, Characters::Any), None);
        assert_eq!(text("", 1, 2, Characters::Any), Some(Broken::EmptyText));
        assert_eq!(text("a b", 0, 2, Characters::Any), Some(Broken::TooLong { length: 3, most: 2, blanks: false }));
        assert_eq!(text(" ab", 0, 2, Characters::Any), Some(Broken::TooLong { length: 3, most: 2, blanks: true }));
        assert_eq!(text("1a", 0, 9, Characters::Digits), Some(Broken::Characters { of: "digits" }));
    }
}
