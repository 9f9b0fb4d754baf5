//! Lines, sentences and words of a text, each question bounded in what it looks at.

use std::borrow::Cow;
use std::ops::Range;

/// How far along a line or a sentence is looked, in bytes; keeps the cost of a text without lines linear.
const LINE: usize = 600;

/// The part of a line that stands before a place, as far back as a line is read.
pub(super) fn line_before(str: &str, at: usize) -> &str {
    let before = window_before(str, at);
    before.get(before.rfind('\n').map_or(0, |end| end + 1)..).unwrap_or("")
}

/// From a place to the end of its line, as far as a line is read.
pub(super) fn line_after(str: &str, at: usize) -> Range<usize> {
    let rest = at_most(str, at..str.len(), LINE);
    let end = str.get(rest.clone()).unwrap_or("").find('\n').map_or(rest.end, |end| at + end);
    at..end
}

/// The sentence or line up to a place, as far back as a full stop or a blank line.
pub(super) fn sentence_before(str: &str, at: usize) -> &str {
    let before = window_before(str, at);
    let cut = [before.rfind(". "), before.rfind(".\n"), before.rfind("\n\n")].into_iter().flatten().max();
    before.get(cut.map_or(0, |cut| cut + 1)..).unwrap_or("")
}

fn window_before(str: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(LINE);
    while !str.is_char_boundary(start) {
        start += 1;
    }
    str.get(start..at).unwrap_or("")
}

/// A range cut to at most `most` bytes.
pub(super) fn at_most(str: &str, range: Range<usize>, most: usize) -> Range<usize> {
    let mut end = range.end.min(range.start.saturating_add(most));
    while end > range.start && !str.is_char_boundary(end) {
        end -= 1;
    }
    range.start..end
}

/// One blank between words.
pub(super) fn tidy(str: &str) -> Cow<'_, str> {
    let mut words = str.split_whitespace();
    let first = words.next().unwrap_or("");
    // One word is tidy as it stands.
    if first.len() == str.len() {
        return Cow::Borrowed(str);
    }
    let mut sum = String::with_capacity(str.len());
    sum.push_str(first);
    for word in words {
        sum.push(' ');
        sum.push_str(word);
    }
    Cow::Owned(sum)
}

/// Whether a line has a letter or a digit.
pub(super) fn has_words(str: &str) -> bool {
    str.chars().any(char::is_alphanumeric)
}
